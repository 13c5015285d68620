"""What is kept for a time only is gone after it, in virtual time, and nothing else."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.operations.acts import play
from tests.operations.centre import T0_MS
from tests.operations.conftest import Floor
from woezo.interactions.erasing import PIECE, erase_expired
from woezo.interactions.models import Conversation, Customer, Interaction, Message, Reservation
from woezo.operations.replay import journal_records, replay
from woezo.operations.upkeep import EVERY_S, PAUSE_S, Upkeep
from woezo.programmes.models import Programme
from woezo.trail.models import AuditEntry, Command, JournalRecord, OutboxEntry

DAY_MS = 86_400_000
KEPT = 100
NAME = {"name": "Awa Ndoye", "email": "awa@example.org", "phone": "+221 33 000 00 00", "ref": "K-1"}


@pytest.fixture(autouse=True)
def _kept(floor: Floor) -> None:
    Programme.objects.update(retention_days=KEPT)


def moment(at_ms: int) -> datetime:
    """As a column of dates has it."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def talk(
    floor: Floor, day: int, customer: Customer | None = None, state: str = "ended", texts: int = 2
) -> Conversation:
    """A conversation of a day, over since then unless its state says otherwise."""
    programme, at_ms = floor.centre.programme, T0_MS + day * DAY_MS
    customer = customer or Customer.objects.create(client=programme.client, language="fr", **NAME)
    thread = Conversation.objects.create(customer=customer, programme=programme, channel="chat")
    Conversation.objects.filter(pk=thread.pk).update(created_at=moment(at_ms))
    times = {"arrived_at_ms": at_ms, "ended_at_ms": at_ms if state == "ended" else None}
    contact = Interaction.objects.create(
        conversation=thread, queue=floor.centre.chat, channel="chat", state=state, subject="Ma commande", **times
    )
    for _ in range(texts):
        Message.objects.create(conversation=thread, interaction=contact, author="customer", text="mot", at_ms=at_ms)
    return thread


def erase(day: float) -> int:
    """Everything that is due on a day; how many pieces it took."""
    pieces, after = 0, 0
    while after := erase_expired(int(T0_MS + day * DAY_MS), after):
        pieces += 1
    return pieces


def test_words_and_names_go_when_their_time_is_over(floor: Floor) -> None:
    thread = talk(floor, 0)
    contact = thread.interactions.get()
    agent = floor.centre.agents[0]
    seat = {"agent": agent, "queue": floor.centre.chat, "state": "completed", "made_ms": T0_MS}
    Reservation.objects.create(id=900, interaction=contact, note="rappeler Awa", **seat)
    assert erase(KEPT) == 0
    assert Message.objects.count() == 2
    assert erase(KEPT + 0.1) == 1
    customer = Customer.objects.get()
    assert not Message.objects.exists()
    assert {getattr(customer, name) for name in NAME} == {""}
    assert (Interaction.objects.get().subject, Reservation.objects.get().note) == ("", "")
    entry = AuditEntry.objects.get(action="erase")
    assert entry.detail == {"conversations": 1, "messages": 2, "customers": 1}
    assert erase(KEPT + 0.2) == 0


def test_a_customer_who_came_back_keeps_his_name(floor: Floor) -> None:
    old = talk(floor, 0)
    talk(floor, 50, old.customer)
    erase(KEPT + 1)
    assert Customer.objects.get().name == "Awa Ndoye"
    assert set(Message.objects.values_list("conversation", flat=True)) == {Conversation.objects.latest("pk").pk}
    erase(KEPT + 51)
    assert Customer.objects.get().name == ""


def test_the_longest_promise_of_several_programmes_holds(floor: Floor) -> None:
    old, newer = talk(floor, 0), None
    newer = talk(floor, 1, old.customer, texts=0)
    programme = floor.centre.programme
    Programme.objects.filter(pk=programme.pk).update(retention_days=400)
    short = Programme.objects.create(client=programme.client, name="B", slug="b", zone="UTC", retention_days=10)
    Conversation.objects.filter(pk=newer.pk).update(programme=short)
    erase(200)
    assert (Message.objects.count(), Customer.objects.get().name) == (2, "Awa Ndoye")
    erase(401)
    assert (Message.objects.count(), Customer.objects.get().name) == (0, "")


@pytest.mark.parametrize("state", ["queued", "connected", "parked"])
def test_what_goes_on_stays(floor: Floor, state: str) -> None:
    talk(floor, 0, state=state)
    erase(5 * KEPT)
    assert (Message.objects.count(), Customer.objects.get().name) == (2, "Awa Ndoye")


def test_a_contact_that_never_arrived_goes_too(floor: Floor) -> None:
    talk(floor, 0, state="created")
    Interaction.objects.update(arrived_at_ms=None)
    erase(KEPT - 1)
    assert Message.objects.count() == 2
    erase(KEPT + 1)
    assert (Message.objects.count(), Customer.objects.get().name) == (0, "")


def test_a_conversation_taken_up_again_is_erased_again(floor: Floor) -> None:
    thread = talk(floor, 0)
    erase(KEPT + 1)
    at_ms = T0_MS + 150 * DAY_MS
    Message.objects.create(conversation=thread, author="customer", text="encore", at_ms=at_ms)
    erase(KEPT + 149)
    assert Message.objects.count() == 1
    erase(KEPT + 151)
    assert Message.objects.count() == 0


