"""Django behind an ASGI server, in a fixed pool of threads.

Django's own ASGI handler starts a thread, and with it a database connection, for each request; here both are kept.
A request's body is read before a thread is taken, so a slow sender holds none.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler
from starlette.types import Message, Receive, Scope, Send

THREADS: Final = 8
"""They share one interpreter: at 24 an answer cost half as much again as at 8, for the threads took turns at every query."""
LARGEST_BODY: Final = 1_100_000  # a little more than Django takes, so that Django says it in the user's language


class Web:
    """The ASGI application around Django."""

    def __init__(self, django: WSGIHandler) -> None:
        self.django = django
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = await _body(receive)
        if received is None:
            return
        body, size = received
        loop = asyncio.get_running_loop()
        environ = _environ(scope, body, size)
        start, chunks = await loop.run_in_executor(self.threads, self._answer, environ)
        await send(start)
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _answer(self, environ: dict[str, Any]) -> tuple[Message, list[bytes]]:
        """Runs in a thread of the pool."""
        started: list[Message] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: object = None, /
        ) -> Callable[[bytes], object]:
            # Django writes a blank before each cookie, which HTTP does not allow at the start of a value
            named = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
            started.append({"type": "http.response.start", "status": int(status[:3]), "headers": named})
            return lambda _: None  # PEP 3333's other way to write, which Django does not use

        response = self.django(environ, start_response)
        try:
            chunks = [chunk for chunk in response if chunk]
        finally:
            response.close()
        return started[0], chunks


async def _body(receive: Receive) -> tuple[bytes, int] | None:
    """The body and its size; nothing of one that Django will refuse for its size. None: the sender is gone."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part: bytes = message.get("body", b"")
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
        else:
            parts.clear()  # a beginning could pass for the whole
        if not message.get("more_body"):
            return b"".join(parts), size


def _environ(scope: Scope, body: bytes, size: int) -> dict[str, Any]:
    """PEP 3333 from an ASGI scope."""
    server = scope.get("server") or ("127.0.0.1", 80)
    client = scope.get("client") or ("", 0)
    path = scope["path"]
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "CONTENT_LENGTH": str(size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name or name == "content-length":  # an underscore could pass for a hyphen
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if size > LARGEST_BODY and environ.get("CONTENT_TYPE", "").startswith("multipart/"):
        environ["CONTENT_TYPE"] = "application/octet-stream"  # or Django would begin to read parts that are not there
    return environ
