"""Who may do what: every operation of the API and every address of the pages, for every role, nobody, and strangers.

Each line below declares the answer for each role; an operation without a line fails. Every cell is a real request on a
floor where Afi (agent, Lomé Commerce) has accepted a chat of Brindelune. `other_agent`, `other_leader` and
`other_client` are foreign to that contact: what they must not see is 404, as if it did not exist.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pytest
from django.core.cache import caches
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from tests.api.floor import NOW_MS, floor
from tests.planning.working import worked_out, worker
from woezo.accounts.models import User
from woezo.channels.chat.reads import token_of
from woezo.entrypoints.api import api
from woezo.entrypoints.demo import seed_demo
from woezo.interactions.models import Conversation, Interaction
from woezo.people.models import Agent
from woezo.planning.actions import create
from woezo.planning.models import Headcount, Kind, Plan
from woezo.planning.reads import presets
from woezo.portal.admin.kinds import BY_SLUG
from woezo.programmes.models import Queue
from woezo.trail.actions import submit
from woezo.trail.clock import set_clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]
__all__ = ["worked_out", "worker"]

PEOPLE: Final = {
    "anonymous": "",
    "administrator": "solange.etoa",
    "vigie": "yannick.bidias",
    "planner": "delphine.akakpo",
    "team_leader": "kodjo.agbeko",
    "agent": "afi.dossou",
    "client_user": "claire.aubin",
    "other_leader": "serge.ekambi",
    "other_agent": "ngando.tabi",
    "other_client": "joanna.ferris",
}
ROLES: Final = tuple(PEOPLE)
SIGNED_IN: Final = ROLES[1:]
DESK = str(uuid.UUID(int=7))


@dataclass(frozen=True)
class Line:
    """The answers to one request, by role; `rest` for who is not named."""

    answers: dict[str, int]
    rest: int
    body: dict[str, Any] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)


def for_(answer: int, *roles: str, rest: int = 403, nobody: int = 401, **more: Any) -> Line:
    """`answer` for these roles, `nobody` for who is not signed in, `rest` for the others."""
    return Line({"anonymous": nobody} | dict.fromkeys(roles, answer), rest, **more)


def planners(answer: int, body: dict[str, Any] | None = None, name: str = "costs", file: str = "costs.csv") -> Line:
    """A page of plans: `answer` for planner and administrator; for everybody else the plan of the scene is closed."""
    path = {"number": "1", "file": file, "name": name, "table": "tracker.csv"}
    return for_(answer, "planner", "administrator", nobody=302, body=body or {}, path=path)


def with_(line: Line, answer: int, *roles: str) -> Line:
    """The same, but for these roles."""
    return Line(line.answers | dict.fromkeys(roles, answer), line.rest, line.body, line.path)


TEXT: Final = {"text": "Bonjour", "client_id": str(uuid.UUID(int=9))}
FLOOR_SEES: Final = for_(200, "administrator", "vigie", "team_leader", "agent", rest=404)
DESK_OF_AGENT: Final = for_(200, "agent")
ADMIN_PAGE: Final = for_(200, "administrator", nobody=302)
SEEN: Final = {"seen": "0"}  # an old version of the plan: nothing is changed
COUNTED: Final = {"recruited": "20", "on_payroll": "18", "certified": "0"}

# The opening file, the clients' requirements, the choice of the city: each has the same addresses.
SITE_FILES: Final = {
    f"{verb} plans/<int:pk>/opening/{file}{part}": planners(answer, body)
    for file, toml in (("", "opening.toml"), ("requirements/", "requirements.toml"), ("cities/", "cities.toml"))
    for verb, part, answer, body in (
        ("GET", "", 200, {}),
        ("POST", "", 405, {}),
        ("GET", "change/", 405, {}),
        ("POST", "change/", 422, {"key": "task.nothing.done", "value": "2020-01-01", "was": ""}),
        ("GET", "text/", 200, {}),
        ("POST", "text/", 409, {"seen": "7", "text": "a = 1"}),
        ("GET", "restore/", 405, {}),
        ("POST", "restore/", 302, {"seen": "7", "number": "0"}),
        ("GET", toml, 200, {}),
        ("POST", toml, 405, {}),
    )
}

OPERATIONS: Final[dict[str, Line]] = {
    "GET /me": for_(200, *SIGNED_IN),
    "GET /sites": for_(403, "client_user", "other_client", rest=200),
    "GET /activities": for_(403, "client_user", "other_client", rest=200),
    "GET /agents": for_(200, *SIGNED_IN),
    "GET /programmes": for_(200, *SIGNED_IN),
    "GET /queues": for_(200, *SIGNED_IN),
    "POST /interactions": for_(201, "administrator", body={"queue_code": "marche-chat"}),
    "GET /interactions": for_(200, *SIGNED_IN),
    "GET /interactions/{public_id}": with_(FLOOR_SEES, 200, "client_user"),
    "GET /interactions/{public_id}/messages": with_(with_(FLOOR_SEES, 200, "client_user"), 403, "vigie", "planner"),
    "GET /interactions/{public_id}/events": with_(FLOOR_SEES, 403, "client_user", "other_client", "planner"),
    "GET /interactions/{public_id}/explanation": with_(FLOOR_SEES, 403, "client_user", "other_client", "planner"),
    "POST /interactions/{public_id}/cancel": for_(202, "administrator"),
    "GET /counts": for_(200, *SIGNED_IN),
    "GET /events": for_(200, "administrator", "vigie"),
    "POST /chat/conversations": for_(201, rest=201, nobody=201, body={"programme": "marche", **TEXT}),
    "POST /chat/conversations/{public_id}/messages": for_(0, rest=401, body=TEXT),
    "POST /chat/conversations/{public_id}/end": for_(0, rest=401),
    "POST /desk/sign-in": for_(200, "agent", "other_agent", body={"desk": str(uuid.UUID(int=8))}),
    "POST /desk/sign-out": with_(DESK_OF_AGENT, 409, "other_agent"),
    "POST /desk/activity": Line({"anonymous": 401, "agent": 200, "other_agent": 409}, 403, {"activity": "break"}),
    "GET /desk/reservations": for_(200, "agent", "other_agent"),
    "POST /desk/reservations/{id}/accept": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/reservations/{id}/reject": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/reservations/{id}/request-wrap-up": with_(DESK_OF_AGENT, 404, "other_agent"),
    "POST /desk/reservations/{id}/complete": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/interactions/{public_id}/messages": Line(
        {"anonymous": 401, "agent": 200, "other_agent": 404}, 403, TEXT
    ),
    "POST /desk/interactions/{public_id}/notes": Line({"anonymous": 401, "agent": 200, "other_agent": 404}, 403, TEXT),
    "POST /desk/interactions/{public_id}/hold": with_(DESK_OF_AGENT, 404, "other_agent"),
    "POST /desk/interactions/{public_id}/retrieve": with_(for_(409, "agent"), 404, "other_agent"),
    "GET /desk/interactions/{public_id}/colleagues": with_(DESK_OF_AGENT, 404, "other_agent"),
    "POST /desk/interactions/{public_id}/consult": Line(
        {"anonymous": 401, "agent": 409, "other_agent": 404}, 403, {"queue": "marche-chat-produit"}
    ),
    "POST /desk/interactions/{public_id}/end-consultation": Line(
        {"anonymous": 401, "agent": 409, "other_agent": 404}, 403, {"agent": 1}
    ),
    "POST /desk/interactions/{public_id}/conference": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/interactions/{public_id}/leave": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/interactions/{public_id}/end": with_(DESK_OF_AGENT, 404, "other_agent"),
    "POST /desk/interactions/{public_id}/park": with_(DESK_OF_AGENT, 404, "other_agent"),
    "POST /desk/interactions/{public_id}/unpark": with_(for_(409, "agent"), 404, "other_agent"),
    "POST /desk/interactions/{public_id}/transfer": Line(
        {"anonymous": 401, "agent": 200, "other_agent": 404}, 403, {"queue": "marche-chat-produit"}
    ),
}

PAGES: Final[dict[str, Line]] = {
    "GET api/v1/docs": for_(200, rest=200, nobody=200),
    "POST api/v1/docs": for_(405, rest=405, nobody=405),
    "GET api/v1/openapi.json": for_(200, rest=200, nobody=200),
    "GET api/v1/": for_(404, rest=404, nobody=404),
    "GET ": for_(302, rest=302, nobody=302),
    "POST ": for_(405, rest=405, nobody=405),
    "GET sign-in/": for_(302, rest=302, nobody=200),
    "POST sign-in/": for_(422, rest=422, nobody=422, body={"email": "x@y.example", "password": "x"}),
    "GET sign-in/demo/": for_(405, rest=405, nobody=405),
    "POST sign-in/demo/": for_(404, rest=404, nobody=404, body={"user": "1"}),
    "GET sign-out/": for_(405, rest=405, nobody=405),
    "POST sign-out/": for_(302, rest=302, nobody=302),
    "GET language/": for_(405, rest=405, nobody=405),
    "POST language/": for_(302, rest=302, nobody=302, body={"language": "fr"}),
    "GET programmes/": with_(for_(200, rest=200, nobody=302), 403, "agent", "other_agent", "planner"),
    "POST programmes/": with_(for_(405, rest=405, nobody=302), 403, "agent", "other_agent", "planner"),
    "GET desk/": for_(200, rest=200, nobody=302),
    "GET wallboard/": for_(200, rest=200, nobody=302),
    "GET chat/<slug:slug>/": for_(200, rest=200, nobody=200, path={"slug": "marche"}),
    "GET plans/": planners(200),
    "POST plans/": planners(405),
    "GET plans/new/": planners(200),
    "POST plans/new/": planners(302, {"name": "Neuf", "preset": "lome"}),
    "GET plans/<int:pk>/": planners(200),
    "POST plans/<int:pk>/": planners(405),
    "GET plans/<int:pk>/print/": planners(200),
    "POST plans/<int:pk>/print/": planners(405),
    "GET plans/<int:pk>/compare/": planners(200),
    "POST plans/<int:pk>/compare/": planners(405),
    "GET plans/<int:pk>/compare/<str:file>": planners(404, file="compared.csv"),  # with no other plan
    "POST plans/<int:pk>/compare/<str:file>": planners(405),
    "GET plans/<int:pk>/tables/<str:file>": planners(200),
    "POST plans/<int:pk>/tables/<str:file>": planners(405),
    "GET plans/<int:pk>/tables/<slug:name>/": planners(200),
    "POST plans/<int:pk>/tables/<slug:name>/": planners(405),
    "GET plans/<int:pk>/assumptions/<slug:name>/": planners(200, name="training"),
    "POST plans/<int:pk>/assumptions/<slug:name>/": planners(405),
    "GET plans/<int:pk>/promises/": planners(200),
    "POST plans/<int:pk>/promises/": planners(405),
    "GET plans/<int:pk>/promises/enter/": planners(405),
    "POST plans/<int:pk>/promises/enter/": planners(302, {"day": "2020-12-31"} | COUNTED),
    "GET plans/<int:pk>/promises/import/": planners(405),
    "POST plans/<int:pk>/promises/import/": planners(422),
    "GET plans/<int:pk>/promises/<int:number>/": planners(200),
    "POST plans/<int:pk>/promises/<int:number>/": planners(302, SEEN | COUNTED),
    "GET plans/<int:pk>/promises/<int:number>/delete/": planners(405),
    "POST plans/<int:pk>/promises/<int:number>/delete/": planners(302, SEEN),
    "GET plans/<int:pk>/promises/<str:table>": planners(200),
    "POST plans/<int:pk>/promises/<str:table>": planners(405),
    "GET plans/<int:pk>/plan.toml": planners(200),
    "POST plans/<int:pk>/plan.toml": planners(405),
    "GET plans/<int:pk>/text/": planners(200),
    "POST plans/<int:pk>/text/": planners(409, SEEN | {"text": "a = 1"}),
    "GET plans/<int:pk>/change/": planners(405),
    "POST plans/<int:pk>/change/": planners(409, SEEN | {"key": "site.name", "value": "Kara"}),
    "GET plans/<int:pk>/undo/": planners(405),
    "POST plans/<int:pk>/undo/": planners(302, SEEN),
    "GET plans/<int:pk>/redo/": planners(405),
    "POST plans/<int:pk>/redo/": planners(302, SEEN),
    "GET plans/<int:pk>/history/": planners(200),
    "POST plans/<int:pk>/history/": planners(405),
    "GET plans/<int:pk>/history/<int:number>/": planners(200),
    "POST plans/<int:pk>/history/<int:number>/": planners(405),
    "GET plans/<int:pk>/history/<int:number>/restore/": planners(405),
    "POST plans/<int:pk>/history/<int:number>/restore/": planners(302, SEEN),
    "GET plans/<int:pk>/rename/": planners(405),
    "POST plans/<int:pk>/rename/": planners(302, {"name": "Autre"}),
    "GET plans/<int:pk>/duplicate/": planners(405),
    "POST plans/<int:pk>/duplicate/": planners(302, {"name": "Copie"}),
    "GET plans/<int:pk>/delete/": planners(405),
    "POST plans/<int:pk>/delete/": planners(302, {"name": "Essai"}),
    "GET plans/<int:pk>/opening/tables/<str:file>": planners(200, file="gates.csv"),
    "POST plans/<int:pk>/opening/tables/<str:file>": planners(405),
    **SITE_FILES,
    "GET tokens/": ADMIN_PAGE,
    "POST tokens/": for_(201, "administrator", nobody=302, body={"name": "ERP"}),
    "POST tokens/<int:pk>/revoke/": for_(404, "administrator", nobody=302, path={"pk": "1"}),
    "GET admin/": ADMIN_PAGE,
    "POST admin/": with_(ADMIN_PAGE, 405, "administrator"),
    "GET admin/<slug:slug>/": for_(200, "administrator", nobody=302, path={"slug": "users"}),
    "POST admin/<slug:slug>/": for_(405, "administrator", nobody=302, path={"slug": "users"}),
    "GET admin/<slug:slug>/new/": for_(200, "administrator", nobody=302, path={"slug": "users"}),
    "POST admin/<slug:slug>/new/": for_(
        302, "administrator", nobody=302, path={"slug": "clients"}, body={"name": "Neuf"}
    ),
    "GET admin/<slug:slug>/<int:pk>/": for_(200, "administrator", nobody=302, path={"slug": "sites"}),
    "POST admin/<slug:slug>/<int:pk>/": for_(
        422, "administrator", nobody=302, path={"slug": "sites"}, body={"name": ""}
    ),
    "GET admin/<slug:slug>/<int:pk>/remove/": for_(405, "administrator", nobody=302, path={"slug": "hours"}),
    "POST admin/<slug:slug>/<int:pk>/remove/": for_(302, "administrator", nobody=302, path={"slug": "hours"}),
}


@dataclass
class Scene:
    """The contact that everybody tries to reach."""

    interaction: Interaction
    conversation: Conversation
    users: dict[str, User]
    elsewhere: Queue
    plan: Plan

    def fill(self, path: str, line: Line, is_public: bool) -> str:
        """The path with the scene's ids in it."""
        public_id = self.conversation.public_id if is_public else self.interaction.public_id
        path = path.replace("{public_id}", str(public_id)).replace("{id}", "1")
        parts = {"pk": str(self.plan.pk)} | line.path
        if "<int:pk>" in path and "slug" in parts:
            parts["pk"] = str(
                BY_SLUG[parts["slug"]].model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
            )
        return re.sub(r"<\w+:(\w+)>", lambda found: parts[found[1]], path)

    def body(self, line: Line) -> dict[str, Any]:
        """The body with the queue's number for its code where the operation asks for a number."""
        return line.body | ({"queue": self.elsewhere.pk} if "queue" in line.body else {})


