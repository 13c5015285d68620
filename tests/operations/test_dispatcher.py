"""The floor in virtual time: what a command does to journal, rows and answers."""

from __future__ import annotations

import pytest

from tests.operations.conftest import Floor
from woezo.interactions.models import Interaction, Reservation
from woezo.journal import digest
from woezo.operations.dispatcher import Dispatcher
from woezo.people.reads import agent_event
from woezo.programmes.models import Queue
from woezo.programmes.reads import queue_event
from woezo.trail.actions import submit
from woezo.trail.models import Command, JournalRecord, OutboxEntry


def the_reservation() -> Reservation:
    """The newest reservation."""
    return Reservation.objects.order_by("-id")[0]


def test_a_chat_from_arrival_to_completion(floor: Floor) -> None:
    agent = floor.centre.agents[0]
    floor.centre.sign_in(agent)
    interaction = floor.centre.arrive()
    floor.run()
    reservation = the_reservation()
    assert (reservation.state, reservation.agent_id, reservation.interaction_id) == (
        "pending",
        agent.pk,
        interaction.pk,
    )
    assert reservation.due_ms == floor.clock() + floor.centre.chat.timeout_ms
    floor.clock.advance(3_000)
    floor.centre.ask("accept", reservation=reservation.pk)
    floor.run()
    floor.clock.advance(2_000)
    floor.centre.ask("answer", interaction=interaction.pk)
    floor.run()
    floor.clock.advance(60_000)
    floor.centre.ask("end", interaction=interaction.pk)
    floor.run()
    assert the_reservation().state == "wrapping"
    floor.after(10_000)
    floor.centre.ask("complete", reservation=reservation.pk)
    floor.run()
    reservation, interaction = the_reservation(), Interaction.objects.get()
    start_ms = interaction.arrived_at_ms
    assert start_ms is not None
    assert (reservation.state, interaction.state, interaction.outcome) == ("completed", "ended", "completed")
    assert reservation.accepted_ms == start_ms + 3_000
    assert interaction.answered_at_ms == start_ms + 5_000
    assert interaction.ended_at_ms == start_ms + 65_000
    assert reservation.ended_ms == start_ms + 75_000
    assert interaction.agent_id == agent.pk
    counts = floor.dispatcher.counts.since(floor.centre.chat.pk, 0)
    assert (counts["offered"], counts["answered"], counts["answered_within"], counts["handled"]) == (1, 1, 1, 1)
    assert (counts["handling_ms"], counts["wrap_ms"]) == (62_000, 10_000)
    assert floor.dispatcher.counts.handled_since(agent.pk, start_ms) == 1


def test_a_voice_contact_is_answered_when_it_is_accepted(floor: Floor) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    floor.centre.arrive(floor.centre.voice)
    floor.run()
    floor.clock.advance(4_000)
    floor.centre.ask("accept", reservation=the_reservation().pk)
    floor.run()
    interaction = Interaction.objects.get()
    assert interaction.answered_at_ms == floor.clock()
    assert floor.dispatcher.counts.since(floor.centre.voice.pk, 0)["answered"] == 1


@pytest.mark.parametrize("by_itself", [False, True], ids=["manual", "automatic"])
def test_a_task_is_answered_when_it_is_accepted(floor: Floor, by_itself: bool) -> None:
    """However it was accepted: nobody will send a first message."""
    agent = floor.centre.agents[0]
    agent.capacity = {"units": 1, "weights": {"task": 1}, "limits": {}}
    agent.save()
    mode = "automatic" if by_itself else "manual"
    task = Queue.objects.create(
        programme=floor.centre.programme, name="Suivi", code="task", channel="task", accept=mode
    )
    submit(*agent_event(agent))
    submit(*queue_event(task))
    floor.centre.sign_in(agent)
    floor.centre.arrive(task)
    floor.run()
    if not by_itself:
        floor.clock.advance(4_000)
        assert floor.do("accept", reservation=the_reservation().pk) == ""
    assert Interaction.objects.get().answered_at_ms == floor.clock()
    counts = floor.dispatcher.counts.since(task.pk, 0)
    assert (counts["answered"], counts["answered_wait_ms"]) == (1, 0 if by_itself else 4_000)
    floor.clock.advance(60_000)
    floor.do("end", interaction=Interaction.objects.get().pk)
    assert floor.dispatcher.counts.since(task.pk, 0)["unanswered"] == 0


def test_nobody_answers_and_the_next_one_gets_it(floor: Floor) -> None:
    first, second = floor.centre.agents
    floor.centre.sign_in(first)
    floor.centre.arrive()
    floor.run()
    floor.centre.sign_in(second, desk=2)
    floor.after(floor.centre.chat.timeout_ms)
    states = {r.agent_id: r.state for r in Reservation.objects.all()}
    assert states == {first.pk: "timed_out", second.pk: "pending"}


def test_stale_and_doubled_commands_are_refused_and_change_nothing(floor: Floor) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    floor.centre.arrive()
    floor.run()
    reservation = the_reservation().pk
    first, again = (floor.centre.ask("accept", reservation=reservation) for _ in range(2))
    stale = floor.centre.ask("accept", reservation=reservation + 77)
    unknown = floor.centre.ask("juggle", balls=3)
    floor.run()
    answers = [floor.dispatcher.waiters.wait(command.pk, 0) for command in (first, again, stale, unknown)]
    assert [answer.refusal for answer in answers if answer] == [
        "",
        "wrong_state",
        "unknown_reservation",
        "unknown_event",
    ]
    assert Reservation.objects.count() == 1


def test_a_key_that_was_used_before_does_nothing_twice(floor: Floor) -> None:
    import uuid

    from woezo.trail.keys import Key

    key = Key(uuid.uuid4(), "sign_in")
    agent = floor.centre.agents[0]
    args = {"agent": agent.pk, "desk": 5, "activity": "available", "routable": True}
    first, made = submit("sign_in", args, key=key)
    again, made_again = submit("sign_in", args, key=key)
    assert (first.pk, made, made_again) == (again.pk, True, False)


def test_recovery_gives_the_same_router(floor: Floor) -> None:
    for number, agent in enumerate(floor.centre.agents):
        floor.centre.sign_in(agent, desk=number + 1)
    for _ in range(5):
        floor.centre.arrive()
    floor.run()
    floor.centre.ask("accept", reservation=the_reservation().pk)
    floor.after(5_000)
    with floor.dispatcher.reading() as router:
        before = digest(router)
    from woezo.operations.recovery import check_projection, recover

    found = recover()
    assert digest(found.router) == before
    assert found.counts.data() == floor.dispatcher.counts.data()
    assert check_projection(found.router) == 0
    floor.dispatcher.snapshot()
    assert digest(recover().router) == before


def test_a_restart_loses_the_desks_and_keeps_the_work(floor: Floor) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    floor.centre.arrive()
    floor.run()
    again = Dispatcher()
    again.step(floor.clock())
    last = JournalRecord.objects.order_by("-seq")[0]
    assert (last.event, last.body["a"]["agent"]) == ("desk_lost", floor.centre.agents[0].pk)
    assert the_reservation().state == "pending"


def test_what_the_customer_must_learn_is_in_the_outbox(floor: Floor) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    interaction = floor.centre.arrive()
    floor.run()
    floor.centre.ask("accept", reservation=the_reservation().pk)
    floor.centre.ask("hang_up", interaction=interaction.pk)
    floor.run()
    words = [entry.body["effect"][0] for entry in OutboxEntry.objects.order_by("id")]
    assert words == ["accepted"]
    assert not Command.objects.filter(done_seq__isnull=True).exists()
