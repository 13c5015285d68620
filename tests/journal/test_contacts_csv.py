"""The CSV of contacts: what a row becomes, what is refused and why, and one time zone a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.journal.made_up import centre
from woezo.journal.contacts_csv import OPTIONAL, REQUIRED, told
from woezo.journal.facts import CANCEL, DEFLECT, END, HANG_UP, BadRow, Contact, Misread, Told

HEAD = "contact,queue,arrived,answered,ended,agent,wrap_up_s,outcome,channel,customer"
DAY = "2024-03-01T"
AT_TEN_MS = 1_709_287_200_000  # 10:00 UTC


def read(*rows: str, zone: str | None = "UTC", head: str = HEAD) -> Told:
    """What rows say."""
    return told([f"{line}\n" for line in (head, *rows)], zone)[0]


def answered(**changes: str) -> str:
    """A row, some of its cells otherwise."""
    cells = {
        "contact": "1",
        "queue": "sales",
        "arrived": DAY + "10:00:00Z",
        "answered": DAY + "10:00:20Z",
        "ended": DAY + "10:04:00Z",
        "agent": "a17",
        "wrap_up_s": "30",
        "outcome": "",
        "channel": "",
        "customer": "",
    }
    return ",".join((cells | changes).values())


def waited(**changes: str) -> str:
    """A row of somebody whom nobody answered."""
    return answered(**{"answered": "", "agent": "", "wrap_up_s": "", **changes})


def test_an_answered_contact() -> None:
    (contact,) = read(answered()).contacts
    taken_ms, ended_ms = AT_TEN_MS + 20_000, AT_TEN_MS + 240_000
    assert contact == Contact(
        2, "sales", "voice", AT_TEN_MS, ended_ms, END, "a17", taken_ms, taken_ms, ended_ms + 30_000
    )


def test_customers_are_told_apart_where_the_file_knows_them() -> None:
    found = read(answered(customer=" c9 "), waited(contact="2", customer="Awa"), waited(contact="3")).contacts
    assert [one.customer for one in found] == ["c9", "Awa", ""]


@pytest.mark.parametrize(
    ("outcome", "ending"), [("", HANG_UP), ("abandoned", HANG_UP), ("Deflected", DEFLECT), ("canceled", CANCEL)]
)
def test_a_contact_nobody_answered(outcome: str, ending: str) -> None:
    (contact,) = read(waited(outcome=outcome)).contacts
    assert contact == Contact(2, "sales", "voice", AT_TEN_MS, AT_TEN_MS + 240_000, ending)


def test_a_transfer_is_completed_and_said() -> None:
    found = read(answered(outcome="transferred"))
    assert (found.contacts[0].ending, found.asides) == (END, {"aside_transferred": 1})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (answered(arrived=""), "row_time_unreadable"),
        (answered(arrived="01/03/2024 10:00"), "row_time_unreadable"),
        (answered(arrived="2024-03-01"), "row_time_unreadable"),
        (answered(ended="0001-01-01T00:00:00Z"), "row_time_unreadable"),
        (answered() + ",more", "row_too_many_cells"),
        (answered(queue=""), "row_no_queue"),
        (answered(answered=DAY + "09:59:59Z"), "row_backwards"),
        (answered(ended=DAY + "10:00:19Z"), "row_backwards"),
        (waited(ended=DAY + "09:00:00Z"), "row_backwards"),
        (waited(ended="2204-03-01T10:00:00Z"), "row_too_long"),
        (answered(agent=""), "row_no_server"),
        (answered(answered=""), "row_agent_unanswered"),
        (answered(outcome="abandoned"), "row_outcome_contradicts"),
        (waited(outcome="completed"), "row_outcome_contradicts"),
        (waited(outcome="lost"), "row_unknown_outcome"),
        (answered(channel="fax"), "row_unknown_channel"),
        (answered(contact="9", channel="chat"), "row_other_channel"),
        (answered(contact="0"), "row_twice"),
        (answered(wrap_up_s="soon"), "row_wrap_up"),
        (answered(wrap_up_s="-1"), "row_wrap_up"),
        (answered(wrap_up_s="nan"), "row_wrap_up"),
        (waited(wrap_up_s="soon"), "row_wrap_up"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason(row: str, reason: str) -> None:
    found = read(answered(contact="0"), "", row)
    assert (len(found.contacts), found.bad) == (1, [BadRow(4, reason)])


def test_semicolons_commas_in_numbers_and_columns_in_another_order() -> None:
    cells = ["sales", DAY + "10:00:00Z", DAY + "10:00:20Z", DAY + "10:04:00Z", "a17", "12,5", "yes"]
    head = "Queue;Arrived;Answered;Ended; Agent ;wrap_up_s;recorded"
    found = read(";".join(cells), ";".join(cells[:5]), head=head)
    assert [one.wrapped_ms - one.ended_ms for one in found.contacts] == [12_500, 0]
    assert found.unknown == {"recorded": 1}


def test_columns_that_lack_are_named() -> None:
    with pytest.raises(Misread) as caught:
        read("1,2", head="queue,arrived")
    assert (caught.value.code, caught.value.fields["missing"]) == ("log_columns", "answered, ended, agent")
    assert set(HEAD.split(",")) == {*REQUIRED, *OPTIONAL}


def test_an_empty_file_has_no_contact() -> None:
    assert told([], None) == (Told(), "UTC")


# -- time zones -----------------------------------------------------------------------------------------------------------
def times(arrived: str, ended: str = "") -> str:
    """A row of which only times matter."""
    return waited(contact="", arrived=arrived, ended=ended or arrived)


def refusal(*rows: str, zone: str | None = None) -> Misread:
    """Why a file is refused."""
    with pytest.raises(Misread) as caught:
        told([f"{line}\n" for line in (HEAD, *rows)], zone)
    return caught.value


@pytest.mark.parametrize(
    ("offset", "zone"), [("Z", "UTC"), ("+00:00", "UTC"), ("+01:00", "Etc/GMT-1"), ("-05:00", "Etc/GMT+5")]
)
def test_one_offset_is_a_zone(offset: str, zone: str) -> None:
    assert told([HEAD, times(DAY + "10:00:00" + offset)], None)[1] == zone
    assert told([HEAD, times(DAY + "10:00:00" + offset)], "Europe/Paris")[1] == "Europe/Paris"
    ZoneInfo(zone)


def test_local_times_want_a_zone() -> None:
    assert refusal(times(DAY + "10:00:00")).code == "log_zone_missing"
    assert refusal(times(DAY + "10:00:00+05:30")).code == "log_zone_missing"
    (contact,) = read(times("2024-07-01 10:00:00"), zone="Europe/Paris").contacts
    assert datetime.fromtimestamp(contact.arrived_ms / 1000, UTC).hour == 8


def test_two_offsets_without_a_zone_are_refused_with_both_lines() -> None:
    error = refusal(times(DAY + "10:00:00+01:00"), times(DAY + "10:00:00+01:00"), times("2024-07-01T10:00:00+02:00"))
    assert (error.code, error.line) == ("log_two_zones", 4)
    assert error.fields == {"found": "+02:00", "first": "+01:00", "first_line": 2}


def test_summer_and_winter_of_the_zone_given_are_one_zone() -> None:
    rows = times(DAY + "10:00:00+01:00"), times("2024-07-01T10:00:00+02:00")
    assert len(read(*rows, zone="Europe/Paris").contacts) == 2
    error = refusal(*rows, times(DAY + "10:00:00+05:00"), zone="Europe/Paris")
    assert (error.code, error.line) == ("log_other_zone", 4)
    assert error.fields == {"found": "+05:00", "zone": "Europe/Paris", "expected": "+01:00"}


def test_times_with_and_without_offset_are_two_clocks() -> None:
    with_offset, without = times(DAY + "10:00:00Z"), times(DAY + "10:00:00")
    for rows in ((with_offset, without), (without, with_offset)):
        error = refusal(*rows, zone="UTC")
        assert (error.code, error.line, error.fields) == ("log_mixed_offsets", 3, {"first_line": 2})


def test_the_hour_that_comes_twice() -> None:
    """On 27 October 2024 Paris showed 2:00 to 3:00 twice."""
    rows = times("2024-10-27T02:59:50", "2024-10-27T02:00:10"), times("2024-10-27T02:10:00", "2024-10-27T02:20:00")
    across, within = read(*rows, zone="Europe/Paris").contacts
    assert across.ended_ms - across.arrived_ms == 20_000
    assert within.ended_ms - within.arrived_ms == 600_000


# -- a whole file -----------------------------------------------------------------------------------------------------------
def written(facts: Told, zone: str, offset: bool) -> list[str]:
    """Facts as a stranger would write them who has read the page."""
    info, file = ZoneInfo(zone), io.StringIO()
    table = csv.writer(file, delimiter=";")
    table.writerow(HEAD.split(","))

    def at(at_ms: int) -> str:
        moment = datetime.fromtimestamp(at_ms // 1000, info)
        return (moment if offset else moment.replace(tzinfo=None)).isoformat()

    outcomes = {HANG_UP: "abandoned", DEFLECT: "deflected", CANCEL: "canceled"}
    for number, one in enumerate(facts.contacts):
        outcome = "completed" if one.agent else outcomes[one.ending]
        wrap_up_s = (one.wrapped_ms - one.ended_ms) // 1000 if one.agent else ""
        answered = at(one.answered_ms) if one.agent else ""
        times = [at(one.arrived_ms), answered, at(one.ended_ms)]
        table.writerow([number, one.queue, *times, one.agent, wrap_up_s, outcome, one.channel])
    return file.getvalue().splitlines(keepends=True)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("offset", [True, False])
def test_what_is_written_after_the_page_is_what_is_read(seed: int, offset: bool) -> None:
    facts = centre(seed)
    found, _ = told(written(facts, "Africa/Lome", offset), "Africa/Lome")
    assert not found.bad
    assert len(found.contacts) == len(facts.contacts)
    for read_one, one in zip(found.contacts, facts.contacts, strict=True):
        ending = END if one.agent else one.ending
        kept = one._replace(line=read_one.line, ending=ending, rang_ms=one.answered_ms, credit_ms=0, rings=())
        assert read_one == kept
