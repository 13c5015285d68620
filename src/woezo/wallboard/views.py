"""What the wallboard shows: every queue against its target today, every site, and no name of a person."""

from __future__ import annotations

from typing import Any, Final

from woezo.measures.counts import Counts, served
from woezo.measures.formulas import denominator, service_level
from woezo.operations import floor, live
from woezo.operations.days import midnight_ms
from woezo.operations.directory import Directory, QueueEntry
from woezo.routing.codes import B_DESK_LOST, B_SIGNED_OUT
from woezo.routing.reading import NOBODY, QueueCounts, floor_counts, status
from woezo.routing.router import Router

State = dict[str, Any]
LEAST_N: Final = 10  # fewer contacts say nothing about a service level
WATCH_BELOW: Final = 0.03  # this near above the target, or below it by as little, is watched

CHANNEL_LABELS: Final = {
    "fr": {
        "voice": "Voix",
        "chat": "Discussion",
        "messaging": "Messagerie",
        "email": "Courriel",
        "task": "Tâches",
        "callback": "Rappels",
    },
    "en": {
        "voice": "Voice",
        "chat": "Chat",
        "messaging": "Messaging",
        "email": "E-mail",
        "task": "Tasks",
        "callback": "Callbacks",
    },
}


def build_wallboards(names: list[str]) -> dict[str, State]:
    """The states of the topics wallboard:<language>[:<programmes>:<sites>], whose end is programmes.access.wallboard_of."""
    directory = live.directory()
    dispatcher = floor.dispatcher()
    with dispatcher.reading() as router:
        now = floor_counts(router)
        queues = {
            queue.id: _queue(router, dispatcher.counts, directory, queue, now.get(queue.id, NOBODY))
            for queue in directory.queues.values()
        }
        sites = _sites(router, directory)
    return {name: _wallboard(directory, name, queues, sites) for name in names}


def _wallboard(directory: Directory, name: str, queues: dict[int, State], sites: dict[str, State]) -> State:
    _kind, language, *part = name.split(":")
    programmes, of_sites = (ids.split(",") for ids in part) if part else (None, None)
    labels = CHANNEL_LABELS[language]
    shown = {
        str(id): state | {"channel_label": labels[state["channel"]]}
        for id, state in queues.items()
        if programmes is None or str(directory.queues[id].programme) in programmes
    }
    seen = sites if of_sites is None else {id: state for id, state in sites.items() if id in of_sites}
    return {"queues": shown, "sites": seen, "message": ""}


def _queue(router: Router, counts: Counts, directory: Directory, entry: QueueEntry, now: QueueCounts) -> State:
    programme = directory.programmes[entry.programme]
    queue = router.queues.get(entry.id)
    is_open = queue is None or queue.programme.open
    today = served(counts.since(entry.id, midnight_ms(programme.zone, int(router.now_ms))))
    ratio, n = service_level(entry.formula, today), denominator(entry.formula, today)
    return {
        "programme": programme.name,
        "queue": entry.name,
        "channel": entry.channel,
        "condition": _condition(ratio, entry.target_ratio, n, is_open),
        "service_level_ratio": None if ratio is None else round(ratio, 4),
        "n": n,
        "target_ratio": entry.target_ratio,
        "formula": entry.formula,
        "threshold_ms": entry.target_ms,
        "waiting": now.waiting,
        "oldest_since_ms": now.oldest_ms or None,
        "free": now.free,
        "present": now.present,
        "open": is_open,
    }


def _condition(ratio: float | None, target: float, n: int, is_open: bool) -> str:
    if not is_open:
        return "closed"
    if ratio is None or n < LEAST_N:
        return "provisional"
    if ratio >= target:
        return "met"
    return "watch" if ratio >= target - WATCH_BELOW else "missed"


def _sites(router: Router, directory: Directory) -> dict[str, State]:
    found: dict[int, State] = {}
    for site in directory.sites.values():
        known = router.sites.get(site.id)
        down = known is not None and not known.up
        counts = {"present": 0, "available": 0, "interacting": 0}
        found[site.id] = {"name": site.name, "zone": site.zone, **counts, "down": down}
    for agent in router.agents.values():
        row = found.get(agent.group.site.id, {})
        if not row or agent.blocked & (B_SIGNED_OUT | B_DESK_LOST):
            continue
        now = status(agent)
        row["present"] += 1
        row["available"] += now == "idle"
        row["interacting"] += now == "interacting"
    return {str(id): row for id, row in found.items()}
