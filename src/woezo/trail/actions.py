"""How other apps leave a trail: commands for the floor, audit entries. Both inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from woezo.trail.keys import Key
from woezo.trail.models import AuditEntry, Command
from woezo.trail.prepared import insert

Actor = Any
"""The acting user or None. The user model lies above this app, so its type cannot be named here."""

_listeners: list[Callable[[], None]] = []


def on_command(listener: Callable[[], None]) -> Callable[[], None]:
    """Call `listener` after each commit that holds a command. Returns the function that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _wake() -> None:
    for listener in _listeners:
        listener()


def submit(kind: str, args: dict[str, Any], actor: Actor = None, key: Key | None = None) -> tuple[Command, bool]:
    """Ask the floor for something. With a key that was used before: the first command and False."""
    command = claim(kind, args, None if actor is None else actor.pk, key)
    if command is None:
        assert key is not None
        return Command.objects.get(key=key.id), False
    transaction.on_commit(_wake)
    return command, True


def claim(kind: str, args: dict[str, Any], actor: int | None, key: Key | None) -> Command | None:
    """The row of something asked for, by a user's id; None if its key has one already. Nobody is woken."""
    command = Command(kind=kind, args=args, actor_id=actor)
    if key is not None:
        command.key, command.request = key.id, key.request
    return command if insert(command, once=True) else None


def audit(
    actor: Actor,
    action: str,
    object_type: str,
    object_id: object,
    detail: dict[str, Any] | None = None,
) -> None:
    """Record who did what. Detail holds names of fields and codes, never a customer's data."""
    who = None if actor is None else actor.pk
    AuditEntry.objects.create(
        actor_id=who, action=action, object_type=object_type, object_id=str(object_id), detail=detail or {}
    )


def record_change(
    actor: Actor,
    action: str,
    object_type: str,
    object_id: object,
    fields: list[str],
    events: Iterable[tuple[str, dict[str, Any]]] = (),
) -> None:
    """The trail of a change of configuration: who changed which fields, and what the floor must learn of it."""
    audit(actor, action, object_type, object_id, {"fields": fields})
    for kind, args in events:
        submit(kind, args, actor)
