"""One queue in balance, in closed form: Erlang B, C and A, and the fewest agents for its goals."""
