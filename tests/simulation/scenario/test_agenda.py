"""When agents come, pause and go, and when sites are lost: the agenda that a scenario gives."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from tests.simulation.scenario.documents import scenario
from woezo.simulation.agenda import COMES, PAUSES, SITE_DOWN, SITE_UP, STOPS
from woezo.simulation.chance import Chance
from woezo.simulation.scenario.agenda import parts_of
from woezo.simulation.scenario.model import Scenario
from woezo.simulation.scenario.replications import play
from woezo.simulation.scenario.times import counted_from_ms, slots_of, until_ms

WORDS = {COMES: "comes", PAUSES: "pauses", STOPS: "stops", SITE_DOWN: "lost", SITE_UP: "back"}
QUEUE = '[[queue]]\nname = "orders"\nhandling = { mean_s = 180 }\n'


def happenings(frame: str, group: str, more: str = "") -> list[str]:
    """As "1 08:00 comes 0": day, time, what, who; of a break also how many minutes."""
    one = scenario(f'[scenario]\n{frame}\n{QUEUE}[[group]]\nname = "Lomé"\n{group}\n{more}')
    return [
        f"{at // 86_400_000 + 1} {at // 3_600_000 % 24:02}:{at // 60_000 % 60:02} {WORDS[what]} {who}"
        + (f" {for_ms // 60_000}" if for_ms else "")
        for at, what, who, for_ms in steps(one)
    ]


def steps(one: Scenario) -> Iterator[tuple[int, int, int, int]]:
    """Time, what, who, for how long."""
    for at_ms, who, what, for_ms in parts_of(one, Chance(one.scenario.seed, 0)):
        yield from zip(at_ms, what, who, for_ms, strict=True)


def test_without_shifts_they_are_there_from_the_begin_on() -> None:
    assert happenings('begins = "08:00"', "agents = 2") == ["1 08:00 comes 0", "1 08:00 comes 1"]


def test_a_shift_with_its_breaks() -> None:
    found = happenings("", 'shifts = [{ begins = "08:00", ends = "16:00", breaks = ["12:00-12:45", "10:00-10:15"] }]')
    assert found == [
        "1 08:00 comes 0",
        "1 10:00 pauses 0 15",
        "1 12:00 pauses 0 45",
        "1 16:00 stops 0",
    ]


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [
        ('"12:00-12:30", "12:30-13:00"', ["1 12:00 pauses 0 60"]),
        ('"12:00-12:45", "12:30-13:00"', ["1 12:00 pauses 0 60"]),
        ('"12:00-13:00", "12:15-12:30"', ["1 12:00 pauses 0 60"]),
        ('"15:30-16:00"', ["1 15:30 pauses 0 30"]),
    ],
)
def test_breaks_that_touch_are_one(breaks: str, expected: list[str]) -> None:
    found = happenings("", f'shifts = [{{ begins = "08:00", ends = "16:00", breaks = [{breaks}] }}]')
    assert found == ["1 08:00 comes 0", *expected, "1 16:00 stops 0"]


def test_a_break_at_the_begin_lets_them_come_later() -> None:
    shift = 'shifts = [{ begins = "08:00", ends = "16:00", breaks = ["08:00-08:30"] }]'
    assert happenings("", shift) == ["1 08:30 comes 0", "1 16:00 stops 0"]
    assert happenings('begins = "08:10"', shift)[0] == "1 08:30 comes 0", "the run begins within the break"


def test_a_night_goes_over_midnight_with_its_breaks() -> None:
    """Of three days from Wednesday on, nights of Wednesday only; and of the evening before the run what lies in it."""
    shift = 'shifts = [{ begins = "22:00", ends = "06:00", weekdays = "3", breaks = ["23:45-00:15", "02:00-02:30"] }]'
    night = [
        "1 22:00 comes 0",
        "1 23:45 pauses 0 30",
        "2 02:00 pauses 0 30",
        "2 06:00 stops 0",
    ]
    assert happenings("days = 3\nweekday = 3", shift) == night
    rest = happenings("days = 1\nweekday = 4", shift)
    assert rest == ["1 00:15 comes 0", "1 02:00 pauses 0 30", "1 06:00 stops 0"]


def test_a_shift_of_a_whole_day_follows_on_itself() -> None:
    """At midnight they go first and then come: who talks stays where he is."""
    assert happenings("days = 2", 'shifts = [{ ends = "24:00" }]') == [
        "1 00:00 comes 0",
        "2 00:00 stops 0",
        "2 00:00 comes 0",
        "3 00:00 stops 0",
    ]


@pytest.mark.parametrize(("first", "days"), [(1, "67"), (5, "23"), (7, "17")])
def test_weekdays_count_from_that_of_the_first_day(first: int, days: str) -> None:
    """Digits are days, 1 is Monday: of a week that begins on a Friday, 2 and 3 are its fifth and sixth day."""
    found = happenings(
        f"days = 7\nweekday = {first}", f'shifts = [{{ begins = "08:00", ends = "09:00", weekdays = "{days}" }}]'
    )
    came = [int(one.split()[0]) for one in found if "comes" in one]
    assert came == sorted((int(day) - first) % 7 + 1 for day in days)


def test_shifts_divide_a_group_and_the_last_has_those_left() -> None:
    found = happenings(
        "",
        """agents = 5
