"""Headcount sheets are written with a trail, read without what may not be shown, and refused with words that help."""

from __future__ import annotations

import gettext
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.api.floor import NOW_MS
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.entrypoints.cli import LOCALE
from woezo.parameters.faults import Fault, fault
from woezo.planning.models import Headcount, Plan
from woezo.planning.promises import headcounts
from woezo.planning.promises.headcount_words import FAULTS, sentence
from woezo.planning.wording.words import Words
from woezo.trail.clock import set_clock
from woezo.trail.models import AuditEntry
from woezo.workforce.promises.headcount_file import LARGEST_BYTES, MOST_ROWS
from woezo.workforce.promises.observed import Observation

pytestmark = pytest.mark.django_db
ENGLISH = Words(gettext.NullTranslations().gettext, "en_GB")
FRENCH = Words(gettext.translation("django", LOCALE, ["fr"]).gettext, "fr")
CELLS = {"day": "2020-12-31", "recruited": "100", "on_payroll": "80", "certified": "70", "note": "end of year"}
HEAD = "day,recruited,on_payroll,certified,nationals,women\n"


def trail() -> list[tuple[str, list[str]]]:
    rows = AuditEntry.objects.filter(object_type="headcount").order_by("pk")
    return [(row.action, row.detail["fields"]) for row in rows]


def imports(plan: Plan) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(action="imported", object_type="headcounts", object_id=str(plan.pk))
    return [row.detail for row in rows.order_by("pk")]


def said(faults: list[Fault], words: Words = ENGLISH) -> list[str]:
    return [sentence(one, words).replace("\xa0", " ") for one in faults]


