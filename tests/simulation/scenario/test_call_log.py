"""A replication as a call log: what woezo import reads of it is what the replication's own lines say."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tests.simulation.scenario.documents import PLAIN, scenario
from tests.simulation.scenario.test_records import busy, ms, rows
from woezo.journal.contacts_csv import OPTIONAL, REQUIRED, told
from woezo.journal.facts import END, Contact
from woezo.simulation.scenario.call_log import HEAD, call_log
from woezo.simulation.scenario.model import Scenario

FIRST = date(2026, 10, 5)
MIDNIGHT_MS = round(datetime(2026, 10, 5, tzinfo=UTC).timestamp() * 1000)


def contacts(one: Scenario, replication: int = 0) -> list[Contact]:
    """As woezo import reads them, without a row that it cannot use."""
    found, zone = told(list(call_log(one, FIRST, replication)), None)
    assert (found.bad, found.unknown, zone) == ([], {}, "UTC")
    return found.contacts


@pytest.mark.parametrize("replication", [0, 3])
def test_every_contact_that_ended_is_read_as_it_was(replication: int) -> None:
    """Refusals, redials, transfers, callbacks, overflow and a site that is lost among them."""
    lines = [one for one in rows(busy(), replication) if one["ended_s"]]
    found = contacts(busy(), replication)
    assert len(found) == len(lines) > 300
    for line, one in zip(lines, found, strict=True):
        assert (one.queue, one.agent) == (line["queue"], line["agent"] if line["answered_s"] else "")
        assert one.arrived_ms == MIDNIGHT_MS + ms(line["arrived_s"])
        assert one.ended_ms == MIDNIGHT_MS + ms(line["ended_s"])
        assert (one.ending == END) == bool(line["answered_s"])
        if line["answered_s"]:
            assert one.answered_ms - one.arrived_ms == ms(line["wait_s"])
            assert one.wrapped_ms - one.ended_ms == ms(line["wrap_up_s"] or "0")
    assert {one.queue: one.channel for one in found} == {one.name: one.channel for one in busy().queues}


def test_outcomes_are_words_of_the_format() -> None:
    """Where somebody was sent to, or called back from, is a row of its own."""
    log = list(csv.DictReader(io.StringIO("".join(call_log(busy(), FIRST)), newline="")))
    said, were = Counter(one["outcome"] for one in log), Counter(one["outcome"] for one in rows(busy()))
    assert set(said) <= {"completed", "transferred", "abandoned", "deflected", "canceled"}
    assert said["transferred"] == were["transferred"] > 0
    assert said["deflected"] == were["deflected"] + were["overflowed"] + were["called_back"] > 0


def test_the_columns_are_those_of_the_format() -> None:
    assert set(HEAD) == {*REQUIRED, *OPTIONAL}
    head, first, *_ = "".join(call_log(scenario(PLAIN), FIRST)).split("\r\n")
    assert head == ",".join(HEAD)
    assert first.split(",")[2].startswith("2026-10-05T08:0")


def test_who_is_never_served_has_no_row() -> None:
    """His contact has not ended: no log knows of it yet."""
    text = PLAIN.replace("patience = { mean_s = 120 }\n", "") + 'shifts = [{ begins = "08:00", ends = "08:30" }]\n'
    one = scenario(text, queue__1__arrivals__per_hour=30)
    assert len(contacts(one)) == sum(bool(line["ended_s"]) for line in rows(one)) < len(rows(one))


def test_days_go_on_over_the_end_of_a_month() -> None:
    one = scenario(PLAIN, scenario__days=31, queue__1__arrivals__per_hour=2)
    assert max(contact.arrived_ms for contact in contacts(one)) > MIDNIGHT_MS + 29 * 86_400_000
