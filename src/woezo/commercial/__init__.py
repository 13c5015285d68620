"""Money. Pure."""
