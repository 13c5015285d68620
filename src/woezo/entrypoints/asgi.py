"""The ASGI application: sockets by Starlette; requests go on to the pages process."""

from __future__ import annotations

import os

import django
from starlette.applications import Starlette
from starlette.routing import Mount

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woezo.entrypoints.settings")
django.setup()

from woezo.entrypoints.web.front import PagesProcess  # noqa: E402  # they need the settings
from woezo.entrypoints.wiring import Centre  # noqa: E402


def build(first: PagesProcess | None = None) -> Starlette:
    """The application of one centre. first: a pages process that was begun early."""
    centre = Centre(first)
    app = Starlette(routes=[*centre.sockets.routes(), Mount("/", app=centre.front)], lifespan=centre.lifespan)
    app.state.ending = centre.sockets.end
    return app
