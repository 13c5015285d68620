"""Parameters that do not go together: each fault names the cell to change, and the plan goes on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.workforce.documents import Document, changed, lome, one_class, promise, small
from woezo.parameters.faults import Fault
from woezo.planning.wording.words import Words
from woezo.workforce.reports.report import Report, build

ENGLISH = Words(str, "en_GB")


def worked(document: Document) -> Report:
    """A plan that is worked out, whatever is wrong with it."""
    report = build(document, plans=2)
    assert report.plan is not None
    assert report.readings
    return report


def faults(document: Document) -> dict[str, Fault]:
    """By cell; every one with its sentence."""
    found = worked(document).faults
    assert all(ENGLISH.sentence(one).startswith(f"{one.cell}: ") for one in found)
    return {one.cell: one for one in found}


def only(document: Document) -> str:
    """The sentence of the one fault of a plan."""
    (found,) = faults(document).values()
    return ENGLISH.sentence(found)


def quiet(**changes: Any) -> Document:
    """The small plan with nothing to complain of."""
    document = small(**changes)
    document["source"][1]["name"] = "Université"
    document["reference"] = document["reference"][:1]
    return document


def test_a_plan_without_fault() -> None:
    assert not faults(quiet())
    assert not faults(lome())


def test_an_end_before_its_start() -> None:
    assert only(quiet(site__ends=date(2020, 4, 14), promise=None)) == (
        "site.ends: the plan would end on 14 Apr 2020, before its opening on 15 Apr 2020. Write a later day. "
        "Meanwhile the plan goes on with 14 Apr 2023."
    )
    document = quiet(promise=[promise(5, date(2021, 1, 1), since=date(2021, 2, 1))])
    assert only(document) == (
        "promise.1.to: the period would end on 1 Jan 2021, before its start on 1 Feb 2021. Change one of them. "
        "Meanwhile the plan goes on without this promise."
    )
    assert worked(document).readings[0].name == "given"
    assert len(worked(document).readings) == 1  # nothing is left that could be read in two ways


def test_a_plan_of_a_hundred_and_fifty_years() -> None:
    assert only(quiet(site__ends=date(2150, 1, 1))) == (
        "site.ends: 1 Jan 2150 is too far away: a plan covers 10 years at most. Write an earlier day. "
        "Meanwhile the plan goes on with 14 Apr 2030."
    )


def test_a_class_larger_than_its_room() -> None:
    document = quiet()
    document["class"][0]["size"] = 2000
    assert only(document) == (
        "class.1.size: 2000 people do not fit into a room of 9. Divide the class, or change training.class_size_most. "
        "Meanwhile the plan goes on with 9."
    )
    assert worked(document).readings[0].classes[0].size == 9


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        # a class of the size of the default would be too large for its room
        (
            {"class__0__size": -3},
            "-3 is out of range. Write a value from 1 to 2000. Meanwhile the plan goes on with 9.",
        ),
        (
            {"promise__0__target": -3},
            "-3 is out of range. Write a value from 1 to 10000. Meanwhile the plan goes on without this promise.",
        ),
        (
            {"presence__weekly_hours": -3, "site__country": "IS"},
            "-3 is out of range. Write a value from 1 to 100. Meanwhile the plan goes on with 40.",
        ),
        (
            {"site__per_euro": -3, "site__currency": "GHS"},
            "-3 is out of range. Write a value from 0.1 to 1000000. Meanwhile the plan goes on without it.",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_has_one_fault(changes: dict[str, Any], sentence: str) -> None:
    """Of the default in its place nothing is wrong that its author could mend."""
    document = quiet()
    for key, value in changes.items():
        *path, last = key.split("__")
        place: Any = document
        for step in path:
            place = place[int(step)] if step.isdecimal() else place.setdefault(step, {})
        place[last] = value
    cell = next(iter(changes)).replace("__0__", ".1.").replace("__", ".")
    assert [ENGLISH.sentence(one) for one in worked(document).faults if one.cell == cell] == [f"{cell}: {sentence}"]


@pytest.mark.parametrize(
    ("start", "taken", "sentence"),
    [
        (
            date(2020, 12, 25),  # a Friday
            date(2020, 12, 28),
            "25 Dec 2020 is a holiday (Christmas Day). Choose another day, or enter it under [[holiday]] as worked.",
        ),
        (date(2020, 10, 4), date(2020, 10, 6), "4 Oct 2020 is no working day. Choose another day."),  # the 5th is off
        (
            date(2020, 10, 5),
            date(2020, 10, 6),
            "5 Oct 2020 is a holiday (Pont). Choose another day, or enter it under [[holiday]] as worked.",
        ),
    ],
)
def test_a_start_on_a_holiday(start: date, taken: date, sentence: str) -> None:
    document = quiet()
    document["class"][1]["start"] = start
    assert only(document) == f"class.2.start: {sentence} Meanwhile the plan goes on with {taken:%-d %b %Y}."
    assert worked(document).readings[0].classes[1].start == taken
    first = faults(quiet(calendar__first=start))["calendar.first"]
    assert ENGLISH.sentence(first) == f"calendar.first: {sentence} Meanwhile the plan goes on with {taken:%-d %b %Y}."


def test_a_holiday_that_is_worked_is_a_day_like_any_other() -> None:
    document = quiet()
    document["class"][0]["start"] = date(2020, 5, 1)
    assert not faults(document)
    document["holiday"][1]["worked"] = False
    assert "class.1.start" in faults(document)


def test_a_class_outside_the_plan() -> None:
    document = quiet()
    document["class"][2]["start"] = date(2021, 11, 11)
    assert only(document) == (
        "class.3.start: the class starts on 11 Nov 2021, after the plan's end on 10 Nov 2021. Change one of them. "
        "Meanwhile the plan goes on without it."
    )
    document = quiet(site__ends=date(2021, 11, 7))  # a Sunday: the next working day is after the end
    document["class"][2]["start"] = date(2021, 11, 6)
    assert faults(document)["class.3.start"].code == "class_after_the_plan"
    assert len(worked(document).readings[0].classes) == 2


def test_years_before_the_opening() -> None:
    """A class of another century must not be worked out month by month."""
    document = quiet(calendar__first=date(1990, 1, 1))
    document["class"][0]["start"] = date(1990, 1, 1)
    found = faults(document)
    assert {cell: one.code for cell, one in found.items()} == {
        "calendar.first": "class_too_early",
        "class.1.start": "class_too_early",
    }
    assert ENGLISH.sentence(found["class.1.start"]) == (
        "class.1.start: 1 Jan 1990 is long before the opening. Write a day from 18 Apr 2018 on. "
        "Meanwhile the plan goes on without it."
    )
    assert len(worked(document).readings[0].classes) == 2
    assert len(worked(document).readings[0].tables["costs"].rows) < 40


def test_more_places_than_can_be_worked_out() -> None:
    document = quiet(training__class_size_most=500, training__rooms=200, training__trainers=500)
    document["class"] = [one_class(date(2020, 8, 3), 500)] * 40 + [one_class(date(2020, 8, 3), 1)]
    document["training"]["trainees_per_trainer"] = 500
    assert only(document) == (
        "class.41.size: with 1 more the classes have over 20000 places. Leave some out. "
        "Meanwhile the plan goes on without it."
    )


def test_a_promise_that_nobody_can_measure() -> None:
    end = date(2021, 10, 31)
    cases: list[tuple[Document, str, str]] = [
        ({"name": "many", "to": end}, "promise_without_target", "target"),
        ({"name": "some time", "target": 5}, "promise_without_end", "to"),
        (promise(5, date(2022, 1, 1)), "promise_after_the_plan", "to"),
        ({"name": "three years", "target": 5, "activity_years": 3}, "promise_after_the_plan", "to"),
        (promise(5, end, "on_payroll", since=date(2021, 1, 1)), "promise_on_a_day", "since"),
    ]
    for entry, code, field in cases:
        document = quiet(promise=[entry, promise(8, end)])
        found = faults(document)
        assert {cell: one.code for cell, one in found.items()} == {f"promise.1.{field}": code}, entry
        assert ENGLISH.sentence(found[f"promise.1.{field}"]).endswith(
            " Meanwhile the plan goes on without this promise."
        )
        chances = worked(document).readings[-1].chances
        assert {one.promise for one in chances} == {2}  # the other one keeps its number
    assert only(quiet(promise=[cases[0][0]])) == (
        "promise.1.target: nobody can measure “many”: it names no number. Write how many people were promised. "
        "Meanwhile the plan goes on without this promise."
    )


@pytest.mark.parametrize(
    ("cell", "entry", "after"),
    [
        ("activity_years", {"activity_years": -3}, "goes on without this promise."),
        ("calendar_year", {"calendar_year": "soon"}, "goes on without this promise."),
        ("age_from", {"to": date(2021, 6, 1), "age_from": -3, "age_to": 35}, "goes on without it."),
    ],
)
def test_what_follows_from_a_cell_that_cannot_be_read_is_no_fault_of_another(
    cell: str, entry: Document, after: str
) -> None:
    """A period is there, and ages are, though nobody knows which."""
    document = quiet(promise=[{"name": "A", "target": 5, **entry}])
    said = only(document)
    assert said.startswith(f"promise.1.{cell}: ")
    assert said.endswith(f"Meanwhile the plan {after}")


def test_a_value_of_law_stands_in_for_one_that_cannot_be_read() -> None:
    document = quiet(site__country="TG", presence__weekly_hours=0)
    assert only(document) == (
        "presence.weekly_hours: 0 is out of range. Write a value from 1 to 100. Meanwhile the plan goes on with 40."
    )


def test_no_hour_is_left_to_work() -> None:
    for name in ("absence_ratio", "breaks_ratio", "internal_ratio"):
        document = quiet(**{f"presence__{name}": 1})
        assert only(document) == (
            f"presence.{name}: this takes all of the time, so that no hour is productive. Lower it."
        )
        assert worked(document).readings[0].hour is None


def test_ages_that_nobody_has() -> None:
    """The promise is counted all the same, of people of every age."""
    band = {"age_from": 40, "age_to": 30, "age_band_ratio": Decimal("0.5")}
    document = quiet(promise=[promise(5, date(2021, 6, 1), **band)])
    assert only(document) == (
        "promise.1.age_to: nobody is 40 or older and 30 or younger. Change age_from or age_to. "
        "Meanwhile people of every age count."
    )
    plain = quiet(promise=[promise(5, date(2021, 6, 1))])
    assert [one.expected for one in worked(document).readings[0].chances] == [
        one.expected for one in worked(plain).readings[0].chances
    ]


@pytest.mark.parametrize(
    ("ages", "share"),
    [
        ({}, "1"),
        ({"age_from": 18, "age_to": 35}, "0.8"),
        ({"age_from": 18, "age_to": 35, "age_band_ratio": Decimal("0.3")}, "0.3"),
        ({"age_from": 18, "age_band_ratio": Decimal("0.3")}, "0.3"),
        ({"age_to": 25, "nationals_only": True, "age_band_ratio": Decimal("0.5")}, "0.45"),
    ],
)
def test_who_counts_is_a_share_of_the_recruits(ages: Document, share: str) -> None:
    report = worked(quiet(promise=[promise(5, date(2021, 6, 1), **ages)]))
    assert not report.faults
    assert report.plan is not None
    assert report.plan.share_that_counts(report.plan.promises[0]) == Decimal(share)


def test_a_share_of_other_ages_is_asked_for() -> None:
    """That of 18 to 35 stands in; a share of ages that nobody names says nothing."""
    document = quiet(promise=[promise(5, date(2021, 6, 1), age_from=18, age_to=25)])
    assert only(document) == (
        "promise.1.age_band_ratio: what share of the recruits is of these ages is not known. Write it, with its source: "
        "recruits.youth_ratio is of 18 to 35. Meanwhile the plan goes on with 0.8."
    )
    assert only(quiet(promise=[promise(5, date(2021, 6, 1), age_band_ratio=Decimal("0.5"))])) == (
        "promise.1.age_band_ratio: the promise names no ages, so that this share says nothing. Write age_from or age_to. "
        "Meanwhile the plan goes on without it."
    )


@pytest.mark.parametrize(("key", "given"), [("age_from", -1), ("age_to", 101), ("age_to", 17.5), ("age_from", "18")])
def test_no_age(key: str, given: Any) -> None:
    """Only the cell is left out."""
    band = {"age_from": 18, "age_to": 35, "age_band_ratio": Decimal("0.5")} | {key: given}
    sentence = only(quiet(promise=[promise(5, date(2021, 6, 1), **band)]))
    assert sentence.startswith(f"promise.1.{key}: ")
    assert sentence.endswith(" Meanwhile the plan goes on without it.")


def test_the_mark_that_ages_have_replaced() -> None:
    document = quiet(promise=[promise(5, date(2021, 6, 1), youth_only=True)])
    assert only(document) == (
        "promise.1.youth_only: this is no longer read. Write age_from = 18, age_to = 35 in its place, or delete it. "
        "Meanwhile the plan goes on without it."
    )


@pytest.mark.parametrize(("written", "meant"), [("from", "since"), ("until", "to"), ("autority", "authority")])
def test_a_name_of_a_promise_that_is_meant_for_another(written: str, meant: str) -> None:
    sentence = only(quiet(promise=[promise(5, date(2021, 6, 1), **{written: "x"})]))
    assert sentence == f"promise.1.{written}: unknown parameter. Did you mean promise.1.{meant}?"


def test_a_promise_to_nobody_is_noted() -> None:
    """It is no fault: nothing of the plan changes."""
    made = [promise(5, date(2021, 6, 1)), promise(6, date(2021, 9, 1), authority="The town hall")]
    report = worked(quiet(promise=made))
    assert not report.faults
    note, currency = report.notes
    assert currency.code == "currency_of_another_law"  # dirhams in Togo
    assert ENGLISH.sentence(note) == (
        "promise.1.authority: the promise does not say to whom it was made. "
        "Write it: the ministry, town hall or client that will count."
    )


def noted(document: Document) -> dict[str, str]:
    """The notes of a plan, which are no faults, by their code."""
    return {one.code: ENGLISH.sentence(one) for one in worked(document).notes if one.code != "promise_to_nobody"}


def test_a_plan_that_leaves_out_what_every_site_pays_for_says_so() -> None:
    """Its hour looks as cheap as one that names them."""
    document = lome()
    assert not noted(document)
    assert noted(document | {"support": [], "set_up": []}) == {
        "nobody_leads": "support: nobody leads the agents in this plan: team leaders, quality and management are not in its "
        "cost. Add them as [[support]].",
        "nothing_set_up": "set_up: nothing is set up in this plan: licences, power and network are not in its cost. "
        "Add them as [[set_up]].",
    }
    unpaid = [{"name": "Superviseur", "agents_per_head": 15, "month_pay": 0}, {"name": "Direction", "month_pay": 9}]
    assert noted(document | {"support": unpaid, "set_up": [{"name": "A"}]}).keys() == {"nobody_leads", "nothing_set_up"}
    assert not noted(document | {"support": [], "set_up": [], "promise": [], "class": []})  # nobody to lead


def test_people_who_are_certified_long_before_the_opening_are_noted() -> None:
    assert noted(changed(lome(), site__opening=date(2020, 7, 1))) == {
        "certified_early": "calendar.first: the first people are certified on 30 Mar 2020, 13 weeks before the opening: until "
        "then they are paid without work. Start later, or open earlier."
    }
    assert not noted(changed(lome(), site__opening=date(2020, 4, 26)))  # 27 days
    document = changed(lome(), site__opening=date(2020, 7, 1))
    document["class"] = [one_class(date(2020, 8, 3), 9), one_class(date(2020, 3, 2), 9)]
    del document["promise"]
    assert noted(document)["certified_early"].startswith("class.2.start: ")


def test_amounts_in_the_franc_of_another_bank_are_noted() -> None:
    document = changed(lome(), site__country="BJ", site__currency="XAF")
    assert noted(document) == {
        "currency_of_another_law": "site.currency: the law of BJ counts in XOF, this plan in XAF: its minimum wage is not "
        "checked. One currency is not the other. Write XOF, or check each amount."
    }
    assert not noted(changed(lome(), site__country="BJ"))
    assert not noted(changed(lome(), site__country="GH", site__currency="GHS"))  # no law here to lay it beside


def test_weeks_beyond_the_law_are_noted() -> None:
    assert noted(changed(lome(), presence__weekly_hours=48)) == {
        "hours_beyond_the_law": "presence.weekly_hours: 48 hours a week are more than the 40 of the law (Code du travail, loi "
        "2006-010 du 13 décembre 2006): overtime pay is not in the cost. Write 40, or add it to the pay."
    }
    assert not noted(changed(lome(), presence__weekly_hours=40))
    assert not noted(changed(lome(), presence__weekly_hours=48, site__country="GH"))


def test_an_opening_on_a_day_of_rest() -> None:
    """As a class on one."""
    assert only(quiet(site__opening=date(2020, 4, 19))) == (
        "site.opening: 19 Apr 2020 is no working day. Choose another day. Meanwhile the plan goes on with 19 Apr 2020."
    )


def test_every_default_in_another_currency_is_named_for_programs() -> None:
    document = {"site": {"name": "A", "country": "BJ", "currency": "EUR", "opening": date(2027, 3, 1)}}
    (found,) = (one for one in worked(document).faults if one.code == "default_in_francs")
    keys = found["every"].split(", ")
    assert len(keys) == len(set(keys)) == 9
    assert found["keys"] == found["every"]  # up to a dozen in the sentence too
    many = document | {"support": [{"name": f"R{number}", "heads": 1} for number in range(5)]}
    (found,) = (one for one in worked(many).faults if one.code == "default_in_francs")
    assert found["keys"].endswith(", … (14)")
    assert len(found["every"].split(", ")) == 14


def test_a_period_said_twice() -> None:
    entry = {"name": "x", "target": 5, "calendar_year": 2020, "activity_years": 1, "to": date(2020, 9, 1)}
    found = faults(quiet(promise=[entry]))
    assert {cell: one.code for cell, one in found.items()} == {
        "promise.1.activity_years": "period_twice",
        "promise.1.to": "period_twice",
    }
    assert ENGLISH.sentence(found["promise.1.to"]) == (
        "promise.1.to: promise.1.calendar_year says the period already. Delete one of them. "
        "Meanwhile the plan goes on without it."
    )
    (chance, *_) = worked(quiet(promise=[entry])).readings[0].chances
    assert chance.last == date(2020, 12, 31)


def test_a_programme_outside_the_plan() -> None:
    document = quiet()
    document["programme"][0]["start"] = date(2020, 4, 1)
    document["programme"][1]["start"] = date(2022, 1, 1)
    found = faults(document)
    assert found["programme.1.start"].code == "programme_before_the_opening"
    assert found["programme.2.start"].code == "programme_after_the_plan"
    report = worked(document)
    assert report.plan is not None
    assert [(one.name, one.start) for one in report.plan.programmes] == [("Marché", date(2020, 4, 15))]


def test_a_currency_without_a_rate() -> None:
    document = quiet()
    del document["site"]["per_euro"]
    assert only(document) == (
        "site.per_euro: MAD has no fixed rate. Write how many MAD make one euro; until then euro amounts are missing."
    )
    report = worked(document)
    for reading in report.readings:
        assert reading.total > 0
        assert reading.total_eur is None
        assert reading.hour_eur is None
        for table in reading.tables.values():
            columns = [number for number, one in enumerate(table.columns) if one.name.endswith("_eur")]
            assert all(row[number] is None for row in table.rows for number in columns), table.name


def test_a_rate_that_law_has_fixed() -> None:
    document = changed(lome(), site__per_euro=Decimal(600))
    assert only(document) == (
        "site.per_euro: the rate of XOF is fixed by law; 600 is not used. Delete it. "
        "Meanwhile the plan goes on with 655.957."
    )
    assert worked(document).readings[0].total_eur == worked(lome()).readings[0].total_eur
    assert not faults(changed(lome(), site__per_euro=Decimal("655.957")))


def test_nobody_comes() -> None:
    document = quiet()
    for one in document["source"]:
        one |= {"test_ratio": Decimal("0.001"), "interview_ratio": Decimal("0.001")}
    assert {cell: one.code for cell, one in faults(document).items()} == {"source.1.share_ratio": "nobody_comes"}
    reading = worked(document).readings[0]
    assert (reading.end.recruited, reading.end.on_payroll) == (0, 0)
    assert sum(row[3] for row in reading.tables["classes"].rows) == 22  # type: ignore[misc]  # places stay


def test_nobody_knows_where_recruits_come_from() -> None:
    """Every class is full, which nobody should take for a forecast; everything is worked out all the same."""
    document = quiet() | {"source": []}
    assert only(document) == (
        "source: no source brings applicants, so that every class is taken to be full. Add [[source]] with its stages."
    )
    assert worked(document).readings[0].end.recruited == 22
    unnamed = faults(quiet() | {"source": [{"share_ratio": 1}]})
    assert (unnamed["source.1.name"].code, unnamed["source"].code) == ("missing", "no_source")


def test_where_nobody_is_recruited_no_source_is_missed() -> None:
    document = quiet() | {"source": [], "class": [], "promise": []}
    assert "source" not in faults(document)


def test_no_share_of_any_programme() -> None:
    document = quiet()
    for one in document["programme"]:
        one["share_ratio"] = Decimal(0)
    assert only(document).startswith("programme.1.share_ratio: the shares of all programmes are 0")
    assert worked(document).readings[0].hour is None


def test_pay_below_the_minimum_wage() -> None:
    document = changed(lome(), pay__agent_month=Decimal(34_999))
    assert only(document) == (
        "pay.agent_month: 34999 is below the minimum wage of 35000; in force since 1 May 2012 "
        "(54etats.fr; savoirnews.net, 2 janvier 2023). Raise it, or have it confirmed."
    )
    # The wage is in francs: 300 euros are not below 35,000 of them.
    document["site"] |= {"currency": "EUR"}
    assert faults(document).keys() == {"site.currency"}  # only that the defaults are in francs


def test_a_country_without_holidays() -> None:
    document = changed(
        lome(), site__country="XX", presence__weekly_hours=40, pay__employer_charges_ratio=Decimal("0.2")
    )
    assert only(document).startswith("site.country: the holidays of XX are not known")


def test_names_that_stand_twice() -> None:
    document = quiet()
    document["support"][1]["name"] = "Superviseur"
    document["reference"][0]["name"] = "Atakpamé"
    found = faults(document)
    assert {cell: one.code for cell, one in found.items()} == {
        "support.2.name": "name_twice",
        "reference.1.name": "name_twice",
    }


def test_too_few_rooms_and_trainers() -> None:
    """The day on which the classes collide; a class on the free day after another's last is no collision."""
    start = date(2020, 8, 17)
    document = quiet()
    document["training"] |= {"rooms": 1, "trainers": 1}
    document["class"] = [one_class(start, 6), one_class(start + timedelta(weeks=3), 6)]
    assert {one.code for one in faults(document).values()} <= {"out_of_reach"}
    document["class"].append(one_class(start + timedelta(weeks=4), 7))
    found = [one for one in worked(document).faults if one.code != "out_of_reach"]
    assert [(one.code, one.cell) for one in found] == [
        ("rooms_short", "class.3.start"),
        ("trainers_short", "class.3.start"),
    ]
    assert ENGLISH.sentence(found[1]) == (
        "class.3.start: 3 trainers are needed on 14 Sept 2020, of 1. Space the classes out, or raise training.trainers."
    )


def test_a_class_that_a_holiday_puts_off_does_not_hold_its_room_longer() -> None:
    """Easter Monday 2020: the class starts on Tuesday and is over on Friday three weeks on, like the others."""
    document = quiet(site__opening=date(2020, 3, 1))
    document["training"] |= {"rooms": 1}
    document["class"] = [one_class(date(2020, 4, 14), 6), one_class(date(2020, 5, 4), 6)]
    assert not [one for one in worked(document).faults if one.code == "rooms_short"]
    document["class"] = [one_class(date(2020, 4, 15), 6), one_class(date(2020, 5, 4), 6)]
    assert [one.code for one in worked(document).faults if one.code == "rooms_short"]
