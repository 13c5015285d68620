"""What every screen shows: one state per topic, sent as a snapshot and then as numbered patches.

A topic is recomputed only while somebody looks at it, after a commit that touched it. The view is built anew and
compared with what was sent last, so a patch cannot be wrong, only late.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import close_old_connections

from woezo.operations.dispatcher import Unavailable
from woezo.push.patch import State, diff, merge

log = logging.getLogger("woezo.push")

Builder = Callable[[list[str]], dict[str, State]]
"""Builds the states of several topics of one kind; runs in a thread. A topic that it leaves out keeps its state."""

QUEUE_LIMIT = 50
"""Messages that may wait for a slow screen; one more, and it gets a snapshot instead of all of them."""


RETRY_S = 1.0


class Kind(NamedTuple):
    """How topics of a kind are built."""

    builder: Builder
    least_pause_s: float
    failing: State

    def build(self, names: list[str]) -> dict[str, State]:
        """In a thread that keeps its connection, if that still works."""
        close_old_connections()
        return self.builder(names)


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
    not_before_s: float = 0.0
    dirty: bool = False


class Hub:
    """All topics of the process. Every method but `call_from_thread` belongs to the event loop's thread."""

    def __init__(self, clock: Callable[[], int], executor: Executor) -> None:
        self.clock = clock
        self.executor = executor
        self.epoch = str(clock())
        self.topics: dict[str, Topic] = {}
        self._builders: dict[str, Kind] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def register(self, kind: str, builder: Builder, least_pause_s: float = 0.0, failing: State | None = None) -> None:
        """Topics `kind:…` are built by `builder`, each at most once per pause.

        failing: the patch that a screen gets while its state cannot be built, so that it does not look alive.
        """
        self._builders[kind] = Kind(builder, least_pause_s, failing or {})

    async def start(self) -> None:
        """Begin to recompute."""
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run(), name="hub")

    async def stop(self) -> None:
        """End. Screens notice that the process is gone."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # -- screens ------------------------------------------------------------------------------------------------------
    def join(self, name: str) -> Screen:
        """Look at a topic; a snapshot comes as soon as it is built."""
        screen = Screen(name)
        screen.resync()
        topic = self.topics.setdefault(name, Topic())
        topic.screens.add(screen)
        self.touch([name])
        return screen

    def leave(self, screen: Screen) -> None:
        """Look away; the last one takes the topic with him."""
        topic = self.topics.get(screen.topic)
        if topic is not None:
            topic.screens.discard(screen)
            if not topic.screens:
                del self.topics[screen.topic]

    def take(self, screen: Screen) -> list[str]:
        """What to send now; empty while a snapshot is asked for and not there yet."""
        topic = self.topics.get(screen.topic)
        if screen.wants_snapshot:
            if topic is None or topic.state is None:
                return []
            screen.wants_snapshot = False
            screen.messages.clear()
            return [self._snapshot(screen.topic, topic)]
        messages = list(screen.messages)
        screen.messages.clear()
        return messages

    def _snapshot(self, name: str, topic: Topic) -> str:
        if not topic.text:
            topic.text = json.dumps(topic.state, separators=(",", ":"), ensure_ascii=False)
        head = json.dumps(
            {"t": "snapshot", "topic": name, "epoch": self.epoch, "v": topic.version, "now": self.clock()},
            separators=(",", ":"),
        )
        return f'{head[:-1]},"state":{topic.text}}}'

    # -- changes ------------------------------------------------------------------------------------------------------
    def call_from_thread(self, function: Callable[..., None], *args: object) -> None:
        """Do something in the loop's thread, soon. After the loop's end there is nobody to tell."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *args)

    def touch(self, names: Iterable[str]) -> None:
        """Something that these topics show has been committed."""
        for name in names:
            topic = self.topics.get(name)
            if topic is not None:
                topic.dirty = True
                self._wake.set()

    def touch_kind(self, kind: str) -> None:
        """Every topic of a kind that somebody looks at."""
        self.touch([name for name in self.topics if name.startswith(f"{kind}:")])

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._wake.clear()
            due, pause_s = self._due(loop.time())
            if due:
                await self._rebuild(due)
                continue
            try:
                await asyncio.wait_for(self._wake.wait(), pause_s)
            except TimeoutError:
                continue

    def _due(self, now_s: float) -> tuple[dict[str, list[str]], float | None]:
        """Dirty topics by kind that may be built now, and how long until the next may."""
        due: dict[str, list[str]] = {}
        pause_s: float | None = None
        for name, topic in self.topics.items():
            if not topic.dirty:
                continue
            if topic.not_before_s > now_s:
                left_s = topic.not_before_s - now_s
                pause_s = left_s if pause_s is None else min(pause_s, left_s)
            else:
                due.setdefault(name.partition(":")[0], []).append(name)
        return due, pause_s

    async def _rebuild(self, due: dict[str, list[str]]) -> None:
        loop = asyncio.get_running_loop()
        for kind, names in due.items():
            known = self._builders[kind]
            for name in names:
                topic = self.topics.get(name)
                if topic is not None:
                    topic.dirty = False
                    topic.not_before_s = loop.time() + known.least_pause_s
            try:
                states = await loop.run_in_executor(self.executor, known.build, names)
            except Exception as error:
                expected = isinstance(error, Unavailable)
                log.error("topics %s cannot be built: %r", names[:5], error, exc_info=None if expected else error)
                self._try_later(names, loop.time() + RETRY_S, known.failing)
                continue
            for name, state in states.items():
                self._show(name, state)

    def _try_later(self, names: list[str], at_s: float, failing: State) -> None:
        for name in names:
            topic = self.topics.get(name)
            if topic is not None:
                topic.dirty, topic.not_before_s = True, at_s
                if topic.state is not None and failing:
                    self._show(name, merge(topic.state, failing))

    def _show(self, name: str, state: State) -> None:
        """Send what changed. Screens that wait for a snapshot are woken in any case."""
        topic = self.topics.get(name)
        if topic is None:
            return
        patch: dict[str, Any] = {} if topic.state is None else diff(topic.state, state)
        first = topic.state is None
        if patch or first:
            topic.state, topic.text = state, ""
            topic.version += 1
        message = ""
        for screen in topic.screens:
            if screen.wants_snapshot:
                screen.waiting.set()
            elif patch:
                message = message or self._delta(name, topic, patch)
                screen.push(message)

    def _delta(self, name: str, topic: Topic, patch: State) -> str:
        body = {"t": "delta", "topic": name, "v": topic.version, "now": self.clock(), "patch": patch}
        return json.dumps(body, separators=(",", ":"), ensure_ascii=False)
