"""An administrator's own API tokens: made, shown once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from woezo.accounts.actions import issue_token, revoke_token
from woezo.accounts.models import Role
from woezo.accounts.pages import only, user_of
from woezo.accounts.reads import tokens_of


@never_cache
@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list; after a POST also the new token, which nobody can read again."""
    user = user_of(request)
    if request.method == "GET":
        return render(request, "portal/tokens.html", {"tokens": tokens_of(user)})
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    if not name:
        context = {"tokens": tokens_of(user), "error": _("Name the integration that will use the token.")}
        return render(request, "portal/tokens.html", context, status=422)
    made = issue_token(user, name, user)
    return render(request, "portal/tokens.html", {"tokens": tokens_of(user), "made": made}, status=201)


@only(Role.ADMINISTRATOR)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of his tokens."""
    user = user_of(request)
    for token in tokens_of(user):
        if token.pk == pk:
            revoke_token(token, user)
            messages.success(request, _("Revoked. Nothing opens with it any more."))
            return redirect("/tokens/")
    raise Http404
