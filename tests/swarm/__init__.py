"""Random centres: the router against a second one that looks at every pair, under invariants, with printed seeds."""
