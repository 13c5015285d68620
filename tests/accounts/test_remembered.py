"""A user is read once a minute, and yet whatever takes a right away takes it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from woezo.accounts import remembered
from woezo.accounts.actions import choose_language, store
from woezo.accounts.models import User
from woezo.accounts.remembered import LASTS_MS, Remembered
from woezo.accounts.sessions import on_doubt

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/api/v1/queues"


class Memory:
    """What a served centre attaches, with a clock of its own."""

    def __init__(self) -> None:
        self.now_ms = 1_000
        self.remembered = Remembered(lambda: self.now_ms)


@pytest.fixture
def memory() -> Iterator[Memory]:
    found = Memory()
    remembered.attach(found.remembered)
    deaf = on_doubt(found.remembered.forget)
    yield found
    deaf()
    remembered.detach()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("v@example.org", "une phrase longue", name="V", role="vigie", language="fr")


@pytest.fixture
def client(user: User, client: Client) -> Client:
    client.force_login(user)
    return client


def queries(client: Client) -> list[str]:
    """The tables of accounts that one request reads."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(ADDRESS).status_code == 200
    sql = [query["sql"] for query in seen.captured_queries]
    return [text for text in sql if "django_session" in text or "accounts_user" in text]


def test_the_second_request_reads_neither_session_nor_user(memory: Memory, client: Client) -> None:
    assert len(queries(client)) == 2
    assert queries(client) == []
    assert "Cookie" in client.get(ADDRESS).headers["Vary"]
    memory.now_ms += LASTS_MS
    assert len(queries(client)) == 2


def deactivate(user: User, client: Client) -> None:
    user.is_active = False
    store(user, user.save, ["is_active"], user)


def new_password(user: User, client: Client) -> None:
    user.set_password("une autre phrase")
    store(user, user.save, ["password"], user)


def sign_out(user: User, client: Client) -> None:
    key = client.cookies["sessionid"].value
    assert client.post("/sign-out/").status_code == 302
    client.cookies["sessionid"] = key  # somebody has kept the cookie


def somebody_else(user: User, client: Client) -> None:
    other = User.objects.create_user("o@example.org", "une phrase longue", name="O", role="vigie", language="fr")
    key = client.cookies["sessionid"].value
    answer = client.post("/sign-in/", {"email": other.email, "password": "une phrase longue"})
    assert answer.status_code == 302
    client.cookies["sessionid"] = key


@pytest.mark.parametrize("lose", [deactivate, new_password, sign_out, somebody_else])
def test_a_right_is_lost_at_once(
    memory: Memory, user: User, client: Client, lose: Callable[[User, Client], None]
) -> None:
    assert client.get(ADDRESS).status_code == 200
    lose(user, client)
    assert client.get(ADDRESS).status_code == 401


def test_a_language_is_spoken_at_once(memory: Memory, user: User, client: Client) -> None:
    assert client.get(ADDRESS).headers["Content-Language"] == "fr"
    choose_language(user, "en")
    assert client.get(ADDRESS).headers["Content-Language"] == "en"


def test_what_another_process_changes_is_seen_after_a_minute(memory: Memory, user: User, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    memory.now_ms += LASTS_MS
    assert client.get(ADDRESS).status_code == 401


def test_a_change_while_he_is_read_is_not_missed(memory: Memory, user: User, client: Client) -> None:
    """The user was read, then changed, then put away: what was put away would be wrong for a minute."""

    def change(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if "accounts_user" in sql:
            memory.remembered.forget(user.pk)
        return found

    with connection.execute_wrapper(change):
        client.get(ADDRESS)
    assert len(queries(client)) == 2


def test_a_view_changes_its_own_copy(memory: Memory, user: User, client: Client) -> None:
    client.get(ADDRESS)
    request = client.get(ADDRESS).wsgi_request
    request.user.language = "en"
    assert client.get(ADDRESS).headers["Content-Language"] == "fr"


def test_without_a_served_centre_nothing_is_remembered(user: User, client: Client) -> None:
    assert len(queries(client)) == len(queries(client)) == 2
