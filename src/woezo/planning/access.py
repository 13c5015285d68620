"""Which plans a user may see. Every page goes through these functions."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import Http404

from woezo.accounts.models import Role, User
from woezo.planning.models import Plan

PLANNERS: Final = (Role.ADMINISTRATOR, Role.PLANNER)


def plans_visible_to(user: User) -> QuerySet[Plan]:
    """All for planner and administrator, who may also change them; none for anybody else."""
    return Plan.objects.all() if user.role in PLANNERS else Plan.objects.none()


def get_plan(user: User, pk: int) -> Plan:
    """The plan with its current version. Raises Http404, also where it exists and is not his to see."""
    found = plans_visible_to(user).select_related("current__author").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
