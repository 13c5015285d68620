"""Runs of one seed: alone under invariants, against the reference, restored, recovered; and the digests of all."""

from __future__ import annotations

import json
from typing import Any

from tests.swarm.centre import Centre, Timed
from tests.swarm.invariants import Watch
from woezo.journal import apply, digest
from woezo.routing import Router


class Failed(AssertionError):
    """A run failed; the message has the parameters and the line that repeats it."""


def alone(seed: int, events: int, full_every: int, journal: list[Timed] | None = None) -> Router:
    """The router alone under invariants."""
    centre, router = Centre(seed), Router()
    watch = Watch(router, full_every)
    number = 0
    try:
        for number in range(events):  # noqa: B007  (told by the report)
            at_ms, event, args = centre.next(router)
            if journal is not None:
                journal.append((at_ms, event, args))
            watch.after(event, args, apply(router, at_ms, event, args))
        watch.everything()
    except Exception as error:
        raise Failed(report(centre, number, error)) from error
    return router


def report(centre: Centre, number: int, error: Exception) -> str:
    """What failed and how to see it again."""
    return (
        f"{centre}\nevent {number}: {type(error).__name__}: {error}\npython -m tests.swarm {centre.seed} {number + 1}"
    )


def replay(journal: list[Timed], full_every: int = 1) -> str:
    """Feed a list of events; the failure, "" if there is none."""
    router = Router()
    watch = Watch(router, full_every)
    try:
        for at_ms, event, args in journal:
            watch.after(event, args, apply(router, at_ms, event, args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def copied(value: Any) -> Any:
    """As it comes out of a journal."""
    return json.loads(json.dumps(value))


DIGEST_SEEDS = range(7000, 7012)
DIGEST_EVENTS = 1500


def digests() -> dict[int, str]:
    """Seed -> digest of the router after a fixed number of events: pure and compiled must agree."""
    found: dict[int, str] = {}
    for seed in DIGEST_SEEDS:
        centre, router = Centre(seed), Router()
        for _ in range(DIGEST_EVENTS):
            at_ms, event, args = centre.next(router)
            apply(router, at_ms, event, args)
        found[seed] = digest(router)
    return found
