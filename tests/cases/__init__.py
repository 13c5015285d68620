"""Routing cases that a call-centre manager can read, and what executes them. The format: README.md."""
