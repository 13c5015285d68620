"""What the twin is asked: a scenario as text, read and checked, and the centre that is built from it."""
