"""The people a site needs and what they cost: promise, cohorts, seats, amounts. Pure; numpy is imported here only."""
