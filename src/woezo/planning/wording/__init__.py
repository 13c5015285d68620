"""What codes, columns, units and faults are called, of plans, of site files and of scenarios."""
