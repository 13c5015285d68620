"""Guessing is slowed down by pair, by machine and by account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches

from woezo.accounts.limits import MAX_PER_ADDRESS, MAX_PER_EMAIL, MAX_PER_PAIR, note_failure, too_many_failures


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    caches["sign_in"].clear()
    yield
    caches["sign_in"].clear()


def test_a_pair_is_stopped_and_others_are_not() -> None:
    for _ in range(MAX_PER_PAIR):
        assert not too_many_failures("a@x.example", "192.0.2.1")
        note_failure("a@x.example", "192.0.2.1")
    assert too_many_failures(" A@x.example ", "192.0.2.1")
    assert not too_many_failures("a@x.example", "192.0.2.2")
    assert not too_many_failures("b@x.example", "192.0.2.1")


def test_a_machine_that_tries_many_accounts_is_stopped() -> None:
    for number in range(MAX_PER_ADDRESS):
        note_failure(f"{number}@x.example", "192.0.2.1")
    assert too_many_failures("new@x.example", "192.0.2.1")


def test_an_account_tried_from_many_machines_is_stopped() -> None:
    for number in range(MAX_PER_EMAIL):
        note_failure("a@x.example", f"192.0.2.{number}")
    assert too_many_failures("a@x.example", "198.51.100.1")


def test_any_text_may_be_typed() -> None:
    note_failure("é\0\ud800 " * 300, "")
    assert not too_many_failures("é\0\ud800 " * 300, "")


def test_no_visitor_can_push_a_counter_out() -> None:
    for _ in range(MAX_PER_PAIR):
        note_failure("a@x.example", "192.0.2.1")
    for number in range(1000):
        cache.add(f"chat/write/{number}", 1, 60)
    for number in range(1000):
        note_failure(f"{number}@x.example", f"192.0.2.{number}")
    assert too_many_failures("a@x.example", "192.0.2.1")
