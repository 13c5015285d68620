"""The list of plans, a new one, and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.planning import computing
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.actions import create
from woezo.planning.models import Kind
from woezo.planning.reads import plans_of, presets
from woezo.planning.texts.toml import LARGEST_BYTES


@only(*PLANNERS)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Name, site, opening, last change and by whom."""
    computing.ahead("ready")  # who looks at the list will look at a plan next: the process loads what it works with
    return render(request, "planning/plans.html", {"plans": plans_of(user_of(request))})


@only(*PLANNERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """From a preset, or from a file of one's own."""
    if request.method == "GET":
        return _new(request, {})
    try:
        plan = create(*_wanted(request), user_of(request))
    except Problem as problem:
        return _new(request, problem.body()["error"], problem.status)
    return redirect(f"/plans/{plan.pk}/")


@only(*PLANNERS)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as a file."""
    found = get_plan(user_of(request), pk)
    assert found.current is not None
    response = HttpResponse(found.current.text, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{found.pk}.toml"'
    return response


def _wanted(request: HttpRequest) -> tuple[str, str, Kind, str]:
    """Name, text and origin of the plan that a form asks for."""
    name = request.POST.get("name", "")
    if "preset" in request.POST:
        preset = presets().get(request.POST["preset"])
        if preset is None:
            raise Http404
        return name, preset.text, Kind.PRESET, preset.name
    file = request.FILES.get("file")
    if file is None or file.size is None:
        raise Problem("plan_no_file", "file")
    if file.size > LARGEST_BYTES:
        raise Problem("plan_too_large", "file", size=-(-file.size // 1000), most=LARGEST_BYTES // 1000)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("plan_not_utf8", "file") from None
    title = (file.name or "").removesuffix(".toml")
    return name.strip() or title, text.replace("\r\n", "\n"), Kind.FILE, file.name or ""


def _new(request: HttpRequest, error: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"presets": presets().values(), "error": error, "typed": request.POST}
    return render(request, "planning/new.html", context, status=status)
