"""Hiring plans: what a plan says, the classes that keep its promises, what becomes of their people, and how surely."""
