"""Contacts by API: put in, found, read, followed through the journal, canceled; and everything that is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Caller
from woezo.accounts.models import User
from woezo.interactions.models import Customer, Interaction, Message
from woezo.operations.dispatcher import Dispatcher
from woezo.people.models import Agent
from woezo.trail.models import AuditEntry, Command

NOW_MS = 1_795_420_800_000


def error_of(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()["error"]
    assert set(found) == {"code", "message", "field", "remedy", "ref"}
    assert found["message"]
    assert found["remedy"]
    return found


def test_a_contact_goes_in_with_all_it_brings(admin: Caller) -> None:
    afi = Agent.objects.get(alias="Akossiwa")
    answer = admin.post(
        "/interactions",
        {
            "queue_code": "marche-dossiers",
            "channel": "task",
            "customer": {
                "name": "Claire Fontanel",
                "email": "c@client.example",
                "phone": "+33 1 99 00 12 34",
                "ref": "7",
            },
            "language": "fr",
            "skills": {"ewe": 2},
            "priority": 4,
            "preferred_agent": afi.pk,
            "preferred_ms": 5000,
            "subject": "Retour",
            "text": "Bonjour",
        },
    )
    assert answer.status_code == 201, answer.json()
    interaction = Interaction.objects.get(public_id=answer.json()["id"])
    customer = interaction.conversation.customer
    assert (customer.name, customer.phone, customer.language) == ("Claire Fontanel", "+33199001234", "fr")
    assert Message.objects.get().text == "Bonjour"
    command = Command.objects.get()
    assert command.kind == "arrive"
    assert command.args["interaction"] == interaction.pk
    assert command.args["preferred"] == afi.pk
    assert list(command.args["skills"].values()) == [2]


def test_the_same_key_is_the_same_contact_even_by_token(admin: Caller, token: str, key: uuid.UUID) -> None:
    first = admin.post("/interactions", {"queue_code": "marche-chat"}, key)
    again = Client().post(
        "/api/v1/interactions",
        {"queue_code": "marche-chat"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(key)},
    )
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Interaction.objects.count() == 1


def test_a_key_cannot_be_used_for_something_else(admin: Caller, key: uuid.UUID) -> None:
    public_id = admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"]
    admin.post(f"/interactions/{public_id}/cancel", key=key)
    assert error_of(admin.post("/interactions", {"queue_code": "marche-chat"}, key))["code"] == "key_used"
    assert error_of(admin.post("/interactions", {"queue_code": "marche-chat"}, "mine"))["code"] == "bad_key"


def test_a_key_means_one_request_with_its_arguments(admin: Caller, key: uuid.UUID) -> None:
    first, other = (admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"] for _ in range(2))
    assert admin.post(f"/interactions/{first}/cancel", key=key).status_code == 202
    assert admin.post(f"/interactions/{first}/cancel", key=key).status_code == 202
    refused = admin.post(f"/interactions/{other}/cancel", key=key)
    assert (refused.status_code, error_of(refused)["code"]) == (409, "key_used")
    assert Command.objects.filter(kind="cancel").count() == 1
    mine = uuid.uuid4()
    assert admin.post("/interactions", {"queue_code": "marche-chat", "text": "a"}, mine).status_code == 201
    for body in ({"queue_code": "marche-chat", "text": "b"}, {"queue_code": "marche-email", "text": "a"}):
        refused = admin.post("/interactions", body, mine)
        assert (refused.status_code, error_of(refused)["code"]) == (409, "key_used")
    assert admin.post("/interactions", {"text": "a", "queue_code": "marche-chat"}, mine).status_code == 200


def test_a_key_is_its_senders(admin: Caller, key: uuid.UUID) -> None:
    public_id = admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"]
    assert admin.post(f"/interactions/{public_id}/cancel", key=key).status_code == 202
    other = Caller(User.objects.create_user("o@woezo.example", None, name="O", role="administrator", language="fr"))
    refused = other.client.post(
        f"/api/v1/interactions/{public_id}/cancel", headers={"Idempotency-Key": str(key), "Accept-Language": "fr"}
    )
    assert (refused.status_code, error_of(refused)["code"]) == (409, "key_used")
    assert "autre requête" in error_of(refused)["message"]


def test_a_known_reference_is_the_same_customer_of_that_client_only(admin: Caller) -> None:
    for queue in ("marche-chat", "marche-email", "volt-rappels"):
        assert admin.post("/interactions", {"queue_code": queue, "customer": {"ref": "42"}}).status_code == 201
    admin.post("/interactions", {"queue_code": "marche-chat", "customer": {"ref": "42", "name": "Claire"}})
    assert Customer.objects.count() == 2
    assert Customer.objects.get(client__name="Brindelune").name == "Claire"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"skills": {"klingon": 3}}, "unknown_skill", "skills.klingon"),
        ({"skills": {"fra": 9}}, "invalid", "skills.fra"),
        ({"skills": {"fra": 0}}, "invalid", "skills.fra"),
        ({"skills": {"fra": True}}, "invalid", "skills.fra"),
        ({"skills": {f"s{n}": 1 for n in range(21)}}, "invalid", "skills"),
        ({"preferred_ms": -1}, "invalid", "preferred_ms"),
        ({"credit_ms": -5}, "invalid", "credit_ms"),
        ({"credit_ms": 10**30}, "invalid", "credit_ms"),
        ({"priority": 10}, "invalid", "priority"),
        ({"priority": "high"}, "invalid", "priority"),
        ({"preferred_agent": 999_999}, "unknown_agent", "preferred_agent"),
        ({"queue_code": "nowhere"}, "unknown_queue", "queue_code"),
        ({"queue": 999_999}, "queue_once", "queue"),
        ({"queue_code": None, "queue": 999_999}, "unknown_queue", "queue"),
        ({"queue_code": None, "queue": 2**60}, "invalid", "queue"),
        ({"queue_code": None}, "queue_once", "queue"),
        ({"channel": "email"}, "wrong_channel", "channel"),
        ({"channel": "pigeon"}, "invalid", "channel"),
        ({"queue_code": "marche-voix"}, "channel_needs_line", "queue"),
        ({"text": "a\0b"}, "invalid", "text"),
        ({"text": "x" * 10_001}, "invalid", "text"),
        ({"text": 7}, "invalid", "text"),
        ({"subject": "\u202e\x1b[0m"}, "invalid", "subject"),
        ({"customer": {"email": "nobody"}}, "invalid", "customer.email"),
        ({"customer": {"phone": "0612"}}, "invalid", "customer.phone"),
        ({"customer": {"age": 7}}, "invalid", "customer.age"),
        ({"qeue": 1}, "invalid", "qeue"),
    ],
)
def test_what_cannot_be_used_is_named(admin: Caller, body: dict[str, Any], code: str, field: str) -> None:
    answer = admin.post("/interactions", {"queue_code": "marche-chat"} | body)
    error = error_of(answer)
    assert (error["code"], error["field"]) == (code, field)
    assert 400 <= answer.status_code < 500
    assert not Interaction.objects.exists()
    assert not Command.objects.exists()


def test_the_sentence_names_the_bound(admin: Caller) -> None:
    error = error_of(admin.post("/interactions", {"queue_code": "marche-chat", "skills": {"fra": 9}}))
    assert error["message"] == "skills.fra: must be at most 5."


def test_ten_megabytes_are_refused_and_nothing_is_stored(admin: Caller) -> None:
    answer = admin.post("/interactions", {"queue_code": "marche-chat", "text": "x" * 10_000_000})
    assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")
    assert not Message.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", "null", '"text"', '{"queue_code": "\\ud800"}', "\xff"])
def test_a_body_that_is_not_an_object_is_a_clear_error(admin: Caller, body: str) -> None:
    answer = admin.client.post("/api/v1/interactions", body.encode("latin-1"), content_type="application/json")
    assert answer.status_code in (400, 422)
    error_of(answer)


def test_script_in_every_field_comes_back_as_text(admin: Caller) -> None:
    script = "<script>alert(1)</script>"
    body = {"queue_code": "marche-chat", "subject": script, "text": script, "customer": {"name": script, "ref": script}}
    public_id = admin.post("/interactions", body).json()["id"]
    answer = admin.get(f"/interactions/{public_id}")
    assert answer.json()["subject"] == answer.json()["customer"]["name"] == script
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_administrators_put_in_and_cancel(call: Callable[[str], Caller]) -> None:
    public_id = call("solange.etoa").post("/interactions", {"queue_code": "marche-chat"}).json()["id"]
    for name in ("yannick.bidias", "kodjo.agbeko", "afi.dossou", "claire.aubin"):
        assert call(name).post("/interactions", {"queue_code": "marche-chat"}).status_code == 403
        assert call(name).post(f"/interactions/{public_id}/cancel").status_code == 403
    assert call("").post("/interactions", {"queue_code": "marche-chat"}).status_code == 401


def test_a_session_without_its_token_cannot_write(demo: None, call: Callable[[str], Caller]) -> None:
    caller = call("solange.etoa")
    caller.client.handler.enforce_csrf_checks = True
    assert error_of(caller.post("/interactions", {"queue_code": "marche-chat"}))["code"] == "form_expired"


def test_another_clients_contact_is_not_found(call: Callable[[str], Caller]) -> None:
    public_id = call("solange.etoa").post("/interactions", {"queue_code": "volt-rappels"}).json()["id"]
    assert call("claire.aubin").get(f"/interactions/{public_id}").status_code == 404
    assert call("solange.etoa").get(f"/interactions/{uuid.uuid4()}").status_code == 404
    assert error_of(call("solange.etoa").get("/interactions/7"))["field"] == "public_id"


def test_who_sees_a_customer_is_noted_and_the_vigie_sees_none(call: Callable[[str], Caller]) -> None:
    body = {"queue_code": "marche-chat", "customer": {"name": "Claire"}}
    public_id = call("solange.etoa").post("/interactions", body).json()["id"]
    assert call("yannick.bidias").get(f"/interactions/{public_id}").json()["customer"] is None
    assert not AuditEntry.objects.filter(action="seen").exists()
    assert call("claire.aubin").get(f"/interactions/{public_id}").json()["customer"]["name"] == "Claire"
    seen = AuditEntry.objects.get(action="seen")
    assert seen.actor is not None
    assert seen.actor.email == "claire.aubin@ponleve.example"


def test_the_list_filters_and_goes_on(admin: Caller) -> None:
    for _ in range(3):
        admin.post("/interactions", {"queue_code": "marche-chat"})
    admin.post("/interactions", {"queue_code": "volt-rappels"})
    page = admin.get("/interactions", limit=2, queue="marche-chat").json()
    rest = admin.get("/interactions", limit=2, queue="marche-chat", after=page["next"]).json()
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert admin.get("/interactions", state="ended").json()["items"] == []
    assert error_of(admin.get("/interactions", limit=0))["field"] == "limit"
    assert error_of(admin.get("/interactions", after=2**70))["field"] == "after"
    assert error_of(admin.get("/interactions", state="lost"))["field"] == "state"
    assert error_of(admin.get("/interactions", queue="a\0"))["field"] == "queue"


def test_the_events_of_a_contact_are_its_own(admin: Caller) -> None:
    floor = Dispatcher()
    afi = Agent.objects.get(alias="Akossiwa")
    ids = [admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"] for _ in range(3)]
    floor.step(NOW_MS)
    Command.objects.create(kind="sign_in", args={"agent": afi.pk, "desk": 1, "activity": "available", "routable": True})
    floor.step(NOW_MS + 1000)
    Command.objects.create(kind="accept", args={"reservation": 1})
    floor.step(NOW_MS + 2000)
    events = admin.get(f"/interactions/{ids[0]}/events").json()
    assert [event["event"] for event in events["items"]] == ["arrive", "sign_in", "accept"]
    assert events["next"] is None
    number = Interaction.objects.get(public_id=ids[0]).pk
    assert ["reserved", 1, number, afi.pk] == events["items"][1]["effects"][0][:4]
    later = admin.get(f"/interactions/{ids[0]}/events", after=events["items"][1]["seq"]).json()
    assert [event["event"] for event in later["items"]] == ["accept"]
    other = admin.get(f"/interactions/{ids[1]}/events").json()["items"]
    assert other[0]["event"] == "arrive"
    complete = ("complete", {"reservation": 1})
    for at_s, (kind, args) in ((3, ("end", {"interaction": number})), (13, complete), (14, complete)):
        Command.objects.create(kind=kind, args=args)
        floor.step(NOW_MS + at_s * 1000)  # the last of them in vain
    events = admin.get(f"/interactions/{ids[0]}/events").json()["items"]
    assert [event["event"] for event in events][-3:] == ["accept", "end", "complete"]


def test_a_canceled_contact_ends(admin: Caller) -> None:
    floor = Dispatcher()
    public_id = admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"]
    assert admin.post(f"/interactions/{public_id}/cancel").status_code == 202
    floor.step(NOW_MS)
    contact = admin.get(f"/interactions/{public_id}").json()
    assert (contact["state"], contact["outcome"]) == ("ended", "canceled")
    assert error_of(admin.post(f"/interactions/{public_id}/cancel"))["code"] == "wrong_state"
    assert admin.get(f"/interactions/{public_id}/events").json()["items"][-1]["event"] == "cancel"


def test_a_contact_not_yet_routed_has_no_events(admin: Caller) -> None:
    public_id = admin.post("/interactions", {"queue_code": "marche-chat"}).json()["id"]
    assert admin.get(f"/interactions/{public_id}/events").json() == {"items": [], "next": None}


def test_sites_agents_queues_and_programmes_are_those_of_the_user(call: Callable[[str], Caller]) -> None:
    admin, leader, client = call("solange.etoa"), call("kodjo.agbeko"), call("claire.aubin")
    assert [site["name"] for site in admin.get("/sites").json()] == ["Paris", "Douala", "Cotonou", "Lomé"]
    assert client.get("/sites").status_code == 403
    page = admin.get("/agents", limit=50).json()
    assert len(page["items"]) == 50
    assert len(admin.get("/agents", limit=50, after=page["next"]).json()["items"]) == Agent.objects.count() - 50
    assert {agent["team"] for agent in leader.get("/agents").json()["items"]} == {"Lomé Commerce"}
    assert client.get("/agents").json()["items"] == []
    assert {queue["programme"] for queue in client.get("/queues").json()["items"]} == {"marche"}
    (marche,) = client.get("/programmes").json()
    assert (marche["slug"], marche["open"], marche["next_change_ms"]) == ("marche", True, None)
