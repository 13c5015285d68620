"""Benchmarks: `make bench`. Never part of the tests, never timed by them."""
