"""Who opens a socket: the user behind a session cookie, and whether the page that opens it is ours."""

from __future__ import annotations

from http.cookies import SimpleCookie
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest
from starlette.websockets import WebSocket

from woezo.accounts.models import User


def same_origin(socket: WebSocket) -> bool:
    """A browser says which page opens the socket; another site's page gets nothing, whatever cookies it sends along."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == socket.headers.get("host", "").lower()


def user_of(socket: WebSocket) -> User | None:
    """The signed-in user. Reads the database: call it in a thread."""
    cookies: SimpleCookie = SimpleCookie(socket.headers.get("cookie", ""))
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    user = auth.get_user(request)
    return user if isinstance(user, User) and user.is_active else None
