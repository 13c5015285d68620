"""`woezo plan`: a hiring plan from a file or a preset, worked out; nothing is stored."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from woezo.entrypoints.cli_tables import drawn, spoken
from woezo.entrypoints.documents import parsed, set_value, text_of
from woezo.entrypoints.files import writing
from woezo.entrypoints.words import StartupError, language, say, say_many
from woezo.planning.promises.definitions import definitions, who_counts, without
from woezo.planning.texts.supplied import texts
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import TABLES
from woezo.workforce.hiring.results import Reading, Report, Which
from woezo.workforce.reports.report import build, cases, on_day
from woezo.workforce.tables import EURO, Table


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("plan", help=say("help_plan"), metavar="lome|FILE.toml")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say("help_plan_set"))
    parser.add_argument("--on", metavar="DATE", help=say("help_plan_on"))
    parser.add_argument("--class-fails", metavar="DATE", help=say("help_plan_class_fails"))
    parser.add_argument("--programme-late", metavar="NAME", help=say("help_plan_programme_late"))
    parser.add_argument("--seed", type=int, default=2020, help=say("help_plan_seed"))
    parser.add_argument("--plans", type=int, default=1000, help=say("help_plan_plans"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))
    parser.add_argument("--csv", type=Path, metavar="DIR", help=say("help_plan_csv"))
    parser.add_argument("--text", action="store_true", help=say("help_plan_text"))


def run(options: argparse.Namespace) -> int:
    """Print the plan; 1 if there is something in it to mend, though the rest was worked out."""
    text = text_of(options.plan, texts(language()))
    if options.text:
        print(text, end="")
        return 0
    if not 1 <= options.plans <= 100_000:
        raise StartupError("bad_option", option="--plans", error=say("plan_plans_range"))
    document = parsed(text, options.plan)
    for one in options.set:
        set_value(document, one, TABLES)
    report = build(document, plans=options.plans, seed=options.seed)
    if options.on:
        report = _with_day(report, _day("--on", options.on))
    words, which = spoken(), _which(options, report)
    if options.csv is not None or options.json:
        report = replace(report, readings=tuple(_with_cases(report, one, which) for one in report.readings))
    if options.csv is not None:
        _write(options.csv, report, words)
    if options.json:
        print(json.dumps(as_json(report, words), indent=2, ensure_ascii=False, default=_plain))
    else:
        last = report.readings[-1:]
        print(in_words(report, words, [table for one in last for table in cases(report, one.name, which)]))
    return 1 if report.faults else 0


def _with_day(report: Report, day: date) -> Report:
    """With the people of a day, and what is to be known of it."""
    people, late = on_day(report, day), report.after_the_end(day, "--on")
    if people is None:
        return report
    tables = {people.name: people, **report.tables}
    return replace(report, tables=tables, faults=(*report.faults, *([late] if late else [])))


def _with_cases(report: Report, one: Reading, which: Which) -> Reading:
    return replace(one, tables=one.tables | {table.name: table for table in cases(report, one.name, which)})


def _which(options: argparse.Namespace, report: Report) -> Which:
    """The class that fails and the programme that is late, if they are named. Raises StartupError for what the plan has not."""
    if report.plan is None:  # why not is said with its other faults
        return Which()
    failing = _day("--class-fails", options.class_fails) if options.class_fails else None
    days = {one.start for reading in report.readings for one in reading.classes}
    if failing and failing not in days:
        near = min(days, key=lambda day: abs(day - failing), default="–")
        error = say("plan_no_class", given=failing, near=near)
        raise StartupError("bad_option", option="--class-fails", error=error)
    late = {one.name: one.number for one in report.plan.programmes}
    if options.programme_late is not None and options.programme_late not in late:
        error = say("plan_no_programme", given=options.programme_late, names=", ".join(late) or "–")
        raise StartupError("bad_option", option="--programme-late", error=error)
    return Which(failing, late.get(options.programme_late))


def _day(option: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise StartupError("bad_option", option=option, error=say("plan_on_date", given=given)) from None


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return round(float(value), 12)  # a rate of a cost line gives its amount with no fewer
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def as_json(report: Report, words: Words) -> dict[str, Any]:
    """For programs: keys instead of words, amounts in minor units of the column's currency."""

    def table(one: Table) -> list[dict[str, Any]]:
        return [dict(zip((column.name for column in one.columns), row, strict=True)) for row in one.rows]

    def reading(one: Reading) -> dict[str, Any]:
        figures = {
            name: value
            for name, value in vars(one).items()
            if name not in ("tables", "classes", "end", "promised", "chances")
        }
        chances = [asdict(chance) for chance in one.chances]
        return figures | {
            "end": asdict(one.end),
            "promised": asdict(one.promised),
            "chances": chances,
            "tables": {n: table(t) for n, t in one.tables.items()},
        }

    return {
        "seed": report.seed,
        "plans": report.plans,
        "left_out": list(report.left_out),
        "readings": [reading(one) for one in report.readings],
        "tables": {name: table(one) for name, one in report.tables.items()},
        "faults": [asdict(one) | {"about": dict(one.about), "message": words.sentence(one)} for one in report.faults],
        "notes": [asdict(one) | {"about": dict(one.about), "message": words.sentence(one)} for one in report.notes],
    }


