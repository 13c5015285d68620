"""Screens: patches, topics, sockets."""
