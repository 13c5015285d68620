"""The agent's acts. Each waits a moment for the floor and answers what became of it; a key makes it happen once."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from woezo.accounts.auth import require
from woezo.accounts.fields import Body, Id, Line, Note
from woezo.accounts.keys import idempotency_key
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.desk import actions, consulting
from woezo.desk.actions import Seat
from woezo.desk.colleagues import colleagues
from woezo.desk.views import reasons, reservation_state
from woezo.operations import live
from woezo.operations.desk_ids import desk_number
from woezo.operations.talks import reservations_in_hand

router = Router(tags=["desk"])


class Done(Schema):
    """The act is done; seq: its record in the journal."""

    ok: bool = True
    seq: int


class SignIn(Schema):
    """Which desk, a UUID of the browser's tab, and the first activity."""

    desk: Annotated[Line, Field(max_length=40)]
    activity: Annotated[Line, Field(max_length=40)] = "available"


class Desk(Schema):
    """Which desk."""

    desk: Annotated[Line, Field(max_length=40)] = ""


class Activity(Schema):
    """A code of the list of activities."""

    activity: Annotated[Line, Field(max_length=40)]


class Completion(Schema):
    """What came of the contact."""

    disposition: int | None = None
    note: Note = ""


class Text(Schema):
    """A message to the customer."""

    text: Body
    client_id: UUID


class Transfer(Schema):
    """Where the conversation goes on."""

    queue: int
    agent: int | None = None
    note: Note = ""


class Reason(Schema):
    """What may come of a contact. With children, one of them is chosen."""

    id: int
    label: str
    children: list[Reason] = []


class ReservationOut(Schema):
    """A contact in an agent's hand. Times in milliseconds since 1970.

    due_ms: when the ringing ends; wrap_due_ms: when the wrap-up ends. asked_by: who asks for advice.
    """

    id: int
    state: Literal["pending", "accepted", "wrapping"]
    interaction: UUID
    programme: str
    queue: str
    channel: str
    customer_name: str
    waiting_since_ms: int
    target_ms: int
    due_ms: int | None
    wrap_due_ms: int | None
    may_reject: bool
    asked_by: str | None
    disposition_required: bool
    dispositions: list[Reason]


class Consult(Schema):
    """Whom to ask: an agent, or a queue of the same programme, whose first ready agent it will be.

    Both: the agent as one who serves that queue.
    """

    queue: Id | None = None
    agent: Id | None = None


class Colleague(Schema):
    """Which colleague."""

    agent: Id


class QueueFree(Schema):
    """A queue and how many of its agents could come now."""

    queue: int
    label: str
    free: int


class ColleagueOut(Schema):
    """A ready agent, and the queue to name with him."""

    agent: int
    alias: str
    site: str
    queue: int


class ColleaguesOut(Schema):
    """Who could be consulted at this moment."""

    queues: list[QueueFree]
    agents: list[ColleagueOut]


class Written(Schema):
    """The message's number."""

    ok: bool = True
    id: int


def _seat(request: HttpRequest) -> Seat:
    """The agent who asks, and the key of what he asks."""
    user: User = require(request, "agent")
    entry = live.directory().agent_of_user(user.pk)
    if entry is None:
        raise Problem("not_allowed")
    return Seat(user, entry, idempotency_key(request))


@router.post("/sign-in", response=Done, summary="Open the desk")
def sign_in(request: HttpRequest, payload: SignIn) -> Any:
    """A desk of the same agent that is open elsewhere is taken over."""
    seat = _seat(request)
    desk = desk_number(payload.desk)
    if desk == 0:
        raise Problem("invalid", "desk", reason=_("must be a UUID"))
    routable = actions.routable(payload.activity)
    return seat.ask("sign_in", {**seat.me, "desk": desk, "activity": payload.activity, "routable": routable})


@router.post("/sign-out", response=Done, summary="Close the desk")
def sign_out(request: HttpRequest, payload: Desk | None = None) -> Any:
    """With work in hand the desk closes after the last of it."""
    seat = _seat(request)
    return seat.ask("sign_out", seat.me)


@router.post("/activity", response=Done, summary="Change activity")
def activity(request: HttpRequest, payload: Activity) -> Any:
    """With work in hand the activity begins after the last of it."""
    seat = _seat(request)
    routable = actions.routable(payload.activity)
    return seat.ask("activity", {**seat.me, "activity": payload.activity, "routable": routable})


@router.get("/reservations", response=list[ReservationOut], summary="What you have in hand")
def in_hand(request: HttpRequest) -> Any:
    """What rings, runs or waits for its outcome. What a program asks again and again; the desk's socket pushes it."""
    entry, directory = _seat(request).entry, live.directory()
    return [
        reservation_state(directory, row, row.interaction)
        | {"dispositions": reasons(directory.programmes[directory.queues[row.queue_id].programme], entry.language)}
        for row in reservations_in_hand([entry.id])
    ]


@router.post("/reservations/{int:id}/accept", response=Done, summary="Take what is proposed")
def accept(request: HttpRequest, id: int) -> Any:
    """pending -> accepted. Taking a task answers it; other contacts are answered by the first message."""
    return _seat(request).on_reservation("accept", id)


