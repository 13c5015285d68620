"""Signing in and out, the language, and where each role begins."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woezo.accounts.actions import choose_language, open_session, sign_in
from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.accounts.reads import first_of_roles
from woezo.accounts.sessions import close_session
from woezo.operations import live
from woezo.people.reads import first_agents_of_sites

HOMES: Final[dict[str, str]] = {
    Role.ADMINISTRATOR: "/admin/",
    Role.TEAM_LEADER: "/wallboard/",
    Role.VIGIE: "/wallboard/",
    Role.PLANNER: "/plans/",
    Role.AGENT: "/desk/",
    Role.CLIENT_USER: "/programmes/",
}
LONGEST_ADDRESS: Final = 1000
FROM_A_PROXY: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@dataclass(frozen=True)
class DemoPerson:
    """A button of the demo's sign-in page."""

    id: int
    name: str
    what: str


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the user's role."""
    if not isinstance(request.user, User):
        return redirect("/sign-in/")
    return redirect(HOMES[request.user.role])


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in a demo also the roles."""
    if request.method == "GET":
        return redirect(_next(request)) if request.user.is_authenticated else _page(request)
    email = request.POST.get("email", "")[:254]
    try:
        sign_in(request, email, request.POST.get("password", "")[:200])
    except Problem as problem:
        error = problem.body()["error"]
        return _page(request, f"{error['message']} {error['remedy']}", email, problem.status)
    return redirect(_next(request))


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """A session without a password: only in a data directory made as a demo, only from this machine."""
    if not _is_open_demo(request):
        raise Http404
    wanted = request.POST.get("user", "")
    for person in _people():
        if str(person.id) == wanted:
            open_session(request, User.objects.get(pk=person.id))
            return redirect(_next(request))
    raise Http404


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    close_session(request)
    return redirect("/sign-in/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language, for good where somebody is signed in."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, User):
        choose_language(request.user, wanted)
        live.forget_names()  # his desk speaks it from its next view on
    response = redirect(_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", secure=settings.SECURE
    )
    return response


def _page(request: HttpRequest, error: str = "", email: str = "", status: int = 200) -> HttpResponse:
    people = _people() if _is_open_demo(request) else []
    context = {"error": error, "email": email, "people": people, "next": _next(request)}
    return render(request, "portal/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Where the user wanted to go, if that is here."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    known = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST_ADDRESS  # a word would be taken for a page's name
    return wanted if known and is_path else "/"


def _is_open_demo(request: HttpRequest) -> bool:
    """A demo, and its visitor sits at this machine: what a proxy hands on may come from anywhere."""
    if not settings.DEMO or any(name in request.headers for name in FROM_A_PROXY):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _people() -> list[DemoPerson]:
    """One person of each role, and an agent of each site."""
    roles = [(user, str(user.get_role_display())) for user in first_of_roles() if user.role != Role.AGENT]
    agents = [(user, f"{user.get_role_display()}, {site}") for user, site in first_agents_of_sites()]
    agents.sort(key=lambda pair: pair[0].pk)
    return [DemoPerson(user.pk, user.name, what) for user, what in agents + roles]
