"""Chat on a client's web page."""
