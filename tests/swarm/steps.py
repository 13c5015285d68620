"""The table of states as data: which effect may follow which state of an interaction or a reservation."""

from __future__ import annotations

from typing import Final

from woezo.routing.codes import INTERACTION_STATES, RESERVATION_STATES

RESERVATION_STEPS: Final = {
    "accepted": (("pending",), "accepted"),
    "rejected": (("pending",), "rejected"),
    "timed_out": (("pending",), "timed_out"),
    "rescinded": (("pending", "accepted"), "rescinded"),
    "canceled": (("pending",), "canceled"),
    "wrapping": (("accepted",), "wrapping"),
    "completed": (("accepted", "wrapping"), "completed"),
}
OVER: Final = ("completed", "rejected", "timed_out", "rescinded", "canceled")

INTERACTION_STEPS: Final = {
    "queued": (("created", "reserved", "connected", "held", "parked"), "queued"),
    "held": (("connected",), "held"),
    "retrieved": (("held", "connected"), "connected"),  # from connected: a conference begins
    "parked": (("connected",), "parked"),
    "answered": (("connected", "held"), ""),
}
OUTCOMES_FROM: Final = {
    "completed": ("connected", "held", "parked", "queued", "reserved"),  # the latter two once it was answered
    "transferred": ("connected", "held"),
    "abandoned": ("created", "queued", "reserved"),
    "overflowed": ("created", "queued"),
    "deflected": ("created", "queued"),
    "called_back": ("queued",),
    "canceled": ("created", "queued", "reserved", "parked"),
}


class Broken(AssertionError):
    """An invariant does not hold."""


def need(holds: bool, message: str) -> None:
    """Raise Broken with the message unless it holds."""
    if not holds:
        raise Broken(message)


class Shadow:
    """What somebody knows who sees the effects only: it must be what the router knows."""

    def __init__(self) -> None:
        self.interactions: dict[int, str] = {}
        self.reservations: dict[int, tuple[str, int]] = {}
        self.offered = 0
        self.ended = 0

    def see(self, event: str, args: dict[str, object], effects: list[list[int | str]]) -> list[int]:
        """Follow one event's effects; the interactions that it touched."""
        touched: list[int] = []
        if effects and effects[0][0] == "refused":
            need(len(effects) == 1, f"refused with other effects: {effects}")
            return touched
        if event == "arrive":
            self._create(int(str(args["interaction"])))
        for effect in effects:
            word, id = str(effect[0]), int(effect[1])
            if word == "child":
                self._create(id)
            elif word == "reserved":
                touched.append(self._reserved(id, int(effect[2])))
            elif word in RESERVATION_STEPS:
                touched.append(self._reservation(word, id))
            elif word == "ended":
                self._end(id, str(effect[2]))
                touched.append(id)
            elif word in INTERACTION_STEPS:
                self._interaction(word, id)
                touched.append(id)
        return touched

    def _create(self, id: int) -> None:
        need(id not in self.interactions, f"interaction {id} begins twice")
        self.interactions[id] = "created"
        self.offered += 1

    def _interaction(self, word: str, id: int) -> None:
        before, after = INTERACTION_STEPS[word]
        state = self.interactions.get(id, "unknown")
        need(state in before, f"interaction {id}: {word} while {state}")
        self.interactions[id] = after or state

    def _end(self, id: int, outcome: str) -> None:
        state = self.interactions.pop(id, "over")
        need(state in OUTCOMES_FROM[outcome], f"interaction {id}: ended {outcome} while {state}")
        self.ended += 1

    def _reserved(self, id: int, interaction: int) -> int:
        need(id not in self.reservations, f"reservation {id} is made twice")
        state = self.interactions.get(interaction, "over")
        need(state in ("queued", "connected", "held"), f"interaction {interaction}: reserved while {state}")
        if state == "queued":
            self.interactions[interaction] = "reserved"
        self.reservations[id] = ("pending", interaction)
        return interaction

    def _reservation(self, word: str, id: int) -> int:
        before, after = RESERVATION_STEPS[word]
        state, interaction = self.reservations.get(id, ("unknown", 0))
        need(state in before, f"reservation {id}: {word} while {state}")
        if after in OVER:
            del self.reservations[id]
        else:
            self.reservations[id] = (after, interaction)
        if word == "accepted" and self.interactions.get(interaction) == "reserved":
            self.interactions[interaction] = "connected"
        return interaction


INTERACTION_STATE: Final = dict(enumerate(INTERACTION_STATES))
RESERVATION_STATE: Final = dict(enumerate(RESERVATION_STATES))
