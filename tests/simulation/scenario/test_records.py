"""Each contact as a line: what the lines add up to is what the tallies of the same replication say."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from tests.simulation.scenario.documents import PLAIN, scenario
from tests.simulation.scenario.test_garbage import WHOLE
from woezo.measures.tally import FIELDS
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.records import HEAD, records
from woezo.simulation.scenario.replications import play
from woezo.simulation.watch import GROUP_FIELDS

BUSY = WHOLE.replace('ends = "00:20"', 'ends = "06:00"').replace("shifts = ", "# ") + """
[[group]]
name = "others, \\"new\\""
site = "Cotonou"
agents = 2
skills = { french = 1 }
units = 2
weights = { voice = 2, chat = 1 }
reject_ratio = 0.2
"""  # fmt: skip


def busy() -> Scenario:
    """Everything at once: refusals, redials, transfers, callbacks, blocked calls, overflow and a site that is lost."""
    return scenario(
        BUSY,
        queue__1__redial_ratio=0.5,
        queue__1__transfer_ratio=0.2,
        queue__1__accept="manual",
        queue__1__reject="stay_ready",
        queue__1__callback_ratio=0.1,
        queue__1__callback_after_s=20,
        queue__1__handling__mean_s=240,
        queue__2__max_waiting=2,
        queue__2__handling__mean_s=400,
        queue__1__grace_s=5,
        outage__1__at="03:00",
        outage__1__minutes=20,
    )


def rows(one: Scenario, replication: int = 0) -> list[dict[str, str]]:
    text = "".join(records(one, replication))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def tallied(one: Scenario, replication: int = 0) -> dict[str, Counter[str]]:
    """The counts of each queue."""
    played = play(one, replication)
    found: dict[str, Counter[str]] = {}
    for queue, slots in zip(one.queues, played.queues, strict=True):
        found[queue.name] = Counter()
        for slot in slots:
            found[queue.name].update(dict(zip(FIELDS, slot, strict=True)))
    return found


def ms(said: str) -> int:
    return round(float(said) * 1000)


@pytest.mark.parametrize("replication", [0, 3])
def test_lines_add_up_to_the_tallies(replication: int) -> None:
    lines, counts = rows(busy(), replication), tallied(busy(), replication)
    for name, sums in counts.items():
        of_queue = [one for one in lines if one["queue"] == name]
        answered = [one for one in of_queue if one["answered_s"]]
        assert len(of_queue) == sums["offered"] > 100
        assert len(answered) == sums["answered"] > 50
        assert sum(ms(one["wait_s"]) for one in answered) == sums["answered_wait_ms"]
        left = [one for one in of_queue if one["outcome"] == "abandoned"]
        assert len(left) == sums["abandoned"] > 0
        assert sum(ms(one["wait_s"]) for one in left) == sums["abandoned_wait_ms"]
        ends = Counter(one["outcome"] for one in of_queue)
        assert {end: ends[end] for end in ("transferred", "called_back", "deflected", "overflowed")} == {
            end: sums[end] for end in ("transferred", "called_back", "deflected", "overflowed")
        }
        handled = [one for one in of_queue if one["handling_s"]]
        assert len(handled) == sums["handled"]
        assert sum(ms(one["handling_s"]) for one in handled) == sums["handling_ms"]
        assert sum(ms(one["wrap_up_s"]) for one in handled) == sums["wrap_ms"]
    assert counts["calls"]["transferred"] > 0
    assert counts["calls"]["called_back"] > 0
    assert counts["calls"]["blocked"] > 0


def test_groups_handle_what_their_lines_say() -> None:
    """Until the end of the run, which is when the time of people ends too."""
    played = play(busy(), 0)
    lines = rows(busy())
    names = [group.name for group in busy().groups for _ in range(group.agents)]
    for group, slots in zip(busy().groups, played.groups, strict=True):
        handled = sum(slot[GROUP_FIELDS.index("handled")] for slot in slots)
        of_group = [one for one in lines if one["group"] == group.name and one["wrap_up_s"]]
        assert handled == sum(float(one["ended_s"]) + float(one["wrap_up_s"]) < 6 * 3600 for one in of_group) > 50
    assert {(one["agent"], one["group"]) for one in lines if one["agent"]} <= {
        (str(number), name) for number, name in enumerate(names, 1)
    }


def test_a_line_says_where_a_contact_comes_from() -> None:
    """A transfer names the contact that it continues, which was in the other queue and ended then."""
    lines = {one["contact"]: one for one in rows(busy())}
    continued = [one for one in lines.values() if one["continues"]]
    assert continued
    for one in continued:
        before = lines[one["continues"]]
        assert before["outcome"] in ("transferred", "called_back")
        assert float(one["arrived_s"]) >= float(before["arrived_s"])


def test_what_was_lost_is_handled_by_who_ended_it() -> None:
    """Served at 0 s, lost at 60 with its site, again from 70 on: the line has the work of the second agent."""
    text = """
[scenario]
ends = "01:00"
[[site]]
name = "A"
[[site]]
name = "B"
[[outage]]
site = "A"
at = "00:01"
[[queue]]
name = "q"
arrivals = { times_s = [1] }
handling = { law = "constant", mean_s = 300 }
grace_s = 10
tiers = [{ sites = ["A"] }, {}]
[[group]]
name = "a"
site = "A"
[[group]]
name = "b"
site = "B"
"""
    (line,) = rows(scenario(text))
    assert (line["answered_s"], line["wait_s"], line["agent"], line["group"]) == ("1.000", "0.000", "2", "b")
    assert (line["handling_s"], line["ended_s"]) == ("300.000", "370.000")


def test_the_file_is_one_that_spreadsheets_read() -> None:
    """Its head first, lines that end as RFC 4180 says, names in quotation marks, seconds since midnight of the first day."""
    text = "".join(records(scenario(PLAIN)))
    head, first, *_ = text.split("\r\n")
    assert head == ",".join(HEAD)
    assert text.endswith("\r\n")
    assert '"orders"' in first
    assert all(float(one["arrived_s"]) >= 8 * 3600 for one in rows(scenario(PLAIN)))
    assert any(one["group"] == 'others, "new"' for one in rows(busy()))


def test_who_is_never_served_has_a_line_without_an_end() -> None:
    text = PLAIN.replace("patience = { mean_s = 120 }\n", "") + 'shifts = [{ begins = "08:00", ends = "08:30" }]\n'
    one = scenario(text, queue__1__arrivals__per_hour=30)
    lines = rows(one)
    open_ones = [line for line in lines if not line["ended_s"]]
    assert len(open_ones) == play(one, 0).left > 10
    assert all((line["outcome"], line["wait_s"], line["agent"]) == ("", "", "") for line in open_ones)
