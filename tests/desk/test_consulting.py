"""Hold, consultation, conference and handing over, through the API: who may do what, who reads what, whose it is then."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from tests.api.conftest import Caller
from tests.api.floor import AskedFloor, floor
from tests.operations.centre import Centre, make_centre
from woezo.accounts.models import Role, User
from woezo.channels.chat.outbox import NAMESPACE, send
from woezo.channels.chat.reads import token_of
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DeskViews
from woezo.interactions.models import Interaction, Message, Reservation
from woezo.operations.contacts import customer_writes
from woezo.operations.presence import PresenceBook
from woezo.people.models import Agent
from woezo.programmes.models import Client, Programme, Queue
from woezo.trail.models import Command

pytestmark = pytest.mark.django_db


class Talk:
    """A chat in the hands of the first of three agents, all of them at work."""

    def __init__(self, centre: Centre, asked: AskedFloor) -> None:
        self.centre, self.floor = centre, asked
        self.desks = [Caller(agent.user, "/api/v1/desk") for agent in centre.agents]
        for number, agent in enumerate(centre.agents):
            centre.sign_in(agent, number + 1)
            asked.run()
        self.contact = centre.arrive()
        asked.run()
        submitted = Reservation.objects.get()
        assert submitted.agent_id == centre.agents[0].pk
        assert self.act(0, "accept").status_code == 200

    def agent(self, number: int) -> Agent:
        """One of the three."""
        return self.centre.agents[number]

    def act(self, number: int, verb: str, body: dict[str, Any] | None = None, key: object = None) -> Any:
        """An act of an agent on the contact, or on his latest reservation of it."""
        if verb in ("accept", "reject", "complete"):
            mine = Reservation.objects.filter(agent=self.agent(number)).order_by("-pk")[0]
            return self.desks[number].post(f"/reservations/{mine.pk}/{verb}", body, key)
        if verb in ("messages", "notes"):
            body = {"text": "", "client_id": str(uuid.uuid4())} | (body or {})
        return self.desks[number].post(f"/interactions/{self.contact.public_id}/{verb}", body, key)

    def code(self, number: int, verb: str, body: dict[str, Any] | None = None) -> str:
        """The error of an act, "" if it was done."""
        answer = self.act(number, verb, body)
        return "" if answer.status_code == 200 else str(answer.json()["error"]["code"])

    def consult(self, number: int) -> None:
        """The first agent asks another one, who takes it."""
        assert self.code(0, "consult", {"agent": self.agent(number).pk}) == ""
        assert self.code(number, "accept") == ""

    def fresh(self) -> Interaction:
        """The row as it stands."""
        return Interaction.objects.get(pk=self.contact.pk)

    def shown(self, number: int) -> dict[str, Any]:
        """The contact on an agent's desk."""
        found: dict[str, Any] = self.desk(number)["conversations"][str(self.contact.public_id)]
        return found

    def desk(self, number: int) -> dict[str, Any]:
        """All of an agent's desk."""
        name = f"desk:{self.agent(number).pk}"
        return DeskViews(PresenceBook()).build([name])[name]

    def read_by_customer(self) -> list[str]:
        """The thread as the customer has it."""
        while send():
            pass
        name = f"chat:{self.contact.conversation_id}"
        return [line["text"] for line in ChatViews().build([name])[name]["messages"].values()]

    def customer(self, body: dict[str, Any]) -> Any:
        """A message of the customer."""
        conversation = self.contact.conversation
        address = f"/api/v1/chat/conversations/{conversation.public_id}/messages"
        headers = {"Authorization": f"Bearer {token_of(conversation)}"}
        return Browser().post(address, body, content_type="application/json", headers=headers)


@pytest.fixture
def talk(db: None) -> Iterator[Talk]:
    centre = make_centre(3)
    with floor() as asked:
        yield Talk(centre, asked)


def test_a_customer_on_hold_is_read_all_the_same(talk: Talk) -> None:
    assert talk.code(0, "hold") == ""
    assert (talk.fresh().state, talk.shown(0)["state"]) == ("held", "held")
    name = f"chat:{talk.contact.conversation_id}"
    chat = ChatViews().build([name])[name]["conversation"]
    assert (chat["state"], chat["held"]) == ("connected", True)
    customer_writes(talk.fresh().conversation, "Vous êtes là ?", uuid.uuid4())
    assert [line["text"] for line in talk.shown(0)["messages"].values()] == ["Vous êtes là ?"]
    assert talk.code(0, "hold") == "wrong_state"
    assert talk.code(0, "retrieve") == ""
    assert talk.fresh().state == "connected"
    assert talk.code(0, "retrieve") == "wrong_state"


def test_a_consulted_agent_sees_what_he_is_asked_and_by_whom(talk: Talk) -> None:
    assert talk.code(0, "consult", {"agent": talk.agent(1).pk}) == ""
    (ringing,) = talk.desk(1)["reservations"].values()
    assert (ringing["state"], ringing["asked_by"]) == ("pending", "Alias 0")
    assert talk.shown(0)["colleagues"] == {
        str(talk.agent(1).pk): {"alias": "Alias 1", "site": "Dakar", "state": "ringing"}
    }
    assert talk.code(1, "accept") == ""
    assert talk.shown(0)["colleagues"][str(talk.agent(1).pk)]["state"] == "consulted"
    his = talk.shown(1)
    assert (his["leads"], his["conference"]) == (False, False)
    assert his["colleagues"] == {str(talk.agent(0).pk): {"alias": "Alias 0", "site": "Dakar", "state": "talking"}}
    assert talk.fresh().agent_id == talk.agent(0).pk


