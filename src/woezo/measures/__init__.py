"""What the floor did, counted: raw counts per queue and quarter of an hour, and named, versioned formulas on them."""
