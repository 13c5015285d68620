"""The WebSocket endpoints: who may look at which topic, and the life of one socket.

A refused socket is accepted, told why, and closed: a bare refusal looks like a lost network to a browser.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import NamedTuple, TypeVar

from django.db import close_old_connections
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from woezo.accounts.models import User
from woezo.channels.chat.reads import conversation_of_token
from woezo.operations.desk_ids import desk_number
from woezo.operations.projection import Batch
from woezo.programmes.access import wallboard_of
from woezo.push import desks
from woezo.push.doubts import Doubts
from woezo.push.hub import Hub
from woezo.push.topics import Screen
from woezo.push.visitors import same_origin, user_of

log = logging.getLogger("woezo.push")
NOT_ALLOWED = "not_allowed"
RETRY_S = 1.0

T = TypeVar("T")


class Viewer(NamedTuple):
    """Who looks at a screen, and whether he still may. may_stay reads the database: call it in a thread."""

    user: int
    may_stay: Callable[[], bool]


class Sockets:
    """The sockets of the process. desks: by agent, each open screen and the desk that it belongs to."""

    def __init__(self, hub: Hub, executor: Executor) -> None:
        self.hub = hub
        self.executor = executor
        self.desks: dict[int, dict[Screen, int]] = {}
        self.doubts = Doubts()
        self.ending = False
        self._turns: dict[int, asyncio.Lock] = {}
        self._untold: set[asyncio.Task[None]] = set()

    def routes(self) -> list[WebSocketRoute]:
        """For the ASGI application."""
        return [
            WebSocketRoute("/ws/desk", self.desk),
            WebSocketRoute("/ws/wallboard", self.wallboard),
            WebSocketRoute("/ws/chat", self.chat),
        ]

    def end(self) -> None:
        """The centre ends, and not the desks: its next start takes each for lost and waits for its return."""
        self.ending = True

    # -- endpoints ----------------------------------------------------------------------------------------------------
    async def desk(self, socket: WebSocket) -> None:
        """An agent's desk. Opening it takes over a desk that is open elsewhere; losing it is an event of the floor."""
        await socket.accept()
        user = await self._user(socket)
        agent = None if user is None else await self._in_thread(desks.agent_of, user)
        desk = desk_number(socket.query_params.get("desk", ""))
        if user is None or agent is None or desk == 0:
            await refuse(socket, NOT_ALLOWED)
            return

        def may_stay() -> bool:
            now = user_of(socket)
            return now is not None and desks.agent_of(now) == agent

        screen = await self._open_desk(agent, desk)
        try:
            await self._serve(socket, screen, Viewer(user.pk, may_stay))
        finally:
            await asyncio.shield(self._close_desk(agent, desk, screen))

    async def _open_desk(self, agent: int, desk: int) -> Screen:
        """One at a time per agent: the loss of a reloaded page must not be told after its return."""
        async with self._turns.setdefault(agent, asyncio.Lock()):
            told = await self._in_thread(desks.opened, agent, desk)
            screen = self.hub.join(f"desk:{agent}")
            self.desks.setdefault(agent, {})[screen] = desk
            self._check_desks(agent, await self._in_thread(desks.desk_of, agent))
        if not told:
            task = asyncio.create_task(self._open_again(agent, desk, screen))
            self._untold.add(task)  # the loop holds its tasks weakly
            task.add_done_callback(self._untold.discard)
        return screen

    async def _open_again(self, agent: int, desk: int, screen: Screen) -> None:
        """The floor stood when the desk came back: tell it once it can hear, if the screen is still there."""
        told = False
        while not told:
            await asyncio.sleep(RETRY_S)
            async with self._turns[agent]:
                gone = bool(screen.closed) or screen not in self.desks.get(agent, {})
                told = gone or await self._in_thread(desks.opened, agent, desk)

    async def _close_desk(self, agent: int, desk: int, screen: Screen) -> None:
        """Say that the desk is lost, unless it is open in another socket by now; again until it could be written."""
        async with self._turns[agent]:
            del self.desks[agent][screen]
        told = False
        while not (told or self.ending):
            async with self._turns[agent]:
                told = desk in self.desks.get(agent, {}).values() or await self._in_thread(desks.lost, agent, desk)
                if not self.desks.get(agent):
                    self.desks.pop(agent, None)
            if not told:
                await asyncio.sleep(RETRY_S)

    async def wallboard(self, socket: WebSocket) -> None:
        """The wallboard, or the part of it that concerns the user."""
        await socket.accept()
        user = await self._user(socket)
        part = None if user is None else await self._in_thread(wallboard_of, user)
        if user is None or part is None:
            await refuse(socket, NOT_ALLOWED)
            return

        def may_stay() -> bool:
            now = user_of(socket)
            return now is not None and wallboard_of(now) == part

        screen = self.hub.join(f"wallboard:{user.language}{part}")
        await self._serve(socket, screen, Viewer(user.pk, may_stay))

    async def chat(self, socket: WebSocket) -> None:
        """A visitor's conversation, by its token."""
        await socket.accept()
        token = socket.query_params.get("token", "")
        conversation = await self._in_thread(conversation_of_token, token)
        if conversation is None or not same_origin(socket):
            await refuse(socket, NOT_ALLOWED)
            return
        await self._serve(socket, self.hub.join(f"chat:{conversation}"))

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        """Database work away from the event loop, in threads that keep their connections."""

        def run() -> T:
            close_old_connections()
            return function(*args)

        return await asyncio.get_running_loop().run_in_executor(self.executor, run)

    async def _user(self, socket: WebSocket) -> User | None:
        if not same_origin(socket):
            return None
        return await self._in_thread(user_of, socket)

    # -- the life of a socket -----------------------------------------------------------------------------------------
    async def _serve(self, socket: WebSocket, screen: Screen, viewer: Viewer | None = None) -> None:
        """Send and receive until one of both ends; a user's screen is closed once he may not look any more."""
        tasks = [asyncio.create_task(self._send(socket, screen)), asyncio.create_task(self._receive(socket, screen))]
        watch = [] if viewer is None else [asyncio.create_task(self._watch(screen, viewer))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.hub.leave(screen)
            for task in (*tasks, *watch):
                task.cancel()
            await asyncio.gather(*tasks, *watch, return_exceptions=True)

    async def _watch(self, screen: Screen, viewer: Viewer) -> None:
        await self.doubts.until_lost(viewer.user, lambda: self._in_thread(viewer.may_stay))
        screen.close(NOT_ALLOWED)

    async def _send(self, socket: WebSocket, screen: Screen) -> None:
        while True:
            await screen.waiting.wait()
            screen.waiting.clear()
            if screen.closed:  # what waits is not for his eyes any more
                await refuse(socket, screen.closed)
                return
            for message in self.hub.take(screen):
                await socket.send_text(message)

    async def _receive(self, socket: WebSocket, screen: Screen) -> None:
        answers: dict[str, Callable[[], Awaitable[None]]] = {
            "ping": lambda: socket.send_text(f'{{"t":"pong","now":{self.hub.clock()}}}'),
            "resync": lambda: _resync(screen),
        }
        try:
            while True:
                message = json.loads(await socket.receive_text())
                answer = answers.get(message.get("t", "")) if isinstance(message, dict) else None
                if answer is not None:
                    await answer()
        except (WebSocketDisconnect, ValueError, KeyError, RecursionError):  # not ours: the socket ends
            return

    # -- desks --------------------------------------------------------------------------------------------------------
    def after_commit(self, batch: Batch, desk_of: dict[int, int]) -> None:
        """Close the screens of desks that another one has taken over."""
        for agent in batch.agents & self.desks.keys():
            self._check_desks(agent, desk_of.get(agent, 0))

    def _check_desks(self, agent: int, open_desk: int) -> None:
        for screen, desk in self.desks.get(agent, {}).items():
            if open_desk > 0 and open_desk != desk:
                screen.close("taken_over")


async def _resync(screen: Screen) -> None:
    screen.resync()


async def refuse(socket: WebSocket, reason: str) -> None:
    """Say why and close."""
    if socket.application_state is not WebSocketState.CONNECTED:
        return
    try:
        await socket.send_text(json.dumps({"t": "closed", "reason": reason}))
        await socket.close()
    except (WebSocketDisconnect, RuntimeError):
        log.debug("the socket was gone before it was told %s", reason)
