"""Adapters: one folder for each way in which customers reach the centre."""
