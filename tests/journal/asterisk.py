"""A queue_log of a day that never was, as Asterisk writes it, and what a person who counts its calls would find."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from typing import Final

EPOCH_S: Final = 1_709_541_000
QUEUES: Final = ("support", "sales")


class Day:
    """Agents join two queues, pause and leave; calls ring, are taken, passed on, given up or sent away by a timeout.

    lines: the log. figures: {queue: counts}. open: calls that the end of the file cuts.
    """

    def __init__(self, seed: int, calls: int = 150, agents: int = 5, timeout_s: int = 240) -> None:
        self.rng = random.Random(seed)
        self.figures: dict[str, Counter[str]] = {queue: Counter() for queue in QUEUES}
        self.timeout_s = timeout_s
        self._log: list[tuple[int, int, str]] = []
        names = [f"SIP/80{number:02d}" for number in range(agents - 1)] + ["Agent/Jean Dupont"]
        self.free = [(EPOCH_S, name) for name in names]
        self.note(EPOCH_S, "NONE", "NONE", "NONE", "QUEUESTART", "")
        for name in names[1:]:  # the first one stands in the configuration: the log does not say when he is there
            for queue in QUEUES:
                self.note(EPOCH_S + 1, "MANAGER", queue, name, "ADDMEMBER", "")
        at_s = EPOCH_S
        for index in range(calls):
            at_s += self.rng.choice([0, 4, 20, 40])
            self.call(at_s, f"{at_s}.{index}", self.rng.choice(QUEUES))
        last_s = max(free_s for free_s, _ in self.free) + 60
        for name in names[1:]:
            for queue in QUEUES:
                self.note(last_s, "MANAGER", queue, name, "REMOVEMEMBER", "")

    @property
    def lines(self) -> list[str]:
        """In order of time, each with its end."""
        return [f"{at_s}|{text}\n" for at_s, _, text in sorted(self._log)]

    def note(self, at_s: int, *fields: object) -> None:
        """One line."""
        self._log.append((at_s, len(self._log), "|".join(map(str, fields))))

    def call(self, at_s: int, id: str, queue: str) -> None:
        """One caller, from the queue to the end."""
        figures = self.figures[queue]
        figures["offered"] += 1
        self.note(at_s, id, queue, "NONE", "ENTERQUEUE", "", "+22890000000", 1)
        patience_s = self.rng.choice([2, 30, 90, 400])
        free_s, agent = self.free[0]
        ring_s = self.rng.choice([0, 2, 6])
        answered_s = max(at_s, free_s) + ring_s
        if min(patience_s, self.timeout_s) < answered_s - at_s:
            self.gives_up(at_s, id, queue, patience_s)
            return
        heapq.heappop(self.free)
        if self.rng.random() < 0.2 and answered_s - at_s > 10:
            self.note(at_s + 8, id, queue, self.free[0][1], "RINGNOANSWER", 5000)
        wait_s, talk_s = answered_s - at_s, self.rng.randrange(5, 300)
        self.note(answered_s, id, queue, agent, "CONNECT", wait_s, f"{answered_s}.9", ring_s)
        figures["answered"] += 1
        figures["answered_wait_ms"] += wait_s * 1000
        figures["handling_ms"] += talk_s * 1000
        self.ends(answered_s + talk_s, id, queue, agent, [wait_s, talk_s, 1])
        pause_s = self.rng.choice([0, 0, 0, 120])
        if pause_s:
            self.note(answered_s + talk_s - 1, "NONE", "NONE", agent, "PAUSEALL", "")
            self.note(answered_s + talk_s + pause_s, "NONE", "NONE", agent, "UNPAUSEALL", "")
        heapq.heappush(self.free, (answered_s + talk_s + pause_s, agent))

    def ends(self, at_s: int, id: str, queue: str, agent: str, times: list[int]) -> None:
        """Somebody hangs up, or the call is passed on."""
        how = self.rng.choice(["COMPLETEAGENT", "COMPLETECALLER", "COMPLETECALLER", "BLINDTRANSFER"])
        before = ["600", "default"] if how == "BLINDTRANSFER" else []
        self.figures[queue]["transfers"] += how == "BLINDTRANSFER"
        self.note(at_s, id, queue, agent, how, *before, *times)

    def gives_up(self, at_s: int, id: str, queue: str, patience_s: int) -> None:
        """The caller, or the queue, has waited long enough."""
        left = patience_s <= self.timeout_s
        waited_s = min(patience_s, self.timeout_s)
        self.figures[queue]["abandoned" if left else "deflected"] += 1
        self.note(at_s + waited_s, id, queue, "NONE", "ABANDON" if left else "EXITWITHTIMEOUT", 1, 1, waited_s)
