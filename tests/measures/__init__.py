"""Formulas and counts."""
