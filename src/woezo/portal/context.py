"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from woezo import __version__
from woezo.accounts.models import Role, User


def product(request: HttpRequest) -> dict[str, Any]:
    """The product's version, whether this is a demo, and the sections of the top bar (only if a page asks)."""
    return {
        "woezo_version": __version__,
        "woezo_demo": settings.DEMO,
        "woezo_sections": lambda: sections(request),
    }


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    """Links to what the user's role may open."""
    user = request.user
    if not isinstance(user, User):
        return []
    pages = [
        ("/admin/", _("Administration"), {Role.ADMINISTRATOR}),
        ("/desk/", _("Desk"), {Role.AGENT}),
        ("/wallboard/", _("Wallboard"), {Role.ADMINISTRATOR, Role.VIGIE, Role.TEAM_LEADER}),
        ("/programmes/", _("Programmes"), {Role.ADMINISTRATOR, Role.VIGIE, Role.TEAM_LEADER, Role.CLIENT_USER}),
        ("/plans/", _("Plans"), {Role.ADMINISTRATOR, Role.PLANNER}),
        ("/api/v1/docs", _("API"), {Role.ADMINISTRATOR}),
    ]
    return [
        {"url": url, "label": label, "here": request.path.startswith(url)}
        for url, label, roles in pages
        if user.role in roles
    ]
