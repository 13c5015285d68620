"""A small centre that customers, agents and an administrator use over HTTP in any order, and what must hold meanwhile.

Every act is one operation of the API, by somebody, upon something: aimed, at a row whose state allows it where there
is one; else at any, also at another's and at what is over.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.test import Client

from tests.api.floor import AskedFloor
from tests.operations.centre import CHAT_CAPACITY, Clock, make_centre
from woezo.accounts.models import Role, User
from woezo.channels.chat.reads import token_of
from woezo.interactions.models import Conversation, Interaction, Reservation
from woezo.operations import past
from woezo.operations.talks import parked_with
from woezo.programmes.models import Disposition, Queue
from woezo.routing.codes import B_DESK_LOST
from woezo.routing.reading import interaction_state, reservation_state

ERRORS: Final = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
LISTED: Final = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", ERRORS.read_text(encoding="utf-8"), re.M))
"""The codes of refusals that the reference names, and their statuses."""
IN_HAND: Final = ("pending", "accepted", "wrapping")
WEIGHTS: Final = {**CHAT_CAPACITY["weights"], "task": 4}  # type: ignore[dict-item]
UNITS: Final = 4


class Choice(NamedTuple):
    """What chance decides about an act."""

    aimed: bool
    who: int
    which: int
    more: int

    @classmethod
    def of(cls, number: int) -> Choice:
        """One number holds them all; 0 is the plainest act. One in four is not aimed."""
        number, unaimed = divmod(number, 4)
        number, who = divmod(number, 4)
        more, which = divmod(number, 6)
        return cls(unaimed != 3, who, which, more % 30)


class Target(NamedTuple):
    """What an act is upon, a row's number and the contact's public id; and which of the agents does it."""

    pk: int
    public_id: uuid.UUID
    who: int


class Cast:
    """The rows that every world begins with: four agents, three queues of one programme; and who is signed in."""

    def __init__(self) -> None:
        centre = self.centre = make_centre(4)
        for agent in centre.agents:
            agent.capacity = {"units": UNITS, "weights": WEIGHTS, "limits": {}}
            agent.save()
        common = {"programme": centre.programme, "target_ms": 60_000}
        Queue.objects.filter(pk=centre.voice.pk).delete()
        Queue.objects.create(
            name="Suivi", code="suivi", channel="chat", accept="automatic", wrap_up="on_request", **common
        )
        Queue.objects.create(
            name="Dossiers", code="dossiers", channel="task", reject="not_allowed", wrap_up="forced_timeout", **common
        )
        boss = User.objects.create_user("boss@example.org", None, name="Boss", role=Role.ADMINISTRATOR, language="en")
        self.admin, self.nobody = _client(boss), _client(None)
        self.people = [_client(agent.user) for agent in centre.agents]
        self.agents = [agent.pk for agent in centre.agents]
        self.queues = list(Queue.objects.order_by("pk"))
        self.reason = Disposition.objects.get(code="late").pk


class World:
    """A floor of these people, under way."""

    def __init__(self, cast: Cast, asked: AskedFloor, clock: Clock) -> None:
        self.cast, self.floor, self.clock = cast, asked, clock
        self.agents, self.queues = cast.agents, cast.queues
        self.asked: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        past._remembered.cache_clear()  # numbers of reservations begin again

    # -- asking -------------------------------------------------------------------------------------------------------
    def send(self, operation: str, client: Client, path: str, body: Any = None, **headers: str) -> Any:
        """One request, and what holds for every answer; what it asked of the floor is done."""
        verb, _, _ = operation.partition(" ")
        options: dict[str, Any] = {"headers": headers}
        if verb == "POST":
            options |= {"data": body or {}, "content_type": "application/json"}
        answer = getattr(client, verb.lower())("/api/v1" + path, **options)
        self.floor.run()
        self.asked[operation] += 1
        self.done[operation] += answer.status_code < 400
        assert answer.status_code < 500, (operation, path, body, answer.content[:500])
        if answer.status_code >= 400:
            error = answer.json()["error"]
            assert LISTED.get(error["code"]) == str(answer.status_code), (operation, path, body, error)
            assert error["message"]
            assert error["remedy"]
        return answer

    def desk(self, verb: str, who: int, path: str, choice: Choice, body: Any = None, get: bool = False) -> None:
        """An act of an agent. Under a key it is sometimes sent twice, and answered the same."""
        pattern = re.sub(r"/[0-9a-f-]{36}/", "/{public_id}/", re.sub(r"/\d+/", "/{id}/", path))
        operation = f"{'GET' if get else 'POST'} /desk/{pattern}"
        assert operation.endswith(verb), (operation, verb)
        if choice.more % 10 < 9 or get:
            self.send(operation, self.cast.people[who], f"/desk/{path}", body)
            return
        headers = {"Idempotency-Key": str(uuid.UUID(int=choice.more * 1000 + sum(self.asked.values())))}
        first, again = (self.send(operation, self.cast.people[who], f"/desk/{path}", body, **headers) for _ in range(2))
        if first.status_code == 200:
            assert (again.status_code, again.json()) == (200, first.json()), (operation, path, body)

    # -- choosing -----------------------------------------------------------------------------------------------------
    def reservation(self, choice: Choice, **wanted: Any) -> Target:
        """A reservation and the agent who acts on it: his own where the act is aimed."""
        rows = Reservation.objects.order_by("-pk").values_list("pk", "interaction__public_id", "agent_id")
        fitting = list(rows.filter(**wanted)[:6]) if choice.aimed else []
        if choice.aimed and not fitting:
            self.prepare("interaction__reservations__consult" in wanted)
            fitting = list(rows.filter(**wanted)[:6])
        found = fitting or list(rows[:6])
        if not found:
            return Target(1, uuid.UUID(int=1), choice.who)
        pk, public_id, agent = found[choice.which % len(found)]
        return Target(pk, public_id, self.agents.index(agent) if choice.aimed else choice.who)

    def prepare(self, with_colleague: bool) -> None:
        """Come to where most acts are allowed, without a request: an agent talks, if need be with a colleague beside."""
        talks = Reservation.objects.filter(state="accepted", consult=False, interaction__state="connected")
        if not talks.exists():
            for number, agent in enumerate(self.agents):
                self.ask("sign_in", agent=agent, desk=number + 1, activity="available", routable=True)
            self.cast.centre.arrive()
            self.accept_all()
        if with_colleague and (talk := talks.order_by("-pk").first()) is not None:
            self.ask("consult", interaction=talk.interaction_id, queue=talk.queue_id)
            self.accept_all()

    def accept_all(self) -> None:
        """Whoever is asked takes it."""
        self.floor.run()
        for pk in Reservation.objects.filter(state="pending").values_list("pk", flat=True):
            self.ask("accept", reservation=pk)

    def ask(self, kind: str, **args: Any) -> None:
        """Something that no request asks for."""
        self.cast.centre.ask(kind, **args)
        self.floor.run()

    def contact(self, choice: Choice, *states: str) -> Target:
        """A contact, in one of the states where the act is aimed, and its agent."""
        rows = Interaction.objects.order_by("-arrived_at_ms", "-pk").values_list("pk", "public_id", "agent_id")
        fitting = list(rows.filter(state__in=states)[:6]) if choice.aimed and states else []
        found = fitting or list(rows[:6])
        if not found:
            return Target(1, uuid.UUID(int=1), choice.who)
        pk, public_id, agent = found[choice.which % len(found)]
        return Target(pk, public_id, self.agents.index(agent) if choice.aimed and agent else choice.who)

    # -- what holds ---------------------------------------------------------------------------------------------------
    def check(self) -> None:
        """Nobody above his capacity; every contact in one state, in the rows as in the router; nobody leads two; what is
        parked stands on the screen of whom it comes back to."""
        fields = (
            "pk",
            "state",
            "consult",
            "agent_id",
            "interaction_id",
            "interaction__agent_id",
            "interaction__channel",
        )
        load: Counter[int] = Counter()
        leading: Counter[int] = Counter()
        ringing: set[int] = set()
        hands: dict[int, str] = {}
        for pk, state, consult, agent, contact, leader, channel in Reservation.objects.filter(
            state__in=IN_HAND
        ).values_list(*fields):
            hands[pk] = state
            load[agent] += WEIGHTS[channel]
            leading[contact] += state == "accepted" and agent == leader
            ringing |= {contact} if state == "pending" and not consult else set()
        assert max(load.values(), default=0) <= UNITS, load
        router = self.floor._router
        assert router is not None
        live = {int(one.id): interaction_state(one) for one in router.interactions.values()}
        rows = dict(Interaction.objects.values_list("pk", "state"))
        assert {id: state for id, state in rows.items() if state != "ended"} == {
            id: state for id, state in live.items() if state != "ended"
        }
        assert hands == {int(one.id): reservation_state(one) for one in router.reservations.values()}
        talking = {id for id, state in rows.items() if state in ("connected", "held")}
        assert +leading == dict.fromkeys(talking, 1)
        assert ringing == {id for id, state in rows.items() if state == "reserved"}
        parked = [one.preferred for one in router.interactions.values() if interaction_state(one) == "parked"]
        expected = Counter(int(agent.id) for agent in parked if agent is not None)
        assert Counter(one.agent_id for one in parked_with(self.agents)) == expected


def _client(user: User | None) -> Client:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "en"})
    if user is not None:
        client.force_login(user)
    return client


Act = Callable[[World, Choice], None]


def _bring(world: World, choice: Choice) -> None:
    queue = world.queues[choice.which % len(world.queues)]
    body: dict[str, Any] = {"queue_code": queue.code, "text": "Bonjour", "priority": choice.more % 10}
    if choice.more % 3 == 0:
        body |= {"preferred_agent": world.agents[choice.who], "preferred_ms": 20_000}
    if not choice.aimed:
        body["channel"] = "email"
    world.send("POST /interactions", world.cast.admin, "/interactions", body)


def _cancel(world: World, choice: Choice) -> None:
    one = world.contact(choice, "queued", "reserved", "parked")
    world.send("POST /interactions/{public_id}/cancel", world.cast.admin, f"/interactions/{one.public_id}/cancel")


def _look(what: str) -> Act:
    def act(world: World, choice: Choice) -> None:
        one = world.contact(choice)
        who = world.cast.admin if choice.aimed else world.cast.people[choice.who]
        path = f"/interactions/{{public_id}}{what}"
        world.send(f"GET {path}", who, path.replace("{public_id}", str(one.public_id)))

    return act


def _read(path: str) -> Act:
    return lambda world, choice: world.send(f"GET {path}", world.cast.admin, path) and None


def _begin(world: World, choice: Choice) -> None:
    programme = world.cast.centre.programme.slug if choice.aimed else "nowhere"
    body = {"programme": programme, "text": "Bonjour", "client_id": str(uuid.uuid4())}
    world.send("POST /chat/conversations", world.cast.nobody, "/chat/conversations", body)


def _visitor(verb: str) -> Act:
    def act(world: World, choice: Choice) -> None:
        found = list(Conversation.objects.filter(channel="chat").order_by("-pk")[:6])
        one = found[choice.which % len(found)] if found else Conversation()
        body = {"text": "Encore", "client_id": str(uuid.uuid4())}
        path = f"/chat/conversations/{{public_id}}/{verb}"
        token = token_of(one) if choice.aimed or choice.more % 2 else "x"
        address = path.replace("{public_id}", str(one.public_id))
        world.send(f"POST {path}", world.cast.nobody, address, body, Authorization=f"Bearer {token}")

    return act


def _sign_in(world: World, choice: Choice) -> None:
    body = {"desk": str(uuid.UUID(int=choice.which + 1)), "activity": "available" if choice.aimed else "lunch"}
    world.desk("sign-in", choice.who, "sign-in", choice, body)


def _sign_out(world: World, choice: Choice) -> None:
    world.desk("sign-out", 3 if choice.aimed else choice.who, "sign-out", choice)


def _activity(world: World, choice: Choice) -> None:
    code = "available" if choice.aimed else ("lunch", "break", "siesta")[choice.more % 3]
    world.desk("activity", choice.who, "activity", choice, {"activity": code})


def _in_hand(world: World, choice: Choice) -> None:
    world.desk("reservations", choice.who, "reservations", choice, get=True)


def _on_reservation(verb: str, state: str) -> Act:
    def act(world: World, choice: Choice) -> None:
        one = world.reservation(choice, state=state)
        body = {"disposition": world.cast.reason if choice.more % 3 else None} if verb == "complete" else {}
        world.desk(verb, one.who, f"reservations/{one.pk}/{verb}", choice, body)

    return act


def _on_talk(verb: str, body: Callable[[World, Choice], Any] = lambda *_: {}, get: bool = False, **wanted: Any) -> Act:
    def act(world: World, choice: Choice) -> None:
        one = world.reservation(choice, **({"state": "accepted"} | wanted))
        path = f"interactions/{one.public_id}/{verb}"
        world.desk(verb, one.who, path, choice, None if get else body(world, choice), get)

    return act


def _unpark(world: World, choice: Choice) -> None:
    one = world.contact(choice, "parked")
    world.desk("unpark", one.who, f"interactions/{one.public_id}/unpark", choice)


def _text(_world: World, _choice: Choice) -> Any:
    return {"text": "Bonjour", "client_id": str(uuid.uuid4())}


def _whom(world: World, choice: Choice) -> Any:
    if choice.more % 2:
        return {"agent": world.agents[choice.which % 4]}
    return {"queue": world.queues[choice.which % len(world.queues)].pk}


def _where(world: World, choice: Choice) -> Any:
    body: dict[str, Any] = {"queue": world.queues[choice.which % len(world.queues)].pk, "note": "Suite"}
    return body | ({"agent": world.agents[choice.who]} if choice.more % 3 == 0 else {})


def _called(world: World, choice: Choice) -> Any:
    row = Reservation.objects.filter(consult=True, state__in=("pending", "accepted")).order_by("-pk").first()
    return {"agent": row.agent_id if choice.aimed and row is not None else world.agents[choice.which % 4]}


def _passes(world: World, choice: Choice) -> None:
    """Time goes on, and what falls due is done."""
    world.clock.advance((1_000, 5_000, 15_000, 60_000)[choice.which % 4])
    world.floor.run()


def _desk_lost(world: World, choice: Choice) -> None:
    """An agent's screen goes dark, or comes back."""
    agent = world.agents[choice.who]
    router = world.floor._router
    assert router is not None
    is_lost = bool(router.agents[agent].blocked & B_DESK_LOST)
    event = "desk_back" if is_lost == choice.aimed else "desk_lost"
    world.cast.centre.ask(event, agent=agent, desk=int(router.agents[agent].desk))
    world.floor.run()


