"""A hiring plan worked out: its readings, its what-ifs, beside another plan, and all of it as tables."""
