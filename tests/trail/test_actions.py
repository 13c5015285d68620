"""Commands and audit entries: in the transaction of what they are about, under a key once, told after the commit."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from woezo.accounts.keys import check_key, command_under
from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.trail.actions import audit, on_command, record_change, submit
from woezo.trail.keys import Key
from woezo.trail.models import AuditEntry, Command
from woezo.trail.reads import command_of, history_of

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """What a transaction did is taken back."""


@pytest.fixture
def user() -> User:
    return User.objects.create(email="vigie@example.org", name="Yao", role=Role.VIGIE)


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """How many commands there were each time somebody was woken."""
    found: list[int] = []
    forget = on_command(lambda: found.append(Command.objects.count()))
    yield found
    forget()


def a_key(request: str = "POST /a") -> Key:
    return Key(uuid.uuid4(), request)


def test_a_command_keeps_what_was_asked_and_by_whom(user: User) -> None:
    command, made = submit("arrive", {"interaction": 7, "queue": 2}, user, a_key("POST /b"))
    assert made
    stored = Command.objects.get()
    assert (stored.kind, stored.args, stored.actor_id) == ("arrive", {"interaction": 7, "queue": 2}, user.pk)
    assert (stored.request, stored.done_seq, stored.refusal) == ("POST /b", None, "")
    assert stored == command


def test_commands_are_taken_in_the_order_in_which_they_were_written() -> None:
    asked = [submit("timer", {"n": n})[0].pk for n in range(5)]
    assert asked == sorted(asked)
    assert asked == list(Command.objects.order_by("id").values_list("pk", flat=True))


def test_a_key_asks_once_and_means_what_was_asked_first(
    heard: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    key = a_key()
    with django_capture_on_commit_callbacks(execute=True):
        first, made_first = submit("accept", {"reservation": 1}, key=key)
        second, made_second = submit("reject", {"reservation": 2}, key=key)
    assert (made_first, made_second) == (True, False)
    assert second == first
    assert (second.kind, second.args) == ("accept", {"reservation": 1})
    assert heard == [1]  # nobody is woken for what was asked before


def test_without_a_key_each_asks_anew() -> None:
    for _ in range(2):
        assert submit("timer", {})[1]
    assert Command.objects.filter(key__isnull=True).count() == 2


def test_a_key_belongs_to_its_sender_and_its_request(user: User) -> None:
    other = User.objects.create(email="other@example.org", name="Afi", role=Role.AGENT)
    key = a_key("POST /a 1")
    command, _ = submit("accept", {}, user, key)
    assert command_under(key, user) == command
    assert command_under(None, user) is None
    assert command_under(a_key(), user) is None
    check_key(command, key, user)
    for stolen, sender in ((key, other), (key, None), (key._replace(request="POST /a 2"), user), (None, user)):
        with pytest.raises(Problem) as error:
            check_key(command, stolen, sender)
        assert error.value.code == "key_used"
    assert command_of(key._replace(request="whatever")) == command  # the key alone finds it; what it means is checked


@pytest.mark.django_db(transaction=True)
def test_whoever_listens_is_woken_after_the_commit_and_not_without_one(heard: list[int]) -> None:
    with transaction.atomic():
        submit("timer", {})
        assert heard == []
    assert heard == [1]
    with suppress(Undone), transaction.atomic():
        submit("timer", {})
        audit(None, "change", "queue", 1)
        raise Undone
    assert heard == [1]
    assert (Command.objects.count(), AuditEntry.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_who_no_longer_listens_is_not_woken() -> None:
    woken: list[str] = []
    forget = [on_command(lambda name=name: woken.append(name)) for name in ("one", "two")]
    forget[0]()
    submit("timer", {})
    forget[1]()
    submit("timer", {})
    assert woken == ["two"]


def test_a_change_leaves_who_what_and_its_events(user: User) -> None:
    record_change(user, "change", "queue", 12, ["target_ms"], [("set_queue", {"queue": 12}), ("set_agent", {})])
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_type, entry.object_id) == (user, "change", "queue", "12")
    assert entry.detail == {"fields": ["target_ms"]}
    assert [(c.kind, c.actor_id) for c in Command.objects.order_by("id")] == [
        ("set_queue", user.pk),
        ("set_agent", user.pk),
    ]


def test_the_history_of_an_object_is_its_own_newest_first(user: User) -> None:
    for action in ("create", "change", "remove"):
        audit(user, action, "queue", 1)
    audit(user, "change", "queue", 11)
    audit(user, "change", "agent", 1)
    assert [entry.action for entry in history_of("queue", 1)] == ["remove", "change", "create"]
    assert [entry.action for entry in history_of("queue", "1", limit=1)] == ["remove"]
    assert history_of("queue", 2) == []


def test_what_a_user_did_outlives_him(user: User) -> None:
    audit(user, "change", "queue", 1)
    submit("timer", {}, user)
    user.delete()
    assert AuditEntry.objects.get().actor is None
    assert Command.objects.get().actor is None
