"""Facts of a centre that never was, by chance: everything that a log can tell, at the same moments more often than in life."""

from __future__ import annotations

import random
from typing import Final

from woezo.journal.facts import CANCEL, DEFLECT, END, HANG_UP, Contact, Ring, Span, Told

BEGINS_MS: Final = 1_709_535_600_000
QUEUES: Final = {"sales": "voice", "care": "voice", "post": "chat", "work": "task"}


def centre(seed: int, contacts: int = 120, agents: int = 6) -> Told:
    """One log. Agents take one contact after the other, now and then two at once; of some the log says who was there."""
    rng = random.Random(seed)
    free = {f"Kofi {number}": BEGINS_MS for number in range(agents)}
    now_ms, found, paused = BEGINS_MS, [], []
    rings, wraps = rng.random() < 0.5, {"sales", "post"} if rng.random() < 0.5 else set()
    for line in range(contacts):
        now_ms += rng.choice([0, 1, 5, 20, 60]) * 1000
        queue = rng.choice([*QUEUES])
        agent = min(free, key=lambda name: (free[name], name)) if rng.random() < 0.9 else rng.choice([*free])
        answered_ms = max(now_ms, free[agent] - rng.choice([0, 0, 0, 2000]))
        gone_ms = now_ms + rng.choice([0, 3, 30, 90]) * 1000
        if answered_ms > gone_ms:
            ending = rng.choice([HANG_UP, HANG_UP, DEFLECT, CANCEL])
            found.append(
                Contact(line, queue, QUEUES[queue], now_ms, gone_ms, ending, credit_ms=rng.choice([0, 90_000]))
            )
            continue
        called: list[Ring] = []
        rang_ms = answered_ms
        if rings and rng.random() < 0.4:
            rang_ms = max(now_ms, answered_ms - 4000)
            others = [name for name in free if name != agent and free[name] <= now_ms]
            called = [Ring(name, now_ms, rng.choice([rang_ms, now_ms + 1000])) for name in others[:2]]
        ended_ms = answered_ms + rng.choice([0, 1, 60, 240]) * 1000
        wrapped_ms = ended_ms + (rng.choice([0, 15]) * 1000 if queue in wraps else 0)
        ending = rng.choice([END, HANG_UP])
        found.append(
            Contact(
                line, queue, QUEUES[queue], now_ms, ended_ms, ending, agent, rang_ms, answered_ms, wrapped_ms, 0, tuple(called)
            )
        )  # fmt: skip
        free[agent] = max(free[agent], wrapped_ms)
        if rng.random() < 0.1:
            begins_ms = rng.choice([wrapped_ms, answered_ms])
            paused.append(Span(agent, begins_ms, begins_ms + rng.choice([0, 10, 500]) * 1000))
    said = [Span(name, BEGINS_MS - 60_000, rng.choice([end_ms, now_ms])) for name, end_ms in [*free.items()][:3]]
    return Told(found, said, paused, {"Kofi 0": {"care", "night"}})
