"""Sites, teams, agents and what they can do."""
