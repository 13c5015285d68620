"""The page of the agent's desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from woezo.operations.shell import screen


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Its socket says who may not: the screen explains it in the person's language."""
    return screen(request, "desk", _("Desk"))
