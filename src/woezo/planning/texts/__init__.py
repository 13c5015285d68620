"""Plans as TOML texts: what they say, how a key is changed, what differs, and their versions."""
