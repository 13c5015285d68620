"""Errors and explanations come in the reader's language: the user's own, else the one his browser asks for."""

from __future__ import annotations

import re
import uuid
from typing import Any, Final

import pytest
from django.test import Client

from tests.operations.conftest import Floor
from woezo.accounts.models import Role, User
from woezo.accounts.problems import KINDS
from woezo.interactions.models import Interaction
from woezo.routing.codes import REFUSALS

API: Final = "/api/v1"
KEY: Final = {"Idempotency-Key": str(uuid.UUID(int=5))}
FRENCH: Final = re.compile(r"[éèàêç’«]|\b(la|le|les|est|cette?|pas|puis|vous)\b", re.IGNORECASE)
ENGLISH: Final = re.compile(r"\b(the|this|is|are|you|your|not|and|again|there|on|of|with)\b", re.IGNORECASE)

UNASKED: Final = {"unknown_event", "unknown_site", "unknown_programme"}
"""Refusals that no request of a person can bring about."""

# method, address, body, headers of requests that fail, by the code of the error
FAILURES: Final[dict[str, tuple[str, str, Any, dict[str, str]]]] = {
    "not_found": ("get", "/nowhere", None, {}),
    "method_not_allowed": ("delete", "/me", None, {}),
    "not_allowed": ("post", "/interactions", {"channel": "chat", "queue": 1}, {}),
    "bad_request": ("post", "/desk/activity", "{", {}),
    "bad_key": ("post", "/desk/activity", {"activity": "lunch"}, {"Idempotency-Key": "x"}),
    "invalid": ("post", "/desk/activity", {}, KEY),
    "unknown_activity": ("post", "/desk/activity", {"activity": "siesta"}, KEY),
    "unknown_queue": (
        "post",
        "/chat/conversations",
        {"programme": "x", "text": "A", "client_id": str(uuid.uuid4())},
        {},
    ),
    "unavailable": ("post", "/desk/activity", {"activity": "lunch"}, KEY),
    "too_large": ("post", "/desk/activity", {"activity": "x" * 1_100_000}, KEY),
}


def fail(client: Client, code: str, **headers: str) -> dict[str, Any]:
    """The error object of the request that fails with this code."""
    method, address, body, more = FAILURES[code]
    send = getattr(client, method)
    options: dict[str, Any] = {} if body is None else {"data": body, "content_type": "application/json"}
    answer = send(API + address, headers=more | headers, **options)
    error: dict[str, Any] = answer.json()["error"]
    assert error["code"] == code, error
    return error


def said(error: dict[str, Any]) -> str:
    """What the error says to a person; names of fields and values stand in it as they were sent."""
    return f"{error['message']} {error['remedy']}"


def assert_languages(french: dict[str, Any], english: dict[str, Any]) -> None:
    assert FRENCH.search(said(french)), french
    assert not ENGLISH.search(said(french)), french
    assert ENGLISH.search(said(english)), english
    assert said(french) != said(english)


@pytest.mark.parametrize("code", FAILURES)
def test_a_user_reads_errors_in_his_language_whatever_his_browser_asks_for(floor: Floor, code: str) -> None:
    user = floor.centre.agents[0].user
    found = {}
    for language, other in (("fr", "en"), ("en", "fr")):
        User.objects.filter(pk=user.pk).update(language=language)
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(pk=user.pk))
        found[language] = fail(client, code, **{"Accept-Language": other})
    assert_languages(found["fr"], found["en"])


@pytest.mark.parametrize("code", ["not_found", "method_not_allowed", "unknown_queue"])
def test_nobody_reads_errors_in_the_language_of_his_browser(floor: Floor, code: str) -> None:
    french, english = (
        fail(Client(), code, **{"Accept-Language": word}) for word in ("fr-CA,en;q=0.5", "en-GB,fr;q=0.5")
    )
    assert_languages(french, english)


def test_every_refusal_of_the_floor_has_its_words() -> None:
    assert {word for word in REFUSALS if word and word not in KINDS} == UNASKED


def explained(floor: Floor, interaction: Interaction, language: str) -> dict[str, Any]:
    """The explanation as a team of this language reads it."""
    boss = User.objects.create_user(f"{language}-{uuid.uuid4().hex}@example.org", name="B", role=Role.ADMINISTRATOR)
    User.objects.filter(pk=boss.pk).update(language=language)
    client = Client()
    client.force_login(User.objects.get(pk=boss.pk))
    found: dict[str, Any] = client.get(f"{API}/interactions/{interaction.public_id}/explanation").json()
    return found


def test_a_decision_is_explained_in_the_readers_language(floor: Floor) -> None:
    for agent in floor.centre.agents:
        floor.centre.sign_in(agent)
    taken = floor.centre.arrive()
    floor.run()
    assert floor.do("accept", reservation=floor.newest().pk) == ""
    french, english = explained(floor, taken, "fr"), explained(floor, taken, "en")
    assert french["summary"].startswith("Alias 0 (Dakar) a été choisi parmi 2 conseillers")
    assert english["summary"].startswith("Alias 0 (Dakar) was chosen among 2 agents")
    assert [step["label"] for step in french["timeline"]] == [
        "Arrivée",
        "Proposé à Alias 0 (Dakar)",
        "Pris par Alias 0 (Dakar)",
    ]
    assert {row["reason"] for row in french["candidates"]} == {"Choisi", "Disponible depuis moins longtemps"}
    assert {row["reason"] for row in english["candidates"]} == {"Chosen", "Ready for less long"}
    assert "de priorité" in french["formula"]
    assert "for priority" in english["formula"]


def test_a_wait_is_explained_in_the_readers_language(floor: Floor) -> None:
    waiting = floor.centre.arrive()
    floor.run()
    assert explained(floor, waiting, "fr")["summary"].startswith("Personne ne peut prendre ce contact")
    assert explained(floor, waiting, "en")["summary"].startswith("Nobody can take this contact")
