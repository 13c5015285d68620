"""Who may have lost a right is told of after the commit that took it, and nothing of a commit that never came."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction
from django.test import Client

from woezo.accounts.actions import choose_language, store
from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.accounts.sessions import doubt, on_doubt
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> Iterator[list[int]]:
    found: list[int] = []
    forget = on_doubt(found.append)
    yield found
    forget()


def administrator(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", "une brise sur la lagune", name=name, role="administrator")


def change(row: User, actor: User, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    store(row, row.save, sorted(fields), actor)


def test_after_the_commit_and_not_without_one(told: list[int]) -> None:
    with transaction.atomic():
        doubt(7)
        assert told == []
    assert told == [7]
    with suppress(Problem), transaction.atomic():
        doubt(8)
        raise Problem("busy")
    assert told == [7]


def test_who_no_longer_listens_is_not_told() -> None:
    found: list[int] = []
    on_doubt(found.append)()
    doubt(7)
    assert found == []


def test_a_changed_user_is_doubted(told: list[int]) -> None:
    ada, bob = administrator("ada"), administrator("bob")
    change(bob, ada, role=Role.VIGIE)
    assert told == [bob.pk]
    entry = AuditEntry.objects.get(action="changed")
    assert (entry.actor, entry.object_id, entry.detail) == (ada, str(bob.pk), {"fields": ["role"]})


@pytest.mark.parametrize("fields", [{"is_active": False}, {"role": Role.VIGIE}], ids=["leaves", "does something else"])
def test_the_last_administrator_stays_and_nobody_is_doubted(told: list[int], fields: dict[str, object]) -> None:
    ada = administrator("ada")
    with pytest.raises(Problem) as error:
        change(ada, ada, **fields)
    assert error.value.code == "last_administrator"
    ada.refresh_from_db()
    assert (ada.is_active, ada.role) == (True, Role.ADMINISTRATOR)
    assert told == []
    assert not AuditEntry.objects.exists()


def test_the_last_one_who_can_sign_in_stays(told: list[int]) -> None:
    """One without a password administers nothing once the other has left."""
    ada = administrator("ada")
    User.objects.create_user("new@example.org", name="new", role=Role.ADMINISTRATOR)
    with pytest.raises(Problem) as error:
        change(ada, ada, is_active=False)
    assert error.value.code == "last_administrator"
    assert told == []


def test_two_administrators_cannot_leave_at_once() -> None:
    """Both would have left the other behind. The barrier opens only if both come between the count and the commit."""
    ada, bob = administrator("ada"), administrator("bob")
    meeting = Barrier(2, timeout=0.5)

    def leave(row: User) -> str:
        def write() -> None:
            row.save()
            with suppress(BrokenBarrierError):
                meeting.wait()

        row.is_active = False
        try:
            store(row, write, ["is_active"], row)
        except Problem as problem:
            return problem.code
        finally:
            connection.close()
        return "left"

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(leave, (ada, bob)))
    assert sorted(answers) == ["last_administrator", "left"]
    assert User.objects.filter(is_active=True).count() == 1


def test_signing_out_doubts_whoever_was_signed_in(told: list[int]) -> None:
    ada = administrator("ada")
    browser = Client()
    browser.post("/sign-out/")
    assert told == []
    browser.force_login(ada)
    browser.post("/sign-out/")
    assert told == [ada.pk]


def test_a_language_is_no_reason_to_doubt(told: list[int]) -> None:
    ada = administrator("ada")
    choose_language(ada, "en")
    ada.refresh_from_db()
    assert (ada.language, told) == ("en", [])
