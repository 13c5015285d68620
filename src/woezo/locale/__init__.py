"""Texts, dates and times by language."""
