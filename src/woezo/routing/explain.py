"""Why this agent, and why not the others: every agent with his one reason, now or at the moment of a past decision.

Asked rarely and about one interaction, so it looks at everybody; it must never be called while routing.
"""

from __future__ import annotations

from typing import NamedTuple

from woezo.routing.codes import BLOCK_REASONS
from woezo.routing.eligibility import MICRO, never
from woezo.routing.lines import line_of
from woezo.routing.matching import can_take, entry_for, held_back
from woezo.routing.model import Agent, Entry, Interaction, Line
from woezo.routing.reading import places
from woezo.routing.router import Router


class Candidate(NamedTuple):
    """One agent as the router saw him. tier: index, -1 if no tier admits him. score: whole points of the pair.

    terms: the parts of the score (priority, wait, fixed, preferred), in points; they sum up to it but for rounding.
    reason: one word of codes.PAIR_REASONS; "chosen" for the agent who got, or would now get, the interaction.
    """

    agent: int
    reason: str
    tier: int
    used_units: int
    ready_ms: int
    score: int
    terms: tuple[int, int, int, int]


class Rival(NamedTuple):
    """Another waiting interaction that the chosen agent could have got, with the score of that pair in points."""

    interaction: int
    queue: int
    wait_ms: int
    score: int


class Explanation(NamedTuple):
    """All that decided about one interaction at one moment."""

    interaction: int
    queue: int
    at_ms: int
    wait_ms: int
    chosen: int
    candidates: list[Candidate]
    rivals: list[Rival]


def pair_reason(router: Router, agent: Agent, interaction: Interaction) -> str:
    """The one reason for which the pair is not matched, "" if nothing is against it."""
    line = interaction.line or line_of(router, interaction)
    group = agent.group
    lasting = never(line, group)
    if lasting:
        return lasting
    for bit, name in BLOCK_REASONS:
        if agent.blocked & bit:
            return name
    if not can_take(agent, interaction.queue.channel):
        return "at_capacity"
    if agent.id in line.excluded:
        return "rejected_recently"
    if interaction.preferred is agent:
        return ""
    if interaction.exclusive:
        return "held_for_preferred"
    entry = entry_for(line, group)
    assert entry is not None
    if router.now_ms - interaction.credited_ms < entry.tier.opens_ms:
        return "tier_not_open"
    return "held_back" if held_back(entry, interaction, router.now_ms) else ""


def explain(router: Router, interaction: Interaction, chosen: Agent | None = None) -> Explanation:
    """Every agent's reason for a waiting interaction. chosen: whom the router took, if it has decided already."""
    line = interaction.line or line_of(router, interaction)
    wait_ms = router.now_ms - interaction.credited_ms
    rows = [_candidate(router, agent, interaction, line) for agent in router.agents.values()]
    best = min(
        (row for row in rows if not row.reason), key=lambda row: _rank(router, line, interaction, row), default=None
    )
    if chosen is not None:
        best = next(row for row in rows if row.agent == chosen.id)
    rows = [_judged(router, line, row, best) for row in rows]
    rows.sort(key=lambda row: (row.reason != "chosen", row.tier < 0, row.tier, row.reason, row.agent))
    rivals = [] if best is None else _rivals(router, router.agents[best.agent], interaction)
    chosen_id = 0 if best is None else best.agent
    return Explanation(interaction.id, interaction.queue.id, router.now_ms, wait_ms, chosen_id, rows, rivals)


def _candidate(router: Router, agent: Agent, interaction: Interaction, line: Line) -> Candidate:
    entry = entry_for(line, agent.group)
    terms = (0, 0, 0, 0) if entry is None else _terms(router, entry, interaction, agent)
    return Candidate(
        int(agent.id),
        pair_reason(router, agent, interaction),
        -1 if entry is None else int(entry.tier.index),
        places(agent).used,
        int(router.now_ms - agent.ready_since_ms) if agent.ready else 0,
        sum(terms) // MICRO,
        (terms[0] // MICRO, terms[1] // MICRO, terms[2] // MICRO, terms[3] // MICRO),
    )


def _terms(router: Router, entry: Entry, interaction: Interaction, agent: Agent) -> tuple[int, int, int, int]:
    queue = interaction.queue
    wait_ms = router.now_ms - interaction.credited_ms
    preferred = queue.preferred_points * MICRO if interaction.preferred is agent else 0
    waited = wait_ms * queue.slope + queue.waiting * queue.waiting_points
    return (entry.line.base, waited, entry.points, preferred)


def _rank(router: Router, line: Line, interaction: Interaction, row: Candidate) -> tuple[bool, int, int, int, int]:
    """The order in which an interaction would choose among agents against whom nothing stands."""
    agent = router.agents[row.agent]
    entry = entry_for(line, agent.group)
    points = 0 if entry is None else entry.points
    return (interaction.preferred is not agent, row.tier, -points, row.used_units, agent.ready_turn)


def _judged(router: Router, line: Line, row: Candidate, best: Candidate | None) -> Candidate:
    """Give an able agent who was not chosen the first thing in which he came second."""
    if best is None or (row.reason and row.agent != best.agent):
        return row
    if row.agent == best.agent:
        return row._replace(reason="chosen")
    if row.tier > best.tier:
        return row._replace(reason="later_tier")
    if row.terms[2] + row.terms[3] < best.terms[2] + best.terms[3]:
        return row._replace(reason="fewer_points")
    return row._replace(reason="more_loaded" if row.used_units > best.used_units else "ready_later")


def _rivals(router: Router, agent: Agent, interaction: Interaction) -> list[Rival]:
    """What else the agent could have got, best first."""
    found: list[Rival] = []
    for entry in agent.group.entries:
        head = entry.line.head
        if head is not None and head is not interaction and not pair_reason(router, agent, head):
            wait_ms = int(router.now_ms - head.credited_ms)
            score = sum(_terms(router, entry, head, agent)) // MICRO
            found.append(Rival(int(head.id), int(head.queue.id), wait_ms, score))
    return sorted(found, key=lambda rival: (-rival.score, -rival.wait_ms, rival.interaction))


def shortfalls(router: Router, interaction: Interaction) -> dict[str, int]:
    """How many agents each reason keeps from a waiting interaction: the answer to "why does it wait"."""
    counts: dict[str, int] = {}
    for agent in router.agents.values():
        reason = pair_reason(router, agent, interaction)
        counts[reason] = counts.get(reason, 0) + 1
    return counts
