"""Names and rules that every screen needs and that hardly ever change, kept in memory.

Rebuilt when somebody changes in this process what it holds, and at the latest after five minutes for what another
process, `woezo` on the command line, has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from woezo.people.models import Activity, Agent, Site
from woezo.programmes.models import Disposition, Programme, Queue

LASTS_MS = 300_000
Labels = dict[str, str]


@dataclass(frozen=True)
class QueueEntry:
    """A queue as screens show it."""

    id: int
    name: str
    code: str
    channel: str
    programme: int
    target_ms: int
    target_ratio: float
    formula: str
    accept: str
    may_reject: bool
    wrap_up: str

    @property
    def must_dispose(self) -> bool:
        """Whether its contacts need an outcome."""
        return self.wrap_up in ("mandatory", "mandatory_timeout")


@dataclass(frozen=True)
class ProgrammeEntry:
    """A programme as screens show it. language: its first. dispositions: (id, labels, [(id, labels), ...])."""

    id: int
    name: str
    slug: str
    client: int
    zone: str
    language: str
    brand: dict[str, Any]
    retention_days: int
    dispositions: list[tuple[int, Labels, list[tuple[int, Labels]]]]


@dataclass(frozen=True)
class AgentEntry:
    """An agent as screens show him."""

    id: int
    user: int
    name: str
    alias: str
    language: str
    site: int
    team: str


@dataclass(frozen=True)
class SiteEntry:
    """A site as screens show it."""

    id: int
    name: str
    zone: str


@dataclass
class Directory:
    """All of them by id."""

    made_ms: int = 0
    queues: dict[int, QueueEntry] = field(default_factory=dict)
    programmes: dict[int, ProgrammeEntry] = field(default_factory=dict)
    agents: dict[int, AgentEntry] = field(default_factory=dict)
    sites: dict[int, SiteEntry] = field(default_factory=dict)
    activities: list[tuple[str, Labels, bool]] = field(default_factory=list)
    users: dict[int, AgentEntry] = field(default_factory=dict)

    def agent_of_user(self, user: int) -> AgentEntry | None:
        """The agent as whom a user works."""
        return self.users.get(user)


def read_directory(now_ms: int) -> Directory:
    """Everything from the database."""
    found = Directory(now_ms)
    for site in Site.objects.all():
        found.sites[site.pk] = SiteEntry(site.pk, site.name, site.zone)
    columns = ("pk", "user_id", "user__name", "alias", "user__language", "site_id", "team__name")
    for id, user, name, alias, language, site_id, team in Agent.objects.filter(is_active=True).values_list(*columns):
        found.agents[id] = found.users[user] = AgentEntry(id, user, name, alias, language, site_id, team or "")
    reasons = _dispositions()
    for programme in Programme.objects.all():
        found.programmes[programme.pk] = ProgrammeEntry(
            id=programme.pk,
            name=programme.name,
            slug=programme.slug,
            client=programme.client_id,
            zone=programme.zone,
            language=next(iter(programme.languages), ""),
            brand=dict(programme.brand),
            retention_days=programme.retention_days,
            dispositions=reasons.get(programme.pk, []),
        )
    for queue in Queue.objects.order_by("id"):
        found.queues[queue.pk] = _queue(queue)
    found.activities = [
        (row.code, {"fr": row.name_fr, "en": row.name_en}, row.routable)
        for row in Activity.objects.all()
        if row.code != "offline"
    ]
    return found


def _queue(queue: Queue) -> QueueEntry:
    return QueueEntry(
        id=queue.pk,
        name=queue.name,
        code=queue.code,
        channel=queue.channel,
        programme=queue.programme_id,
        target_ms=queue.target_ms,
        target_ratio=float(queue.target_ratio),
        formula=queue.formula,
        accept=queue.accept,
        may_reject=queue.reject != "not_allowed",
        wrap_up=queue.wrap_up,
    )


def _dispositions() -> dict[int, list[tuple[int, Labels, list[tuple[int, Labels]]]]]:
    """By programme: the motives, each with what may come of it, in their order."""
    rows = list(Disposition.objects.all())
    under: dict[int, list[tuple[int, Labels]]] = {}
    for row in rows:
        if row.parent_id is not None:
            under.setdefault(row.parent_id, []).append((row.pk, {"fr": row.name_fr, "en": row.name_en}))
    found: dict[int, list[tuple[int, Labels, list[tuple[int, Labels]]]]] = {}
    for row in rows:
        if row.parent_id is None:
            labels = {"fr": row.name_fr, "en": row.name_en}
            found.setdefault(row.programme_id, []).append((row.pk, labels, under.get(row.pk, [])))
    return found


class DirectoryCache:
    """The directory of the process."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self._reading = threading.Lock()
        self._storing = threading.Lock()
        self._directory: Directory | None = None
        self._changes = 0

    def current(self) -> Directory:
        """A directory that knows every change of this process."""
        found = self._directory
        if found is not None and not self._is_old(found):
            return found
        with self._reading:  # one thread reads, the others wait for what it finds
            while True:
                found, changes = self._directory, self._changes
                if found is not None and not self._is_old(found):
                    return found
                found = read_directory(self.clock())
                with self._storing:
                    if changes == self._changes:  # else it may hold what was true before the change
                        self._directory = found

    def forget(self) -> None:
        """The configuration has changed."""
        with self._storing:
            self._changes += 1
            self._directory = None

    def _is_old(self, directory: Directory) -> bool:
        return self.clock() - directory.made_ms > LASTS_MS
