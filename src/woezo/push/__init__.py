"""Screens: snapshots and numbered deltas over WebSockets."""
