"""Django behind the ASGI server: what a request brings reaches Django, and what Django refuses reaches the sender."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from woezo.entrypoints.web.requests import LARGEST_BODY, Request, answered, environ, received


def ask(
    path: str, body: bytes = b"", parts: int = 1, method: str = "POST", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request: status, headers, body."""
    size = max(1, -(-len(body) // parts))
    pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    messages = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"limit=1", "http_version": "1.1"}
    scope |= {"headers": [(b"host", b"testserver"), *named], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 9)}
    request = asyncio.run(received(scope, receive))
    assert request is not None
    answer = answered(get_wsgi_application(), request)
    return answer.status, {name.decode(): value.decode() for name, value in answer.headers}, answer.body


@pytest.mark.django_db
def test_a_body_in_parts_arrives_whole() -> None:
    body = json.dumps({"programme": "nowhere", "text": "é" * 300, "client_id": "no"}).encode()
    status, headers, answer = ask("/api/v1/chat/conversations", body, 7, content_type="application/json")
    assert (status, headers["content-type"]) == (422, "application/json; charset=utf-8")
    assert json.loads(answer)["error"]["field"] == "client_id"


@pytest.mark.django_db
def test_too_large_a_body_is_refused_in_words() -> None:
    status, _, answer = ask(
        "/api/v1/chat/conversations", b"x" * (2 * LARGEST_BODY), 50, content_type="application/json"
    )
    assert (status, json.loads(answer)["error"]["code"]) == (413, "too_large")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_the_beginning_of_a_large_body_does_not_pass_for_the_whole(kind: str) -> None:
    """Two parts: a whole message, then so much that the limit is passed."""
    whole = json.dumps({"programme": "nowhere", "text": "x", "client_id": "no"}).encode()
    body = whole.ljust(LARGEST_BODY - 100) + b" " * LARGEST_BODY
    status, _, answer = ask("/api/v1/chat/conversations", body, 2, content_type=kind)
    assert (status, json.loads(answer)["error"]["code"]) == (413, "too_large")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_with_too_large_a_file_is_refused_in_words(kind: str) -> None:
    english = {"content_type": kind, "accept_language": "en", "cookie": f"csrftoken={'a' * 32}"}
    status, _, answer = ask("/plans/new/", b"x" * (2 * LARGEST_BODY), 50, **english)
    assert status == 413
    assert "The request is too large: 1 MB at most." in answer.decode()


@pytest.mark.django_db
def test_a_cookie_has_no_blank_before_it() -> None:
    status, headers, _ = ask("/sign-in/", method="GET")
    assert (status, headers["set-cookie"].partition("=")[0]) == (200, "csrftoken")


def test_a_header_with_an_underscore_cannot_pass_for_another() -> None:
    scope = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "scheme": None}
    scope |= {"server": None, "client": None}
    headers = [(b"x_forwarded_for", b"1"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    found = environ(Request(scope | {"headers": headers}, b"", 0))
    assert "HTTP_X_FORWARDED_FOR" not in found
    assert found["HTTP_COOKIE"] == "a=1; b=2"


def test_who_leaves_before_he_has_said_all_has_asked_nothing() -> None:
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    assert asyncio.run(received({"type": "http"}, receive)) is None
