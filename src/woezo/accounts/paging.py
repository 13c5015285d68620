"""Lists of the API: at most 200 rows and the cursor of the next ones, the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from pydantic import Field

Limit = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=-(2**53), le=2**53)]

Row = TypeVar("Row", bound=Model)
STATEMENTS_AT_ONCE, VALUES_AT_ONCE = 400, 900
"""SQLite joins five hundred statements at most, and its older versions take 999 values."""
IDS_AT_ONCE: Final = 800
ONE_OF_MANY: Final = "SELECT * FROM ({}) AS part"  # SQLite has no brackets around a statement with a limit
EACH: Final = object()


class Part(NamedTuple):
    """Rows whose column has one of some values; without a column, all of `rows`.

    Asked for the newest under any of several values, a database reads a table backwards until it has enough: all of it,
    where they are few or old. Asked for each value by itself, it finds them at the end of an index.
    """

    rows: QuerySet[Any]
    column: str = ""
    values: Sequence[Any] = (None,)


def page_of(rows: QuerySet[Row], after: int | None, limit: int) -> tuple[list[Row], int | None]:
    """Rows with a greater id than `after`, in order of id, and the id to ask on from if there are more."""
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return _cut(list(rows.order_by("pk")[: limit + 1]), limit)


def newest_page_of(
    rows: QuerySet[Row], parts: Sequence[Part], before: int | None, limit: int
) -> tuple[list[Row], int | None]:
    """The same, newest first, of rows that all stand in one of the parts or in several; what else is there is passed
    over."""
    found: list[Row] = []
    count = limit + 1
    while len(found) <= limit:
        ids = _newest_ids(parts, before, count)
        found += rows.filter(pk__in=ids).order_by("-pk")
        if len(ids) < count:
            break
        before, count = ids[-1], min(4 * count, IDS_AT_ONCE)
    return _cut(found, limit)


def _newest_ids(parts: Sequence[Part], before: int | None, count: int) -> list[int]:
    """The newest ids of the parts together."""
    found: set[int] = set()
    for part in parts:
        sql, places = _statement(part, before, count)
        at_once = max(1, min(STATEMENTS_AT_ONCE, VALUES_AT_ONCE // max(1, len(places))))
        for start in range(0, len(part.values), at_once):
            some = part.values[start : start + at_once]
            with connection.cursor() as cursor:
                cursor.execute(
                    " UNION ALL ".join([ONE_OF_MANY.format(sql)] * len(some)),
                    [value if place is EACH else place for value in some for place in places],
                )
                found.update(id for (id,) in cursor.fetchall())
    return sorted(found, reverse=True)[:count]


def _statement(part: Part, before: int | None, count: int) -> tuple[str, tuple[Any, ...]]:
    """For one value, with EACH in its place: Django's compiler would take longer for two hundred than the database."""
    rows = part.rows if before is None else part.rows.filter(pk__lt=before)
    if part.column:
        rows = rows.filter(**{part.column: RawSQL("%s", [EACH])})
    return rows.order_by("-pk").values_list("pk")[:count].query.sql_with_params()


def _cut(found: list[Row], limit: int) -> tuple[list[Row], Any]:
    return found[:limit], found[limit - 1].pk if len(found) > limit else None
