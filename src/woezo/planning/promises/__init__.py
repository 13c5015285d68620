"""The promise tracker: headcount sheets entered and shown, and how each promise stands."""
