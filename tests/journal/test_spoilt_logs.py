"""Logs that were cut, garbled, sorted wrongly: each is refused with its line, or read without losing a row in silence."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable

import pytest

from tests.journal.asterisk import Day
from tests.journal.made_up import centre
from tests.journal.test_contacts_csv import written
from woezo.journal import apply, asterisk_queue_log, contacts_csv
from woezo.journal.facts import Misread, Told
from woezo.journal.recording import Recording
from woezo.routing import Router

SEEDS = range(60)
SIGNS = ' 019,;|".-\u2028é'


def spoil(lines: list[str], rng: random.Random) -> list[str]:
    """A few lines lost, doubled, cut, exchanged, or with another sign in them."""
    lines = list(lines)
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(lines) - 1)
        match rng.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
            case 3:
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
            case _:
                place = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + rng.choice(SIGNS) + lines[at][place + 1 :]
    return lines


def read(reading: Callable[[], Told]) -> Told | Misread | csv.Error:
    """What a log says, or why it is refused."""
    try:
        return reading()
    except (Misread, csv.Error) as error:
        return error


def check(found: Told) -> None:
    """What was read makes a journal that a router takes."""
    router, last_ms = Router(), 0
    for record in Recording(found, 1_800_000, 30_000).records():
        assert record.at_ms >= last_ms
        last_ms = record.at_ms
        assert apply(router, *record) == record.effects
    assert not router.interactions


@pytest.mark.parametrize("seed", SEEDS)
def test_a_queue_log(seed: int) -> None:
    lines = spoil(Day(seed).lines, random.Random(seed))
    found = read(lambda: asterisk_queue_log.told(lines))
    if not isinstance(found, Told):
        assert isinstance(found, Misread)
        assert (found.code, 0 < found.line <= len(lines)) == ("log_out_of_order", True)
        return
    check(found)
    begun = Counter(line.split("|")[4] for line in lines if line.count("|") > 3)["ENTERQUEUE"]
    lost = sum(row.reason in ("row_call_interrupted", "row_call_unfinished", "row_no_server") for row in found.bad)
    unreadable = sum(row.reason == "row_not_queue_log" for row in found.bad)
    assert begun - unreadable <= len(found.contacts) + lost <= begun


@pytest.mark.parametrize("seed", SEEDS)
def test_a_csv(seed: int) -> None:
    rng = random.Random(seed)
    lines = spoil(written(centre(seed), "Europe/Paris", rng.random() < 0.5), rng)
    found = read(lambda: contacts_csv.told(lines, "Europe/Paris")[0])
    if not isinstance(found, Told):
        assert isinstance(found, csv.Error) or 0 < found.line <= len(lines)
        return
    check(found)
    rows = sum(1 for cells in csv.reader(lines, delimiter=";") if any(cells))
    assert len(found.contacts) + len(found.bad) == rows - 1
