"""One request from ASGI to Django and its answer back: the same values in both processes.

A request's body is read before it is handed on, so a slow sender holds nobody.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, NamedTuple

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from starlette.types import Receive, Scope, Send

LARGEST_BODY: Final = 1_100_000  # a little more than Django takes, so that Django says it in the user's language
PARTS: Final = ("method", "path", "query_string", "headers", "http_version", "scheme", "server", "client")
"""Of a scope, what Django learns."""


class Request(NamedTuple):
    """What came in. size: of the body as it was sent; one that is too large is not kept."""

    scope: dict[str, Any]
    body: bytes
    size: int


class Answer(NamedTuple):
    """What goes out."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


async def received(scope: Scope, receive: Receive) -> Request | None:
    """The whole request. None: the sender is gone."""
    found = await _body(receive)
    return None if found is None else Request({part: scope.get(part) for part in PARTS}, *found)


async def send_answer(answer: Answer, send: Send) -> None:
    """Give it to the sender."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def answered(django: WSGIHandler, request: Request) -> Answer:
    """What Django says."""
    started: list[tuple[int, list[tuple[bytes, bytes]]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((int(status[:3]), encoded(headers)))
        return lambda _: None  # PEP 3333's other way to write, which Django does not use

    response = django(environ(request), start_response)
    try:
        body = b"".join(response)
    finally:
        response.close()
    return Answer(*started[0], body)


def encoded(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI sends them."""
    # Django writes a blank before each cookie, which HTTP does not allow at the start of a value
    return [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]


def as_django(request: Request) -> WSGIRequest:
    """The request as a view gets it."""
    return WSGIRequest(environ(request))


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


def environ(request: Request) -> dict[str, Any]:
    """PEP 3333 from an ASGI scope."""
    scope, body, size = request
    server = scope["server"] or ("127.0.0.1", 80)
    client = scope["client"] or ("", 0)
    path = scope["path"]
    found: dict[str, Any] = {
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
        "wsgi.url_scheme": scope["scheme"] or "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name or name == "content-length":  # an underscore could pass for a hyphen
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        joint = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{joint}{value}" if key in found else value
    if size > LARGEST_BODY and found.get("CONTENT_TYPE", "").startswith("multipart/"):
        # or Django would begin to read parts that are not there, where it should look at the size
        found["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    return found
