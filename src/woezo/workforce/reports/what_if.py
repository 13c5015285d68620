"""What happens to a plan that has been decided: its calendar stays, something else does not. And what would do then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from woezo.workforce.hiring.calendars import regular
from woezo.workforce.hiring.plan import Class, Plan, Programme
from woezo.workforce.hiring.results import Which, usual

Change = Callable[[Plan], Plan]
LATE_MONTHS: Final = 2
RISE: Final = Decimal("1.1")


def attrition_doubles(plan: Plan) -> Plan:
    """Twice as many leave in each month."""
    was = plan.attrition
    return replace(
        plan,
        attrition=replace(
            was,
            months_1_to_3_ratio=min(Decimal(1), 2 * was.months_1_to_3_ratio),
            months_4_to_12_ratio=min(Decimal(1), 2 * was.months_4_to_12_ratio),
            later_ratio=min(Decimal(1), 2 * was.later_ratio),
        ),
    )


def class_fails(plan: Plan, since: date | None = None) -> Plan:
    """Nobody of a day of classes is certified: of the second (of the first, if there is no second), or of the first one since
    a day. Since, for a calendar that would keep the promise in spite of it may have no class on that very day.
    """
    if since is None:
        failed = usual(plan, plan.classes).failing
    else:
        failed = min((one.start for one in plan.classes if one.start >= since), default=None)

    def held(one: Class) -> Class:
        return replace(one, pass_ratio=Decimal(0)) if one.start == failed else one

    return replace(plan, classes=tuple(held(one) for one in plan.classes))


def programme_late(plan: Plan, number: int | None = None) -> Plan:
    """A programme starts two months late, and its people wait: the one of that number, else the one that starts first."""
    late = number if number in {one.number for one in plan.programmes} else usual(plan, ()).late

    def moved(one: Programme) -> Programme:
        return replace(one, delay_months=one.delay_months + LATE_MONTHS) if one.number == late else one

    return replace(plan, programmes=tuple(map(moved, plan.programmes)))


def pay_rises(plan: Plan) -> Plan:
    """All pay is a tenth higher."""
    return replace(
        plan,
        pay=replace(plan.pay, agent_month=plan.pay.agent_month * RISE, trainee_month=plan.pay.trainee_month * RISE),
        training=replace(plan.training, trainer_month_pay=plan.training.trainer_month_pay * RISE),
        nesting=replace(plan.nesting, coach_month_pay=plan.nesting.coach_month_pay * RISE),
        support=tuple(replace(one, month_pay=one.month_pay * RISE) for one in plan.support),
    )


WHAT_IFS: Final[dict[str, Change]] = {
    "attrition_doubles": attrition_doubles,
    "class_fails": class_fails,
    "programme_late": programme_late,
    "pay_rises": pay_rises,
}


def befalling(plan: Plan, which: Which) -> dict[str, Change]:
    """Every what-if by its code; behind a colon stands what was chosen for it: a day (ISO 8601), or a programme's name."""
    chosen: dict[str, tuple[str, Change]] = {}
    if which.failing is not None:
        chosen["class_fails"] = (f"class_fails:{which.failing}", partial(class_fails, since=which.failing))
    for late in plan.programmes:
        if late.number == which.late:
            chosen["programme_late"] = (f"programme_late:{late.name}", partial(programme_late, number=late.number))
    return dict(chosen.get(name, (name, change)) for name, change in WHAT_IFS.items())


def kept(plan: Plan, change: Change) -> Plan | None:
    """The changed plan with the smallest regular calendar that still keeps its promises; None if none does."""
    undecided = replace(plan, classes=())

    def befallen(held: tuple[Class, ...]) -> tuple[Class, ...]:
        return change(replace(undecided, classes=held)).classes

    held, unreached = regular(change(undecided), befallen)
    return None if unreached else change(replace(undecided, classes=held))
