"""The people a site and a queue need and what they cost: promise, cohorts, seats, amounts, Erlang. Pure; numpy only here."""
