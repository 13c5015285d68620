"""The ASGI application in the floor's process: hands each request to the pages process, and is the floor's ear for it."""

from __future__ import annotations

import asyncio
import itertools
import logging
import multiprocessing
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Any, Final, cast

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import JsonResponse
from django.utils import translation
from starlette.types import Receive, Scope, Send

from woezo.accounts.middleware import language_of
from woezo.accounts.problems import Problem
from woezo.entrypoints.web.frames import Frames, packed
from woezo.entrypoints.web.pages import serve_pages
from woezo.entrypoints.web.requests import Answer, Request, as_django, encoded, received, send_answer
from woezo.portal import errors

log = logging.getLogger("woezo.web")
AGAIN_S: Final = 0.5
END_S: Final = 5.0
ANSWER_S: Final = 60.0
"""No page takes a tenth of it: whoever has waited so long waits for a process that stands."""
EARS: Final = 2


class PagesProcess:
    """The process and our end of the socket pair."""

    def __init__(self, alone: bool = False) -> None:
        """Begin. alone: this process has one thread and no event loop, so that it may fork, which is quick and shares
        its memory; otherwise a fork would take along locks that other threads hold."""
        connections.close_all()
        self.end, theirs = socket.socketpair()
        context: Any = multiprocessing.get_context("fork" if alone else "spawn")
        args = (theirs, self.end if alone else None)
        self.process: BaseProcess = context.Process(target=serve_pages, args=args, name="woezo pages")
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        """It ends when it reads the end of our words."""
        self.end.close()
        self.process.join(END_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Front(asyncio.Protocol):
    """Requests go out, answers come in. ears: who hears what the pages process says beside them, by word, in the event
    loop's thread; slow_ears: the same for what may wait for the floor, in threads."""

    def __init__(self, first: PagesProcess | None = None) -> None:
        self.ears: dict[str, Callable[..., None]] = {"answer": self._answered}
        self.slow_ears: dict[str, Callable[..., None]] = {}
        self.greeting: Callable[[], list[tuple[Any, ...]]] = list
        self._pages = first
        self._threads = ThreadPoolExecutor(EARS, thread_name_prefix="ears")
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Answer | None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._transport: asyncio.WriteTransport | None = None
        self._frames = Frames()
        self._stopping = False
        self._again: asyncio.Task[None] | None = None  # kept: the loop holds its tasks weakly

    # -- life ---------------------------------------------------------------------------------------------------------
    async def start(self) -> None:
        """Begin the process, unless it was begun before us, and connect."""
        self._loop = asyncio.get_running_loop()
        await self._begin()

    async def stop(self) -> None:
        """End the process. Who still waits for an answer is told that there is none."""
        self._stopping = True
        if self._again is not None:
            await self._again
        if self._transport is not None:
            self._transport.close()
        await self._end()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        if self._pages is None:
            self._pages = await loop.run_in_executor(None, PagesProcess)
        await loop.create_unix_connection(lambda: self, sock=self._pages.end)

    async def _end(self) -> None:
        pages, self._pages = self._pages, None
        if pages is not None:
            await asyncio.get_running_loop().run_in_executor(None, pages.stop)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._frames = cast(asyncio.WriteTransport, transport), Frames()
        for frame in self.greeting():
            self._write(packed(*frame))

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever waits is told so; nobody knows whether what he asked for was done."""
        self._transport = None
        for future in self._asked.values():
            if not future.done():
                future.set_result(None)
        if not self._stopping:
            log.error("the pages process is gone; another one begins")
            self._again = asyncio.get_running_loop().create_task(self._begin_again())

    async def _begin_again(self) -> None:
        while not self._stopping and self._transport is None:
            await self._end()
            await asyncio.sleep(AGAIN_S)
            try:
                await self._begin()
            except Exception:  # whatever it is, a centre without pages would be worse than one more try
                log.exception("no pages process can be begun; next try in %.1f s", AGAIN_S)

    # -- requests -----------------------------------------------------------------------------------------------------
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await received(scope, receive)
        if request is not None:
            answer = await self.ask(request)
            if answer is None:
                answer = await asyncio.to_thread(unavailable, request)
            await send_answer(answer, send)

    async def ask(self, request: Request) -> Answer | None:
        """What the pages process answers, None if it cannot."""
        if self._transport is None:
            return None
        number = next(self._numbers)
        future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._asked[number] = future
        try:
            self._transport.write(packed("request", number, request))
            async with asyncio.timeout(ANSWER_S):
                return await future
        except TimeoutError:
            log.error("%s %s: no answer in %d s", request.scope["method"], request.scope["path"], ANSWER_S)
            return None
        finally:
            del self._asked[number]

    def _answered(self, number: int, answer: Answer | None) -> None:
        future = self._asked.get(number)
        if future is not None and not future.done():
            future.set_result(answer)

    # -- words ----------------------------------------------------------------------------------------------------------
    def data_received(self, data: bytes) -> None:
        for word, *values in self._frames.feed(data):
            if word in self.ears:
                self.ears[word](*values)
            else:
                self._threads.submit(self._hear, word, values)

    def _hear(self, word: str, values: list[Any]) -> None:
        try:
            self.slow_ears[word](*values)
        except Exception:
            log.exception("what the pages process says cannot be done: %s", word)

    def say(self, *frame: Any) -> None:
        """Send the pages process a frame, from any thread. Raises what cannot be packed."""
        data = packed(*frame)
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is over, and with it the pages process
                self._loop.call_soon_threadsafe(self._write, data)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)


def unavailable(request: Request) -> Answer:
    """503, in the language that the browser asks for: who is signed in nobody can say now."""
    asked = as_django(request)
    asked.user = AnonymousUser()
    with translation.override(language_of(asked)):
        if asked.path.startswith("/api/"):
            problem = Problem("unavailable")
            response: Any = JsonResponse(problem.body(), status=problem.status)
        else:
            response = errors.page(asked, "unavailable")
    return Answer(response.status_code, encoded(list(response.headers.items())), response.content)
