"""The things the router holds: configuration (site, programme, queue, tier), people (group, agent), work (line,
interaction, reservation).

Plain slotted records. What may be done with them is in the modules that import this one; what must change together
with a field is said at the field. Times are integer milliseconds, ids are integers given from outside.
"""

from __future__ import annotations

from mypy_extensions import i64, mypyc_attr

from woezo.routing.capacity import Capacity, LoadClass
from woezo.routing.codes import CHANNELS, CREATED, FOREVER, R_PENDING
from woezo.routing.timers import (
    T_CALLBACK,
    T_EXCLUSION,
    T_GRACE,
    T_LINE,
    T_PREFERRED,
    T_PRIORITY,
    T_RESERVATION,
    T_SKILLS,
    T_TIERS,
    T_WRAP_UP,
    Timer,
)

Args = dict[str, object]
"""The arguments of an event as they stand in the journal."""

Requirements = tuple[tuple[int, int], ...]
"""((skill id, least level), ...) sorted by skill."""


class Site:
    """A site: its country decides which programmes it may serve."""

    __slots__ = ("country", "id", "up")

    def __init__(self, id: int, country: str) -> None:
        self.id = id
        self.country = country
        self.up = True


class Programme:
    """A client's operation: the unit of isolation."""

    __slots__ = ("client", "countries", "id", "open")

    def __init__(self, id: int, client: int, countries: tuple[str, ...]) -> None:
        self.id = id
        self.client = client
        self.countries = countries
        self.open = True


class Tier:
    """One step of a queue: which groups it admits, from which wait on, and how far generalists are held back.

    opens_ms is the wait from which the tier is open now. It is derived (steps.refresh_tiers) from after_ms, from the
    expected wait and from an override, so that matching compares two integers and nothing else.
    """

    __slots__ = (
        "after_ms", "expected_wait_permille", "hold_counts", "hold_waits_ms", "holds", "index", "min_levels",
        "opens_ms", "points", "sites",
    )  # fmt: skip

    def __init__(self, index: int) -> None:
        self.index: i64 = index
        self.min_levels: Requirements = ()
        self.sites: tuple[int, ...] = ()
        self.after_ms: i64 = 0
        self.expected_wait_permille: i64 = 0
        self.points: i64 = 0
        self.hold_counts: list[i64] = []
        self.hold_waits_ms: list[i64] = []
        self.holds = False  # there are thresholds
        self.opens_ms: i64 = 0


class Queue:
    """Where interactions of one kind of work wait, with the rules of that work."""

    __slots__ = (
        "accept", "args", "channel", "cost_points", "expects", "grace_ms", "head_mean_ms", "holds", "id",
        "level_points", "limit_overflows", "lines", "maturities_ms", "max_wait_ms", "max_waiting", "not_again_ms",
        "overflow_queue", "preferred_points", "priority", "priority_points", "priority_timer", "programme",
        "reject", "required", "set_priority", "slope", "target_ms", "text", "tiers", "tiers_override",
        "tiers_timer", "timeout_ms", "tone_ms", "waiting", "waiting_points", "wrap_up", "wrap_up_ms", "written",
    )  # fmt: skip

    def __init__(self, id: int, programme: Programme) -> None:
        self.id: i64 = id
        # what every contact looks at lies together
        self.channel: i64 = 0
        self.programme = programme
        self.lines: list[Line] = []
        self.waiting: i64 = 0
        self.max_waiting: i64 = 0
        self.max_wait_ms: i64 = 0
        # waits at which something may change for the head of a line, ascending; empty for most queues
        self.maturities_ms: list[i64] = []
        self.text = False
        self.written = False  # an agent's first message is the answer
        self.holds = False
        self.expects = False  # some tier opens by expected wait
        self.limit_overflows = False
        self.accept: i64 = 0
        self.tone_ms: i64 = 0
        self.timeout_ms: i64 = 0
        self.wrap_up: i64 = 0
        self.wrap_up_ms: i64 = 0
        # scoring, in millionths of a point; slope per millisecond of wait
        self.slope: i64 = 0
        self.waiting_points: i64 = 0  # for each interaction that waits in the queue
        self.priority_points: i64 = 0
        self.cost_points: i64 = 0
        self.level_points: i64 = 0
        self.preferred_points: i64 = 0
        self.set_priority: i64 = 0
        self.priority: i64 = 0  # set_priority, or the override while it lasts
        self.reject: i64 = 0
        self.not_again_ms: i64 = 0
        self.overflow_queue: i64 = 0
        self.grace_ms: i64 = 0
        self.target_ms: i64 = 0
        # how long an interaction has lately stood at the head before it was taken (mean with weight 1/8)
        self.head_mean_ms: i64 = 0
        self.required: Requirements = ()
        self.tiers: list[Tier] = []
        self.args: Args = {}
        self.tiers_override: i64 = -1
        self.tiers_timer = Timer(T_TIERS, id, self)
        self.priority_timer = Timer(T_PRIORITY, id, self)


