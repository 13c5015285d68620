"""Plans as the pages show them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language

from woezo.accounts.models import User
from woezo.planning.access import plans_visible_to
from woezo.planning.models import Plan, Revision
from woezo.planning.texts.supplied import texts
from woezo.planning.texts.toml import read, value_at

SITE: Final = "site.name"
OPENS: Final = "site.opening"


class Preset(NamedTuple):
    """A plan to begin with."""

    code: str
    name: str
    text: str


def presets() -> dict[str, Preset]:
    """By code, in alphabetical order, in the language of the reader."""
    return _presets((get_language() or "").partition("-")[0])


@cache
def _presets(language: str) -> dict[str, Preset]:
    return {code: _preset(code, text) for code, text in texts(language).items()}


def _preset(code: str, text: str) -> Preset:
    return Preset(code, str(value_at(read(text), SITE)), text)


def plans_of(user: User) -> list[Plan]:
    """Those that he may see, by name, without their texts."""
    rows = plans_visible_to(user).select_related("current__author").defer("current__text")
    return list(rows.order_by("name"))


def history_of(plan: Plan) -> QuerySet[Revision]:
    """All versions, the latest first, those that were undone included; without their texts."""
    return plan.revisions.select_related("author").defer("text").order_by("-number")


def version_of(plan: Plan, number: int) -> Revision | None:
    """One version with its text."""
    return plan.revisions.select_related("author").filter(number=number).first()


def since(plan: Plan, seen: int) -> list[Revision]:
    """What has been done to the plan after a version was seen, the latest first; at least what stands there now."""
    assert plan.current is not None
    rows = plan.revisions.select_related("author").filter(pk__in=in_force(plan), pk__gt=seen)
    return list(rows.defer("text").order_by("-number")) or [plan.current]


def in_force(plan: Plan) -> list[int]:
    """The keys of the versions that the current one was made from, one from the other, itself first; the rest was undone."""
    before = dict(plan.revisions.values_list("pk", "before_id"))
    found, here = [], plan.current_id
    while here is not None:
        found.append(here)
        here = before.get(here)
    return found


def neighbours(plan: Plan) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to redo."""
    assert plan.current is not None
    return plan.current.before_id is not None, plan.current.after.exists()


def heading(document: dict[str, Any]) -> tuple[Any, Any]:
    """The site's name and the day it opens, as they stand in a plan."""
    return value_at(document, SITE), value_at(document, OPENS)
