"""Promises kept track of: headcount sheets, what they may tell, and how a promise stands after what was seen."""
