"""Asterisk's queue_log, line by line: what becomes a contact, who was there, what is set aside and why."""

from __future__ import annotations

import pytest

from tests.journal.asterisk import EPOCH_S, QUEUES, Day
from woezo.journal import apply
from woezo.journal.asterisk_queue_log import told
from woezo.journal.facts import DEFLECT, END, HANG_UP, BadRow, Contact, Misread, Ring, Span, Told
from woezo.journal.recording import Recording
from woezo.measures.counts import WHOLE, Counts
from woezo.routing import Router

T_MS = EPOCH_S * 1000


def read(*lines: str) -> Told:
    """Lines whose time is told in seconds of the log."""
    return told(f"{EPOCH_S + int(line.split('|')[0])}|{line.split('|', 1)[1]}\n" for line in lines)


def ms(second: int) -> int:
    """An instant of the log."""
    return T_MS + second * 1000


ENTERS = "0|1.1|support|NONE|ENTERQUEUE||+22890000000|1"
TAKEN = "9|1.1|support|SIP/7|CONNECT|9|1.2|4"


def test_a_call_from_the_queue_to_its_end() -> None:
    found = read(ENTERS, TAKEN, "60|1.1|support|SIP/7|COMPLETECALLER|9|51|1")
    assert found.contacts == [
        Contact(1, "support", "voice", ms(0), ms(60), HANG_UP, "SIP/7", ms(5), ms(9), ms(60), customer="22890000000"),
    ]
    assert not found.bad


@pytest.mark.parametrize(
    "event", ["COMPLETEAGENT|9|51|1", "TRANSFER|600|default|9|51|1", "ATTENDEDTRANSFER|BRIDGE|x|9|51|1"]
)
def test_the_agent_ends_it_or_passes_it_on(event: str) -> None:
    found = read(ENTERS, TAKEN, f"60|1.1|support|SIP/7|{event}")
    assert found.contacts[0].ending == END
    assert found.asides == ({} if event.startswith("COMPLETE") else {"aside_transferred": 1})


@pytest.mark.parametrize(
    ("event", "ending"),
    [
        ("ABANDON|1|1|30", HANG_UP),
        ("EXITWITHTIMEOUT|1|1|30", DEFLECT),
        ("EXITEMPTY|1|1|30", DEFLECT),
        ("EXITWITHKEY|5|1|1|30", DEFLECT),
    ],
)
def test_nobody_took_it(event: str, ending: str) -> None:
    (contact,) = read(ENTERS, f"30|1.1|support|NONE|{event}").contacts
    assert contact == Contact(1, "support", "voice", ms(0), ms(30), ending, customer="22890000000")


@pytest.mark.parametrize(
    ("caller", "customer"),
    [
        ("+228 90-00 00 00", "22890000000"),
        *((one, "") for one in ("", "anonymous", "unknown", "<unknown>", "0000000000", "s", "12")),
    ],
)
def test_who_withholds_his_number_is_nobody(caller: str, customer: str) -> None:
    """A shut door knows him too; a line of an older version may end before him."""
    enters = f"0|1.1|support|NONE|ENTERQUEUE||{caller}|1"
    found = read(enters, TAKEN, "60|1.1|support|SIP/7|COMPLETEAGENT|9|51|1", f"70|1.2|support|NONE|FULL||{caller}")
    assert [one.customer for one in found.contacts] == [customer, customer]
    (contact,) = read("0|1.1|support|NONE|ENTERQUEUE", "9|1.1|support|NONE|ABANDON|1|1|9").contacts
    assert contact.customer == ""


def test_a_shut_door() -> None:
    (contact,) = read("5|1.1|support|NONE|JOINEMPTY|").contacts
    assert contact == Contact(1, "support", "voice", ms(5), ms(5), DEFLECT)


def test_who_was_called_in_vain() -> None:
    found = read(ENTERS, "8|1.1|support|SIP/5|RINGNOANSWER|6000", TAKEN, "60|1.1|support|SIP/7|COMPLETEAGENT|9|51|1")
    assert found.contacts[0].rings == (Ring("SIP/5", ms(2), ms(8)),)
    late = read(ENTERS, "8|1.1|support|NONE|ABANDON|1|1|8", "8|1.1|support|SIP/5|RINGCANCELED|6000")
    assert late.asides == {"aside_ring_alone": 1}


