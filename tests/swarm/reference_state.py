"""The state of the reference router and what is asked of it: who is ready, who stands where, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.swarm.reference_model import (
    CHANNELS,
    Agent,
    Interaction,
    Levels,
    Line,
    LineKey,
    Profile,
    Programme,
    Queue,
    Reservation,
    Site,
    Tier,
)

Effect = list[int | str]
MAX_LINES = 64
"""Lines of a queue above which one that falls empty is forgotten."""


class State:
    """Everything there is. Lists and dictionaries in the order in which things were made."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.sites: dict[int, Site] = {}
        self.programmes: dict[int, Programme] = {}
        self.queues: dict[int, Queue] = {}
        self.agents: dict[int, Agent] = {}
        self.interactions: dict[int, Interaction] = {}
        self.reservations: dict[int, Reservation] = {}
        self.lines: dict[LineKey, Line] = {}
        self.groups: dict[Profile, int] = {}
        """Profile -> how many agents have it; a group is made with its first agent and goes with its last."""
        self.next_reservation = 1
        self.next_child = -1
        self.next_line = 1
        self.next_turn = 1
        self.next_accepted = 1
        self.effects: list[Effect] = []
        # What the event has set off: who asks, and what settling must look at.
        self.came: list[int] = []
        self.matured: list[LineKey] = []
        self.changed: list[int] = []
        self.everyone_asks = False
        self.grown_queues: list[int] = []
        self.stirred_groups: set[Profile] = set()

    def tell(self, *effect: int | str) -> None:
        self.effects.append(list(effect))

    # -- agents ------------------------------------------------------------------------------------------------
    def held(self, agent: Agent) -> list[Reservation]:
        return [r for r in self.reservations.values() if r.agent == agent.id]

    def load(self, agent: Agent) -> Counter[str]:
        return Counter(r.channel for r in self.held(agent))

    def blocks(self, agent: Agent) -> list[str]:
        """Why the agent takes no work, in the order in which a single reason is named."""
        states = [r.state for r in self.held(agent)]
        found = {
            "signed_out": agent.desk == 0,
            "site_down": not self.sites[agent.site].up,
            "desk_lost": agent.desk_lost,
            "not_responding": agent.not_responding,
            "activity": not agent.routable,
            "next_activity": bool(agent.next_activity) and not agent.next_routable,
            "ringing": "pending" in states,
            "wrapping": "wrapping" in states and "accepted" not in states,
        }
        return [reason for reason, holds in found.items() if holds]

    def ready(self, agent: Agent) -> bool:
        return not self.blocks(agent) and any(self.room(agent, channel) for channel in CHANNELS)

    def room(self, agent: Agent, channel: str) -> bool:
        return agent.capacity.room(self.load(agent), channel)

    def touch(self, agent: Agent, keep_turn: bool = False) -> None:
        """The agent's state may have changed: his turn, and whether he asks."""
        ready, load = self.ready(agent), self.load(agent)
        moved = not agent.was_ready or load != agent.last_load
        if ready and moved and (not keep_turn or not agent.turn):
            agent.turn = self.next_turn
            self.next_turn += 1
        if ready != agent.was_ready or (ready and moved):
            self.stirred_groups.add(agent.profile)
        if ready and agent.id not in self.changed:
            self.changed.append(agent.id)
        agent.was_ready, agent.last_load = ready, load

    def by_turn(self) -> list[Agent]:
        return sorted((a for a in self.agents.values() if self.ready(a)), key=lambda a: a.turn)

    def units(self, agent: Agent) -> tuple[int, tuple[int, ...]]:
        """The class of load: units in use, then the mixture in the order of channels."""
        load = self.load(agent)
        return agent.capacity.used(load), tuple(load[channel] for channel in CHANNELS)

    # -- interactions ------------------------------------------------------------------------------------------
    def waiting(self, queue: int) -> list[Interaction]:
        """All that wait in a queue, in the order of their places."""
        found = [i for i in self.interactions.values() if i.queue == queue and i.state == "queued"]
        return sorted(found, key=lambda i: i.place)

    def standing(self, key: LineKey) -> list[Interaction]:
        """Those that stand in a line: all that wait there except those that wait for one agent only."""
        return [i for i in self.waiting(key[0]) if i.line == key and not i.waits_exclusively]

    def head(self, key: LineKey) -> Interaction | None:
        standing = self.standing(key)
        return standing[0] if standing else None

    def own_line(self, agent: Agent) -> list[Interaction]:
        return [i for i in self.interactions.values() if i.state == "queued" and i.preferred == agent.id]

    def is_head(self, interaction: Interaction) -> bool:
        return not interaction.waits_exclusively and self.head(interaction.line) is interaction

    def lines_of(self, queue: int) -> Iterator[LineKey]:
        return (key for key in list(self.lines) if key[0] == queue)

    def look_at_lines(self) -> None:
        """After each change of who waits: heads and how long they have been heads."""
        for key, line in list(self.lines.items()):
            head = self.head(key)
            id = 0 if head is None else head.id
            populated = any(i.line == key for i in self.waiting(key[0]))
            if id != line.head:
                line.head, line.head_since_ms = id, self.now_ms
                self._pass(key)
            if line.populated and not populated and self._goes_when_empty(key):
                del self.lines[key]
            line.populated = populated

    def _pass(self, key: LineKey) -> None:
        """A new head, or new rules: what its wait has reached by now is nothing new any more."""
        line = self.lines[key]
        missed = 0 < line.due_ms <= self.now_ms  # its timer is due and has not fired: all is still to be looked at
        line.passed = set() if missed else {moment for moment, at in self.moments(key) if at <= self.now_ms}

    def look_afresh(self, queue: int) -> None:
        """The rules of a queue have changed; every ready agent will ask."""
        for key in self.lines_of(queue):
            self._pass(key)

    def _goes_when_empty(self, key: LineKey) -> bool:
        """Lines that exclude somebody go at once, others only when there are very many."""
        return bool(key[3]) or (key != (key[0], (), -1, ()) and sum(1 for _ in self.lines_of(key[0])) > MAX_LINES)

    def set_line_timers(self) -> None:
        """After each event: the next moment of each line. One that is due already stays until it has fired."""
        for key, line in self.lines.items():
            line.passed -= {moment for moment, at in self.moments(key) if at > self.now_ms}
            times = [at for moment, at in self.moments(key) if moment not in line.passed]
            times += [at for at, _ in self.over_limit(key)]
            if not times:
                line.due_ms = 0
            elif not 0 < line.due_ms <= self.now_ms:
                line.due_ms = max(min(times), self.now_ms)

    def over_limit(self, key: LineKey) -> list[tuple[int, Interaction]]:
        """Those of a line that are to be sent away one day, with the time."""
        limit_ms = self.queues[key[0]]["max_wait_ms"]
        if not limit_ms:
            return []
        return [(i.credited_ms + limit_ms, i) for i in self.standing(key) if not i.overflowed]

    def make_line(self, key: LineKey) -> None:
        if key not in self.lines:
            self.lines[key] = Line(self.next_line)
            self.next_line += 1

    # -- may ever serve ----------------------------------------------------------------------------------------
    def required(self, queue: Queue, own: Levels) -> dict[int, int]:
        needed = dict(queue.skills)
        for skill, level in own:
            needed[skill] = max(level, needed.get(skill, 0))
        return dict(sorted(needed.items()))

    def never(self, profile: Profile, queue: Queue, own: Levels) -> str:
        """The reason of section 2 against it, "" if there is none."""
        programme, skills = self.programmes[queue.programme], dict(profile.skills)
        if programme.client in profile.barred:
            return "barred"
        if programme.countries and self.sites[profile.site].country not in programme.countries:
            return "country"
        for skill, level in self.required(queue, own).items():
            if skill not in skills:
                return "missing_skill"
            if skills[skill] < level:
                return "level_too_low"
        if not profile.capacity.room(Counter(), queue.channel):
            return "channel"
        return "" if self.tier(profile, queue) else "no_tier"

    def tier(self, profile: Profile, queue: Queue) -> Tier | None:
        skills = dict(profile.skills)
        for tier in queue.tiers:
            if tier.sites and profile.site not in tier.sites:
                continue
            if all(skills.get(skill, 0) >= level for skill, level in tier.min_levels):
                return tier
        return None

    # -- conditions in time ------------------------------------------------------------------------------------
    def expected_ms(self, queue: Queue, tier: Tier) -> int:
        """The wait from which the expected wait opens a tier."""
        share_ms = tier.expected_wait_permille * queue["target_ms"] // 1000
        return max(0, share_ms - queue.mean_stood_ms)

    def tier_open(self, queue: Queue, tier: Tier, interaction: Interaction) -> bool:
        wait_ms = self.now_ms - interaction.credited_ms
        if tier.index <= queue.open_through:
            return True
        if tier.after_ms >= 0 and wait_ms >= tier.after_ms:
            return True
        return bool(tier.expected_wait_permille) and wait_ms >= self.expected_ms(queue, tier)

    def held_back(self, queue: Queue, tier: Tier, interaction: Interaction, profile: Profile) -> bool:
        if not tier.holds_back:
            return False
        k = sum(a.profile == profile and self.ready(a) and self.room(a, queue.channel) for a in self.agents.values())
        k = max(k, 1)
        wait_ms, waiting = self.now_ms - interaction.credited_ms, len(self.waiting(queue.id))
        if tier.counts and waiting >= tier.counts[min(k, len(tier.counts)) - 1]:
            return False
        return not (tier.waits_ms and wait_ms >= tier.waits_ms[min(k, len(tier.waits_ms)) - 1])

    def group_holds_back(self, profile: Profile) -> bool:
        """Whether some queue that the group may serve holds it back."""
        for queue in self.queues.values():
            tier = self.tier(profile, queue)
            if tier is not None and tier.holds_back and not self.never(profile, queue, ()):
                return True
        return False

    def moments(self, key: LineKey) -> list[tuple[tuple[str, int], int]]:
        """When the passing of time alone changes something for the head of a line."""
        head, queue = self.head(key), self.queues[key[0]]
        if head is None:
            return []
        found: list[tuple[tuple[str, int], int]] = []
        for tier in queue.tiers:
            opens = [tier.after_ms] if tier.after_ms >= 0 else []
            opens += [self.expected_ms(queue, tier)] if tier.expected_wait_permille else []
            if opens:
                opens_ms = 0 if tier.index <= queue.open_through else min(opens)
                found.append((("open", tier.index), head.credited_ms + opens_ms))
            found += [
                (("hold_back", tier.index * 1000 + k), head.credited_ms + wait_ms)
                for k, wait_ms in enumerate(tier.waits_ms)
            ]
        return found