BESIDE: Final = {"interaction__reservations__consult": True, "interaction__reservations__state": "accepted"}
ACTS: Final[dict[str, Act]] = {
    "POST /interactions": _bring,
    "POST /interactions/{public_id}/cancel": _cancel,
    "GET /interactions": _read("/interactions"),
    "GET /interactions/{public_id}": _look(""),
    "GET /interactions/{public_id}/events": _look("/events"),
    "GET /interactions/{public_id}/messages": _look("/messages"),
    "GET /interactions/{public_id}/explanation": _look("/explanation"),
    "GET /counts": _read("/counts"),
    "GET /events": _read("/events"),
    "POST /chat/conversations": _begin,
    "POST /chat/conversations/{public_id}/messages": _visitor("messages"),
    "POST /chat/conversations/{public_id}/end": _visitor("end"),
    "POST /desk/sign-in": _sign_in,
    "POST /desk/sign-out": _sign_out,
    "POST /desk/activity": _activity,
    "GET /desk/reservations": _in_hand,
    "POST /desk/reservations/{id}/accept": _on_reservation("accept", "pending"),
    "POST /desk/reservations/{id}/reject": _on_reservation("reject", "pending"),
    "POST /desk/reservations/{id}/request-wrap-up": _on_reservation("request-wrap-up", "accepted"),
    "POST /desk/reservations/{id}/complete": _on_reservation("complete", "wrapping"),
    "POST /desk/interactions/{public_id}/messages": _on_talk("messages", _text),
    "POST /desk/interactions/{public_id}/notes": _on_talk("notes", _text),
    "POST /desk/interactions/{public_id}/hold": _on_talk("hold", interaction__state="connected"),
    "POST /desk/interactions/{public_id}/retrieve": _on_talk("retrieve", interaction__state="held"),
    "GET /desk/interactions/{public_id}/colleagues": _on_talk("colleagues", get=True),
    "POST /desk/interactions/{public_id}/consult": _on_talk("consult", _whom, consult=False),
    "POST /desk/interactions/{public_id}/end-consultation": _on_talk("end-consultation", _called, **BESIDE),
    "POST /desk/interactions/{public_id}/conference": _on_talk("conference", consult=False, **BESIDE),
    "POST /desk/interactions/{public_id}/leave": _on_talk("leave", **BESIDE),
    "POST /desk/interactions/{public_id}/end": _on_talk("end"),
    "POST /desk/interactions/{public_id}/park": _on_talk("park", interaction__channel="chat"),
    "POST /desk/interactions/{public_id}/unpark": _unpark,
    "POST /desk/interactions/{public_id}/transfer": _on_talk("transfer", _where),
    "time": _passes,
    "desk": _desk_lost,
}
OPERATIONS: Final = tuple(name for name in ACTS if " " in name)
