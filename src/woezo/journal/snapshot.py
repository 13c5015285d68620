"""A router's whole state as data that JSON can hold, and back.

What can be derived is not stored: groups, entries and scores are built again from the arguments of the configuration.
What orders things is stored: turns, credited arrivals, ids of lines and groups, running timers. `digest` is the proof:
a restored router has the digest of the one that was taken, and behaves alike ever after.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from woezo.routing import configuring, ready
from woezo.routing.codes import CREATED, QUEUED, R_PENDING, R_WRAPPING
from woezo.routing.eligibility import reorder, set_base
from woezo.routing.lines import into_own_line, line_of, link, new_line
from woezo.routing.matching import settle
from woezo.routing.model import (
    T_CALLBACK,
    T_EXCLUSION,
    T_GRACE,
    T_PREFERRED,
    T_RESERVATION,
    T_WRAP_UP,
    Agent,
    Interaction,
    Line,
    Queue,
    Requirements,
    Reservation,
)
from woezo.routing.reserving import hold, reload
from woezo.routing.router import Router
from woezo.routing.steps import refresh_tiers
from woezo.routing.timers import Timer

FORMAT: Final = 2
Body = dict[str, Any]


def digest(router: Router) -> str:
    """A hash of the whole state."""
    text = json.dumps(take_snapshot(router), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# -- taking -------------------------------------------------------------------------------------------------------------
def take_snapshot(router: Router) -> Body:
    """The state between two events."""
    return {
        "format": FORMAT,
        "now_ms": router.now_ms,
        "next": [
            router.next_reservation_id,
            router.next_born_id,
            router.next_turn,
            router.next_line_id,
            router.next_group_id,
        ],
        "sites": [[site.id, site.country, site.up] for site in router.sites.values()],
        "programmes": [[p.id, p.client, list(p.countries), p.open] for p in router.programmes.values()],
        "queues": [_queue(queue) for queue in router.queues.values()],
        "agents": [_agent(agent) for agent in router.agents.values()],
        "interactions": [_interaction(i, router.reservations) for i in router.interactions.values()],
        "reservations": [_reservation(r) for a in router.agents.values() for r in a.reservations],
    }


def _due(timer: Timer | None) -> int:
    """When a timer will fire, 0 if it does not run."""
    return 0 if timer is None or timer.position < 0 else timer.due_ms


def _queue(queue: Queue) -> Body:
    return {
        "args": queue.args,
        "head_mean_ms": queue.head_mean_ms,
        "tiers": [queue.tiers_override, _due(queue.tiers_timer)],
        "priority": [queue.priority, _due(queue.priority_timer)],
        "lines": [
            [
                line.id,
                [list(r) for r in line.required],
                line.priority,
                list(line.excluded),
                line.head_since_ms,
                _due(line.timer),
            ]
            for line in queue.lines
        ],
    }


def _agent(agent: Agent) -> Body:
    return {
        "args": agent.args,
        "group": agent.group.id,
        "blocked": agent.blocked,
        "desk": agent.desk,
        "activity": [agent.activity, agent.routable, agent.next_activity, agent.next_routable],
        "override": None if agent.override is None else [list(r) for r in agent.override],
        "skills_due": _due(agent.skills_timer),
        "turn": [agent.ready_turn, agent.ready_since_ms],
    }


def _interaction(i: Interaction, live: dict[int, Reservation]) -> Body:
    return {
        "id": i.id,
        "queue": i.queue.id,
        "state": i.state,
        "outcome": i.outcome,
        "times": [i.arrival_ms, i.credited_ms, i.answered_ms],
        "priority": i.priority,
        "required": [list(r) for r in i.required],
        "preferred": 0 if i.preferred is None else i.preferred.id,
        "flags": [i.exclusive, i.stays, i.conference],
        "excluded": [list(e) for e in i.excluded or []],
        "due": [_due(i.preferred_timer), _due(i.exclusion_timer)],
        "leader": 0 if i.reservation is None or i.reservation.id not in live else i.reservation.id,
        "others": [r.id for r in i.others or [] if r.id in live],
    }


def _reservation(r: Reservation) -> list[int]:
    return [
        r.id,
        r.interaction.id,
        r.agent.id,
        r.state,
        r.made_ms,
        r.accepted_ms,
        int(r.consult),
        int(r.asked_wrap_up),
        int(r.tone),
        _due(r.timer),
        _due(r.grace_timer),
    ]


# -- restoring ----------------------------------------------------------------------------------------------------------
def restore(body: Body) -> Router:
    """A router in the state of a snapshot. Raises ValueError if the format is another one."""
    if body.get("format") != FORMAT:
        raise ValueError(f"snapshot format {body.get('format')!r}; this version reads {FORMAT}")
    router = Router()
    router.deciding = False
    router.now_ms = int(body["now_ms"])
    for id, country, up in body["sites"]:
        configuring.set_site(router, {"site": id, "country": country})
        router.sites[id].up = up
    for id, client, countries, is_open in body["programmes"]:
        configuring.set_programme(router, {"programme": id, "client": client, "countries": countries})
        router.programmes[id].open = is_open
    for item in body["queues"]:
        _restore_queue(router, item)
    for item in body["agents"]:
        _restore_agent(router, item)
    _restore_group_ids(router, body["agents"])
    for item in body["interactions"]:
        _restore_interaction(router, item)
    for item in body["reservations"]:
        _restore_reservation(router, item)
    _restore_links(router, body)
    _restore_places(router, body)
    (
        router.next_reservation_id,
        router.next_born_id,
        router.next_turn,
        router.next_line_id,
        router.next_group_id,
    ) = body["next"]
    settle(router)  # nothing is decided: what was to be looked at again is forgotten
    router.effects = []
    router.made = None
    router.deciding = True
    return router


def _requirements(value: list[list[int]]) -> Requirements:
    return tuple((skill, level) for skill, level in value)


def _restore_queue(router: Router, item: Body) -> None:
    configuring.set_queue(router, item["args"])
    queue = router.queues[item["args"]["queue"]]
    queue.head_mean_ms = item["head_mean_ms"]
    queue.tiers_override, tiers_due = item["tiers"]
    queue.priority, priority_due = item["priority"]
    if tiers_due:
        router.timers.start(queue.tiers_timer, tiers_due)
    if priority_due:
        router.timers.start(queue.priority_timer, priority_due)
    refresh_tiers(router, queue)
    first, *others = item["lines"]
    _name_line(queue.lines[0], first)
    for stored in others:
        _, required, priority, excluded, _, _ = stored
        _name_line(new_line(router, queue, _requirements(required), priority, tuple(excluded)), stored)


def _name_line(line: Line, stored: list[Any]) -> None:
    line.id = stored[0]
    line.timer.owner_id = stored[0]
    set_base(line)


def _restore_agent(router: Router, item: Body) -> None:
    configuring.set_agent(router, item["args"])
    agent = router.agents[item["args"]["agent"]]
    if item["override"] is not None:
        configuring.begin_skills_override(router, agent, _requirements(item["override"]), item["skills_due"])
    agent.blocked = item["blocked"]
    agent.desk = item["desk"]
    agent.activity, agent.routable, agent.next_activity, agent.next_routable = item["activity"]


def _restore_group_ids(router: Router, agents: list[Body]) -> None:
    """Groups order ties; they get back the ids they had."""
    for item in agents:
        router.agents[item["args"]["agent"]].group.id = item["group"]
    reorder(router)


def _restore_interaction(router: Router, item: Body) -> None:
    i = Interaction(item["id"], router.queues[item["queue"]], 0)
    i.state, i.outcome, i.priority = item["state"], item["outcome"], item["priority"]
    i.arrival_ms, i.credited_ms, i.answered_ms = item["times"]
    i.required = _requirements(item["required"])
    i.exclusive, i.stays, i.conference = item["flags"]
    if item["preferred"]:
        i.preferred = router.agents[item["preferred"]]
    if item["excluded"]:
        i.excluded = [(agent, until) for agent, until in item["excluded"]]
    preferred_due, exclusion_due = item["due"]
    if preferred_due:
        i.preferred_timer = Timer(T_CALLBACK if i.state == CREATED else T_PREFERRED, i.id, i)
        router.timers.start(i.preferred_timer, preferred_due)
    if exclusion_due:
        i.exclusion_timer = Timer(T_EXCLUSION, i.id, i)
        router.timers.start(i.exclusion_timer, exclusion_due)
    router.interactions[i.id] = i


def _restore_reservation(router: Router, item: list[int]) -> None:
    id, interaction, agent, state, made_ms, accepted_ms, consult, asked, tone, due, grace_due = item
    r = Reservation(id, router.interactions[interaction], router.agents[agent], made_ms)
    r.state, r.accepted_ms, r.consult, r.asked_wrap_up = state, accepted_ms, bool(consult), bool(asked)
    r.tone = bool(tone)
    if due:
        r.timer = Timer(T_RESERVATION if state == R_PENDING else T_WRAP_UP, id, r)
        router.timers.start(r.timer, due)
    if grace_due:
        r.grace_timer = Timer(T_GRACE, id, r)
        router.timers.start(r.grace_timer, grace_due)
    hold(r.agent, r)
    r.agent.wrapping += state == R_WRAPPING
    r.agent.live += state not in (R_PENDING, R_WRAPPING)
    router.reservations[id] = r


def _restore_links(router: Router, body: Body) -> None:
    """Who leads the conversation, and the consultations in their order."""
    for item in body["interactions"]:
        interaction = router.interactions[item["id"]]
        interaction.reservation = router.reservations.get(item["leader"])
        interaction.others = [router.reservations[id] for id in item["others"]] or None


def _restore_places(router: Router, body: Body) -> None:
    """Waiting lines by credited arrival, ready lines by turn."""
    for i in router.interactions.values():
        if i.state == QUEUED:
            _stand(router, i)
    for item in body["queues"]:
        queue = router.queues[item["args"]["queue"]]
        for line, stored in zip(queue.lines, item["lines"], strict=True):
            line.head_since_ms = stored[4]
            if stored[5]:
                router.timers.start(line.timer, stored[5])
            else:
                router.timers.stop(line.timer)
    for item in body["agents"]:
        agent = router.agents[item["args"]["agent"]]
        reload(agent)
        agent.ready_turn, agent.ready_since_ms = item["turn"]
        ready.update(router, agent, True)
        agent.ready_turn, agent.ready_since_ms = item["turn"]


def _stand(router: Router, i: Interaction) -> None:
    line = line_of(router, i)
    i.line = line
    line.members += 1
    i.queue.waiting += 1
    if i.preferred is not None:
        into_own_line(i)
    if not i.exclusive:
        link(router, i, line)