@pytest.fixture
def scene(settings: Settings) -> Iterator[Scene]:
    settings.DEMO = True
    seed_demo()
    settings.DEMO = False
    set_clock(lambda: NOW_MS)
    users = {role: User.objects.get(email=f"{name}@ponleve.example") for role, name in PEOPLE.items() if name}
    elsewhere = Queue.objects.get(code="marche-chat-produit")
    afi = Agent.objects.get(user=users["agent"])
    with floor() as started:
        submit("sign_in", {"agent": afi.pk, "desk": 1, "activity": "available", "routable": True})
        started.run()
        caller = Client()
        caller.force_login(users["administrator"])
        created = caller.post("/api/v1/interactions", {"queue_code": "marche-chat"}, content_type="application/json")
        started.run()
        submit("accept", {"reservation": 1})
        started.run()
    interaction = Interaction.objects.select_related("conversation").get(public_id=created.json()["id"])
    assert interaction.state == "connected"
    plan = create("Essai", presets()["lome"].text, Kind.PRESET, "", users["planner"])
    Headcount.objects.create(
        pk=1, plan=plan, day=date(2020, 4, 1), at_ms=NOW_MS, recruited=20, on_payroll=18, certified=0
    )
    with connection.cursor() as cursor:  # PostgreSQL does not count a key that was given, and would give it again
        for statement in connection.ops.sequence_reset_sql(no_style(), [Headcount]):
            cursor.execute(statement)
    yield Scene(interaction, interaction.conversation, users, elsewhere, plan)
    set_clock(None)


