"""A centre that is upgraded keeps the plans that were written in it."""

from __future__ import annotations

import pytest

from tests.upgrading import upgraded_from
from woezo.planning.models import Plan
from woezo.planning.reads import in_force, neighbours

pytestmark = pytest.mark.django_db(transaction=True)


def test_versions_that_knew_only_their_numbers_are_joined() -> None:
    """The second of three holds, of two plans written in turn: undo and redo go on as they did."""
    with upgraded_from("planning", "0004_told") as old:
        plans = [old.get_model("planning", "Plan").objects.create(name=name, created_at_ms=0) for name in ("A", "B")]
        for number in (1, 2, 3):
            for plan in plans:
                one = old.get_model("planning", "Revision").objects.create(
                    plan=plan, number=number, text=f"size = {number}", kind="change", at_ms=number
                )
                if number == 2:
                    plan.current = one
                    plan.save()
    for name in ("A", "B"):
        plan = Plan.objects.select_related("current").get(name=name)
        assert neighbours(plan) == (True, True)
        assert list(
            plan.revisions.filter(pk__in=in_force(plan)).order_by("number").values_list("number", flat=True)
        ) == [1, 2]
        assert plan.revisions.get(number=3).before == plan.current
