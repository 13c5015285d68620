"""The twin: the live routing code driven by a calendar instead of a clock."""
