"""The journal: the append-only record of every event the router saw and of what it did.

apply: one event into a router. take_snapshot/restore/digest: the whole state of a router as data, and back.
"""

from woezo.journal.apply import EVENTS, apply
from woezo.journal.snapshot import digest, restore, take_snapshot

__all__ = ["EVENTS", "apply", "digest", "restore", "take_snapshot"]
