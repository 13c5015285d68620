"""Django's SQLite with a queue for writers. The database's own waiting is polling: under load it starves whoever
has waited longest, and the dispatcher with it."""