class Entry:
    """A group that may serve a line, with its tier and the fixed part of the pair's score (millionths of a point).

    ready: those of the group's ready lines whose agents have room for the line's channel. While somebody waits in the
    line the entry calls: it stands among Group.calling, linked by call_before and call_after.
    """

    __slots__ = ("call_after", "call_before", "calls", "group", "line", "points", "ready", "tier")

    def __init__(self, line: Line, group: Group, tier: Tier, points: i64) -> None:
        self.line = line
        self.ready = group.ready_for[line.queue.channel]
        self.tier = tier
        self.points = points
        self.group = group
        self.calls = False
        self.call_before: Entry | None = None
        self.call_after: Entry | None = None


class Line:
    """Interactions of a queue that are alike: same requirements, same priority class, same agents excluded.

    First in, first out by (credited arrival, id); therefore its head stands for all of it. entries are the groups that
    may serve it, in order of tier, points (falling), group id.
    """

    __slots__ = (
        "base", "entries", "excluded", "head", "head_since_ms", "id", "members", "priority", "queue", "required",
        "tail", "timer",
    )  # fmt: skip

    def __init__(self, id: int, queue: Queue, required: Requirements, priority: i64, excluded: tuple[int, ...]) -> None:
        self.id = id
        self.queue = queue
        self.required = required  # of the interaction, on top of the queue's
        self.priority = priority  # -1: the queue's own
        self.excluded = excluded
        self.base: i64 = 0  # priority_points x priority
        self.entries: list[Entry] = []
        self.members: i64 = 0  # who stands here, and who waits for one agent and will stand here when he does not come
        self.head: Interaction | None = None
        self.tail: Interaction | None = None
        self.head_since_ms: i64 = 0
        self.timer = Timer(T_LINE, id, self)


class ReadyLine:
    """The ready agents of one group in one load class, longest ready first. used: the units of that class."""

    __slots__ = ("first", "last", "load", "used")

    def __init__(self, load: LoadClass) -> None:
        self.first: Agent | None = None
        self.last: Agent | None = None
        self.used = load.used
        self.load = load


class Group:
    """Agents with one routing profile: same site, skills, cost, barred clients and capacity.

    ready: its ready lines, by index of the load class; ready_for: those with room for one more, by channel; both least
    loaded first. entries: what the group may serve; calling: the first of those in whose line somebody waits, in no
    order; awaited: how many wait in the own lines of its agents. holds: some entry has hold-back thresholds; dirty:
    settling must look at the group, and then at dirty_after.
    """

    __slots__ = (
        "agents", "awaited", "barred", "calling", "capacity", "cost", "dirty", "dirty_after", "entries", "holds",
        "id", "levels", "ready", "ready_for", "site", "skills",
    )  # fmt: skip

    def __init__(
        self, id: int, site: Site, skills: Requirements, cost: int, barred: tuple[int, ...], capacity: Capacity
    ) -> None:
        self.id = id
        self.site = site
        self.skills = skills
        self.levels: dict[int, int] = dict(skills)
        self.cost: i64 = cost
        self.barred = barred
        self.capacity = capacity
        self.agents: i64 = 0
        self.entries: list[Entry] = []
        self.calling: Entry | None = None
        self.awaited: i64 = 0
        self.holds = False
        self.dirty = False
        self.dirty_after: Group | None = None
        self.ready = [ReadyLine(load) for load in capacity.classes]
        self.ready_for = [[line for line in self.ready if (line.load.room >> c) & 1] for c in range(len(CHANNELS))]


class Agent:
    """An agent, at most one desk, and what he holds. blocked == 0: may take new work of a channel his load admits.

    load: the mixture he holds, None while that is more than his capacity. first_held, last_held: his reservations in
    the order in which they were made, linked by Reservation.held_after.
    """

    __slots__ = (
        "activity", "args", "blocked", "desk", "first_held", "group", "id", "last_held", "live", "load", "next",
        "next_activity", "next_routable", "override", "own_line", "previous", "ready_line", "ready_since_ms",
        "ready_turn", "routable", "skills_timer", "timeout_ms", "wrapping",
    )  # fmt: skip

    def __init__(self, id: int, group: Group) -> None:
        self.id: i64 = id
        self.blocked: i64 = 0
        self.group = group
        self.load: LoadClass | None = group.capacity.classes[0]
        self.live: i64 = 0  # accepted reservations
        self.wrapping: i64 = 0
        self.first_held: Reservation | None = None
        self.last_held: Reservation | None = None
        self.ready_line: ReadyLine | None = None  # the one in which he stands now
        self.ready_turn: i64 = 0
        self.ready_since_ms: i64 = 0
        self.previous: Agent | None = None
        self.next: Agent | None = None
        self.own_line: list[Interaction] | None = None  # who waits for him
        self.next_activity = ""
        self.timeout_ms: i64 = 0
        self.activity = "offline"
        self.routable = False
        self.next_routable = False
        self.desk: i64 = 0
        self.args: Args = {}
        self.override: Requirements | None = None
        self.skills_timer = Timer(T_SKILLS, id, self)

    @property
    def ready(self) -> bool:
        """Nothing blocks him and he has room: he stands in a ready line."""
        return self.ready_line is not None

    @property
    def reservations(self) -> list[Reservation]:
        """What he holds, in the order in which it was given to him."""
        found: list[Reservation] = []
        reservation = self.first_held
        while reservation is not None:
            found.append(reservation)
            reservation = reservation.held_after
        return found