def test_notes_are_for_colleagues_and_messages_for_the_customer(talk: Talk) -> None:
    talk.consult(1)
    before = talk.read_by_customer()
    assert talk.code(1, "messages", {"text": "Bonjour"}) == "only_consulted"
    assert talk.code(1, "notes", {"text": "Remplacez-le sans retour."}) == ""
    assert talk.code(0, "notes", {"text": "Merci."}) == ""
    for number in (0, 1):
        notes = [line["text"] for line in talk.shown(number)["messages"].values() if line["internal"]]
        assert notes == ["Remplacez-le sans retour.", "Merci."]
    assert talk.read_by_customer() == before
    assert talk.fresh().answered_at_ms is None  # a note is no answer
    assert talk.code(0, "messages", {"text": "Gardez-le."}) == ""
    assert talk.read_by_customer() == [*before, "Gardez-le."]


def test_a_clients_people_read_the_thread_without_the_notes(talk: Talk) -> None:
    assert talk.code(0, "messages", {"text": "Gardez-le."}) == ""
    assert talk.code(0, "notes", {"text": "Sous 100 €."}) == ""
    client = talk.centre.programme.client
    theirs = User.objects.create_user("c@example.org", None, name="C", role=Role.CLIENT_USER, client=client)
    path = f"/interactions/{talk.contact.public_id}/messages"
    for user, texts in ((theirs, ["Gardez-le."]), (talk.agent(0).user, ["Gardez-le.", "Sous 100 €."])):
        thread = Caller(user).get(path).json()["items"]
        assert [line["text"] for line in thread] == texts
        assert thread[0]["agent"] == "Alias 0"
    rest = Caller(talk.agent(0).user).get(path, after=thread[0]["id"]).json()
    assert [line["internal"] for line in rest["items"]] == [True]


