"""The ASGI application: sockets by Starlette, everything else by Django."""

from __future__ import annotations

import os
from typing import cast

from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woezo.entrypoints.settings")
django_app = cast(ASGIApp, get_asgi_application())


def build() -> Starlette:
    """The application of one centre."""
    import woezo.entrypoints.urls  # noqa: F401  # now, not within somebody's first request
    from woezo.entrypoints.wiring import Centre

    centre = Centre()
    return Starlette(routes=[*centre.sockets.routes(), Mount("/", app=django_app)], lifespan=centre.lifespan)


app = build()
