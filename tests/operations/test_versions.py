"""A journal that another version wrote: it goes on, or, where this version does not know its form, nothing begins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.operations.conftest import Floor
from woezo.interactions.models import Interaction, Reservation
from woezo.journal import digest
from woezo.journal.marks import FORMATS, NewerJournal, current
from woezo.operations.dispatcher import Dispatcher, Unavailable
from woezo.operations.recovery import recover, written_by
from woezo.operations.replay import journal_records, replay
from woezo.trail.models import JournalRecord, Snapshot


def marks() -> list[int]:
    """Where a version has said that it writes."""
    return list(JournalRecord.objects.filter(event="versions").order_by("seq").values_list("seq", flat=True))


def written_with(**versions: Any) -> None:
    """As if another version had written everything so far."""
    mark = JournalRecord.objects.get(seq=marks()[-1])
    mark.body["a"] |= versions
    mark.save()
    for snapshot in Snapshot.objects.all():
        snapshot.versions |= versions
        snapshot.save()


def restarted(floor: Floor) -> Dispatcher:
    """The next process."""
    dispatcher = Dispatcher()
    dispatcher.start(floor.clock())
    return dispatcher


def decided_otherwise(floor: Floor) -> Reservation:
    """The contact went to the agent who had waited less long, as another core decided."""
    one, two = floor.centre.agents
    floor.centre.sign_in(one, 1)
    floor.after(1_000)
    floor.centre.sign_in(two, 2)
    floor.after(1_000)
    floor.centre.arrive()
    floor.run()
    record = JournalRecord.objects.get(event="arrive")
    made = next(effect for effect in record.body["e"] if effect[0] == "reserved")
    assert made[3] == one.pk
    for effect in record.body["e"]:
        if effect[0] == "reserved":
            effect[3] = two.pk
        elif effect[0] == "agent":
            effect[1] = two.pk
    record.save()
    Reservation.objects.update(agent=two)
    return floor.newest()


def test_the_first_record_says_who_writes(floor: Floor) -> None:
    record = JournalRecord.objects.get(seq=1)
    assert (record.event, record.body["a"], record.body["e"]) == ("versions", current(), [])
    assert written_by() == current()


@pytest.mark.parametrize("snapshot", [True, False], ids=["from a snapshot", "from the journal"])
def test_the_same_version_adds_nothing(floor: Floor, snapshot: bool) -> None:
    if snapshot:
        floor.dispatcher.snapshot()
    before = JournalRecord.objects.count(), Snapshot.objects.count()
    restarted(floor)
    assert (JournalRecord.objects.count(), Snapshot.objects.count()) == before


@pytest.mark.parametrize("core", [0, 77], ids=["an older core", "a newer core"])
@pytest.mark.parametrize("snapshot", [True, False], ids=["from a snapshot", "from the journal"])
def test_another_core_goes_on_from_what_was_decided(floor: Floor, core: int, snapshot: bool) -> None:
    if snapshot:
        floor.dispatcher.snapshot()
    reservation = decided_otherwise(floor)
    written_with(core=core)
    last = JournalRecord.objects.count()
    dispatcher = restarted(floor)
    with dispatcher.reading() as router:
        assert int(router.reservations[reservation.pk].agent.id) == reservation.agent_id
    newest = Snapshot.objects.order_by("-seq")[0]
    assert (newest.seq, newest.versions) == (last, current())
    assert marks()[-1] == last + 1
    assert written_by() == current()
    while dispatcher.step(floor.clock()):
        pass
    reservation.refresh_from_db()
    assert (reservation.state, Reservation.objects.count()) == ("pending", 1)
    with dispatcher.reading() as router:
        assert digest(recover().router) == digest(router)
        Snapshot.objects.all().delete()
        assert digest(recover().router) == digest(router)


def test_a_replay_across_cores_promises_nothing_and_says_so(floor: Floor) -> None:
    decided_otherwise(floor)
    written_with(core=77)
    outcome = replay(journal_records())
    assert outcome.difference is not None
    assert (outcome.cores, outcome.promised) == ([77], False)


def test_a_replay_of_one_core_promises_every_reservation(floor: Floor) -> None:
    decided_otherwise(floor)
    outcome = replay(journal_records())
    assert outcome.difference is not None
    assert (outcome.cores, outcome.promised) == ([current()["core"]], True)


def test_other_arguments_of_the_configuration_are_told_again(floor: Floor) -> None:
    written_with(configuration=0)
    floor.centre.chat.target_ms = 7_000
    floor.centre.chat.save()
    dispatcher = restarted(floor)
    with dispatcher.reading() as router:
        assert router.queues[floor.centre.chat.pk].args["target_ms"] == 7_000


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("snapshot", [True, False], ids=["in a snapshot", "in the journal"])
def test_a_newer_form_is_not_guessed_at(floor: Floor, form: str, snapshot: bool) -> None:
    contact = floor.centre.arrive()
    if snapshot:
        floor.dispatcher.snapshot()
    written_with(**{form: 99, "woezo": "9.9"})
    before = JournalRecord.objects.count(), Snapshot.objects.count()
    dispatcher = Dispatcher()
    for _ in range(2):
        with pytest.raises(NewerJournal, match=f"{form} 99 of woezo 9.9"):
            dispatcher.start(floor.clock())
        with pytest.raises(NewerJournal):
            dispatcher.step(floor.clock())
    with pytest.raises(Unavailable), dispatcher.reading():
        pass
    assert (JournalRecord.objects.count(), Snapshot.objects.count()) == before
    assert Interaction.objects.get(pk=contact.pk).state == "created"


def test_a_journal_from_before_the_marks_goes_on(floor: Floor) -> None:
    floor.centre.sign_in(floor.centre.agents[0])
    floor.run()
    JournalRecord.objects.filter(event="versions").delete()
    last = floor.dispatcher.seq
    restarted(floor)
    assert Snapshot.objects.get().seq == last
    assert marks() == [last + 1]
