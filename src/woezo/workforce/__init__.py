"""The people a site and a queue need, what was promised of them and what they cost. Pure; numpy only here."""