def test_the_scene_of_every_act_leaves_no_word_and_replays(floor: Floor) -> None:
    for _ in play(floor):
        pass
    now_ms = floor.clock() + (KEPT + 2) * DAY_MS
    Conversation.objects.update(created_at=moment(T0_MS))
    Interaction.objects.exclude(state="ended").update(state="ended")
    Reservation.objects.filter(state__in=("pending", "accepted", "wrapping")).update(state="canceled")
    after = 0
    while after := erase_expired(now_ms, after):
        pass
    assert not Message.objects.exists()
    assert not Reservation.objects.exclude(note="").exists()
    assert set(Customer.objects.values_list("name", "email", "phone", "ref")) == {("", "", "", "")}
    outcome = replay(journal_records())
    assert (outcome.difference, outcome.events) == (None, JournalRecord.objects.count())


def test_pieces_are_small(floor: Floor) -> None:
    for _ in range(2 * PIECE + 1):
        talk(floor, 0, texts=30)
    now_ms, after, left = T0_MS + (KEPT + 1) * DAY_MS, 0, [Message.objects.count()]
    with CaptureQueriesContext(connection) as asked:
        while True:
            after = erase_expired(now_ms, after)
            left.append(Message.objects.count())
            if not after:
                break
    assert [before - after for before, after in pairwise(left)] == [30 * PIECE, 30 * PIECE, 30, 0]
    assert left[-1] == 0
    assert len(asked.captured_queries) < 60
    assert sum(entry.detail["messages"] for entry in AuditEntry.objects.filter(action="erase")) == 30 * (2 * PIECE + 1)


def test_done_commands_and_sent_entries_go_after_a_month(floor: Floor) -> None:
    Command.objects.all().delete()
    for day, seq in ((0, 1), (0, None), (20, 2)):
        command = Command.objects.create(kind="arrive", done_seq=seq, key=uuid.uuid4())
        Command.objects.filter(pk=command.pk).update(created_at=moment(T0_MS + day * DAY_MS))
        sent_at = moment(T0_MS + day * DAY_MS) if seq else None
        OutboxEntry.objects.create(seq=1, topic="contact", body={}, sent_at=sent_at)
    records = JournalRecord.objects.count()
    now = [T0_MS + 31 * DAY_MS]
    Upkeep(lambda: now[0], lambda: 0).work()
    assert list(Command.objects.order_by("pk").values_list("done_seq", flat=True)) == [None, 2]
    assert OutboxEntry.objects.count() == 2
    assert JournalRecord.objects.count() == records


def test_who_saw_what_is_known_for_three_years(floor: Floor) -> None:
    AuditEntry.objects.all().delete()
    for day, about in ((0, "centre"), (0, "customer"), (100, "customer")):
        entry = AuditEntry.objects.create(action="seen", object_type=about, object_id=about)
        AuditEntry.objects.filter(pk=entry.pk).update(at=moment(T0_MS + day * DAY_MS))
    Upkeep(lambda: T0_MS + 3 * 365 * DAY_MS, lambda: 0).work()
    assert AuditEntry.objects.count() == 3
    Upkeep(lambda: T0_MS + (3 * 365 + 1) * DAY_MS, lambda: 0).work()
    left = AuditEntry.objects.order_by("pk").values_list("object_type", "at")
    assert list(left) == [("centre", moment(T0_MS)), ("customer", moment(T0_MS + 100 * DAY_MS))]


def test_sessions_that_ran_out_go_at_once(floor: Floor) -> None:
    for day in (0, 1, 2):
        Session.objects.create(session_key=str(day), session_data="", expire_date=moment(T0_MS + day * DAY_MS))
    upkeep = Upkeep(lambda: T0_MS + DAY_MS, lambda: 0)
    upkeep.work()
    assert set(Session.objects.values_list("pk", flat=True)) == {"1", "2"}
    assert upkeep.sleep_s() == EVERY_S


@pytest.mark.parametrize("kind", ["sessions", "audit"])
def test_many_go_in_pieces(floor: Floor, kind: str) -> None:
    number, now_ms = 1_200, T0_MS + 4 * 365 * DAY_MS
    if kind == "sessions":
        rows = [Session(session_key=str(id), session_data="", expire_date=moment(T0_MS)) for id in range(number)]
        Session.objects.bulk_create(rows)
    else:
        AuditEntry.objects.bulk_create([AuditEntry(action="seen", object_type="customer") for _ in range(number)])
        AuditEntry.objects.update(at=moment(T0_MS))
    upkeep = Upkeep(lambda: now_ms, lambda: 0)
    pieces = 0
    while not pieces or upkeep.sleep_s() == PAUSE_S:
        upkeep.work()
        pieces += 1
    assert upkeep.sleep_s() == EVERY_S
    assert pieces >= 3
    assert (Session.objects.count(), AuditEntry.objects.filter(object_type="customer").count()) == (0, 0)


def test_the_worker_pauses_between_pieces_and_then_for_an_hour(floor: Floor) -> None:
    for _ in range(PIECE + 1):
        talk(floor, 0)
    upkeep = Upkeep(lambda: T0_MS + (KEPT + 1) * DAY_MS, lambda: 0)
    sleeps = []
    for _ in range(3):
        assert not upkeep.work()
        sleeps.append(upkeep.sleep_s())
    assert sleeps == [PAUSE_S, PAUSE_S, EVERY_S]
    assert not Message.objects.exists()


def test_a_clock_that_jumps_ahead_is_not_believed_at_once(floor: Floor) -> None:
    talk(floor, 0)
    wall_ms = [T0_MS]
    upkeep = Upkeep(lambda: wall_ms[0], lambda: 0)
    wall_ms[0] += 365 * DAY_MS
    upkeep.work()
    assert upkeep.sleep_s() == EVERY_S
    wall_ms[0] = T0_MS
    upkeep.work()
    assert Message.objects.count() == 2
    wall_ms[0] += 365 * DAY_MS
    upkeep.work()
    upkeep.work()
    assert not Message.objects.exists()
