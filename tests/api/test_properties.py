"""Whatever is sent to an operation, well-formed or not, is answered: no 5xx, and every refusal is an error object.

Two hundred requests per operation are drawn from the OpenAPI document, valid ones and broken ones, on one floor whose
state they change as they go; identifiers in addresses are often real ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import GenerationMode

from tests.api.floor import AskedFloor, floor
from woezo.accounts.actions import issue_token
from woezo.accounts.models import User
from woezo.channels.chat.reads import token_of
from woezo.entrypoints.api import api
from woezo.entrypoints.demo import seed_demo
from woezo.interactions.models import Conversation, Interaction, Reservation
from woezo.people.models import Agent
from woezo.programmes.models import Disposition, Queue
from woezo.trail.actions import submit

pytestmark = pytest.mark.django_db

CASES = 200
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
OPERATIONS = {operation.ok().label: operation.ok() for operation in SCHEMA.get_all_operations()}


class Traffic:
    """A floor with an agent at work, and the keys to ask it anything."""

    def __init__(self, started: AskedFloor) -> None:
        self.floor = started
        admin = User.objects.get(email="solange.etoa@ponleve.example")
        afi = Agent.objects.get(alias="Akossiwa")
        self.tokens = {"admin": issue_token(admin, "test", None), "agent": issue_token(afi.user, "test", None)}
        submit("sign_in", {"agent": afi.pk, "desk": 1, "activity": "available", "routable": True})
        for _ in range(3):
            self.contact()
        self.known: dict[str, Any] = {
            "queue_code": "marche-dossiers",
            "queue": Queue.objects.get(code="marche-chat-produit").pk,
            "channel": None,
            "customer": {"name": "Claire", "phone": "+33199001234"},
            "skills": {"fra": 3},
            "preferred_agent": afi.pk,
            "agent": afi.pk,
            "programme": "marche",
            "activity": "available",
            "desk": str(UUID(int=1)),
            "disposition": Disposition.objects.filter(programme__slug="marche", parent__isnull=False)[0].pk,
            "name": "Claire",
            "language": "fr",
        }

    def contact(self) -> None:
        """One more chat waits."""
        self.send("POST", "/api/v1/interactions", {}, b'{"queue_code": "marche-chat"}', self.tokens["admin"])

    def take(self) -> None:
        """The agent takes what rings."""
        for pk in Reservation.objects.filter(state="pending").values_list("pk", flat=True):
            self.send("POST", f"/api/v1/desk/reservations/{pk}/accept", {}, b"", self.tokens["agent"])

    def real_ids(self, label: str) -> list[str]:
        """Identifiers that exist: of conversations for visitors, of what is in hand for the agent, else of contacts."""
        rows: Any = Conversation.objects.all() if "/chat/" in label else Interaction.objects.all()
        in_hand = Interaction.objects.filter(reservations__state__in=["pending", "accepted", "wrapping"])
        if "/desk/" in label and in_hand.exists():
            rows = in_hand
        return [str(found) for found in rows.order_by("-pk").values_list("public_id", flat=True)[:5]]

    def reservation(self, number: int) -> int:
        """A reservation's number, one that is not over if there is any."""
        rows = Reservation.objects.order_by("-pk").values_list("pk", flat=True)
        open_ones = list(rows.filter(state__in=["pending", "accepted", "wrapping"])[:3])
        return int((open_ones or list(rows[:3]))[number % max(1, len(open_ones))])

    def token_for(self, label: str, path: str) -> str:
        """Who may do this at all, so that the request gets past the door."""
        if "/desk/" in label:
            return self.tokens["agent"]
        if "/chat/" in label:
            found = next((c for c in Conversation.objects.order_by("-pk")[:5] if str(c.public_id) in path), None)
            return token_of(found) if found else "x"
        return self.tokens["admin"]

    def send(self, verb: str, path: str, query: dict[str, Any], body: bytes, token: str) -> Any:
        """One request; what it asked of the floor is done at once."""
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token}"})
        answer = client.generic(verb, path, body, content_type="application/json", query_params=query)
        self.floor.run()
        return answer


@pytest.fixture
def traffic(settings: Settings) -> Iterator[Traffic]:
    settings.DEMO = True
    seed_demo()
    with floor() as started:
        yield Traffic(started)


def plausible(body: Any, known: dict[str, Any]) -> Any:
    """The same body with names and numbers that exist, so that it gets past the looking up."""
    if not isinstance(body, dict):
        return body
    found = {name: known.get(name, value) for name, value in body.items()}
    if "queue_code" in found:
        found.pop("queue", None)
    return found


def body_of(case: Any) -> bytes:
    """The body as it goes over the wire."""
    if isinstance(case.body, bytes):
        return case.body
    if type(case.body).__name__ == "NotSet":
        return b""
    return json.dumps(case.body).encode("utf-8", "surrogatepass")


def is_error_object(answer: Any) -> bool:
    found = json.loads(answer.content)
    return set(found) == {"error"} and set(found["error"]) == {"code", "message", "field", "remedy", "ref"}


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_request_is_answered(traffic: Traffic, label: str) -> None:
    operation = OPERATIONS[label]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    asked = []

    @settings(
        max_examples=CASES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.integers(0, 9), st.integers(1, 5))
    def ask(case: Any, choice: int, number: int) -> None:
        known = traffic.real_ids(label)
        if choice < 7:
            case.body = plausible(case.body, traffic.known)
        if number == 1:
            traffic.contact()
        if number == 2 and "/accept" not in label and "/reject" not in label:
            traffic.take()
        if "public_id" in case.path_parameters and choice < 8:
            case.path_parameters["public_id"] = known[choice % len(known)]
        if "id" in case.path_parameters and choice < 8:
            case.path_parameters["id"] = traffic.reservation(number)
        path = "/api/v1" + case.formatted_path.removeprefix("/api/v1")
        query = {name: str(value) for name, value in (case.query or {}).items()}
        answer = traffic.send(case.method, path, query, body_of(case), traffic.token_for(label, path))
        asked.append(answer.status_code)
        assert answer.status_code < 500, (case.method, path, query, body_of(case)[:500], answer.content[:500])
        if answer.status_code >= 400:
            assert is_error_object(answer), answer.content[:300]

    ask()
    assert len(asked) >= CASES or len(set(asked)) == 1  # an operation without arguments has few different requests
