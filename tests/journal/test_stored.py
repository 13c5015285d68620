"""A promise to whoever upgrades: every journal is read, and under one version of the core it decides the same."""

from __future__ import annotations

import pytest

from tests.journal.stored import FOLDER, journals
from woezo.journal import apply
from woezo.journal.marks import CORE
from woezo.operations.replay import Record, replay
from woezo.routing import Router

CORES = sorted(int(path.name.partition(".")[0].partition("_")[2]) for path in FOLDER.iterdir())


def test_what_this_core_has_decided_it_decides_again() -> None:
    """If it does not: raise CORE in journal.marks, so that nobody takes it for a fault, then add the new journal."""
    for journal in journals(CORE):
        outcome = replay(Record(*row) for row in journal)
        assert (outcome.difference, outcome.cores) == (None, [CORE])


@pytest.mark.parametrize("core", CORES)
def test_a_journal_of_every_core_is_taken_as_it_was_decided(core: int) -> None:
    reservations = 0
    for journal in journals(core):
        router = Router()
        for seq, at_ms, event, body in journal:
            recorded = body["e"]
            again = apply(router, at_ms, event, body["a"], recorded=recorded)
            made = [effect for effect in recorded if effect[0] == "reserved"]
            assert [effect for effect in again if effect[0] == "reserved"] == made, seq
            reservations += len(made)
    assert reservations > 500
