"""The only place that builds objects: clock, floor, hub, sockets."""

from __future__ import annotations

import gc
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import anyio.to_thread
from django.conf import settings
from starlette.applications import Starlette

from woezo.accounts import remembered
from woezo.accounts.remembered import Remembered
from woezo.accounts.sessions import on_doubt
from woezo.channels.chat.outbox import send as send_lines
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DEGRADED, DeskViews
from woezo.entrypoints.aside import Aside
from woezo.operations import live
from woezo.operations.directory import DirectoryCache
from woezo.operations.dispatcher import Dispatcher, Unavailable
from woezo.operations.lock import CentreLock
from woezo.operations.openings import Openings
from woezo.operations.presence import PresenceBook
from woezo.operations.projection import Batch
from woezo.operations.runner import Runner
from woezo.operations.steady import SteadyClock
from woezo.operations.upkeep import Upkeep
from woezo.operations.worker import Worker
from woezo.push.hub import Hub
from woezo.push.sockets import Sockets
from woezo.wallboard.views import build_wallboards

WALLBOARD_PAUSE_S = 0.5
DESK_PAUSE_S = 0.02  # what many commits touch is built once; a person does not see the difference
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


def settle_memory() -> None:
    """What is loaded by now stays: the collector need not walk through it again while a desk rings."""
    gc.collect()
    gc.freeze()


class Centre:
    """One centre in one process: what the ASGI application starts and stops."""

    def __init__(self) -> None:
        clock = self.clock = SteadyClock(machine_ms, monotonic_ms)
        self.presence = PresenceBook()
        self.directory = DirectoryCache(clock)
        self.remembered = Remembered(monotonic_ms)
        self.dispatcher = Dispatcher(Openings(machine_ms))
        self.runner = Runner(self.dispatcher, clock, CentreLock(settings.DATA_DIR))
        self.chat = Worker("chat outbox", send_lines, lambda: OUTBOX_SLEEP_S)
        upkeep = Upkeep(machine_ms, monotonic_ms)
        self.upkeep = Worker("upkeep", upkeep.work, upkeep.sleep_s)
        self.aside = Aside()
        self.executor = ThreadPoolExecutor(KINDS, thread_name_prefix="views")
        self.hub = Hub(clock, self.executor)
        self.hub.register("desk", DeskViews(self.presence).build, DESK_PAUSE_S, failing=DEGRADED)
        self.chats = ChatViews()
        self.hub.register("chat", self.chats.build, DESK_PAUSE_S)
        self.hub.register("wallboard", build_wallboards, WALLBOARD_PAUSE_S)
        self.desk_threads = ThreadPoolExecutor(DESK_THREADS, thread_name_prefix="desks")
        self.sockets = Sockets(self.hub, self.desk_threads)
        self.dispatcher.listeners.append(self.after_commit)

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Recover, serve, end with a snapshot."""
        live.attach(live.Floor(self.dispatcher, self.clock, self.directory, self.aside))
        await self.hub.start()
        await anyio.to_thread.run_sync(self.runner.start)
        await anyio.to_thread.run_sync(self.chat.start)
        await anyio.to_thread.run_sync(self.upkeep.start)
        remembered.attach(self.remembered)
        deaf = [
            on_doubt(self.remembered.forget),
            on_doubt(lambda user: self.hub.call_from_thread(self.sockets.doubts.tell, user)),
        ]
        settle_memory()
        yield
        for forget in deaf:
            forget()
        remembered.detach()
        await anyio.to_thread.run_sync(self.upkeep.stop)
        await anyio.to_thread.run_sync(self.chat.stop)
        self.dispatcher.listeners.remove(self.after_commit)
        await anyio.to_thread.run_sync(self.runner.stop)
        await self.hub.stop()
        for threads in (self.executor, self.desk_threads):
            threads.shutdown(wait=False, cancel_futures=True)
        await anyio.to_thread.run_sync(self.aside.stop)
        live.detach()

    def after_commit(self, batch: Batch) -> None:
        """From the thread that has committed: tell the screens that show it."""
        if batch.configured:
            self.directory.forget()
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
