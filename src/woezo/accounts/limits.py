"""How often somebody may fail to sign in. Counted in this process's memory; a counter ends fifteen minutes after it began.

The counters have a cache of their own: whatever visitors make other parts count cannot push them out.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Final

from django.core.cache import caches

WINDOW_S: Final = 900
MAX_PER_PAIR: Final = 5
MAX_PER_ADDRESS: Final = 30
MAX_PER_EMAIL: Final = 30
CACHE: Final = "sign_in"


def account_name(email: str) -> str:
    """How an account is looked for and counted: the same for both, or a variant would be a fresh counter."""
    return email.strip().lower()


def _counters(email: str, address: str) -> list[tuple[str, int]]:
    """The pair stops guessing at one account; the other two stop guesses spread over accounts or over machines."""
    name = account_name(email)
    return [
        (f"sign-in/{name}/{address}", MAX_PER_PAIR),
        (f"sign-in/address/{address}", MAX_PER_ADDRESS),
        (f"sign-in/email/{name}", MAX_PER_EMAIL),
    ]


def too_many_failures(email: str, address: str) -> bool:
    """Whether this sign-in may not even be tried."""
    counts = caches[CACHE]
    return any(counts.get(_key(key), 0) >= limit for key, limit in _counters(email, address))


def note_failure(email: str, address: str) -> None:
    """Count a failed sign-in."""
    counts = caches[CACHE]
    for key, _ in _counters(email, address):
        if not counts.add(_key(key), 1, WINDOW_S):
            with suppress(ValueError):  # the counter has just ended
                counts.incr(_key(key))


def _key(text: str) -> str:
    """A cache key may hold no space and is short; what is typed into a form may be anything."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
