"""Lists of the API: at most 200 rows and the cursor of the next ones, the same for all."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from pydantic import Field

Limit = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=-(2**53), le=2**53)]

Row = TypeVar("Row", bound=Model)


def page_of(rows: QuerySet[Row], after: int | None, limit: int) -> tuple[list[Row], int | None]:
    """Rows with a greater id than `after`, in order of id, and the id to ask on from if there are more."""
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return _cut(list(rows.order_by("pk")[: limit + 1]), limit)


def newest_page_of(rows: QuerySet[Row], before: int | None, limit: int) -> tuple[list[Row], int | None]:
    """The same, newest first."""
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return _cut(list(rows.order_by("-pk")[: limit + 1]), limit)


def _cut(found: list[Row], limit: int) -> tuple[list[Row], Any]:
    return found[:limit], found[limit - 1].pk if len(found) > limit else None
