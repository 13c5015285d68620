"""Idempotency-Key: what is sent twice under one key is done once. A key belongs to one sender and one request."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.http import HttpRequest

from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.trail.keys import Key
from woezo.trail.models import Command
from woezo.trail.reads import command_of


def idempotency_key(request: HttpRequest) -> Key | None:
    """The header, bound to address and arguments of its request."""
    value = request.headers.get("Idempotency-Key")
    if value is None:
        return None
    try:
        return Key(UUID(value), _digest(request))
    except ValueError:
        raise Problem("bad_key", "Idempotency-Key") from None


def command_under(key: Key | None, actor: User | None) -> Command | None:
    """What this sender asked for before by this request. Raises key_used if the key belongs to anything else."""
    command = None if key is None else command_of(key)
    if command is not None:
        check_key(command, key, actor)
    return command


def check_key(command: Command, key: Key | None, actor: User | None) -> None:
    """Raises key_used unless this sender asked for the command by this request."""
    if key is None or command.actor_id != (actor and actor.pk) or command.request != key.request:
        raise Problem("key_used", "Idempotency-Key")


def _digest(request: HttpRequest) -> str:
    """Of address and arguments; the same JSON written otherwise is the same request."""
    try:
        body = json.dumps(json.loads(request.body), sort_keys=True).encode()
    except ValueError:
        body = request.body
    return hashlib.sha256(f"{request.method} {request.path}\n".encode("utf-8", "replace") + body).hexdigest()
