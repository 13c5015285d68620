"""The router's state: everything the core knows, and nothing it does.

The doing is in the modules beside: lines and ready (the two kinds of line), eligibility (who may serve what), steps
(tiers and waits), matching (who gets what), reserving, contacts, talks, desks, configuring. They are functions over
this one object, so that one file does not have to hold the whole of routing.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing.capacity import Capacity, Key
from woezo.routing.codes import E_AGENT, E_REFUSED
from woezo.routing.model import Agent, Group, Interaction, Line, Programme, Queue, Requirements, Reservation, Site
from woezo.routing.timers import TimerHeap

GroupKey = tuple[int, Requirements, int, tuple[int, ...], Key]


class Effect:
    """What one event did: a code of codes.EFFECTS with up to four numbers, in the order in which it happened."""

    __slots__ = ("a", "b", "c", "code", "d")

    def __init__(self, code: i64, a: i64 = 0, b: i64 = 0, c: i64 = 0, d: i64 = 0) -> None:
        self.code = code
        self.a = a
        self.b = b
        self.c = c
        self.d = d


class Router:
    """One centre. trace: collect effects (live, tests); without it only `made` is filled (the twin).

    deciding is False while a journal is recovered: transitions happen, matching does not, and the recorded
    reservations are put in its place. indexed: interactions and reservations can be found by id; a twin that keeps its
    own objects saves itself the two dictionaries. made: the outbox, the first reservation made since the caller emptied
    it by setting it to None; Reservation.made_after leads to the next.
    """

    __slots__ = (
        "agents",
        "capacities",
        "deciding",
        "dirty_group",
        "dirty_queues",
        "effects",
        "groups",
        "indexed",
        "interactions",
        "last_made",
        "made",
        "next_born_id",
        "next_group_id",
        "next_line_id",
        "next_reservation_id",
        "next_turn",
        "now_ms",
        "programmes",
        "queues",
        "reservations",
        "sites",
        "timers",
        "trace",
    )

    def __init__(self, trace: bool = True, indexed: bool = True) -> None:
        self.now_ms: i64 = 0
        self.trace = trace
        self.indexed = indexed
        self.deciding = True
        self.sites: dict[int, Site] = {}
        self.programmes: dict[int, Programme] = {}
        self.queues: dict[int, Queue] = {}
        self.agents: dict[int, Agent] = {}
        self.groups: dict[GroupKey, Group] = {}
        self.capacities: dict[Key, Capacity] = {}
        self.interactions: dict[int, Interaction] = {}
        self.reservations: dict[int, Reservation] = {}
        self.timers = TimerHeap()
        self.effects: list[Effect] = []
        self.made: Reservation | None = None
        self.last_made: Reservation | None = None
        self.next_reservation_id: i64 = 1
        self.next_born_id: i64 = -1
        self.next_turn: i64 = 1
        self.next_line_id: i64 = 1
        self.next_group_id: i64 = 1
        # what settling must look at again: the first of the groups (Group.dirty_after leads on), and queues
        self.dirty_group: Group | None = None
        self.dirty_queues: list[Queue] = []

    @property
    def next_due_ms(self) -> int | None:
        """When the next timer is due, None if none runs."""
        timer = self.timers.first()
        return None if timer is None else timer.due_ms


def tell(router: Router, code: i64, a: i64 = 0, b: i64 = 0, c: i64 = 0, d: i64 = 0) -> None:
    """Record an effect where effects are wanted."""
    if router.trace:
        router.effects.append(Effect(code, a, b, c, d))


def tell_agent(router: Router, agent: Agent) -> None:
    """The agent's activity, desk or status changed."""
    if router.trace:
        router.effects.append(Effect(E_AGENT, agent.id))


def refuse(router: Router, reason: i64) -> None:
    """A stale, doubled or illegal event: nothing changed, and this is why (index into codes.REFUSALS)."""
    tell(router, E_REFUSED, reason)


__all__ = ["Effect", "GroupKey", "Line", "Router", "refuse", "tell", "tell_agent"]
