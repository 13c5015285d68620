"""The page around a live screen: a bundle, its style, and one block of data. No script and no style of its own."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language

from woezo.accounts.models import User


def screen(request: HttpRequest, name: str, title: str, theme: str = "", **more: Any) -> HttpResponse:
    """The shell of the bundle `name`; `more` goes into its data."""
    user = request.user
    boot = {
        "lang": (get_language() or "fr")[:2],
        "csrf": get_token(request),
        "api": "/api/v1",
        "ws": f"/ws/{name}",
        "programme": None,
        "brand": None,
        "user": {"name": user.name} if isinstance(user, User) else None,
        "urls": {
            "sign_in": f"/sign-in/?next={request.path}",
            "sign_out": "/sign-out/",
            "home": "/",
            "language": "/language/",
        },
        **more,
    }
    files = {"style": asset(f"{name}.css"), "script": asset(f"{name}.js")}
    return render(request, "operations/shell.html", {"title": title, "theme": theme, "boot": boot, **files})


def asset(name: str) -> str:
    """The address of a built file, with its version: it may be kept for ever."""
    version = _versions().get(name, {}).get("version", "")
    return f"{static(f'woezo/{name}')}?v={version}"


@lru_cache(maxsize=1)
def _versions() -> dict[str, dict[str, str]]:
    path = finders.find("woezo/manifest.json")
    if not isinstance(path, str):
        return {}
    with open(path, encoding="utf-8") as file:
        found: dict[str, dict[str, str]] = json.load(file)
    return found
