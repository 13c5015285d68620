"""What a sheet tells is decided when it is written: nobody learns of a hidden figure by typing, correcting or deleting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.upgrading import upgraded_from
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning.models import Headcount, Plan, Told
from woezo.planning.promises import headcounts
from woezo.trail.models import AuditEntry

FIRST = date(2020, 3, 31)
HEAD = "day,recruited,on_payroll,certified,women\n"


def day(at: int) -> date:
    return FIRST + timedelta(days=at)


def cells(at: int, recruited: int, women: object) -> dict[str, str]:
    figures = {"recruited": recruited, "on_payroll": 0, "certified": 0, "women": women}
    return {"day": str(day(at)), **{name: str(value) for name, value in figures.items()}}


def sheets(plan: Plan, actor: User, *figures: tuple[int, int]) -> None:
    for at, (recruited, women) in enumerate(figures):
        assert headcounts.enter(plan, cells(at, recruited, women), actor) == []


def women(plan: Plan) -> list[int | None]:
    return [one.seen.women for one in headcounts.sheets_of(plan)]


def remove(plan: Plan, at: int, actor: User) -> None:
    row = plan.headcounts.get(day=day(at))
    headcounts.remove(plan, row.pk, row.at_ms, actor)


def correct(plan: Plan, at: int, recruited: int, typed: object, actor: User) -> None:
    row = plan.headcounts.get(day=day(at))
    assert headcounts.correct(plan, row.pk, row.at_ms, cells(at, recruited, typed), actor) == []


# -- one by one ---------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("guess", [3, 4])
def test_a_guess_over_a_hidden_figure_does_not_tell_whether_it_is_right(plan: Plan, awa: User, guess: int) -> None:
    sheets(plan, awa, (104, 4))
    text = f"{HEAD}{day(0)},104,0,0,{guess}\n"
    assert headcounts.take(plan, text.encode(), awa) == (1, [])
    correct(plan, 0, 104, guess, awa)
    found = AuditEntry.objects.filter(object_type__startswith="headcount").order_by("pk")
    assert [(one.action, one.detail["fields"]) for one in found] == [
        ("created", []),
        ("imported", ["women"]),
        ("changed", ["women"]),
    ]
    assert women(plan) == [None]


@pytest.mark.django_db
def test_the_end_of_a_sheet_unhides_no_other(plan: Plan, awa: User) -> None:
    """The second sheet would be told without the first one: who saw that would know of the two who came."""
    sheets(plan, awa, (20, 12), (22, 13))
    assert women(plan) == [12, None]
    remove(plan, 0, awa)
    assert women(plan) == [None]
    assert headcounts.enter(plan, cells(2, 22, 13), awa) == []  # nor a new one in its place
    assert women(plan) == [None, None]
    remove(plan, 1, awa)
    remove(plan, 2, awa)
    assert headcounts.enter(plan, cells(2, 23, 13), awa) == []
    assert headcounts.enter(plan, cells(3, 30, 17), awa) == []
    assert women(plan) == [None, 17]


@pytest.mark.django_db
def test_a_correction_unhides_no_other_sheet_and_hides_none(plan: Plan, awa: User) -> None:
    """Else who corrects the first one again and again finds the second one."""
    sheets(plan, awa, (20, 12), (30, 14), (60, 40))
    assert women(plan) == [12, None, 40]
    for guess in range(21):
        correct(plan, 0, 20, guess, awa)
        assert women(plan)[1:] == [None, 40]


@pytest.mark.django_db
def test_a_correction_by_a_few_is_hidden(plan: Plan, awa: User) -> None:
    sheets(plan, awa, (104, 62))
    correct(plan, 0, 104, 63, awa)
    assert women(plan) == [None]
    correct(plan, 0, 104, "hidden", awa)
    assert Headcount.objects.get().women == 63
    correct(plan, 0, 104, 62, awa)  # as it was told
    assert women(plan) == [62]
    correct(plan, 0, 104, 26, awa)
    assert women(plan) == [26]


@pytest.mark.django_db
def test_what_stays_in_a_form_is_not_decided_on_anew(plan: Plan, awa: User) -> None:
    sheets(plan, awa, (20, 12), (30, 17))
    row = plan.headcounts.get(day=day(1))
    form = cells(1, 30, 17) | {"note": "x"}
    assert headcounts.correct(plan, row.pk, row.at_ms, form, awa) == []
    assert headcounts.correct(plan, row.pk, row.at_ms, form | {"women": "hidden", "note": "y"}, awa) == []
    assert women(plan) == [12, 17]
    assert headcounts.correct(plan, row.pk, row.at_ms, form | {"women": ""}, awa) == []
    assert [one.hidden for one in headcounts.sheets_of(plan)] == [frozenset(), frozenset()]


@pytest.mark.django_db
def test_a_file_is_decided_on_in_the_order_of_its_days(plan: Plan, awa: User) -> None:
    """Whatever the order of its lines."""
    lines = [f"{day(at)},{20 + 10 * at},0,0,{12 + 5 * at}\n" for at in range(5)]
    random.Random(5).shuffle(lines)
    assert headcounts.take(plan, (HEAD + "".join(lines)).encode(), awa) == (5, [])
    assert women(plan) == [12, 17, 22, 27, 32]
    plan.delete()
    assert not Told.objects.exists()


# -- at random ------------------------------------------------------------------------------------------------------------
def acts(rng: random.Random, truth: list[tuple[int, int]]) -> Iterator[Any]:
    """What somebody may try who has not written the sheets: the same for both plans."""
    while True:
        at, recruited = rng.randrange(12), rng.choice([one for one, _ in truth] + [rng.randint(0, 70)])
        guess = rng.choice([one for _, one in truth] + [rng.randint(0, 70), "hidden", ""])
        kind = rng.choice(["enter", "correct", "correct", "take", "remove"])
        yield lambda plan, actor, k=kind, a=at, r=recruited, g=guess: act(plan, actor, k, a, r, g)


def act(plan: Plan, actor: User, kind: str, at: int, recruited: int, guess: object) -> object:
    """The answer, as it is shown."""
    row = plan.headcounts.filter(day=day(at)).first()
    pk, seen, form = (row.pk if row else 0), (row.at_ms if row else 0), cells(at, recruited, guess)
    try:
        if kind == "enter":
            return headcounts.enter(plan, form, actor)
        if kind == "correct":
            return headcounts.correct(plan, pk, seen, form, actor)
        if kind == "remove":
            return headcounts.remove(plan, pk, seen, actor)
        text = f"{HEAD}{day(at)},{recruited},0,0,{guess}\n{day(at + 1)},{recruited},0,0,{guess}\n"
        return headcounts.take(plan, text.encode(), actor)
    except Problem as problem:
        return problem.code


def shown(plan: Plan) -> list[Any]:
    return [(one.seen, one.hidden, one.note, one.author, one.at_ms) for one in headcounts.sheets_of(plan)]


def left_behind(known: int) -> list[Any]:
    return [(one.action, one.detail) for one in AuditEntry.objects.filter(pk__gt=known).order_by("pk")]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_two_plans_that_show_the_same_answer_the_same(plan: Plan, awa: User, koffi: User, seed: int) -> None:
    """They differ in hidden figures only. Whatever somebody types, corrects, imports or deletes, he cannot tell them apart."""
    rng, other = random.Random(seed), Plan.objects.create(name="Kara", created_at_ms=1)
    truth, twin = [(0, 0)], [(0, 0)]
    for at in range(5):
        more = rng.randint(0, 6), rng.randint(0, 25)
        truth.append((truth[-1][0] + sum(more), truth[-1][1] + more[0]))
        sheets_at = cells(2 * at, *truth[-1])
        assert headcounts.enter(plan, sheets_at, koffi) == []
        is_hidden = women(plan)[-1] is None
        choices = [one for one in range(5) if one <= truth[-1][0]] if is_hidden else [truth[-1][1]]
        base = max((one for one in women(plan) if one is not None), default=0) if is_hidden else 0
        number = min(truth[-1][0], base + rng.choice(choices))
        twin.append((truth[-1][0], number))
        assert headcounts.enter(other, cells(2 * at, *twin[-1]), koffi) == []
    assert shown(plan) == shown(other), seed
    assert truth != twin, f"seed {seed} tests nothing"
    tries = acts(rng, truth + twin)
    for _ in range(25):
        attempt, answers = next(tries), []
        for one in (plan, other):
            before = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
            answers.append((attempt(one, awa), left_behind(before), shown(one)))
        assert answers[0] == answers[1], seed


# -- an upgrade ---------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_sheets_from_before_it_was_stored_tell_what_they_told() -> None:
    with upgraded_from("planning", "0003_site_files") as old:
        plan = old.get_model("planning", "Plan").objects.create(name="Lomé", created_at_ms=1)
        for at, (recruited, number) in reversed(list(enumerate([(20, 12), (22, 13), (30, 17)]))):
            old.get_model("planning", "Headcount").objects.create(
                plan=plan, day=day(at), recruited=recruited, on_payroll=0, certified=0, women=number, at_ms=1
            )
    assert women(Plan.objects.get()) == [12, None, 17]
    assert Told.objects.get(indicator="women").figures == [[20, 12], [30, 17], [22, None]]
