"""Customers, conversations, interactions and messages."""
