"""The bank's log, row by row: what becomes a call, what is set aside and why."""

from __future__ import annotations

import pytest

from woezo.journal.anonymous_bank import COLUMNS, Call, Spell, presence, read, told
from woezo.journal.facts import END, HANG_UP, BadRow, Contact, Misread

HEAD = (
    "vru_line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,"
    "ser_start,ser_exit,ser_time,server"
)
NONE = "0:00:00"


def row(
    outcome: str = "AGENT",
    menu: str = "9:00:05",
    queue: tuple[str, str] = (NONE, NONE),
    service: tuple[str, str] = ("9:00:05", "9:03:05"),
    server: str = "agent_01",
    priority: str = "0.0",
) -> str:
    """One row of the log."""
    return (
        f"AA0101,1,0,{priority},PS,1999-05-02,9:00:00,{menu},5.0,{queue[0]},{queue[1]},0.0,"
        f"{outcome},{service[0]},{service[1]},0.0,{server}"
    )


def only(text: str) -> Call | BadRow:
    """What the log of one row gives."""
    (found,) = read([HEAD, text])
    return found


def test_a_call_that_went_straight_to_an_agent() -> None:
    assert only(row()) == Call(2, "1999-05-02", "PS", 32405, 0, 180, 0, "agent_01", True)


def test_customers_are_told_apart_where_they_said_who_they_are() -> None:
    calls = list(read([HEAD, *(row().replace(",1,0,", f",1,{number},") for number in ("22090179", "0", ""))]))
    assert [one.customer for one in calls if isinstance(one, Call)] == ["22090179", "", ""]
    found = told(iter(calls)).contacts
    assert [one.customer for one in found] == ["22090179", "", ""]


def test_the_menu_s_clock_may_stop_after_the_agent_s_began() -> None:
    call = only(row(menu="9:00:07"))
    assert isinstance(call, Call)
    assert (call.arrival_s, call.wait_s) == (32405, 0)


def test_a_call_that_queued_brings_its_wait_and_its_credit() -> None:
    call = only(row(queue=("9:00:05", "9:01:00"), service=("9:01:00", "9:02:00"), priority="2.0"))
    assert isinstance(call, Call)
    assert (call.wait_s, call.service_s, call.credit_s) == (55, 60, 90)


def test_a_caller_who_left_the_queue_and_one_who_left_the_menu() -> None:
    left_queue = only(row("HANG", queue=("9:00:05", "9:00:45"), service=(NONE, NONE), server="NO_SERVER"))
    left_menu = only(row("HANG", service=(NONE, NONE), server="NO_SERVER"))
    assert isinstance(left_queue, Call)
    assert isinstance(left_menu, Call)
    assert (left_queue.wait_s, left_queue.queued, left_queue.server) == (40, True, "")
    assert not left_menu.queued


def test_midnight() -> None:
    call = only(row(menu="23:58:00", queue=("23:58:00", "23:59:30"), service=("23:59:30", "0:02:00")))
    assert isinstance(call, Call)
    assert (call.wait_s, call.service_s) == (90, 150)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (row(menu="soon"), "row_unreadable"),
        (row(priority=""), "row_unreadable"),
        (row(menu="9:61:00"), "row_unreadable"),
        (row().replace("1999-05-02", "1999-05-32"), "row_unreadable"),
        (row(queue=("9:05:00", "9:00:00")), "row_queue_backwards"),
        (row("PHANTOM"), "row_phantom"),
        (row("LOST"), "row_unknown_outcome"),
        (row(server="NO_SERVER"), "row_no_server"),
        (row(service=("9:05:00", "9:00:00")), "row_service_backwards"),
        (row(service=("8:00:00", "8:01:00")), "row_service_early"),
        ("AA0101,1,0", "row_unreadable"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason(text: str, reason: str) -> None:
    good, bad = read([HEAD, row(), text])
    assert isinstance(good, Call)
    assert bad == BadRow(3, reason)


def test_another_file_is_refused_with_the_columns_it_lacks() -> None:
    with pytest.raises(Misread) as caught:
        list(read(["date,time", "1999-01-01,9:00"]))
    assert "q_start" in str(caught.value.fields["missing"])
    assert set(COLUMNS) <= set(HEAD.split(","))


def test_presence_runs_from_call_to_call_and_a_long_gap_is_an_absence() -> None:
    def taken(server: str, start_s: int, service_s: int) -> Call:
        return Call(0, "", "PS", start_s, 0, service_s, 0, server, True)

    calls = [taken("a", 0, 100), taken("a", 1000, 100), taken("a", 9000, 10), taken("b", 50, 10)]
    assert presence(calls, gap_s=1800) == [Spell("a", 0, 1100), Spell("b", 50, 60), Spell("a", 9000, 9010)]


def test_as_facts_times_are_instants_and_who_left_the_menu_is_no_contact() -> None:
    day = [
        row(queue=("9:00:05", "9:01:00"), service=("9:01:00", "9:02:00"), priority="2.0"),
        row("HANG", queue=("9:00:05", "9:00:45"), service=(NONE, NONE), server="NO_SERVER"),
        row("HANG", service=(NONE, NONE), server="NO_SERVER"),
    ]
    at_nine_ms = 925_624_800_000  # 6:00 UTC: it was summer in Jerusalem
    found = told(read([HEAD, *day, row("PHANTOM")]))
    taken, gone = found.contacts
    assert (found.bad, found.asides) == ([BadRow(5, "row_phantom")], {"aside_left_menu": 1})
    begins_ms, answered_ms = at_nine_ms + 5_000, at_nine_ms + 60_000
    ended_ms = answered_ms + 60_000
    assert taken == Contact(
        2, "PS", "voice", begins_ms, ended_ms, END, "agent_01", 0, answered_ms, ended_ms, credit_ms=90_000
    )
    assert gone == Contact(3, "PS", "voice", begins_ms, begins_ms + 40_000, HANG_UP)


def test_summer_time_began_at_two_in_the_night() -> None:
    late = row(menu="1:59:50", queue=("1:59:50", "2:00:20"), service=("2:00:20", "26:00:30"))
    (contact,) = told(read([HEAD, late.replace("05-02", "04-02")])).contacts
    assert contact.answered_ms - contact.arrived_ms == 30_000
