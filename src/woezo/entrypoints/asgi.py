"""The ASGI application: sockets by Starlette, everything else by Django."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.routing import Mount

from woezo.entrypoints.web import Web

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woezo.entrypoints.settings")
django_app = get_wsgi_application()


def build() -> Starlette:
    """The application of one centre."""
    import woezo.entrypoints.urls  # noqa: F401  # now, not within somebody's first request
    from woezo.entrypoints.wiring import Centre

    centre = Centre()
    return Starlette(routes=[*centre.sockets.routes(), Mount("/", app=Web(django_app))], lifespan=centre.lifespan)


app = build()
