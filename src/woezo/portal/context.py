"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from woezo import __version__


def product(request: HttpRequest) -> dict[str, Any]:
    """The product's version, and whether this is a demo."""
    return {"woezo_version": __version__, "woezo_demo": settings.DEMO}