def refused(code: str, act: Any, *args: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        act(*args)
    assert caught.value.code == code
    assert caught.value.body()["error"]["remedy"]
    return caught.value


# -- written and read -------------------------------------------------------------------------------------------------------
def test_a_sheet_is_entered_read_corrected_and_deleted(plan: Plan, awa: User, koffi: User) -> None:
    assert headcounts.enter(plan, CELLS | {"women": "60"}, awa) == []
    (sheet,) = headcounts.sheets_of(plan)
    assert sheet.seen == Observation(date(2020, 12, 31), 100, 80, 70, women=60)
    assert (sheet.note, sheet.author, sheet.at_ms, sheet.hidden) == ("end of year", awa, NOW_MS, frozenset())
    set_clock(lambda: NOW_MS + 60_000)
    assert headcounts.correct(plan, sheet.pk, sheet.at_ms, CELLS | {"recruited": "101", "women": "60"}, koffi) == []
    (after,) = headcounts.sheets_of(plan)
    assert (after.seen.recruited, after.author, after.at_ms) == (101, koffi, NOW_MS + 60_000)
    assert headcounts.remove(plan, after.pk, after.at_ms, awa) == date(2020, 12, 31)
    assert headcounts.sheets_of(plan) == []
    assert trail() == [("created", []), ("changed", ["recruited"]), ("removed", [])]


def test_the_day_of_a_sheet_stays(plan: Plan, awa: User) -> None:
    headcounts.enter(plan, CELLS, awa)
    (sheet,) = headcounts.sheets_of(plan)
    assert headcounts.correct(plan, sheet.pk, sheet.at_ms, CELLS | {"day": "2019-01-01"}, awa) == []
    assert [one.seen.day for one in headcounts.sheets_of(plan)] == [date(2020, 12, 31)]
    assert trail() == [("created", [])]  # nothing has changed


def test_a_second_sheet_of_a_day_is_refused(plan: Plan, awa: User) -> None:
    headcounts.enter(plan, CELLS, awa)
    assert said(headcounts.enter(plan, CELLS, awa)) == [
        "Day: there is a sheet of 31 Dec 2020 already. Correct that one."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(plan=plan, day=date(2020, 12, 31), recruited=1, on_payroll=1, certified=1, at_ms=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(plan=plan, day=date(2020, 11, 30), recruited=1, on_payroll=2, certified=1, at_ms=1)


def test_who_corrects_second_is_told(plan: Plan, awa: User, koffi: User) -> None:
    headcounts.enter(plan, CELLS, awa)
    (old,) = headcounts.sheets_of(plan)
    set_clock(lambda: NOW_MS + 60_000)
    headcounts.correct(plan, old.pk, old.at_ms, CELLS | {"recruited": "101"}, koffi)
    problem = refused("headcount_changed", headcounts.correct, plan, old.pk, old.at_ms, CELLS, awa)
    assert (problem.values["who"], problem.values["time"]) == ("Koffi", "12:01")
    refused("headcount_changed", headcounts.remove, plan, old.pk, old.at_ms, awa)
    refused("headcount_gone", headcounts.remove, plan, old.pk + 1, old.at_ms, awa)
    other = Plan.objects.create(name="Kara", created_at_ms=1)
    refused("headcount_gone", headcounts.correct, other, old.pk, NOW_MS + 60_000, CELLS, awa)
    koffi.delete()
    assert headcounts.sheets_of(plan)[0].author is None
    assert refused("headcount_changed", headcounts.remove, plan, old.pk, 0, awa).values["who"] == "Le système"


def test_what_may_not_be_shown_is_not_read_and_stays_when_the_form_comes_back(plan: Plan, awa: User) -> None:
    headcounts.enter(plan, CELLS | {"nationals": "97", "women": "60", "first_jobs": "4"}, awa)
    (sheet,) = headcounts.sheets_of(plan)
    assert sheet.hidden == {"nationals", "first_jobs"}
    assert (sheet.seen.nationals, sheet.seen.women, sheet.seen.youth, sheet.seen.first_jobs) == (None, 60, None, None)
    form = CELLS | {"nationals": "hidden", "women": "61", "first_jobs": ""}
    assert headcounts.correct(plan, sheet.pk, sheet.at_ms, form, awa) == []
    row = Headcount.objects.get()
    assert (row.nationals, row.women, row.first_jobs) == (97, 61, None)
    assert trail()[-1] == ("changed", ["women", "first_jobs"])


# -- a file -------------------------------------------------------------------------------------------------------------------
def test_a_file_is_taken_and_taken_again(plan: Plan, awa: User) -> None:
    text = HEAD + "2020-10-31,60,55,40,40,30\n2020-11-30,80,70,50,,40\n"
    assert headcounts.take(plan, text.encode(), awa) == (2, [])
    assert headcounts.take(plan, text.encode(), awa) == (0, [])
    assert headcounts.take(plan, text.replace("80,70", "81,70").encode(), awa) == (1, [])
    assert [one.seen.recruited for one in headcounts.sheets_of(plan)] == [60, 81]
    assert trail() == []
    assert imports(plan) == [
        {"created": 2, "changed": 0, "fields": []},
        {"created": 0, "changed": 1, "fields": ["recruited"]},
    ]


def test_a_long_file_is_written_in_few_statements(plan: Plan, awa: User) -> None:
    """All that others wait for: SQLite takes some sixty sheets a statement."""
    days = [str(date(2015, 1, 1) + timedelta(days=at)) for at in range(MOST_ROWS)]
    text = HEAD + "".join(f"{day},{at + 9},5,4,5,6\n" for at, day in enumerate(days))
    for sent in (text, text.replace(",5,4,", ",6,4,")):
        with CaptureQueriesContext(connection) as asked:
            assert headcounts.take(plan, sent.encode(), awa)[1] == []
        assert len(asked) <= 60
    assert [(one["created"], one["changed"]) for one in imports(plan)] == [(MOST_ROWS, 0), (0, MOST_ROWS)]
    assert Headcount.objects.filter(on_payroll=6).count() == MOST_ROWS


def test_a_file_with_a_fault_keeps_nobody_waiting(plan: Plan, awa: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert headcounts.take(plan, f"{HEAD}2020-10-31,60,70,40,,\n".encode(), awa)[1]
    assert {one["sql"].split()[0] for one in asked} == {"SELECT"}


def test_who_writes_while_a_sheet_is_checked_is_seen(plan: Plan, awa: User, koffi: User) -> None:
    """A colleague's sheet of the same day comes between the check and the lock: it is not lost, and not doubled."""
    colleague = [lambda: headcounts.enter(plan, CELLS, koffi)]

    def before_the_lock(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and colleague:
            assert colleague.pop()() == []
        return execute(sql, *rest)

    with connection.execute_wrapper(before_the_lock):
        assert said(headcounts.enter(plan, CELLS | {"recruited": "120"}, awa)) == [
            "Day: there is a sheet of 31 Dec 2020 already. Correct that one."
        ]
    assert [(one.seen.recruited, one.author) for one in headcounts.sheets_of(plan)] == [(100, koffi)]


def test_one_bad_line_and_nothing_is_written(plan: Plan, awa: User) -> None:
    text = HEAD + "2020-10-31,60,55,40,40,30\n2020-11-30,50,70,50,90,x\n31/13/2020,-1,,3,1,1\n2027-01-01,90,1,1,1,1\n"
    written, faults = headcounts.take(plan, text.encode(), awa)
    assert (written, Headcount.objects.count(), trail()) == (0, 0, [])
    assert said(faults) == [
        "Line 3, Women: “x” is no number of people. Write a whole number: 120.",
        "Line 4, Day: “31/13/2020” is no day. Write year, month, day (2020-12-31) or day, month, year (31/12/2020).",
        "Line 4, Recruited: -1 is negative. Write 0 or more.",
        "Line 4, On the payroll: there is no figure. Write how many people; 0 if nobody.",
        "Line 5, Day: 1 Jan 2027 has not come yet: today is 23 Nov 2026. Write the day on which people were counted.",
    ]
    mended = text.replace(",x", ",20").replace("31/13/2020,-1,,3", "31/12/2020,90,80,3").replace("2027", "2021")
    faults = headcounts.take(plan, mended.encode(), awa)[1]
    assert said(faults, FRENCH) == [
        "Ligne 3, En poste : 70, plus que de recrutés (50). Corrigez l’un des deux.",
        "Ligne 3, Nationaux : 90, plus que de recrutés (50). Corrigez l’un des deux.",
        "Ligne 3, Recrutés : 50, moins que le 31 oct. 2020 (60). "
        "Tous ceux qui ont été recrutés comptent : corrigez cette feuille ou l’autre.",
    ]
    assert headcounts.take(plan, mended.replace("50,70,50,90", "70,60,50,60").encode(), awa) == (4, [])


def test_a_file_that_is_too_large_is_not_read(plan: Plan, awa: User) -> None:
    written, faults = headcounts.take(plan, HEAD.encode() + b"x" * LARGEST_BYTES, awa)
    assert (written, said(faults)) == (0, ["This file has 201 kB, 200 kB at most. Divide it."])


# -- numbers in words -------------------------------------------------------------------------------------------------------
def test_numbers_in_faults_have_the_sign_of_the_language(plan: Plan, awa: User) -> None:
    """What was typed and cannot be read stays as it was typed, and so do years."""
    typed = f"{HEAD}2020-11-30,1160,0,0,-1200,1e9\n1980-01-01,20000,1,1,\n"
    faults = headcounts.take(plan, typed.encode(), awa)[1]
    assert said(faults) == [
        "Line 2, Nationals: -1,200 is negative. Write 0 or more.",
        "Line 2, Women: “1e9” is no number of people. Write a whole number: 120.",
        "Line 3, Day: 1 Jan 1980 is no day of a plan. Write a year from 1990 to 2150.",
        "Line 3, Recruited: 20,000 people. Write 10,000 at most: this is one site.",
    ]
    assert said(faults, FRENCH)[3].startswith("Ligne 3, Recrutés : 20\u202f000 personnes.")
    faults = headcounts.take(plan, f"{HEAD}2020-10-31,1161,1162,4,,\n".encode(), awa)[1]
    assert said(faults) == ["Line 2, On the payroll: 1,162, more than were recruited (1,161). Correct one of the two."]
    assert said(
        [
            fault("too_many_rows", "", line=0, most=MOST_ROWS),
            fault("day_twice", "day", date(2020, 5, 1), line=1200, other=1100),
        ]
    ) == [
        "At most 2,000 lines are taken at once. Divide the file.",
        "Line 1,200, Day: 1 May 2020 stands on line 1,100 already. Delete one of the two lines.",
    ]


# -- words ------------------------------------------------------------------------------------------------------------------
def test_every_fault_is_said_in_both_languages(plan: Plan, awa: User) -> None:
    """Each comes about by what somebody sends; none is left without words."""
    files = [
        HEAD + "1,1,1,1,1,1,1",
        HEAD + ",1,1",
        HEAD + "x,1,1,1",
        HEAD + "2020-12-31,1,1,1,hidden",
        HEAD + "0001-01-01,1,1,1",
        HEAD + "2020-12-31,1,1,1\n" * 2,
        HEAD + "2100-01-01,1,1,1",
        HEAD + "2020-12-31,,x,-1,99999,hidden",
        HEAD + "2020-12-31,1,2,3,4",
        HEAD + "2020-12-31,2,1,1\n2021-12-31,1,1,1",
        HEAD + '2020-12-31,"',
        HEAD + "2020-12-31,1,1,1\n" * (MOST_ROWS + 1),
        HEAD,
        HEAD.replace("women", "woman") + "1",
        HEAD.replace("women", "turnover") + "1",
        HEAD.replace("women", "nationals") + "1",
        "day,note\n1,1",
        "x" * (LARGEST_BYTES + 1),
    ]
    faults = [one for text in files for one in headcounts.take(plan, text.encode(), awa)[1]]
    faults += headcounts.enter(plan, CELLS | {"note": "x" * 300}, awa)
    faults += headcounts.enter(plan, CELLS | {"note": "a\x00b"}, awa)
    assert headcounts.enter(plan, CELLS, awa) == []
    faults += headcounts.enter(plan, CELLS, awa)
    faults += headcounts.enter(plan, CELLS | {"day": "2019-12-31", "recruited": "200"}, awa)
    headcounts.enter(plan, CELLS | {"day": "2021-06-30", "nationals": "99"}, awa)
    faults += headcounts.take(plan, f"{HEAD}2021-06-30,100,1,1,99\n2022-06-30,100,1,1,hidden".encode(), awa)[1]
    faults += headcounts.take(plan, f"{HEAD}2020-12-31,90,1,1\n2021-06-30,98,1,1,hidden".encode(), awa)[1]
    faults.append(fault("file_missing", "", line=0))
    faults.append(fault("too_many_sheets", "", 4_001, line=0, most=4_000))
    assert {one.code for one in faults} == set(FAULTS) - {"unknown_column_near"}
    for one in faults:
        english, french = sentence(one, ENGLISH), sentence(one, FRENCH)
        assert english != french
        assert "{" not in english + french
        assert len(re.findall(r"[.?](?= |$)", english)) >= 2, english  # what is wrong, and what to do
    assert said([one for one in faults if one.code == "unknown_column"]) == [
        "Line 1: “woman” is none of the columns. Did you mean “Women”?",
        "Line 1: “turnover” is none of the columns. Delete it, or call it one of: Day, Recruited, On the payroll, Certified, "
        "Nationals, Women, Youth (18-35), First jobs, Note.",
    ]
