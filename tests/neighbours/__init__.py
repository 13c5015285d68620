"""Real neighbours of the tests: servers of Debian's packages, started for one run and thrown away."""