@router.post("/reservations/{int:id}/reject", response=Done, summary="Decline what is proposed")
def reject(request: HttpRequest, id: int) -> Any:
    """Where the queue's rule allows it."""
    return _seat(request).on_reservation("reject", id)


@router.post("/reservations/{int:id}/request-wrap-up", response=Done, summary="Ask for time afterwards")
def request_wrap_up(request: HttpRequest, id: int) -> Any:
    """Queues whose wrap-up is on request."""
    return _seat(request).on_reservation("request_wrap_up", id)


@router.post("/reservations/{int:id}/complete", response=Done, summary="Hand in the outcome, end the wrap-up")
def complete(request: HttpRequest, id: int, payload: Completion) -> Any:
    """Also once the wrap-up has ended by itself: the outcome is still wanted."""
    return actions.complete(_seat(request), id, payload.disposition, payload.note)


@router.post("/interactions/{uuid:public_id}/messages", response=Written, summary="Write to the customer")
def write(request: HttpRequest, public_id: UUID, payload: Text) -> Any:
    """Stored once however often it is sent; the first one answers the contact."""
    return {"id": actions.write(_seat(request), public_id, payload.text, payload.client_id).pk}


@router.post("/interactions/{uuid:public_id}/end", response=Done, summary="End the conversation")
def end(request: HttpRequest, public_id: UUID) -> Any:
    """Wrap-up begins, also for colleagues who were called in. For the agent who leads the contact."""
    return actions.end(_seat(request), public_id)


@router.post("/interactions/{uuid:public_id}/notes", response=Written, summary="Write a note to colleagues")
def note(request: HttpRequest, public_id: UUID, payload: Text) -> Any:
    """Stands in the thread for every agent of the contact; the customer never gets it. Stored once."""
    return {"id": actions.write_note(_seat(request), public_id, payload.text, payload.client_id).pk}


@router.post("/interactions/{uuid:public_id}/hold", response=Done, summary="Put the customer on hold")
def hold(request: HttpRequest, public_id: UUID) -> Any:
    """connected -> held. A customer who writes is read all the same."""
    return _seat(request).on_led("hold", public_id)


@router.post("/interactions/{uuid:public_id}/retrieve", response=Done, summary="Take the customer off hold")
def retrieve(request: HttpRequest, public_id: UUID) -> Any:
    """held -> connected"""
    return _seat(request).on_led("retrieve", public_id)


@router.get("/interactions/{uuid:public_id}/colleagues", response=ColleaguesOut, summary="Who could be consulted now")
def who(request: HttpRequest, public_id: UUID) -> Any:
    """Queues of the same programme and channel, and up to twenty of their ready agents."""
    return colleagues(_seat(request).led(public_id))


@router.post("/interactions/{uuid:public_id}/consult", response=Done, summary="Call a colleague in")
def consult(request: HttpRequest, public_id: UUID, payload: Consult) -> Any:
    """It rings at his desk; he reads along and writes notes, the customer learns nothing of it. Needs a queue or an agent."""
    return consulting.consult(_seat(request), public_id, payload.queue, payload.agent)


@router.post("/interactions/{uuid:public_id}/end-consultation", response=Done, summary="Let a colleague go")
def end_consultation(request: HttpRequest, public_id: UUID, payload: Colleague) -> Any:
    """Whether it still rings at his desk or he is in the contact."""
    return consulting.end_consultation(_seat(request), public_id, payload.agent)


@router.post("/interactions/{uuid:public_id}/conference", response=Done, summary="Open the conference")
def conference(request: HttpRequest, public_id: UUID) -> Any:
    """Colleagues who were called in now write to the customer too, who is told of it and taken off hold."""
    return _seat(request).on_led("conference", public_id)


@router.post("/interactions/{uuid:public_id}/leave", response=Done, summary="Leave the contact")
def leave(request: HttpRequest, public_id: UUID) -> Any:
    """Who was called in ends his part. Who leads hands over to the colleague who has been in it longest."""
    return consulting.leave(_seat(request), public_id)


@router.post("/interactions/{uuid:public_id}/park", response=Done, summary="Wait for the customer")
def park(request: HttpRequest, public_id: UUID) -> Any:
    """Frees the place; the customer's next message brings it back."""
    return _seat(request).on_led("park", public_id)


@router.post("/interactions/{uuid:public_id}/unpark", response=Done, summary="Take up a parked conversation")
def unpark(request: HttpRequest, public_id: UUID) -> Any:
    """It comes back to its agent first."""
    seat = _seat(request)
    return seat.ask("unpark", {"interaction": seat.parked(public_id).pk})


@router.post("/interactions/{uuid:public_id}/transfer", response=Done, summary="Hand the conversation on")
def transfer(request: HttpRequest, public_id: UUID, payload: Transfer) -> Any:
    """To a queue of the same programme and channel, an agent preferred."""
    return actions.transfer(_seat(request), public_id, payload.queue, payload.agent, payload.note)
