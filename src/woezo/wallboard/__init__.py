"""The wallboard of a floor."""
