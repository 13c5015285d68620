"""The pages of what is kept of a site: its opening file, the clients' requirements, the choice of the city; and their tables.

Each page is read from two texts, the plan's and the file's. What is wrong in either is said at its head, and the rest is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from babel import Locale
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from woezo.accounts.pages import only, user_of
from woezo.parameters.faults import Fault
from woezo.planning.access import PLANNERS, get_plan
from woezo.planning.answers import about, file_of, spoken
from woezo.planning.models import FileVersion, Plan, SiteFile
from woezo.planning.opening import gates, site_tables
from woezo.planning.opening.city_rows import Cities
from woezo.planning.opening.fields import Form, address_of, called
from woezo.planning.opening.requirement_rows import Demands
from woezo.planning.opening.site import Site, site_of
from woezo.planning.opening.site_files import current, history
from woezo.planning.opening.task_rows import FILTERS, Tasks, Wanted
from woezo.planning.rendering.grids import grid
from woezo.planning.texts.toml import read
from woezo.planning.texts.versions import stored, to_mend
from woezo.planning.wording.words import Words
from woezo.workforce.opening.choice import read_choice
from woezo.workforce.opening.requirements import read_requirements
from woezo.workforce.opening.tasks import read_opening
from woezo.workforce.tables import Table

SHOWN_FAULTS: Final = 30
ADDRESSES: Final = {
    SiteFile.OPENING: "opening/",
    SiteFile.REQUIREMENTS: "opening/requirements/",
    SiteFile.CITIES: "opening/cities/",
}
"""Where each file has its page, below its plan."""


@only(*PLANNERS)
@require_GET
def page(request: HttpRequest, pk: int, file: SiteFile) -> HttpResponse:
    """One of the files."""
    plan, words = get_plan(user_of(request), pk), spoken().of_site()
    held = current(plan, file)
    address = f"/plans/{plan.pk}/{ADDRESSES[file]}"
    mend = to_mend(held.text, f"{address}text/", held.number)
    content, faults = ({}, []) if mend else CONTENTS[file](request, plan, held, words)
    context = {
        "plan": plan,
        "version": held,
        "address": address,
        "mend": mend,
        "pages": [(f"/plans/{plan.pk}/{ADDRESSES[one]}", one.label, one == file) for one in SiteFile],
        "here": file.label,
        "faults": [_told(one, stored(held.text), words) for one in faults[:SHOWN_FAULTS]],
        "more_faults": max(0, len(faults) - SHOWN_FAULTS),
        "versions": history(plan, file, request.GET.get("versions")),
        "leafed": "versions" in request.GET,
    }
    return render(request, f"planning/{file}.html", context | content)


def _told(one: Fault, document: dict[str, Any], words: Words) -> tuple[str, str]:
    """What is wrong, with the task or requirement by its name, and where it is filled in."""
    return words.sentence(one, called(document, one.cell, words)), address_of(document, one.cell)


@only(*PLANNERS)
@require_GET
def table(request: HttpRequest, pk: int, file: str) -> HttpResponse:
    """A table of one of the files, as CSV or XLSX; `all.xlsx` has them all."""
    plan, words = get_plan(user_of(request), pk), spoken().of_site()
    name, _, ending = file.partition(".")
    tables = {one.name: one for one in _tables(plan, words)}
    of = about(plan, more=[(str(one.label), current(plan, one).number) for one in SiteFile])
    if file == "all.xlsx":
        return file_of(tables.values(), f"opening-{pk}", ending, words, of)
    if name not in tables or ending not in ("csv", "xlsx"):
        raise Http404
    return file_of([tables[name]], f"opening-{pk}-{name}", ending, words, of)


def _tables(plan: Plan, words: Words) -> list[Table]:
    """All of them; those that tell days only where the site's opening is known."""
    documents = {file: stored(current(plan, file).text) for file in SiteFile}
    site, _faults = site_of(plan, words.language)
    found = []
    if site is not None:
        file, _faults = gates.file_at(documents[SiteFile.OPENING], site)
        found += site_tables.of_opening(Tasks(file, site, words))
        demands = Demands.at(read_requirements(documents[SiteFile.REQUIREMENTS])[0], site, words)
        found += site_tables.of_requirements(demands)
    return found + site_tables.of_cities(Cities(read_choice(documents[SiteFile.CITIES])[0], words))


Content = tuple[dict[str, Any], list[Fault]]


def _opening(request: HttpRequest, plan: Plan, held: FileVersion, words: Words) -> Content:
    document = read(held.text)
    site, wrong = site_of(plan, words.language)
    if site is None:
        return {}, [*wrong, *read_opening(document)[1]]
    file, faults = gates.file_at(document, site)
    tasks = Tasks(file, site, words)
    wanted = _wanted(request)
    held_gates = gates.gates(file, site, words)
    filters = [(show, tasks.count(show, wanted.owner), show == wanted.show) for show in FILTERS]
    return {
        "site": site,
        "template_for": _template_for(document, site, words),
        "gates": held_gates,
        "groups": tasks.groups(held_gates.rows, wanted, Form(document, faults, words)),
        "filters": filters,
        "owners": tasks.owners(),
        "wanted": wanted,
        **_earliest(tasks, site),
    }, [*wrong, *faults]


def _template_for(document: dict[str, Any], site: Site, words: Words) -> str:
    """The name of the country for which the template was made; nothing where the site is there, or its planner took it out."""
    country = document.get("template_for")
    if not isinstance(country, str) or country == site.country:
        return ""
    return str(Locale(words.language).territories.get(country, country))


def _wanted(request: HttpRequest) -> Wanted:
    show = request.GET.get("show", "")
    return Wanted(show if show in FILTERS else "all", request.GET.get("owner", ""), request.GET.get("task", ""))


def _earliest(tasks: Tasks, site: Site) -> dict[str, Any]:
    """The earliest opening, and the chain of tasks that decides it."""
    found = tasks.earliest()
    return {
        "opening": tasks.words.cell(site.opening, "date"),
        "earliest": tasks.words.cell(found.day, "date"),
        "too_late": found.day > site.opening,
        "working_days": tasks.words.count(abs(found.slack_days)),
        "chain": [(key, tasks.name(key)) for key in found.chain],
    }


def _requirements(request: HttpRequest, plan: Plan, held: FileVersion, words: Words) -> Content:
    document = read(held.text)
    asked, faults = read_requirements(document)
    site, wrong = site_of(plan, words.language)
    if site is None:
        return {}, [*wrong, *faults]
    demands = Demands.at(asked, site, words)
    return {
        "site": site,
        "template_for": _template_for(document, site, words),
        "starts": demands.starts(),
        "coverage": grid(demands.summary(), words),
        "clients": demands.clients(request.GET.get("requirement", ""), Form(document, faults, words)),
    }, [*wrong, *faults]


def _cities(request: HttpRequest, plan: Plan, held: FileVersion, words: Words) -> Content:
    document = read(held.text)
    choice, faults = read_choice(document)
    cities, form = Cities(choice, words), Form(document, faults, words)
    assumed, marks = cities.assumed()
    return {
        "cities": cities,
        "heads": cities.heads(form),
        "rows": cities.rows(form),
        "moves": cities.moves() if cities.moves_of else [],
        "verdict": cities.verdict(),
        "assumed": assumed,
        "marks": marks,
    }, faults


CONTENTS: Final[dict[SiteFile, Callable[[HttpRequest, Plan, FileVersion, Words], Content]]] = {
    SiteFile.OPENING: _opening,
    SiteFile.REQUIREMENTS: _requirements,
    SiteFile.CITIES: _cities,
}