def ask(scene: Scene, role: str, verb: str, path: str, body: dict[str, Any], headers: dict[str, str]) -> int:
    """One request of one role, on a floor of its own, undone afterwards."""
    undo = transaction.savepoint()
    caches["sign_in"].clear()  # failed sign-ins
    client = Client(raise_request_exception=False, headers=headers)
    if role != "anonymous":
        client.force_login(scene.users[role])
    try:
        with floor():
            if verb == "GET":
                return client.get(path).status_code
            if path.startswith("/api/"):
                return client.post(path, body, content_type="application/json").status_code
            return client.post(path, body).status_code
    finally:
        transaction.savepoint_rollback(undo)


def wrong_cells(scene: Scene, name: str, line: Line, prefix: str, **headers: str) -> list[str]:
    """The roles whose answer is not the declared one."""
    verb, _, pattern = name.partition(" ")
    path = prefix + scene.fill(pattern, line, is_public="/chat/" in pattern)
    found = []
    for role in ROLES:
        expected = line.answers.get(role, line.rest)
        status = ask(scene, role, verb, path, scene.body(line), headers)
        if status != expected:
            found.append(f"{role}: {status}, declared {expected}")
    return found


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_each_role_as_declared(scene: Scene, name: str) -> None:
    assert wrong_cells(scene, name, OPERATIONS[name], "/api/v1") == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_each_role_as_declared(scene: Scene, name: str) -> None:
    assert wrong_cells(scene, name, PAGES[name], "/") == []


