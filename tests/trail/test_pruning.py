"""What is done and old goes in small pieces; what is open, unsent or young stays, and holds nothing else up."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from woezo.trail import pruning
from woezo.trail.models import Command, OutboxEntry
from woezo.trail.outbox import mark_sent, unsent
from woezo.trail.pruning import KEPT_MS, prune

pytestmark = pytest.mark.django_db
NOW_MS = 1_800_000_000_000
LIMIT_MS = NOW_MS - KEPT_MS


def moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def command(at_ms: int, seq: int | None = 1) -> int:
    row = Command.objects.create(kind="timer", done_seq=seq)
    Command.objects.filter(pk=row.pk).update(created_at=moment(at_ms))
    return row.pk


def entry(sent_ms: int | None, topic: str = "contact") -> int:
    sent_at = None if sent_ms is None else moment(sent_ms)
    return OutboxEntry.objects.create(seq=1, topic=topic, body={}, sent_at=sent_at).pk


def left(model: type[Command] | type[OutboxEntry]) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def test_only_what_is_done_and_old_goes() -> None:
    command(LIMIT_MS - 1)
    kept = [command(LIMIT_MS - 1, None), command(LIMIT_MS), command(NOW_MS)]
    entry(LIMIT_MS - 1)
    waiting = [entry(None), entry(LIMIT_MS), entry(NOW_MS)]
    while prune(NOW_MS):
        pass
    assert left(Command) == kept
    assert left(OutboxEntry) == waiting


def test_a_clock_before_1970_deletes_nothing() -> None:
    kept = [command(0), command(1)]
    assert not prune(0)
    assert left(Command) == kept


def test_a_piece_is_small_and_says_whether_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "PIECE", 3)
    for _ in range(8):
        command(0)
    counts = [8]
    while prune(NOW_MS):
        counts.append(len(left(Command)))
    assert counts[-1] == 0
    assert max(before - after for before, after in pairwise(counts)) == 3


def test_one_that_stays_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """An open command or an unsent line among the oldest: the rest goes in one round all the same, not in one an hour."""
    monkeypatch.setattr(pruning, "PIECE", 3)
    open_command, unsent_entry = command(0, None), entry(None)
    for _ in range(8):
        command(0)
        entry(0)
    rounds = 1
    while prune(NOW_MS):
        rounds += 1
    assert (left(Command), left(OutboxEntry)) == ([open_command], [unsent_entry])
    assert rounds < 10


def test_the_outbox_gives_the_oldest_of_a_topic_until_they_are_sent() -> None:
    mine = [entry(None), entry(None)]
    entry(None, "mail")
    entry(NOW_MS)
    waiting = unsent("contact")
    assert [row.pk for row in waiting] == mine
    mark_sent(waiting[:1])
    assert [row.pk for row in unsent("contact")] == mine[1:]
    assert OutboxEntry.objects.get(pk=mine[0]).sent_at is not None
