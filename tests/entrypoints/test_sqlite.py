"""Transactions of one process write in turn, and whatever ends one gives the turn on."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction

from woezo.entrypoints.sqlite import base
from woezo.trail.models import AuditEntry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has many writers"),
]
SOON_S = 20.0


class Undone(Exception):
    """A transaction is taken back."""


def write(name: str) -> None:
    AuditEntry.objects.create(action=name, object_type="test", object_id="1")


def written() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def elsewhere(work: Callable[[], object]) -> threading.Thread:
    """Work in a thread with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def is_free() -> bool:
    """Whether another thread may write at once."""
    found: list[str] = []

    def try_it() -> None:
        with transaction.atomic():
            write("free")
        found.append("written")

    thread = elsewhere(try_it)
    thread.join(SOON_S)
    return found == ["written"]


def test_a_transaction_waits_for_the_one_before_it() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            write("first")
            begun.set()
            assert go_on.wait(SOON_S)
            write("first again")

    def second() -> None:
        with transaction.atomic():
            write("second")

    threads = [elsewhere(first)]
    assert begun.wait(SOON_S)
    threads.append(elsewhere(second))
    go_on.set()
    for thread in threads:
        thread.join(SOON_S)
    assert written() == ["first", "first again", "second"]


def test_who_reads_waits_for_nobody() -> None:
    with transaction.atomic():
        write("not committed")
        seen: list[list[str]] = []
        elsewhere(lambda: seen.append(written())).join(SOON_S)
    assert seen == [[]]
    assert written() == ["not committed"]


def test_who_gets_no_turn_is_told_and_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "TIMEOUT_S", 0.05)
    told: list[str] = []

    def late() -> None:
        try:
            with transaction.atomic():
                write("late")
        except OperationalError as error:
            told.append(str(error))

    with transaction.atomic():
        write("mine")
        elsewhere(late).join(SOON_S)
        write("mine too")
    assert told == ["database is locked: no turn to write came in time"]
    assert written() == ["mine", "mine too"]
    assert is_free()


def test_a_transaction_that_is_taken_back_gives_its_turn_on() -> None:
    with suppress(Undone), transaction.atomic():
        write("undone")
        raise Undone
    assert is_free()
    assert written() == ["free"]


def test_a_piece_that_is_taken_back_keeps_the_turn_of_the_whole() -> None:
    with transaction.atomic():
        write("whole")
        with suppress(Undone), transaction.atomic():
            write("piece")
            raise Undone
        write("whole again")
    assert is_free()
    assert written() == ["whole", "whole again", "free"]


def test_a_connection_that_breaks_off_gives_its_turn_on() -> None:
    def leave() -> None:
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        write("lost")
        connection.close()

    elsewhere(leave).join(SOON_S)
    assert is_free()
    assert written() == ["free"]


def test_a_beginning_that_fails_gives_its_turn_on() -> None:
    """Another process writes: the lock is the database's own, and waiting for it may be in vain."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            write("never")
        other.execute("ROLLBACK")
    finally:
        other.close()
        connection.close()  # its pragma with it
    assert is_free()
    assert written() == ["free"]
