"""The only place that builds objects: clock, floor, hub, sockets, and what the pages process has."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio.to_thread
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from starlette.applications import Starlette

from woezo.accounts import remembered
from woezo.accounts.problems import Problem
from woezo.accounts.remembered import Remembered
from woezo.accounts.sessions import on_doubt
from woezo.channels.chat.outbox import send as send_lines
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DEGRADED, DeskViews
from woezo.entrypoints.web.far import FarFloor
from woezo.entrypoints.web.front import Front, PagesProcess
from woezo.entrypoints.web.pages import Pages
from woezo.entrypoints.web.requests import answered
from woezo.operations import live
from woezo.operations.asking import Ask
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher, Unavailable
from woezo.operations.floor import Floor
from woezo.operations.lock import CentreLock
from woezo.operations.openings import Openings
from woezo.operations.presence import PresenceBook
from woezo.operations.projection import Batch
from woezo.operations.runner import Runner
from woezo.operations.steady import SteadyClock
from woezo.operations.upkeep import Upkeep
from woezo.operations.worker import Worker
from woezo.planning import computing
from woezo.planning.computing import Computing
from woezo.push.hub import Hub
from woezo.push.sockets import Sockets
from woezo.trail.actions import on_command
from woezo.wallboard.views import build_wallboards

log = logging.getLogger("woezo.web")
TIDY_EVERY_S = 3600.0
THRESHOLDS = gc.get_threshold()
YOUNG, NEVER = 5_000, 1_000_000_000  # a contact leaves some hundred objects behind
WALLBOARD_PAUSE_S = 0.5
DESK_PAUSE_S = 0.005  # what several commits touch at once is built once
SWITCH_S = 0.001
"""How long a thread that computes keeps others waiting. Each statement of the database gives the interpreter away and has
to wait for it again: at Python's 5 ms half of an arrival's way to the screen was that."""
PLACES_S = 2.0  # how late a waiting customer may learn that he moved up
DESK_THREADS = 8
KINDS = 3  # of topics, each built in a thread of its own
OUTBOX_SLEEP_S = 5.0  # what a failed try left over


def machine_ms() -> int:
    """What the machine says it is, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def monotonic_ms() -> int:
    """Milliseconds since some moment; nobody can set this clock."""
    return time.monotonic_ns() // 1_000_000


def settle() -> None:
    """A process is about to serve. What is loaded by now stays: the collector need not walk through it again while a
    desk rings. And its threads take turns more quickly than programs that count for hours need it."""
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_S)


async def tidy_memory() -> None:
    """The oldest generation is collected here and nowhere else. With 3,500 desks it holds a million objects, which all
    stand still for most of a second; by itself that came every few seconds of a busy minute, for a few hundred of them.
    """
    gc.set_threshold(YOUNG, gc.get_threshold()[1], NEVER)
    try:
        while True:
            await asyncio.sleep(TIDY_EVERY_S)
            gc.collect()
    finally:
        gc.set_threshold(*THRESHOLDS)