@pytest.mark.parametrize(
    ("lines", "bad"),
    [
        ([ENTERS], BadRow(1, "row_call_unfinished")),
        ([ENTERS, TAKEN], BadRow(1, "row_call_unfinished")),
        ([ENTERS, TAKEN, "30|NONE|NONE|NONE|QUEUESTART|"], BadRow(1, "row_call_interrupted")),
        ([ENTERS, ENTERS.replace("0", "5", 1), "9|1.1|support|NONE|ABANDON|1|1|4"], BadRow(1, "row_call_interrupted")),
        ([TAKEN], BadRow(1, "row_call_unknown")),
        (["9|1.1|support|NONE|ABANDON|1|1|9"], BadRow(1, "row_call_unknown")),
        ([ENTERS, "6|1.1|support|SIP/7|COMPLETEAGENT|9|51|1", "7|1.1|support|NONE|ABANDON"], BadRow(2, "row_call_unknown")),
        ([ENTERS, TAKEN.replace("SIP/7", "NONE")], BadRow(2, "row_no_server")),
        (["5|1.1|support"], BadRow(1, "row_not_queue_log")),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_line_and_reason(lines: list[str], bad: BadRow) -> None:
    assert read(*lines).bad == [bad]


@pytest.mark.parametrize(
    "line",
    ["contact,queue,arrived", "soon|1|q|a|ABANDON", "1e999|1|q|a|ABANDON", "nan|1|q|a|ABANDON", "1e12|1|q|a|ABANDON"],
)
def test_a_line_of_another_file(line: str) -> None:
    found = told([line, "\n"])
    assert (found.bad, found.contacts) == ([BadRow(1, "row_not_queue_log")], [])


def test_what_has_no_effect_is_counted_by_its_word() -> None:
    found = read("0|NONE|NONE|NONE|CONFIGRELOAD|", "1|1.1|NONE|NONE|DID|600", "2|1.2|NONE|NONE|DID|601")
    assert (found.unknown, found.bad) == ({"CONFIGRELOAD": 1, "DID": 2}, [])


def test_a_clock_that_is_set_right_is_no_disorder_and_an_hour_back_is() -> None:
    found = read(ENTERS, "30|NONE|q|SIP/1|PAUSE|", "27|1.1|support|NONE|ABANDON|1|1|27")
    assert found.contacts[0].ended_ms == ms(30)
    with pytest.raises(Misread) as caught:
        read(
            "3600|a|q|NONE|ENTERQUEUE", "3601|b|q|NONE|ENTERQUEUE", "3599|c|q|NONE|ENTERQUEUE", "1|d|q|NONE|ENTERQUEUE"
        )
    assert (caught.value.code, caught.value.line, caught.value.fields) == ("log_out_of_order", 4, {"earlier": 2})


# -- agents -------------------------------------------------------------------------------------------------------------
def test_a_member_is_there_from_his_first_queue_to_his_last() -> None:
    found = read(
        "0|M|sales|SIP/1|ADDMEMBER|",
        "5|M|support|SIP/1|ADDMEMBER|",
        "90|M|sales|SIP/1|REMOVEMEMBER|",
        "99|M|support|SIP/1|REMOVEMEMBER|",
    )
    assert found.signed_in == [Span("SIP/1", ms(0), ms(99))]
    assert found.skills == {"SIP/1": {"sales", "support"}}


def test_who_leaves_and_never_came_was_there_as_the_log_began() -> None:
    begins = "0|NONE|NONE|NONE|QUEUESTART|"
    assert read(begins, "50|M|sales|SIP/1|REMOVEMEMBER|").signed_in == [Span("SIP/1", ms(0), ms(50))]
    assert read(begins, "50|1.1|NONE|Agent/3|AGENTLOGOFF|SIP/3|20").signed_in == [Span("Agent/3", ms(30), ms(50))]
    twice = read(begins, "50|M|sales|SIP/1|REMOVEMEMBER|", "51|M|support|SIP/1|REMOVEMEMBER|")
    assert twice.signed_in == [Span("SIP/1", ms(0), ms(50))]


def test_who_is_still_there_stays_to_the_end() -> None:
    found = read(
        "0|1.1|NONE|Agent/3|AGENTLOGIN|SIP/3", "5|NONE|NONE|Agent/3|PAUSEALL|", "70|NONE|NONE|NONE|CONFIGRELOAD|"
    )
    assert found.signed_in == [Span("Agent/3", ms(0), ms(70))]
    assert found.paused == [Span("Agent/3", ms(5), ms(70))]


def test_a_pause_in_one_of_two_queues_is_none() -> None:
    joins = "0|M|sales|SIP/1|ADDMEMBER|", "0|M|support|SIP/1|ADDMEMBER|"
    pauses = "10|NONE|sales|SIP/1|PAUSE|", "20|NONE|support|SIP/1|PAUSE|lunch", "40|NONE|sales|SIP/1|UNPAUSE|"
    assert read(*joins, *pauses).paused == [Span("SIP/1", ms(20), ms(40))]
    assert read("0|M|sales|SIP/1|ADDMEMBER|", *pauses[:1], "15|M|sales|SIP/1|REMOVEMEMBER|").paused == [
        Span("SIP/1", ms(10), ms(15))
    ]
    assert read("0|NONE|NONE|SIP/9|UNPAUSEALL|", *pauses[:1], *pauses[2:]).paused == [Span("SIP/1", ms(10), ms(40))]


# -- a whole day --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(30))
def test_a_day_counts_as_whoever_counts_its_calls(seed: int) -> None:
    day = Day(seed)
    found = told(day.lines)
    assert not found.bad
    assert sum(one["transfers"] for one in day.figures.values()) == found.asides["aside_transferred"]
    made, counts, router = Recording(found, 1_800_000, 30_000), Counts(kept_ms=WHOLE), Router()
    for record in made.records():
        counts.fold(*record)
        assert apply(router, *record) == record.effects
    for queue in QUEUES:
        tally = counts.since(made.queues[queue], 0)
        wanted = {name: n for name, n in day.figures[queue].items() if name != "transfers"}
        assert {name: tally[name] for name in wanted} == wanted
    assert made.guessed == 1
    assert {one.agent for one in found.paused} <= set(made.agents)
