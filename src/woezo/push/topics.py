"""What the hub knows of one screen, of one topic, and of the topics of one kind."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from django.db import close_old_connections

from woezo.push.patch import State

Builder = Callable[[list[str]], dict[str, State]]
"""Builds the states of several topics of one kind; runs in a thread. A topic that it leaves out keeps its state."""

QUEUE_LIMIT = 50
"""Messages that may wait for a slow screen; one more, and it gets a snapshot instead of all of them."""

DOUBTFUL_AT_ONCE = 100
"""A change of the configuration touches every desk. Built at once, they would keep a ringing one waiting for seconds."""


class Screen:
    """One socket's end of a topic."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.messages: deque[str] = deque()
        self.wants_snapshot = False
        self.closed = ""
        self.waiting = asyncio.Event()

    def push(self, message: str) -> None:
        """Queue a delta, or fall back on a snapshot where too many wait."""
        if self.wants_snapshot:
            return
        if len(self.messages) >= QUEUE_LIMIT:
            self.resync()
            return
        self.messages.append(message)
        self.waiting.set()

    def resync(self) -> None:
        """What waits is worthless: send the whole state next."""
        self.messages.clear()
        self.wants_snapshot = True
        self.waiting.set()

    def close(self, reason: str) -> None:
        """Tell the screen why it is over."""
        self.closed = reason
        self.waiting.set()


@dataclass
class Topic:
    """What is known of a topic that somebody looks at."""

    screens: set[Screen] = field(default_factory=set)
    state: State | None = None
    version: int = 0
    text: str = ""  # the state as JSON, made when the first snapshot of a version is asked for


@dataclass
class Kind:
    """How topics of a kind are built, which of them somebody looks at, and which of those must be built again."""

    builder: Builder
    pause_s: float
    failing: State
    names: set[str] = field(default_factory=set)
    dirty: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def touch(self, names: set[str]) -> None:
        """Build these again, soon."""
        if names:
            self.dirty |= names
            self.wake.set()

    def touch_all(self) -> None:
        """Build all of them again, those first that a commit has touched by name."""
        self.doubtful |= self.names
        self.wake.set()

    def take(self) -> list[str]:
        """What must be built now: all that is dirty, and a piece of what is doubtful."""
        piece = list(islice(self.doubtful, DOUBTFUL_AT_ONCE))
        names = (self.dirty | set(piece)) & self.names
        self.dirty.clear()
        self.doubtful.difference_update(names, piece)
        if not self.doubtful:
            self.wake.clear()
        return sorted(names)

    def build(self, names: list[str]) -> dict[str, State]:
        """In a thread that keeps its connection, if that still works."""
        close_old_connections()
        return self.builder(names)
