"""One scene with every act of a floor, so that what must hold after each act is tested after each act."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from tests.operations.conftest import Floor
from woezo.desk import actions
from woezo.interactions.models import Interaction
from woezo.operations import live
from woezo.operations.contacts import continuation, customer_writes, write_message

SECRETS = ("Awa Ndoye", "bonjour-secret", "reponse-secrete", "note-secrete", "example.org")
"""Personal data that the scene brings in: none of it may be in the journal."""


def play(floor: Floor) -> Iterator[str]:
    """Do one act after the other; its name is given back once it is done."""
    one, two = (agent.pk for agent in floor.centre.agents)
    chat = floor.centre.chat
    for act, args in (
        ("sign_in", {"agent": one, "desk": 11, "activity": "available", "routable": True}),
        ("activity", {"agent": one, "activity": "lunch", "routable": False}),
        ("activity", {"agent": one, "activity": "available", "routable": True}),
        ("sign_in", {"agent": two, "desk": 22, "activity": "lunch", "routable": False}),
        ("override_priority", {"queue": chat.pk, "priority": 3, "until_ms": floor.clock() + 3_600_000}),
    ):
        assert floor.do(act, **args) == "", act
        yield act
    first = floor.centre.arrive()
    write_message(first, "customer", "bonjour-secret", uuid.uuid4())
    floor.run()
    yield "arrive"
    assert floor.do("reject", reservation=floor.newest().pk) == ""
    yield "reject"
    floor.after(chat.not_again_ms)
    yield "timer"
    yield from _talk(floor, first)
    yield from _park_and_transfer(floor)
    yield from _losses(floor, one)


def _talk(floor: Floor, first: Interaction) -> Iterator[str]:
    seat = actions.Seat(floor.centre.agents[0].user, live.directory().agents[floor.centre.agents[0].pk], None)
    for act in ("accept", "request_wrap_up"):
        assert floor.do(act, reservation=floor.newest().pk) == "", act
        yield act
    first.refresh_from_db()
    actions.write(seat, first.public_id, "reponse-secrete", uuid.uuid4())
    floor.run()
    yield "write"
    for act in ("hold", "retrieve", "end"):
        assert floor.do(act, interaction=first.pk) == "", act
        yield act
    floor.newest().__class__.objects.filter(pk=floor.newest().pk).update(note="note-secrete")
    assert floor.do("complete", reservation=floor.newest().pk) == ""
    yield "complete"


def _park_and_transfer(floor: Floor) -> Iterator[str]:
    second = floor.centre.arrive()
    floor.run()
    assert floor.do("accept", reservation=floor.newest().pk) == ""
    assert floor.do("park", interaction=second.pk) == ""
    yield "park"
    second.refresh_from_db()
    customer_writes(second.conversation, "bonjour-secret", uuid.uuid4())
    floor.run()
    yield "unpark"
    assert floor.do("accept", reservation=floor.newest().pk) == ""
    second.refresh_from_db()
    child = continuation(second, floor.centre.chat.pk)
    assert floor.do("transfer", interaction=second.pk, child=child.pk, queue=floor.centre.chat.pk) == ""
    yield "transfer"
    floor.after(60_000)
    yield "wrap-up over"
    assert floor.do("hang_up", interaction=child.pk) == ""
    yield "hang_up"
    second.refresh_from_db()
    customer_writes(second.conversation, "bonjour-secret", uuid.uuid4())
    floor.run()
    yield "again"


def _losses(floor: Floor, agent: int) -> Iterator[str]:
    site = floor.centre.site.pk
    for act, args in (
        ("activity", {"agent": agent, "activity": "available", "routable": True}),
        ("desk_lost", {"agent": agent, "desk": 11}),
        ("desk_back", {"agent": agent, "desk": 11}),
        ("sign_in", {"agent": agent, "desk": 33, "activity": "available", "routable": True}),
        ("site_down", {"site": site}),
        ("site_up", {"site": site}),
        ("programme_closed", {"programme": floor.centre.programme.pk}),
    ):
        assert floor.do(act, **args) == "", act
        yield act
    floor.centre.arrive()
    floor.run()
    yield "deflected"
    assert floor.do("programme_open", programme=floor.centre.programme.pk) == ""
    waiting = floor.centre.arrive(floor.centre.voice)
    floor.run()
    assert floor.do("cancel", interaction=waiting.pk) == ""
    yield "cancel"
    assert floor.do("accept", reservation=999_999) == "unknown_reservation"
    yield "refused"
