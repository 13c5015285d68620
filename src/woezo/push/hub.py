"""What every screen shows: one state per topic, sent as a snapshot and then as numbered patches.

A topic is recomputed only while somebody looks at it, after a commit that touched it. The view is built anew and
compared with what was sent last, so a patch cannot be wrong, only late. Each kind of topic has a task of its own: a slow
wallboard holds no desk back, and a topic that cannot be built holds back no other of its kind.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any

from django.db import DatabaseError

from woezo.operations.dispatcher import Unavailable
from woezo.push.patch import State, diff, merge
from woezo.push.topics import Builder, Kind, Screen, Topic

log = logging.getLogger("woezo.push")
RETRY_S = 1.0
FAILED_APART = 3
"""So many topics of a kind that fail one by one show that it is not the topics' fault."""


class Hub:
    """All topics of the process. Every method but `call_from_thread` belongs to the event loop's thread."""

    def __init__(self, clock: Callable[[], int], executor: Executor) -> None:
        self.clock = clock
        self.executor = executor
        self.epoch = str(clock())
        self.topics: dict[str, Topic] = {}
        self._kinds: dict[str, Kind] = {}
        self._soon: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def register(self, kind: str, builder: Builder, pause_s: float = 0.0, failing: State | None = None) -> None:
        """Topics `kind:…` are built by `builder`, together, with a pause after each time. Before `start`.

        failing: the patch that a screen gets while its state cannot be built, so that it does not look alive.
        """
        self._kinds[kind] = Kind(builder, pause_s, failing or {})

    async def start(self) -> None:
        """Begin to recompute."""
        self._loop = asyncio.get_running_loop()
        self._tasks = [
            asyncio.create_task(self._keep_building(kind), name=f"hub {name}") for name, kind in self._kinds.items()
        ]

    async def stop(self) -> None:
        """End. Screens notice that the process is gone."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- screens ------------------------------------------------------------------------------------------------------
    def join(self, name: str) -> Screen:
        """Look at a topic; a snapshot comes as soon as it is built."""
        screen = Screen(name)
        screen.resync()
        self.topics.setdefault(name, Topic()).screens.add(screen)
        self._kind_of(name).names.add(name)
        self.touch([name])
        return screen

    def leave(self, screen: Screen) -> None:
        """Look away; the last one takes the topic with him."""
        topic = self.topics.get(screen.topic)
        if topic is not None:
            topic.screens.discard(screen)
            if not topic.screens:
                del self.topics[screen.topic]
                self._kind_of(screen.topic).names.discard(screen.topic)

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
            if name in self.topics:
                self._kind_of(name).touch({name})

    def touch_within(self, delay_s: float, names: set[str]) -> None:
        """The same, once in that time however often it is asked for: for what many commits touch a little."""
        fresh = names - self._soon
        if fresh:
            self._soon |= fresh
            asyncio.get_running_loop().call_later(delay_s, self._touch_now, fresh)

    def _touch_now(self, names: set[str]) -> None:
        self._soon -= names
        self.touch(names)

    def touch_kind(self, kind: str) -> None:
        """Every topic of a kind that somebody looks at."""
        self._kinds[kind].touch_all()

    def touch_all(self) -> None:
        """Every topic."""
        for kind in self._kinds.values():
            kind.touch_all()

    def _kind_of(self, name: str) -> Kind:
        return self._kinds[name.partition(":")[0]]

    # -- building -----------------------------------------------------------------------------------------------------
    async def _keep_building(self, kind: Kind) -> None:
        """The life of a kind. What nobody foresaw is logged; a floor without screens would be worse."""
        while True:
            await kind.wake.wait()
            names = kind.take()
            if not names:
                continue
            try:
                await self._build(kind, names)
            except Exception:
                log.exception("topics %s cannot be shown", names[:5])
                self._try_later(kind, names)
            if kind.pause_s:
                await asyncio.sleep(kind.pause_s)

    async def _build(self, kind: Kind, names: list[str]) -> None:
        loop = asyncio.get_running_loop()
        try:
            states = await loop.run_in_executor(self.executor, kind.build, names)
        except (Unavailable, DatabaseError) as error:
            log.error("topics %s cannot be built: %r", names[:5], error)
            self._try_later(kind, names)
        except Exception:
            if len(names) > 1:
                await self._build_apart(kind, names)
            else:
                log.exception("topic %s cannot be built", names)
                self._try_later(kind, names)
        else:
            for name, state in states.items():
                self._show(name, state)

    async def _build_apart(self, kind: Kind, names: list[str]) -> None:
        """One of them may be to blame; the others are built without it."""
        loop = asyncio.get_running_loop()
        failed: list[str] = []
        while names and len(failed) < FAILED_APART:
            name, *names = names
            try:
                states = await loop.run_in_executor(self.executor, kind.build, [name])
            except Exception:
                log.exception("topic %s cannot be built", name)
                failed.append(name)
            else:
                for built, state in states.items():
                    self._show(built, state)
        self._try_later(kind, failed + names)

    def _try_later(self, kind: Kind, names: list[str]) -> None:
        asyncio.get_running_loop().call_later(RETRY_S, kind.touch, set(names))
        for name in names:
            topic = self.topics.get(name)
            if topic is not None and topic.state is not None and kind.failing:
                self._show(name, merge(topic.state, kind.failing))

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
