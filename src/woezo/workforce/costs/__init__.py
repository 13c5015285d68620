"""What a hiring plan costs: what its agents do, what they need, the amounts month by month, the price of an hour."""
