"""Runs of one seed: alone under invariants, against the reference, restored, recovered; and the digests of all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from tests.swarm.centre import Centre, Timed
from tests.swarm.compare import Pair
from tests.swarm.invariants import Watch, state_is_right
from tests.swarm.shrink import shrink
from tests.swarm.steps import need
from woezo.journal import apply, digest, restore, take_snapshot
from woezo.routing import Router
from woezo.routing.codes import QUEUED
from woezo.routing.explain import pair_reason

Encoded = list[int | str]
Step = Callable[[int, str, dict[str, Any]], object]


class Failed(AssertionError):
    """A run failed; the message has the parameters, the line that repeats it and a short list of events."""


class Run:
    """One way to look at a router: `step` takes one event and raises if something is wrong."""

    def __init__(self) -> None:
        self.router = Router()

    def step(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        """Carry out one event."""
        apply(self.router, at_ms, event, args)

    def end(self) -> None:
        """Look at everything once more."""


class Alone(Run):
    """The router under invariants; now and then everything is looked at."""

    full_every = 400

    def __init__(self) -> None:
        super().__init__()
        self.watch = Watch(self.router, self.full_every)

    def step(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        self.watch.after(event, args, apply(self.router, at_ms, event, args))

    def end(self) -> None:
        self.watch.everything()


class Closely(Alone):
    """The same, looking at everything after each event."""

    full_every = 1


class Compared(Run):
    """The router beside the reference: the same effects, and both under invariants."""

    def __init__(self) -> None:
        self.pair = Pair()
        self.router = self.pair.router
        self.watch = Watch(self.router, 50)

    def step(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        self.watch.after(event, args, self.pair.apply(at_ms, event, args))


class Restored(Run):
    """A second router that is restored from a snapshot at random points and goes on alike."""

    def __init__(self) -> None:
        super().__init__()
        self.other = Router()
        self.rng = random.Random(0)
        self.restored = 0

    def step(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        ours, theirs = apply(self.router, at_ms, event, args), apply(self.other, at_ms, event, args)
        need(ours == theirs, f"{ours}\nrestored {theirs}")
        if self.rng.random() < 0.03:
            self.end()

    def end(self) -> None:
        need(digest(self.router) == digest(self.other), "the digests differ before the snapshot")
        self.other = restore(copied(take_snapshot(self.router)))
        need(digest(self.router) == digest(self.other), "the digest of the restored router differs")
        state_is_right(self.other)
        self.restored += 1


class Recovered(Run):
    """A second router that follows the journal of the first; its state is the same after every event.

    Some records say otherwise than matching would: another able agent, or nobody. The journal is right.
    """

    def __init__(self) -> None:
        super().__init__()
        self.other = Router()
        self.rng = random.Random(0)
        self.overruled = 0

    def step(self, at_ms: int, event: str, args: dict[str, Any]) -> None:
        record = self._overruled(at_ms, event, args) if self.rng.random() < 0.2 else None
        effects = apply(self.router, at_ms, event, args, recorded=record)
        if record is not None:
            made = [effect[1:4] for effect in effects if effect[0] == "reserved"]
            need(made == [effect[1:4] for effect in record if effect[0] == "reserved"], f"{record} became {effects}")
        again = apply(self.other, at_ms, event, args, recorded=copied(effects))
        need(again == effects, f"{effects}\nrecovered {again}")
        need(digest(self.router) == digest(self.other), "the digest of the recovered router differs")

    def _overruled(self, at_ms: int, event: str, args: dict[str, Any]) -> list[Encoded] | None:
        """The record of another decision than the router's own, None if there is no choice."""
        if event != "arrive":
            return None
        probe = restore(take_snapshot(self.router))
        effects = apply(probe, at_ms, event, args)
        found = [effect for effect in effects if effect[0] == "reserved"]
        if len(found) != 1 or found[0][2] != args["interaction"]:
            return None
        self.overruled += 1
        if self.rng.random() < 0.3:
            return []
        probe = restore(take_snapshot(self.router))
        apply(probe, at_ms, event, args, recorded=[])
        interaction = probe.interactions[args["interaction"]]
        need(interaction.state == QUEUED, "a record without reservations made one")
        for agent in probe.agents.values():
            if agent.id != found[0][3] and pair_reason(probe, agent, interaction) in ("", "tier_not_open", "held_back"):
                return [[*found[0][:3], int(agent.id), *found[0][4:]]]
        return []


RUNS: dict[str, type[Run]] = {
    "alone": Alone,
    "closely": Closely,
    "compared": Compared,
    "restored": Restored,
    "recovered": Recovered,
}


def run(way: str, seed: int, events: int) -> Run:
    """One seed one way. Raises Failed with a short list of events that fails alike."""
    centre, it = Centre(seed), RUNS[way]()
    journal: list[Timed] = []
    try:
        for _ in range(events):
            journal.append(centre.next(it.router))
            it.step(*journal[-1])
        it.end()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        short = shrink(journal, lambda some: _fails(way, some))
        lines = "\n".join(f"  {event!r}," for event in short)
        again = f"python -m tests.swarm {seed} {len(journal)}"
        raise Failed(f"{way}, {centre}\nevent {len(journal) - 1}: {what}\n{again}\n[\n{lines}\n]") from error
    return it


def _fails(way: str, journal: list[Timed]) -> str:
    """The kind of failure of a list of events, "" if it passes."""
    it = RUNS[way]()
    try:
        for at_ms, event, args in journal:
            it.step(at_ms, event, args)
        it.end()
    except Exception as error:
        return type(error).__name__
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
