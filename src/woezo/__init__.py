"""Woezo: the open contact centre for outsourcers."""

__version__ = "0.1.0"