class Interaction:
    """One routed piece of work. credited_ms, the arrival it is credited with, orders its line and opens its tiers."""

    __slots__ = (
        "answered_ms", "arrival_ms", "conference", "credited_ms", "excluded", "exclusion_timer", "exclusive", "hands",
        "id", "line", "next", "others", "outcome", "preferred", "preferred_timer", "previous", "priority", "queue",
        "required", "reservation", "state", "stays",
    )  # fmt: skip

    def __init__(self, id: i64, queue: Queue, arrival_ms: i64) -> None:
        self.id = id
        self.queue = queue
        self.state: i64 = CREATED
        self.reservation: Reservation | None = None
        self.others: list[Reservation] | None = None  # consultations, conference
        self.hands: i64 = 0  # reservations pending, accepted or wrapping, of those who have left too
        self.outcome: i64 = 0
        self.answered_ms: i64 = 0
        self.preferred: Agent | None = None
        self.preferred_timer: Timer | None = None  # also the timer of a callback: they never run together
        self.exclusion_timer: Timer | None = None
        self.excluded: list[tuple[int, int]] | None = None  # (agent, until)
        self.arrival_ms = arrival_ms
        self.credited_ms = arrival_ms
        self.line: Line | None = None
        self.previous: Interaction | None = None
        self.next: Interaction | None = None
        self.priority: i64 = -1
        self.required: Requirements = ()
        self.conference = False
        self.exclusive = False
        self.stays = False

    def continuation(self, id: i64, queue: Queue, now_ms: i64, kind: i64) -> Interaction:
        """What goes on for the same customer (a callback, an overflow); the twin's contacts take along what was drawn."""
        return Interaction(id, queue, now_ms)

    def over(self) -> None:
        """It has ended; for who keeps something for it, as the twin a telephone line."""


@mypyc_attr(free_list_len=1)
class Reservation:
    """One attempt to give an interaction to one agent; wrap-up belongs to it."""

    __slots__ = (
        "accepted_ms", "agent", "asked_wrap_up", "consult", "grace_timer", "held_after", "held_before", "id",
        "interaction", "made_after", "made_ms", "state", "timer", "tone",
    )  # fmt: skip

    def __init__(self, id: i64, interaction: Interaction, agent: Agent, made_ms: i64) -> None:
        self.id = id
        self.interaction = interaction
        self.agent = agent
        self.made_ms = made_ms
        self.state: i64 = R_PENDING
        self.accepted_ms: i64 = 0
        self.consult = False
        self.asked_wrap_up = False
        self.tone = False  # accepted by itself when its timer fires; else that is the end of the ring time
        self.timer: Timer | None = None
        self.grace_timer: Timer | None = None
        self.held_before: Reservation | None = None  # of its agent
        self.held_after: Reservation | None = None
        self.made_after: Reservation | None = None  # in the outbox (Router.made)


def reservation_timer(reservation: Reservation, kind: int) -> Timer:
    """The reservation's timer for ringing or wrap-up, made when first needed: most centres' twins never need it."""
    timer = reservation.timer
    if timer is None or timer.kind != kind:
        timer = Timer(kind, reservation.id, reservation)
        reservation.timer = timer
    return timer


def due_ms(timer: Timer | None) -> i64:
    """When a timer will fire, FOREVER if it does not run."""
    if timer is None or timer.position < 0:
        return FOREVER
    return timer.due_ms


__all__ = [
    "T_CALLBACK",
    "T_EXCLUSION",
    "T_GRACE",
    "T_PREFERRED",
    "T_RESERVATION",
    "T_WRAP_UP",
    "Agent",
    "Args",
    "Entry",
    "Group",
    "Interaction",
    "Line",
    "Programme",
    "Queue",
    "ReadyLine",
    "Requirements",
    "Reservation",
    "Site",
    "Tier",
    "due_ms",
    "reservation_timer",
]