def test_without_a_router_the_floor_is_unavailable(talk: Talk) -> None:
    talk.floor._router = None
    for answer in (
        talk.desks[0].get(f"/interactions/{talk.contact.public_id}/colleagues"),
        Caller(talk.agent(0).user).get("/counts"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")


def test_a_note_sent_twice_stands_once(talk: Talk) -> None:
    body = {"text": "Note", "client_id": str(uuid.uuid4())}
    assert {talk.act(0, "notes", body).json()["id"] for _ in range(2)} == {Message.objects.get(internal=True).pk}


@pytest.mark.parametrize("verb", ["end", "park", "hold", "conference", "end-consultation", "consult"])
def test_who_was_only_asked_decides_nothing(talk: Talk, verb: str) -> None:
    talk.consult(1)
    assert talk.code(1, verb, {"agent": talk.agent(0).pk}) == "not_leading"
    assert talk.fresh().state == "connected"


def test_in_a_conference_all_talk_and_the_customer_knows_it(talk: Talk) -> None:
    assert talk.code(0, "conference") == "wrong_state"
    assert talk.code(0, "hold") == ""
    talk.consult(1)
    assert talk.code(0, "conference") == ""
    assert (talk.fresh().state, talk.fresh().conference) == ("connected", True)
    assert talk.shown(0)["colleagues"][str(talk.agent(1).pk)]["state"] == "talking"
    assert talk.code(0, "conference") == "wrong_state"  # once more: he is told of nobody twice
    assert talk.read_by_customer() == ["Alias 0 a rejoint la conversation.", "Alias 1 a rejoint la conversation."]
    assert talk.code(1, "messages", {"text": "Bonjour, je complète."}) == ""
    talk.consult(2)
    assert talk.read_by_customer()[2:] == ["Bonjour, je complète.", "Alias 2 a rejoint la conversation."]
    assert talk.code(1, "leave") == ""
    assert talk.code(1, "messages", {"text": "Encore"}) == "wrong_state"
    assert talk.read_by_customer()[4:] == ["Alias 1 a quitté la conversation."]
    assert talk.code(0, "leave") == ""
    assert talk.read_by_customer()[5:] == ["Votre conversation se poursuit avec Alias 2."]
    assert talk.fresh().conference is False


def test_of_a_consultation_the_customer_learns_nothing(talk: Talk) -> None:
    talk.consult(1)
    assert talk.code(1, "leave") == ""
    assert talk.read_by_customer() == ["Alias 0 a rejoint la conversation."]
    assert talk.code(1, "complete", {"disposition": None}) == ""  # he was only asked


@pytest.mark.parametrize("writer", ["customer", "agent"])
def test_a_message_neither_keeps_a_line_of_the_system_away_nor_passes_for_it(talk: Talk, writer: str) -> None:
    """Its id can be worked out beforehand."""
    last = Reservation.objects.latest("pk").pk
    before = talk.read_by_customer()
    for number in (1, 2):
        body = {"text": f"Message {number}", "client_id": str(uuid.uuid5(NAMESPACE, f"conference/{last + number}"))}
        answer = talk.customer(body) if writer == "customer" else talk.act(0, "messages", body)
        assert answer.status_code in (200, 201)
    talk.consult(1)
    assert talk.code(1, "leave") == ""
    assert talk.read_by_customer() == [*before, "Message 1", "Message 2"]  # the customer never knew of him
    talk.consult(2)
    assert talk.code(0, "conference") == ""
    assert talk.read_by_customer()[3:] == ["Alias 2 a rejoint la conversation."]


def test_handing_over_after_a_consultation(talk: Talk) -> None:
    assert talk.code(0, "leave") == "no_colleague"
    talk.consult(1)
    assert talk.code(0, "hold") == ""
    assert talk.code(0, "leave") == ""
    row = talk.fresh()
    assert (row.state, row.agent_id) == ("connected", talk.agent(1).pk)
    assert talk.shown(1)["leads"] is True
    assert talk.code(1, "messages", {"text": "Je prends la suite."}) == ""
    assert talk.code(0, "messages", {"text": "Encore moi"}) == "wrong_state"
    assert talk.read_by_customer()[-1] == "Votre conversation se poursuit avec Alias 1."
    assert talk.code(1, "end") == ""
    assert talk.code(1, "complete", {"disposition": None}) == "invalid"  # it was his


def test_the_leader_may_let_his_colleague_go(talk: Talk) -> None:
    him = {"agent": talk.agent(1).pk}
    assert talk.code(0, "end-consultation", him) == "no_colleague"
    assert talk.code(0, "consult", him) == ""
    assert talk.code(0, "end-consultation", him) == ""  # it still rang
    assert not talk.desk(1)["reservations"]
    talk.consult(1)
    assert talk.code(0, "end-consultation", him) == ""
    assert Reservation.objects.filter(agent=talk.agent(1)).order_by("-pk")[0].state == "wrapping"
    assert talk.shown(0)["colleagues"] == {}


def test_whom_one_may_ask(talk: Talk) -> None:
    asked = talk.desks[0].get(f"/interactions/{talk.contact.public_id}/colleagues").json()
    assert asked["queues"][0] == {"queue": talk.centre.chat.pk, "label": "Chat", "free": 2}
    assert [one["alias"] for one in asked["agents"]] == ["Alias 1", "Alias 2"]
    assert talk.code(0, "consult", {"queue": talk.centre.chat.pk}) == ""
    assert Reservation.objects.filter(consult=True).get().agent_id == asked["agents"][0]["agent"]
    again = talk.desks[0].get(f"/interactions/{talk.contact.public_id}/colleagues").json()
    assert [one["alias"] for one in again["agents"]] == ["Alias 2"]


def test_whom_one_may_not_ask(talk: Talk) -> None:
    other = Programme.objects.create(client=Client.objects.create(name="Volt"), name="Volt", slug="volt", zone="UTC")
    elsewhere = Queue.objects.create(programme=other, name="Volt", code="volt", channel="chat")
    assert talk.code(0, "consult", {}) == "invalid"
    assert talk.code(0, "consult", {"queue": elsewhere.pk}) == "unknown_queue"
    assert talk.code(0, "consult", {"agent": 999_999}) == "unknown_agent"
    assert talk.code(0, "consult", {"agent": talk.agent(0).pk}) == "agent_not_ready"
    assert talk.desks[2].get(f"/interactions/{talk.contact.public_id}/colleagues").status_code == 404


def test_the_same_key_asks_once(talk: Talk) -> None:
    key, body = uuid.uuid4(), {"agent": talk.agent(1).pk}
    answers = [talk.act(0, "consult", body, key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Command.objects.filter(kind="consult").count() == 1
    assert talk.act(0, "consult", {"agent": talk.agent(2).pk}, key).json()["error"]["code"] == "key_used"
    leaving = uuid.uuid4()
    talk.code(1, "accept")
    assert [talk.act(0, "leave", key=leaving).status_code for _ in range(2)] == [200, 200]


def test_a_consultation_does_not_change_why_the_contact_went_to_its_agent(talk: Talk) -> None:
    talk.consult(1)
    caller = Caller(talk.agent(1).user)
    found = caller.get(f"/interactions/{talk.contact.public_id}/explanation").json()
    assert found["summary"].startswith("Alias 0")
    assert {"Alias 1 (Dakar), en consultation", "Pris par Alias 1 (Dakar)"} <= {
        step["label"] for step in found["timeline"]
    }


def test_the_leaders_desk_is_lost_for_good(talk: Talk) -> None:
    talk.consult(1)
    talk.centre.ask("desk_lost", agent=talk.agent(0).pk, desk=1)
    talk.floor.run()
    due_ms = talk.floor.next_due_ms()
    assert due_ms is not None
    while talk.floor.step(due_ms):
        pass
    assert talk.fresh().agent_id == talk.agent(1).pk
    assert talk.read_by_customer()[-1] == "Votre conversation se poursuit avec Alias 1."
