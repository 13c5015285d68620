"""What is kept of a site before it opens: its tasks and gates, what clients require, the choice of its city."""
