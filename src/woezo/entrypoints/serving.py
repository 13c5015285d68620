"""A centre on a port until it is told to end: the pages process first, while this one still has a single thread."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from typing import Any, Final

import uvicorn

PING_S: Final = 30.0
PONG_S: Final = 15.0
"""A cable that was pulled is noticed within 45 s; asking 3,500 desks more often costs more than it tells."""


class Announcing(uvicorn.Server):
    """Says when it is there, and when it begins to end."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        await super().shutdown(sockets)


def serve(ready: Callable[[], None] = lambda: None, sockets: list[socket.socket] | None = None, **where: Any) -> bool:
    """Serve at `where` (host and port), or on sockets that listen already; call `ready` once it answers.

    Returns at the end, False if it could not begin. Django is loaded, and no thread was started.
    """
    import woezo.entrypoints.urls  # noqa: F401  # now, once for both processes
    from woezo.entrypoints.asgi import build
    from woezo.entrypoints.web.front import PagesProcess
    from woezo.entrypoints.wiring import settle

    settle()
    pages = PagesProcess(alone=True)
    try:
        app = build(pages)
        config = uvicorn.Config(
            app,
            **where,
            log_level="warning",
            lifespan="on",
            ws="websockets-sansio",
            ws_max_size=262_144,
            ws_ping_interval=PING_S,
            ws_ping_timeout=PONG_S,
            timeout_graceful_shutdown=5,
        )
        server = Announcing(config, ready, app.state.ending)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)  # uvicorn ends well, then raises it again: once is enough
        server.run(sockets)
    finally:
        pages.stop()
    return server.started