@pytest.mark.parametrize(("end", "answer"), [("messages", 201), ("end", 200)])
def test_a_visitors_token_opens_his_conversation_only(scene: Scene, end: str, answer: int) -> None:
    name = f"POST /chat/conversations/{{public_id}}/{end}"
    line = Line({}, answer, TEXT)
    assert wrong_cells(scene, name, line, "/api/v1", Authorization=f"Bearer {token_of(scene.conversation)}") == []
    other = Conversation.objects.create(
        customer=scene.conversation.customer, programme=scene.conversation.programme, channel="chat"
    )
    refused = Line({}, 401, TEXT)
    assert wrong_cells(scene, name, refused, "/api/v1", Authorization=f"Bearer {token_of(other)}") == []


def test_every_operation_is_declared() -> None:
    schema = api.get_openapi_schema()
    known = {
        f"{verb.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in schema["paths"].items()
        for verb in methods
    }
    assert known == set(OPERATIONS)


def test_every_page_is_declared() -> None:
    found = set(_addresses(get_resolver().url_patterns, ""))
    pages = {address for address in found if not _is_operation(address)}
    assert pages == {name.partition(" ")[2] for name in PAGES}


def _is_operation(address: str) -> bool:
    """Whether the OpenAPI document has it; there a parameter is {name}."""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address)
    return path in api.get_openapi_schema()["paths"]


def _addresses(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern)
