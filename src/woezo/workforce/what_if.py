"""What happens to a plan that has been decided: its calendar stays, something else does not. And what would do then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from woezo.workforce.calendars import regular
from woezo.workforce.plan import Class, Plan

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


def class_fails(plan: Plan) -> Plan:
    """Nobody of the second day of classes is certified (of the first, if there is no second)."""
    days = sorted({one.start for one in plan.classes})
    if not days:
        return plan
    failed = days[min(1, len(days) - 1)]

    def held(one: Class) -> Class:
        return replace(one, pass_ratio=Decimal(0)) if one.start == failed else one

    return replace(plan, classes=tuple(held(one) for one in plan.classes))


def programme_late(plan: Plan) -> Plan:
    """The first programme starts two months late, and its people wait."""
    if not plan.programmes:
        return plan
    first = min(range(len(plan.programmes)), key=lambda number: plan.programmes[number].start or plan.site.opening)
    late = tuple(
        replace(one, delay_months=one.delay_months + LATE_MONTHS) if number == first else one
        for number, one in enumerate(plan.programmes)
    )
    return replace(plan, programmes=late)


def pay_rises(plan: Plan) -> Plan:
    """All pay is a tenth higher."""
    return replace(
        plan,
        pay=replace(plan.pay, agent_month=plan.pay.agent_month * RISE, trainee_month=plan.pay.trainee_month * RISE),
        training=replace(plan.training, trainer_month_pay=plan.training.trainer_month_pay * RISE),
        nesting=replace(plan.nesting, coach_month_pay=plan.nesting.coach_month_pay * RISE),
        support=tuple(replace(one, month_pay=one.month_pay * RISE) for one in plan.support),
    )


WHAT_IFS: Final[dict[str, Callable[[Plan], Plan]]] = {
    "attrition_doubles": attrition_doubles,
    "class_fails": class_fails,
    "programme_late": programme_late,
    "pay_rises": pay_rises,
}


def kept(plan: Plan, change: Callable[[Plan], Plan]) -> Plan | None:
    """The changed plan with the smallest regular calendar that still keeps its promises; None if none does."""
    undecided = replace(plan, classes=())

    def befallen(held: tuple[Class, ...]) -> tuple[Class, ...]:
        return change(replace(undecided, classes=held)).classes

    held, unreached = regular(change(undecided), befallen)
    return None if unreached else change(replace(undecided, classes=held))
