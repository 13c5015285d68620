"""Clients and their programmes: queues, tiers, dispositions, opening hours."""
