"""Home, sign-in, administration: the server-rendered pages."""
