"""Plain administration: one list view, one form view, and a declaration per kind of object."""
