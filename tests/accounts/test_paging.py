"""Pages meet without a gap and without a row twice, though rows come and go while somebody reads."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db.models import QuerySet

from woezo.accounts.models import Role, User
from woezo.accounts.paging import Part, newest_page_of, page_of

pytestmark = pytest.mark.django_db
Page = Callable[[QuerySet[User], int | None, int], tuple[list[User], int | None]]


def newest(rows: QuerySet[User], before: int | None, limit: int) -> tuple[list[User], int | None]:
    """In parts that overlap, one of them empty."""
    everybody = User.objects.all()
    parts = [Part(everybody.filter(pk__gt=3)), Part(everybody, "name", ["0", "2", "6", "new"]), Part(everybody, "pk", []),
             Part(everybody.exclude(name="5"), "role", list(Role))]  # fmt: skip
    return newest_page_of(rows, parts, before, limit)


def users(count: int) -> list[int]:
    made = User.objects.bulk_create(
        User(email=f"{number}@example.org", name=str(number), role=Role.AGENT) for number in range(count)
    )
    return [user.pk for user in made]


def read(page: Page, limit: int) -> list[int]:
    """Every page, one after the other."""
    found: list[int] = []
    cursor: int | None = None
    while True:
        rows, cursor = page(User.objects.all(), cursor, limit)
        assert len(rows) <= limit
        found += [row.pk for row in rows]
        if cursor is None:
            return found


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_every_row_once_in_order(count: int, limit: int) -> None:
    there = users(count)
    assert read(page_of, limit) == there
    assert read(newest, limit) == there[::-1]


@pytest.mark.parametrize("seed", range(5))
def test_rows_that_stay_are_seen_once_whatever_comes_and_goes(seed: int) -> None:
    chance = random.Random(seed)
    there = users(20)
    leaving = chance.sample(there, 8)
    emails = iter(range(1000, 2000))

    def change() -> None:
        if leaving:
            User.objects.filter(pk=leaving.pop()).delete()
        User.objects.create_user(f"{next(emails)}@example.org", name="new", role=Role.AGENT)

    staying = set(there) - set(leaving)
    rows, cursor = newest(User.objects.all(), None, 3)
    found = [row.pk for row in rows]
    while cursor is not None:
        change()
        rows, cursor = newest(User.objects.all(), cursor, 3)
        found += [row.pk for row in rows]
    assert found == sorted(set(found), reverse=True), seed
    assert staying <= set(found), seed
    assert set(found) <= set(there), seed  # newest first: what comes meanwhile is not in the way


def test_a_cursor_whose_row_is_gone_goes_on_behind_it() -> None:
    there = users(6)
    _, cursor = page_of(User.objects.all(), None, 3)
    assert cursor == there[2]
    User.objects.filter(pk=cursor).delete()
    rows, end = page_of(User.objects.all(), cursor, 3)
    assert ([row.pk for row in rows], end) == (there[3:], None)
