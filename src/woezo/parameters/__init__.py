"""What files of settings are made of: parameters declared once, read with all that is wrong in them (pure)."""