def _write(folder: Path, report: Report, words: Words) -> None:
    from woezo.planning.rendering.files import to_csv

    with writing("--csv", folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in files(report):
            (folder / f"{name}.csv").write_bytes(to_csv(table, words))


def files(report: Report) -> Iterable[tuple[str, Table]]:
    """Every table with the name of its file."""
    yield from report.tables.items()
    for reading in report.readings:
        for name, table in reading.tables.items():
            yield f"{reading.name}-{name}", table


def in_words(report: Report, words: Words, further: Iterable[Table]) -> str:
    """For people: the difference between the readings first, then chances, hours, years, what-ifs and what is to be mended."""
    parts = []
    if report.plan is not None:
        site, named = report.plan.site, {one.name: one for one in report.readings}
        parts.append(say("plan_title", site=site.name, opening=words.cell(site.opening, "date")))
        parts += ["\n".join(without(report, words))] if report.left_out else []
        if "starts" in named and "on_payroll" in named:
            parts.append(_difference(report, named["starts"], named["on_payroll"], words))
        first = (report.tables.get(name) for name in ("readings", "promises", "on_day", "hours"))
        tables = [*first, *further, report.tables.get("days_off")]
        parts += _promised(report, words)
        parts += [drawn(one, words) for one in tables if one is not None and one.rows]
        parts.append(say_many("plan_note", report.plans, plans=words.cell(report.plans, "count"), seed=report.seed))
    if report.faults:
        parts.append("\n".join([say("plan_faults"), *(f"  {words.sentence(one)}" for one in report.faults)]))
    return "\n\n".join(parts)


def _promised(report: Report, words: Words) -> list[str]:
    """Each promise as it is meant, and what has to be known of the plan."""
    promised = [f"{name}{words.colon} {said}" for name, said in definitions(report, words)]
    parts = (("plan_promised", promised), ("plan_to_know", [words.sentence(note) for note in report.notes]))
    return ["\n".join([say(head), *(f"  {line}" for line in lines)]) for head, lines in parts if lines]


def _difference(report: Report, starts: Reading, there: Reading, words: Words) -> str:
    """What it takes that people are there, instead of only hired, and its price."""
    assert report.plan is not None
    currency, early = report.plan.site.currency, there.due < report.plan.last_day
    who = who_counts(report.largest, words) if report.largest else ""

    def number(people: int) -> str:
        return words.cell(people, "count")

    euro = (
        ""
        if currency == EURO or starts.total_eur is None or there.total_eur is None
        else words.cell(there.total_eur - starts.total_eur, "EUR")
    )
    hired, needed = round(starts.promised.recruited), round(there.promised.recruited)
    when = say("plan_on_the_day", day=words.cell(there.due, "date")) if early else say("plan_at_the_end")
    kind = "_of_those" if who else ""
    left = say_many(
        f"plan_left{kind}",
        hired,
        hired=number(hired),
        count=number(report.counting(starts.promised.recruited)),
        who=who,
        left=number(report.counting(starts.promised.on_payroll)),
        when=when,
    )
    more = say_many(
        f"plan_difference{kind}",
        needed - hired,
        needed=number(needed),
        there=number(report.counting(there.promised.on_payroll)),
        more=number(needed - hired),
        cost=words.cell(there.total - starts.total, currency),
        currency=currency,
        euro=f" ({euro} EUR)" if euro else "",
    )
    return f"{left}\n{more}"
