"""The live floor: dispatcher, projection, recovery."""
