"""The routing core: one deterministic state machine. An event with its time goes in, reservations and effects come out.

No clock, no randomness, no I/O, no float. The same source runs the live floor and, compiled, its twin. Events reach it
through woezo.journal.apply; a simulation calls the verbs of contacts, talks and desks directly.
"""

from woezo.routing.router import Effect, Router

__all__ = ["Effect", "Router"]