shifts = [{ agents = 2, begins = "08:00", ends = "12:00" }, { begins = "12:00", ends = "16:00" }]""",
    )
    assert [one for one in found if "comes" in one] == [
        *("1 08:00 comes 0", "1 08:00 comes 1", "1 12:00 comes 2", "1 12:00 comes 3", "1 12:00 comes 4"),
    ]


def test_shifts_with_fewer_agents_leave_the_others_at_home() -> None:
    found = happenings("", "agents = 5\nshifts = [{ agents = 2 }]")
    assert {one.split()[-1] for one in found} == {"0", "1"}


def test_absence_is_chance_by_day_and_the_same_in_every_shift_pattern() -> None:
    """Of 200 agents over 10 days a fifth is absent; nobody is absent in the middle of a day."""
    found = happenings("days = 10", "agents = 200\nabsence_ratio = 0.2\nshifts = [{ ends = '08:00' }]")
    came = sum("comes" in one for one in found)
    assert 1540 < came < 1660, "1600 expected; standard deviation 18"
    assert found == happenings("days = 10", "agents = 200\nabsence_ratio = 0.2\nshifts = [{ ends = '08:00' }]")
    always = happenings("days = 10", "agents = 200\nabsence_ratio = 0.2")
    there = 0
    days = 0
    for day in range(1, 11):
        there += sum(one.startswith(f"{day} ") and "comes" in one for one in always)
        there -= sum(one.startswith(f"{day} ") and "stops" in one for one in always)
        days += there
    assert days == came, "the same people are absent on the same days"


@pytest.mark.parametrize(("ratio", "many"), [("0", 2), ("1", 0)])
def test_all_or_nobody_is_there(ratio: str, many: int) -> None:
    assert len(happenings("days = 3", f"agents = 2\nabsence_ratio = {ratio}")) == many


STAFF = """agents = 40
absence_ratio = 0.1
shifts = [
    { agents = 20, begins = "08:00", ends = "16:00", breaks = ["12:00-12:45"] },
    { begins = "22:00", ends = "06:00", breaks = ["23:45-00:15"] },
]
[[group]]
name = "Cotonou"
agents = 30
absence_ratio = 0.2
[[group]]
name = "Accra"
agents = 30
shifts = [{ begins = "08:00", ends = "08:00", breaks = ["12:00-12:45"] }]"""


def long(days: int) -> Scenario:
    """A hundred agents, few customers: what grows with the days is the agenda."""
    frame = f'[scenario]\ndays = {days}\nslots = "day"'
    queue = f"{QUEUE}arrivals = {{ per_hour = 1 }}"
    return scenario(f'{frame}\n{queue}\n[[group]]\nname = "Lomé"\n{STAFF}')


def test_a_day_at_a_time_is_in_order_over_all_days() -> None:
    found = list(steps(long(9)))
    assert found == sorted(found)
    assert found[-1][0] > 9 * 86_400_000, "who came on the last evening goes in the morning after"


def test_no_part_of_it_grows_with_the_run() -> None:
    largest = [max(len(part[0]) for part in parts_of(long(days), Chance(1, 0))) for days in (3, 60)]
    assert largest[1] <= largest[0] + 15, "of 100 people, absent by chance"


def test_memory_does_not_grow_with_the_run() -> None:
    """Held whole, 60 days were ten times as much as 3."""
    peaks = []
    for days in (3, 3, 60):  # the first time for what is made once
        tracemalloc.start()
        play(long(days), 0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1], peaks


SITES = "".join(f'[[site]]\nname = "{name}"\n' for name in ("Lomé", "Cotonou"))


@pytest.mark.parametrize(
    ("outages", "expected"),
    [
        ('site = "Cotonou"\nday = 2\nat = "23:30"', ["2 23:30 lost 1", "3 00:30 back 1"]),
        (
            'site = "Lomé"\nat = "10:00"\n[[outage]]\nsite = "Lomé"\nat = "10:30"\nminutes = 90',
            ["1 10:00 lost 0", "1 12:00 back 0"],
        ),
        (
            'site = "Lomé"\nat = "10:00"\nminutes = 90\n[[outage]]\nsite = "Lomé"\nat = "10:30"\nminutes = 10',
            ["1 10:00 lost 0", "1 11:30 back 0"],
        ),
        (
            'site = "Lomé"\nat = "14:00"\n[[outage]]\nsite = "Lomé"\nat = "10:00"\n[[outage]]\nsite = "Cotonou"\nat = "10:30"',
            [*("1 10:00 lost 0", "1 10:30 lost 1", "1 11:00 back 0", "1 11:30 back 1"), "1 14:00 lost 0", "1 15:00 back 0"],
        ),
    ],
)  # fmt: skip
def test_a_site_is_lost_until_the_last_outage_is_over(outages: str, expected: list[str]) -> None:
    assert happenings("days = 3", "agents = 0", f"{SITES}[[outage]]\n{outages}") == expected


@pytest.mark.parametrize(
    ("frame", "from_minute", "until_minute", "slots"),
    [
        ("", 0, 1440, 96),
        ('begins = "08:10"\nends = "09:00"', 490, 540, 4),
        ('begins = "08:00"\nends = "18:00"\nwarm_up_minutes = 30', 510, 1080, 38),
        ('days = 8\nends = "12:00"', 0, 10_800, 720),
        ('days = 8\nslots = "day"', 0, 11_520, 96),
        ('days = 8\nslots = "week"', 0, 11_520, 672),
        ('days = 1\nends = "06:00"\nslots = "week"', 0, 360, 24),
        ('days = 2\nbegins = "20:00"\nends = "04:00"', 1200, 1680, 32),
    ],
)
def test_what_of_a_run_is_counted(frame: str, from_minute: int, until_minute: int, slots: int) -> None:
    found = scenario(f'[scenario]\n{frame}\n{QUEUE}[[group]]\nname = "Lomé"\n').scenario
    assert (counted_from_ms(found), until_ms(found)) == (from_minute * 60_000, until_minute * 60_000)
    assert slots_of(found) == slots
