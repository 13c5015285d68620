"""The journal is found by time and by the numbers in it, however it was stretched and wherever it has holes."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from django.db import connection

from woezo.trail import reads
from woezo.trail.models import JournalRecord
from woezo.trail.reads import Window, first_seq_at, records_naming

pytestmark = pytest.mark.django_db


def write(*records: tuple[int, int, object]) -> None:
    """Records (seq, at_ms, body)."""
    JournalRecord.objects.bulk_create(
        JournalRecord(seq=seq, at_ms=at_ms, event="timer", body={"a": {}, "e": [["agent", body]], "c": None})
        for seq, at_ms, body in records
    )


def found(window: Window, number: int) -> tuple[list[int], int | None]:
    records, more = records_naming(window, number)
    return [record.seq for record in records], more


def test_an_empty_journal_begins_nowhere() -> None:
    assert first_seq_at(0) == 0
    assert found(Window(1, None), 5) == ([], None)


def test_the_ends_of_the_journal_are_not_looked_for_in_the_middle() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it would rather read a table this small
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + reads.BOUNDS)
        steps = [str(step[-1]) for step in cursor.fetchall()]
    assert [step for step in steps if "trail_journalrecord" in step]
    assert not [step for step in steps if "SCAN trail_" in step or "Seq Scan" in step], steps


def test_the_first_record_at_or_after_an_instant() -> None:
    write((1, 100, 0), (2, 100, 0), (3, 150, 0), (4, 150, 0), (5, 200, 0))
    assert [first_seq_at(at) for at in (0, 100, 101, 150, 151, 200)] == [1, 1, 3, 3, 5, 5]
    assert first_seq_at(201) == 6  # behind the last


@pytest.mark.parametrize("seed", range(20))
def test_a_journal_with_holes_is_searched_as_a_list_is(seed: int) -> None:
    chance = random.Random(seed)
    seqs = sorted(chance.sample(range(1, 400), 60))
    times = sorted(chance.randrange(1000) for _ in seqs)
    write(*((seq, at, 0) for seq, at in zip(seqs, times, strict=True)))
    for at in (0, *(chance.randrange(1100) for _ in range(20))):
        wanted = next((seq for seq, time in zip(seqs, times, strict=True) if time >= at), None)
        answer = first_seq_at(at)
        before = [seq for seq in seqs if seq < answer]
        assert all(times[seqs.index(seq)] < at for seq in before), (seed, at)
        assert next((seq for seq in seqs if seq >= answer), None) == wanted, (seed, at)


def test_a_window_holds_what_names_the_number_between_its_ends() -> None:
    write((1, 10, 77), (2, 20, 8), (3, 30, 77), (4, 40, 177), (5, 50, 77))
    assert found(Window(1, None), 77) == ([1, 3, 4, 5], None)  # 177 too: the database looks for digits
    assert found(Window(2, None), 77) == ([3, 4, 5], None)
    assert found(Window(1, 30), 77) == ([1, 3], None)
    assert found(Window(1, 9), 77) == ([], None)
    assert found(Window(9, None), 77) == ([], None)


@pytest.mark.parametrize("until_ms", [None, 60, 90])
def test_a_long_window_is_read_in_pieces_that_meet(monkeypatch: pytest.MonkeyPatch, until_ms: int | None) -> None:
    monkeypatch.setattr(reads, "SCANNED_AT_MOST", 3)
    write(*((seq, seq * 10, 77 if seq % 2 else 8) for seq in range(1, 11)))
    seqs: list[int] = []
    begins: list[int] = []
    first: int | None = 1
    while first is not None:
        begins.append(first)
        piece, first = found(Window(first, until_ms), 77)
        assert len(piece) <= 3
        seqs += piece
    assert seqs == [seq for seq in range(1, 11) if seq % 2 and (until_ms is None or seq * 10 <= until_ms)]
    assert {later - earlier for earlier, later in pairwise(begins)} == {3}
