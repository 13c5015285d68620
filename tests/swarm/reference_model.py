"""What the reference router remembers: plain records, no index. Written from docs/explanation/routing.md alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

LIVE_CHANNELS = ("voice", "chat", "callback")
TEXT_CHANNELS = ("chat", "messaging", "email", "task")
WRITTEN_CHANNELS = ("chat", "messaging", "email")
CHANNELS = ("voice", "chat", "messaging", "email", "task", "callback")
Levels = tuple[tuple[int, int], ...]


class Refused(Exception):
    """The event changes nothing; the argument is the reason."""


@dataclass
class Site:
    id: int
    country: str
    up: bool = True


@dataclass
class Programme:
    id: int
    client: int
    countries: frozenset[str]
    open: bool = True


@dataclass
class Tier:
    index: int
    min_levels: Levels = ()
    sites: tuple[int, ...] = ()
    after_ms: int = 0
    expected_wait_permille: int = 0
    points: int = 0
    counts: tuple[int, ...] = ()
    waits_ms: tuple[int, ...] = ()

    @property
    def holds_back(self) -> bool:
        return bool(self.counts or self.waits_ms)


@dataclass
class Queue:
    id: int
    programme: int
    channel: str
    skills: Levels
    tiers: list[Tier]
    rules: dict[str, int]
    """The plain numbers of set_queue and of its scoring."""
    accept: str
    reject: str
    wrap_up: str
    limit_action: str
    mean_stood_ms: int = 0
    open_through: int = -1
    tiers_until_ms: int = 0
    override_priority: int = -1
    priority_until_ms: int = 0

    def __getitem__(self, name: str) -> int:
        return self.rules[name]

    @property
    def holds_back(self) -> bool:
        return any(tier.holds_back for tier in self.tiers)

    @property
    def slope(self) -> int:
        return self["wait_points_per_s"] * 1000 + self["urgency_points"] * 1_000_000 // self["target_ms"]

    @property
    def priority(self) -> int:
        return self.override_priority if self.override_priority >= 0 else self["priority"]


@dataclass(frozen=True)
class Capacity:
    units: int
    weights: tuple[tuple[str, int], ...]
    limits: tuple[tuple[str, int], ...]

    def used(self, load: Counter[str]) -> int:
        weights = dict(self.weights)
        return sum(weights.get(channel, 0) * count for channel, count in load.items())

    def fits(self, load: Counter[str]) -> bool:
        """Whether an agent may hold this mixture."""
        weights, limits = dict(self.weights), dict(self.limits)
        for channel, count in load.items():
            limit = limits.get(channel, 0)
            if count and (weights.get(channel, 0) == 0 or (limit and count > limit)):
                return False
        return self.used(load) <= self.units

    def room(self, load: Counter[str], channel: str) -> bool:
        """Whether one more of this channel fits."""
        return self.fits(load + Counter([channel]))


@dataclass(frozen=True)
class Profile:
    """Agents with the same profile are a group."""

    site: int
    skills: Levels
    cost: int
    barred: frozenset[int]
    capacity: Capacity


@dataclass
class Agent:
    id: int
    site: int
    own_skills: Levels
    cost: int
    barred: frozenset[int]
    capacity: Capacity
    timeout_ms: int
    override: Levels | None = None
    skills_until_ms: int = 0
    desk: int = 0
    desk_lost: bool = False
    activity: str = "offline"
    routable: bool = False
    next_activity: str = ""
    next_routable: bool = False
    not_responding: bool = False
    turn: int = 0
    was_ready: bool = False
    last_load: Counter[str] = field(default_factory=Counter)

    @property
    def profile(self) -> Profile:
        skills = self.own_skills if self.override is None else self.override
        return Profile(self.site, skills, self.cost, self.barred, self.capacity)


@dataclass
class Interaction:
    id: int
    queue: int
    arrival_ms: int
    credited_ms: int
    required: Levels = ()
    priority: int = -1
    state: str = "created"
    preferred: int = 0
    patience_until_ms: int = 0
    exclusive: bool = False
    excluded: dict[int, int] = field(default_factory=dict)
    """Agent -> until when he is not asked again."""
    overflowed: bool = False
    answered: bool = False
    conference: bool = False
    parked_agent: int = 0
    due_ms: int = 0
    """A booked callback: when it comes to wait."""

    @property
    def place(self) -> tuple[int, bool, int]:
        """Credited arrival, then id; those born in the core (-1, -2, ...) come last, in the order of their birth."""
        return (self.credited_ms, self.id < 0, abs(self.id))

    @property
    def waits_exclusively(self) -> bool:
        return bool(self.preferred and self.exclusive and self.patience_until_ms)

    @property
    def line(self) -> LineKey:
        return (self.queue, self.required, self.priority, tuple(sorted(self.excluded)))


LineKey = tuple[int, Levels, int, tuple[int, ...]]


@dataclass
class Line:
    """What a line remembers beside who stands in it."""

    serial: int
    head: int = 0
    head_since_ms: int = 0
    due_ms: int = 0
    populated: bool = False
    passed: set[tuple[str, int]] = field(default_factory=set)
    """The moments in the wait of its head that lie behind it."""


@dataclass
class Reservation:
    id: int
    interaction: int
    agent: int
    queue: int
    channel: str
    made_ms: int
    state: str = "pending"
    tone: bool = False
    due_ms: int = 0
    grace_due_ms: int = 0
    wrap_due_ms: int = 0
    wrap_requested: bool = False
    accepted_order: int = 0