class Centre:
    """One centre: what the ASGI application starts and stops. first: a pages process that was begun early."""

    def __init__(self, first: PagesProcess | None = None) -> None:
        clock = self.clock = SteadyClock(machine_ms, monotonic_ms)
        self.presence = PresenceBook()
        self.directory = DirectoryCache(clock)
        self.dispatcher = Dispatcher(Openings(machine_ms))
        self.floor = Floor(self.dispatcher, clock, self.directory)
        self.runner = Runner(self.dispatcher, clock, CentreLock(settings.DATA_DIR))
        self.chat = Worker("chat outbox", send_lines, lambda: OUTBOX_SLEEP_S)
        upkeep = Upkeep(machine_ms, monotonic_ms)
        self.upkeep = Worker("upkeep", upkeep.work, upkeep.sleep_s)
        self.executor = ThreadPoolExecutor(KINDS, thread_name_prefix="views")
        self.hub = Hub(clock, self.executor)
        self.hub.register("desk", DeskViews(self.presence).build, DESK_PAUSE_S, failing=DEGRADED)
        self.chats = ChatViews()
        self.hub.register("chat", self.chats.build, DESK_PAUSE_S)
        self.hub.register("wallboard", build_wallboards, WALLBOARD_PAUSE_S)
        self.desk_threads = ThreadPoolExecutor(DESK_THREADS, thread_name_prefix="desks")
        self.sockets = Sockets(self.hub, self.desk_threads)
        self.front = self._front(Front(first))
        self.dispatcher.listeners.append(self.after_commit)

    def _front(self, front: Front) -> Front:
        """What the pages process may ask of the floor."""
        front.greeting = lambda: [("time", self.clock()), ("names",)]
        front.ears |= {"ask": self._ask, "wait": self._wait, "wake": self.runner.worker.wake}
        front.ears["doubt"] = self.sockets.doubts.tell
        front.slow_ears |= {"look": self._look, "tell": self.floor.tell, "names": self.floor.forget_names}
        return front

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Recover, serve, end with a snapshot."""
        live.attach(self.floor)
        await self.hub.start()
        await anyio.to_thread.run_sync(self.runner.start)
        await anyio.to_thread.run_sync(self.chat.start)
        await anyio.to_thread.run_sync(self.upkeep.start)
        await self.front.start()
        settle()
        tidying = asyncio.create_task(tidy_memory(), name="tidy memory")
        yield
        tidying.cancel()
        await self.front.stop()
        await anyio.to_thread.run_sync(self.upkeep.stop)
        await anyio.to_thread.run_sync(self.chat.stop)
        self.dispatcher.listeners.remove(self.after_commit)
        await anyio.to_thread.run_sync(self.runner.stop)
        await self.hub.stop()
        for threads in (self.executor, self.desk_threads):
            threads.shutdown(wait=False, cancel_futures=True)
        live.detach()

    def _ask(self, number: int, ask: Ask) -> None:
        self.dispatcher.ask(ask, self.clock(), lambda done: self.front.say("told", number, done))

    def _wait(self, number: int, command: int) -> None:
        self.dispatcher.waiters.when_done(command, lambda done: self.front.say("told", number, done))

    def _look(self, number: int, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        try:
            found = True, self.floor.look(function, *args)
        except (Problem, Unavailable) as error:
            found = False, error
        except Exception:
            log.exception("a look at the floor failed: %s", function)
            found = False, Problem("internal")
        self.front.say("told", number, found)

    def after_commit(self, batch: Batch) -> None:
        """From the thread that has committed: tell the screens that show it."""
        if batch.configured:
            self.directory.forget()
            self.front.say("names")
        if batch.told:
            self.chat.wake()
        names = {f"desk:{id}" for id in batch.agents} | {f"chat:{id}" for id in batch.conversations}
        try:
            with self.dispatcher.reading() as router:
                self.presence.note(router, batch.agents)
                desks = {id: int(router.agents[id].desk) for id in batch.agents if id in router.agents}
        except Unavailable:
            desks = {}
        self.hub.call_from_thread(self._touch, names, batch, desks)

    def _touch(self, names: set[str], batch: Batch, desks: dict[int, int]) -> None:
        if batch.everything or batch.configured:
            self.hub.touch_all()
        self.hub.touch(names)
        self.hub.touch_kind("wallboard")
        self.hub.touch_within(PLACES_S, self.chats.waiting_in(batch.queues, self.hub.topics))
        self.sockets.after_commit(batch, desks)


def pages(end: socket.socket) -> Pages:
    """The pages process: requests come over `end`, and over it the floor is reached."""
    clock, known = SteadyClock(machine_ms, monotonic_ms), Remembered(monotonic_ms)
    found = Pages(end, partial(answered, get_wsgi_application()))
    far = FarFloor(clock, found.say)
    found.hears |= {"told": far.told, "time": clock.not_before, "names": far.directory.forget}
    live.attach(far)
    remembered.attach(known)
    computing.attach(Computing())
    on_command(lambda: found.say("wake"))
    on_doubt(known.forget)
    on_doubt(lambda user: found.say("doubt", user))
    get_resolver().url_patterns  # noqa: B018  loads every page now, not within somebody's first request
    settle()
    return found
