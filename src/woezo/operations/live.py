"""The floor of this process: what API threads and screens reach it through. Wiring attaches it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar, cast

from django.db import transaction

from woezo.accounts.keys import check_key
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.operations.directory import Directory, DirectoryCache
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.projection import Batch
from woezo.operations.waiting import Done, Ticket
from woezo.trail.actions import submit
from woezo.trail.keys import Key
from woezo.trail.models import Command

Asked = Command
"""Something asked of the floor, whose answer can be waited for."""

T = TypeVar("T")

PATIENCE_S = 2.0
"""How long an action waits for the floor. The command stays asked for; the same key later learns what became of it."""


def here(function: Callable[..., T], *args: Any) -> T:
    """Do it in this thread."""
    return function(*args)


class Floor(NamedTuple):
    """What a process that serves a centre has once. aside: does what takes long where the floor does not wait for it."""

    dispatcher: Dispatcher
    clock: Callable[[], int]
    directory: DirectoryCache
    aside: Callable[..., Any] = here


_floor: list[Floor] = []


def attach(floor: Floor) -> None:
    """This process serves this floor."""
    _floor[:] = [floor]


def detach() -> None:
    """The floor closes."""
    _floor.clear()


def _the_floor() -> Floor:
    if not _floor:
        raise Problem("unavailable")
    return _floor[0]


def dispatcher() -> Dispatcher:
    """The dispatcher. Raises Problem unavailable where none runs."""
    return _the_floor().dispatcher


def now_ms() -> int:
    """The floor's time."""
    return _the_floor().clock()


def directory() -> Directory:
    """Names and rules."""
    return _the_floor().directory.current()


def aside(function: Callable[..., T], *args: Any) -> T:
    """Call a function of a module that only reads, away from the floor."""
    return cast(T, _the_floor().aside(function, *args))


def forget_names() -> None:
    """Somebody changed what the directory holds; without it screens would learn of it minutes later."""
    if _floor:
        _floor[0].directory.forget()
        for listener in _floor[0].dispatcher.listeners:
            listener(Batch(configured=True))


def announce(agents: Iterable[int] = (), conversations: Iterable[int] = ()) -> None:
    """Rows that these screens show were committed without the floor: messages."""
    batch = Batch(agents=set(agents), conversations=set(conversations))
    for listener in dispatcher().listeners:
        listener(batch)


def ask(kind: str, args: dict[str, Any], actor: User | None = None, key: Key | None = None) -> Done:
    """Submit a command and wait for what becomes of it. Call it outside of a transaction. Raises Problem if refused."""
    floor = dispatcher()  # without one nothing is asked for
    ticket: Ticket | None = None
    try:
        with transaction.atomic():  # a lone INSERT would wait for the database's lock out of turn
            command, made = submit(kind, args, actor=actor, key=key)
            if made:  # before the commit: the answer cannot come earlier
                ticket = floor.waiters.expect(command.pk)
    except BaseException:
        if ticket is not None:
            floor.waiters.forget(command.pk, ticket)
        raise
    if not made:
        check_key(command, key, actor)
    return _said(floor.result(command, PATIENCE_S, ticket))


def answer(command: Asked) -> Done:
    """Wait for what becomes of a command that is committed. Raises Problem if it was refused."""
    return _said(dispatcher().result(command, PATIENCE_S))


def _said(done: Done | None) -> Done:
    if done is None:
        raise Problem("unavailable")
    if done.refusal:
        raise Problem(done.refusal)
    return done
