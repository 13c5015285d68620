"""What a log becomes is what a router says who is given the same: records, effects, and counts that are the log's own."""

from __future__ import annotations

import pytest

from tests.journal.made_up import BEGINS_MS, centre
from woezo.journal import apply
from woezo.journal.facts import END, HANG_UP, Contact, Ring, Span, Told
from woezo.journal.lines import Header, Record
from woezo.journal.recording import Recording
from woezo.measures.counts import WHOLE, Counts
from woezo.routing import Router

SEEDS = range(60)
HOUR_MS = 3_600_000


def recording(told: Told, gap_s: int = 1800) -> Recording:
    """With a threshold of 30 s."""
    return Recording(told, gap_s * 1000, 30_000)


def records(*contacts: Contact, signed_in: tuple[Span, ...] = (), paused: tuple[Span, ...] = ()) -> list[Record]:
    """What a small log becomes, without the configuration."""
    found = recording(Told(list(contacts), list(signed_in), list(paused), {})).records()
    return [one for one in found if not one.event.startswith(("set_", "versions"))]


def story(found: list[Record]) -> list[tuple[int, str]]:
    """(seconds, event) for reading."""
    return [((one.at_ms - BEGINS_MS) // 1000, one.event) for one in found]


def call(arrived_s: int, answered_s: int, ended_s: int, agent: str = "Awa", **more: object) -> Contact:
    """A call that somebody took."""
    arrived_ms, answered_ms, ended_ms = (BEGINS_MS + second * 1000 for second in (arrived_s, answered_s, ended_s))
    one = Contact(1, "care", "voice", arrived_ms, ended_ms, END, agent, 0, answered_ms, ended_ms)
    return one._replace(**more)  # type: ignore[arg-type]


def left(arrived_s: int, gone_s: int) -> Contact:
    """A caller who gave up."""
    return Contact(2, "care", "voice", BEGINS_MS + arrived_s * 1000, BEGINS_MS + gone_s * 1000, HANG_UP)


def span(agent: str, from_s: int, to_s: int) -> Span:
    """In seconds."""
    return Span(agent, BEGINS_MS + from_s * 1000, BEGINS_MS + to_s * 1000)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_router_that_recovers_the_journal_says_the_same(seed: int) -> None:
    router = Router()
    last_ms = 0
    for one in recording(centre(seed)).records():
        assert one.at_ms >= last_ms
        last_ms = one.at_ms
        said = apply(router, one.at_ms, one.event, one.args, one.effects)
        assert said == one.effects, one
    assert not router.interactions
    assert all(agent.desk == 0 for agent in router.agents.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_counts_are_the_log_s_own(seed: int) -> None:
    told = centre(seed)
    made = recording(told)
    counts = Counts(kept_ms=WHOLE)
    for one in made.records():
        counts.fold(*one)
    for queue, id in made.queues.items():
        mine = [one for one in told.contacts if one.queue == queue]
        taken = [one for one in mine if one.agent]
        gone = [one for one in mine if one.ending == HANG_UP and not one.agent]
        waits_ms = [one.answered_ms - one.arrived_ms for one in taken]
        assert {name: n for name, n in counts.since(id, 0).items() if n} == {
            name: n
            for name, n in {
                "offered": len(mine),
                "ended": len(mine),
                "answered": len(taken),
                "answered_within": sum(wait_ms <= 30_000 for wait_ms in waits_ms),
                "answered_wait_ms": sum(waits_ms),
                "abandoned": len(gone),
                "abandoned_within": sum(one.ended_ms - one.arrived_ms <= 30_000 for one in gone),
                "abandoned_short": sum(one.ended_ms - one.arrived_ms <= 5_000 for one in gone),
                "abandoned_wait_ms": sum(one.ended_ms - one.arrived_ms for one in gone),
                "deflected": sum(one.ending == "deflect" for one in mine),
                "canceled": sum(one.ending == "cancel" for one in mine),
                "handled": len(taken),
                "handling_ms": sum(one.ended_ms - one.answered_ms for one in taken),
                "wrap_ms": sum(one.wrapped_ms - one.ended_ms for one in taken),
            }.items()
            if n
        }


def test_an_hour_long_ago_is_still_counted() -> None:
    counts = Counts(kept_ms=WHOLE)
    for one in recording(Told([left(0, 9), left(100 * 86_400, 100 * 86_400 + 9)], [], [], {})).records():
        counts.fold(*one)
    assert counts.since(1, 0)["abandoned"] == 2


def test_a_call_of_an_agent_of_whom_the_log_says_nothing_else() -> None:
    found = records(call(0, 20, 200), left(5, 30))
    assert story(found) == [
        (0, "arrive"), (5, "arrive"), (20, "sign_in"), (20, "activity"), (30, "hang_up"), (200, "end"), (200, "sign_out"),
    ]  # fmt: skip
    assert found[3].effects == [["agent", 1], ["reserved", 1, 1, 1, 1], ["accepted", 1]]


def test_a_gap_is_an_absence_only_where_the_log_does_not_say() -> None:
    calls = call(0, 0, 60), call(7200, 7200, 7260)
    assert [event for _, event in story(records(*calls))].count("sign_in") == 2
    said = records(*calls, signed_in=(span("Awa", -60, 7230),))
    assert story(said)[0] == (-60, "sign_in")
    assert story(said)[-1] == (7260, "sign_out")  # he still talked as the log signed him out
    assert [event for _, event in story(said)].count("sign_in") == 1


def test_calls_beyond_what_the_log_says_are_told_from_call_to_call() -> None:
    calls = [call(0, 0, 60), call(600, 600, 660), call(7200, 7200, 7260)]
    found = records(*calls, signed_in=(span("Awa", 7000, 8000),))
    presence = [(second, event) for second, event in story(found) if event.startswith("sign")]
    assert presence == [(0, "sign_in"), (660, "sign_out"), (7000, "sign_in"), (8000, "sign_out")]


def test_a_break_between_two_sign_ins_stays_one() -> None:
    calls = [call(0, 0, 60), call(600, 600, 660)]
    found = records(*calls, signed_in=(span("Awa", -9, 60), span("Awa", 600, 700)))
    assert [second for second, event in story(found) if event.startswith("sign")] == [-9, 60, 600, 700]


def test_nobody_is_there_for_more_than_a_day() -> None:
    made = recording(Told([call(0, 0, 60)], [span("Awa", -90_000, 90_000), span("Kossi", -90_000, 90_000)]))
    found = [one.event for one in made.records() if one.event.startswith("sign")]
    assert (made.endless, made.guessed, found) == (2, 1, ["sign_in", "sign_out"])


def test_who_was_called_in_vain_is_in_the_journal() -> None:
    ring = Ring("Kossi", BEGINS_MS, BEGINS_MS + 15_000)
    found = records(call(0, 20, 60, rang_ms=BEGINS_MS + 16_000, rings=(ring,)))
    told = [(second, event) for second, event in story(found) if event not in ("sign_in", "sign_out")]
    assert told == [(0, "arrive"), (0, "activity"), (15, "rescind"), (16, "activity"), (20, "accept"), (60, "end")]


def test_telephones_that_rang_together_are_left_out_but_for_the_first() -> None:
    rings = tuple(Ring(name, BEGINS_MS, BEGINS_MS + 15_000) for name in ("Kossi", "Abla"))
    found = records(call(0, 20, 60, rings=(*rings, Ring("Yao", BEGINS_MS + 16_000, BEGINS_MS + 16_000))))
    assert [event for _, event in story(found)].count("rescind") == 1


def test_a_pause_asked_for_while_talking_begins_afterwards() -> None:
    found = records(call(0, 0, 60), call(900, 900, 960), paused=(span("Awa", 30, 300), span("Awa", 910, 950)))
    pauses = [(one.at_ms - BEGINS_MS) // 1000 for one in found if one.args.get("activity") == "break"]
    assert pauses == [60]


def test_names_are_told_only_where_they_may_be() -> None:
    made = recording(Told([call(0, 5, 9, "Jean Dupont"), call(1, 6, 9, "Awa")], [span("Awa", 0, 9)], [], {}))
    list(made.records())
    assert made.header("UTC", "csv", 1800, {}) == Header("UTC", "csv", {1: "care"}, {1: "agent 1", 2: "agent 2"}, 1800)
    assert made.header("UTC", "csv", 1800, {"Awa": "Awa"}).agents == {1: "Awa", 2: "agent 2"}


def test_who_was_there_is_said_to_be_known_only_if_it_is_of_everybody() -> None:
    made = recording(Told([call(0, 5, 9)], [span("Awa", 0, 9)], [], {}))
    assert made.header("UTC", "csv", 1800, {}).presence_gap_s is None


def test_conversations_that_overlap_are_counted_where_people_talk() -> None:
    calls = [call(0, 0, 60), call(30, 50, 90), call(40, 60, 70), call(80, 90, 99), call(0, 55, 60, "Kossi")]
    made = recording(Told(calls))
    assert (made.overlaps, made.capacities) == (2, {"Awa": 2, "Kossi": 1})
    chats = [one._replace(channel="chat") for one in calls]
    assert recording(Told(chats)).overlaps == 0


def test_a_customer_is_a_number_in_order_of_appearance() -> None:
    """His name stands nowhere, and a router takes no notice of the number."""
    contacts = [
        call(at, at + 5, at + 60, customer=name) for at, name in ((0, "Awa"), (100, ""), (200, "Kofi"), (300, "Awa"))
    ]
    found = records(*contacts)
    came = [one.args for one in found if one.event == "arrive"]
    assert [one.get("customer") for one in came] == [1, None, 2, 1]
    assert not [one for one in found if "Kofi" in str(one)]
    router = Router()
    for one in recording(Told(contacts, [], [], {})).records():
        assert apply(router, one.at_ms, one.event, one.args, one.effects) == one.effects
