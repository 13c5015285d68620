"""The page of the wallboard."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from woezo.operations.shell import screen


@login_required
def wallboard(request: HttpRequest) -> HttpResponse:
    """Dark: it hangs on a wall."""
    return screen(request, "wallboard", _("Wallboard"), theme="dark")
