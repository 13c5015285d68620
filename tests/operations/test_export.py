"""The live journal as a journal file: the same decisions, nobody's data, and any stretch of it by itself."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entrypoints.test_import import made_up_log
from tests.operations.acts import SECRETS, play
from tests.operations.conftest import Floor
from woezo.entrypoints.bank import BankDay
from woezo.interactions.models import Customer, Interaction
from woezo.journal import apply
from woezo.journal.anonymous_bank import Call, presence, read
from woezo.journal.lines import Header, Record, write
from woezo.operations.export import PIECE, exported, stretch
from woezo.routing.router import Router
from woezo.simulation.fitting.history import Contact, History, history_of
from woezo.trail.models import JournalRecord

HEADER = Header("UTC", "woezo", {}, {})
MINUTE_MS = 60_000


def whole() -> list[Record]:
    return list(exported(stretch(None, None)))


def told(records: list[Record]) -> History:
    return history_of(HEADER, records, lambda at_ms: at_ms)


def test_a_fresh_router_decides_the_same_and_nobody_is_named(floor: Floor) -> None:
    for _ in play(floor):
        pass
    records = whole()
    assert len(records) == JournalRecord.objects.count()
    router = Router()
    for record in records:
        assert apply(router, record.at_ms, record.event, record.args) == record.effects, record
    text = "".join(write(HEADER, records))
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_customer_who_comes_again_has_his_number_again(floor: Floor) -> None:
    """Without a reference nobody is known again: that he did not come would be no news."""
    first, second, again, unknown = (floor.centre.arrive() for _ in range(4))
    Interaction.objects.filter(pk=again.pk).update(conversation=first.conversation)
    for one in (first, second):
        Customer.objects.filter(pk=one.conversation.customer_id).update(ref=f"secret-{one.pk}")
    Customer.objects.filter(pk=unknown.conversation.customer_id).update(ref="")
    floor.run()
    came = {r.args["interaction"]: r.args.get("customer") for r in whole() if r.event == "arrive"}
    assert came == {first.pk: 1, second.pk: 2, again.pk: 1, unknown.pk: None}
    assert "secret" not in "".join(write(HEADER, whole()))


@pytest.fixture
def morning(transactional_db: None, tmp_path: Path) -> None:
    """A morning of a bank with two agents, played by the dispatcher."""
    with made_up_log(tmp_path, seed=3, calls=80).open(encoding="utf-8") as file:
        calls = [call for call in read(file) if isinstance(call, Call)]
    for _ in BankDay("1999-05-02", calls, presence(calls), 30).play():
        pass


def cuts() -> Iterator[int]:
    """Moments of the morning, a few minutes apart, first and last included."""
    first, last = (JournalRecord.objects.order_by(by).values_list("at_ms", flat=True)[0] for by in ("seq", "-seq"))
    yield from range(first, last, (last - first) // 12)
    yield last


def as_rows(contacts: list[Contact]) -> list[tuple[object, ...]]:
    return [(one.queue, one.arrived_ms, one.agent, one.answered_ms, one.talked_ms, one.outcome) for one in contacts]


def test_any_stretch_tells_of_its_contacts_what_the_whole_does(morning: None) -> None:
    everything = told(whole())
    assert len(everything.contacts) == 80
    moments = list(cuts())
    for since_ms, until_ms in [(a, b) for a in moments[:-1] for b in moments[1:] if a < b]:
        records = list(exported(stretch(since_ms, until_ms)))
        part, last_ms = told(records), records[-1].at_ms
        wanted = [one for one in everything.contacts if since_ms <= one.arrived_ms and one.ended_ms < until_ms]
        kept = [one for one in part.contacts if one.done_ms < until_ms]
        assert as_rows(kept) == as_rows(wanted), (since_ms, until_ms)
        for agent, spells in everything.presence.items():
            there = [(max(a, since_ms), min(b, last_ms)) for a, b in spells]
            assert part.presence.get(agent, []) == [(a, b) for a, b in there if a < b]


def test_a_stretch_begins_with_a_centre_that_a_router_takes(morning: None) -> None:
    """Nothing of it is refused, though contacts that were in hand are left out."""
    moments = list(cuts())
    for since_ms in moments[1:-1]:
        router, last_ms = Router(), 0
        for record in exported(stretch(since_ms, None)):
            assert record.at_ms >= max(last_ms, since_ms)
            last_ms = record.at_ms
            found = apply(router, record.at_ms, record.event, record.args, record.effects)
            assert not any(effect[0] == "refused" for effect in found), (since_ms, record, found)
        assert not router.interactions


def test_a_long_journal_is_read_a_piece_at_a_time(floor: Floor) -> None:
    """Memory: that of two pieces, whatever the length."""
    body = {"a": {"agent": 1, "activity": "lunch" + "x" * 30, "routable": False}, "e": [["agent", 1]], "c": None}
    first = (JournalRecord.objects.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1
    JournalRecord.objects.bulk_create(
        JournalRecord(seq=first + number, at_ms=floor.clock() + number, event="activity", body=body)
        for number in range(12 * PIECE)
    )
    peaks = []
    for many in (2, 2, 12):
        part = stretch(None, floor.clock() + many * PIECE)
        tracemalloc.start()
        length = sum(len(line) for line in write(HEADER, exported(part)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert length > many * PIECE * 100
    assert peaks[2] < 1.3 * peaks[1], peaks
    assert json.dumps(body)
