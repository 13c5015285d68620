"""What the page of a fit shows: woezo.simulation.fitting.beside."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.simulation.fitting.test_fit import fitted, past
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.beside import MOST_QUEUES, SHARES, Beside, beside, law_written, quantile
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.laws import laws_of
from woezo.simulation.fitting.presence import presence_of
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.survival import Curve
from woezo.simulation.fitting.writing import Document, document_of

HOUR_MS = 3_600_000


@cache
def document() -> Document:
    laws, presence = fitted()
    return document_of(past(), laws, presence, skills_of(past()), "fitted")


@cache
def found() -> Beside:
    laws, presence = fitted()
    return beside(past(), laws, presence, document())


def test_contacts_of_a_weekday_are_those_of_its_days() -> None:
    """A fortnight from a Monday on: two days of each."""
    monday = found().arrivals[0]
    assert (monday.weekday, monday.days, len(found().arrivals)) == (0, 2, 7)
    counted = Counter((one.arrived_ms // DAY_MS, one.arrived_ms % DAY_MS // HOUR_MS) for one in past().contacts)
    first = past().days[0]
    for hour in range(24):
        both = [counted[first + week * 7, hour] for week in range(2)]
        assert monday.seen[hour] == sum(both) / 2
        assert (monday.low[hour], monday.high[hour]) == (min(both), max(both))
        assert monday.written[hour] == pytest.approx(monday.seen[hour], abs=1e-3)


def test_the_shifts_written_add_up_to_the_presence_seen() -> None:
    for day in found().agents:
        assert len(day.seen) == len(day.written) == 48
        assert sum(day.written) == pytest.approx(sum(day.seen), rel=0.05)
        assert set(day.written[16:36]) <= {7.0, 8.0, 9.0}
        assert set(day.written[:14]) == {0.0}


def test_the_handling_seen_is_that_of_the_contacts_and_the_law_that_of_the_document() -> None:
    (orders, claims) = found().handling
    assert (orders.name, claims.name) == ("orders", "claims")
    lasting = sorted(one.talked_ms - one.answered_ms for one in past().contacts if one.queue == 1 and one.agent)
    assert (orders.many, orders.cut_short) == (len(lasting), 0)
    for share, seen, written in orders.quantiles():
        assert seen == lasting[round(share * len(lasting) + 0.4999) - 1]
        assert written == pytest.approx(seen, rel=0.02)
    assert orders.written == law_written(document()["queue"][0]["handling"])


def test_patience_says_how_much_of_it_was_cut_short() -> None:
    orders = found().patience[0]
    mine = [one for one in past().contacts if one.queue == 1 and one.wait_ms > 0]
    assert orders.many == len(mine)
    assert orders.cut_short == sum(not one.abandoned for one in mine)
    median = quantile(orders.written, 0.5)
    assert median == pytest.approx(200_000 * 0.693, rel=0.15)
    assert quantile(orders.seen, 0.5) == pytest.approx(median, rel=0.05)


def test_a_share_that_nobody_reached_has_no_quantile() -> None:
    assert quantile(Curve([1.0, 2.0], [0.2, 0.4]), 0.4) == 2
    assert quantile(Curve([1.0, 2.0], [0.2, 0.4]), 0.5) is None
    assert quantile(Curve([], []), 0.1) is None


def test_a_law_with_weights_and_one_without() -> None:
    assert law_written({"values_s": [1, 2]}) == Curve([1000, 2000], [0.5, 1])
    assert law_written({"values_s": [1, 2], "weights": [3, 1]}) == Curve([1000, 2000], [0.75, 1])


def test_wrap_up_is_that_of_each_queue_where_the_journal_knows_it() -> None:
    assert [one.name for one in found().wrap] == ["orders", "claims"]
    for one in found().wrap:
        assert [written for share, _, written in one.quantiles()] == [pytest.approx(20_000, abs=100)] * len(SHARES)


def test_days_lie_within_the_limits_of_the_scenario() -> None:
    """Days of this centre differ by chance and by a factor of 0.15 on handling, which was estimated."""
    assert [one.day for one in found().days] == past().days
    assert sum(one.seen for one in found().days) == len(past().contacts)
    assert sum(one.is_within for one in found().days) >= 11
    assert sum(one.is_within for one in found().pace) >= 11
    assert all(one.low < 1 < one.high for one in found().pace)
    assert sum(one.seen for one in found().pace) / 14 == pytest.approx(1, abs=0.02)


def test_of_many_queues_the_busiest_are_shown() -> None:
    history = History("UTC", {n: f"queue {n}" for n in range(1, 16)}, {1: "a"}, presence_known=False)
    at_ms = 0
    for queue in range(1, 16):
        for _ in range(queue):
            at_ms += 100_000
            ends_ms = at_ms + 60_000
            one = Contact(len(history.contacts) + 1, queue, at_ms, 0, 1, at_ms, ends_ms, ends_ms, ends_ms, "completed")
            history.contacts.append(one)
    skills = skills_of(history)
    presence = presence_of(history, skills, 1_800_000)
    laws = laws_of(history, presence)
    shown = beside(history, laws, presence, document_of(history, laws, presence, skills, "many"))
    assert [one.name for one in shown.handling] == [f"queue {n}" for n in range(4, 16)]
    assert (len(shown.handling), shown.left_out) == (MOST_QUEUES, 3)
    assert (shown.patience, shown.wrap) == ((), ())
