"""What the pages of plans share: the reader's words, the version he saw, what the worker says of a plan, a table as a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext

from woezo.accounts.problems import Problem
from woezo.planning import computing
from woezo.planning.models import Plan, Revision
from woezo.planning.rendering.files import About, of_spreadsheets, to_csv
from woezo.planning.texts.versions import document_of, fault_of
from woezo.planning.wording.words import Words, rates
from woezo.trail.clock import now_ms
from woezo.workforce.hiring.results import Report, Which
from woezo.workforce.tables import Cell, Table

PLANS: Final = 200  # simulated for the bands of a page; the command takes a thousand
SEED: Final = 2020
WHAT_IFS: Final = ("what_ifs", "to_keep")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spoken() -> Words:
    """The reader's language."""
    language = get_language() or "fr"
    return Words(gettext, "fr" if language.startswith("fr") else "en_GB", plural=ngettext)


def seen_in(request: HttpRequest) -> int:
    """The version that the sender of a form had before his eyes; 0 for what cannot be one."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0


def told(request: HttpRequest, problem: Problem) -> None:
    """Say on the next page what could not be done."""
    error = problem.body()["error"]
    messages.error(request, f"{error['message']} {error['remedy']}")


def report_of(plan: Plan) -> Report:
    """What comes of the plan as it stands. Raises computing's Problem where it takes too long, and see document_of."""
    assert plan.current is not None
    document_of(plan.current.text)  # one that no longer reads is named here, not in the worker
    found: Report = computing.compute("report", plan.current.text, PLANS, SEED)
    return found


def work_ahead(revision: Revision) -> None:
    """Begin with what the plan's page will ask for, while its browser is still on the way to it: on a phone in Lomé that is
    as long as the work.
    """
    if fault_of(revision.text) is None:  # an undo may lead back to one that no longer reads
        computing.ahead("report", revision.text, PLANS, SEED)


def what_ifs_of(plan: Plan, reading: str, which: Which) -> dict[str, Table]:
    """A reading of it beside each what-if, and what would still keep its promises. Raises as report_of does."""
    assert plan.current is not None
    asked = plan.current.text, PLANS, SEED, reading, which
    tables = (computing.compute(name, *asked) for name in WHAT_IFS)
    return {table.name: table for table in tables if table is not None}


def on_day_of(found: Plan, day: str) -> Table:
    """The people on a day that a form names. Raises Http404 for what is none."""
    assert found.current is not None
    table: Table = computing.compute("on_day", found.current.text, PLANS, SEED, _day(day).isoformat())
    return table


def note_of_day(found: Plan, day: str) -> str:
    """What is to be known of a day that lies after the plan; else nothing. Raises Http404 for what is none."""
    late = report_of(found).after_the_end(_day(day), spoken().label("day"))
    return spoken().sentence(late) if late else ""


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Http404 from None


def about(plan: Plan, report: Report | None = None, reading: str = "", more: Iterable[tuple[str, Cell]] = ()) -> About:
    """What is to be said of tables of a plan that are taken away: of which plan, and what their figures go by."""
    assert plan.current is not None
    words = spoken()
    rows: list[tuple[str, Cell]] = [("plan", plan.name), ("version", plan.current.number), *more]
    subject = words.label(reading) if reading else ""
    if subject:
        rows.append(("reading", subject))
    if report and report.plan:
        rows += [("rate", rates(report.plan, words)), ("simulated", report.plans), ("seed", report.seed)]
    at = datetime.fromtimestamp(now_ms() / 1000, UTC)
    return About(plan.name, subject, at, tuple((code, value) for code, value in rows if value != ""))


def file_name(plan: Plan, *parts: str) -> str:
    """Of tables of a plan as it stands, without its ending: two versions do not overwrite each other."""
    assert plan.current is not None
    return "-".join([f"plan-{plan.pk}-v{plan.current.number}", *(slugify(part) for part in parts)])


def file_of(tables: Iterable[Table], name: str, ending: str, words: Words, of: About) -> HttpResponse:
    """Tables to take away; of CSV the first one."""
    if ending == "csv":
        content = to_csv(next(iter(tables)), words, of_spreadsheets(words.language))
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    else:
        from woezo.planning.rendering.spreadsheets import to_xlsx  # its library is for those who take such a file

        response = HttpResponse(to_xlsx(list(tables), words, of), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
