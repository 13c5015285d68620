"""The tables of a site's files, as they are taken away: one row a task, a requirement, a mark, with everything known of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from woezo.planning.opening import gates, marks
from woezo.planning.opening.city_rows import Cities
from woezo.planning.opening.requirement_rows import Demands
from woezo.planning.opening.task_rows import Tasks
from woezo.workforce.opening.requirements import day_of
from woezo.workforce.tables import Cell, Column, Table


def of_opening(tasks: Tasks) -> list[Table]:
    """Gates and tasks."""
    return [_gates(tasks), _tasks(tasks)]


def of_requirements(demands: Demands) -> list[Table]:
    """Requirements, their summary, and the programmes."""
    return [_requirements(demands), demands.summary(), _starts(demands)]


def of_cities(cities: Cities) -> list[Table]:
    """The ranking, the marks, and the weights."""
    return [_ranking(cities), _marks(cities), _weights(cities)]


def _columns(written: str) -> tuple[Column, ...]:
    """Names and units: `task:text due_day:date`."""
    return tuple(Column(*column.split(":")) for column in written.split())


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _gates(tasks: Tasks) -> Table:
    columns = _columns("gate:text offset:text date:date state:code late_days:count tasks:count done:count")
    words, today = tasks.words, tasks.site.today
    states = sorted(gates.states_of(tasks.file, tasks.site), key=lambda one: one.at)
    rows = tuple(
        (
            *(gates.name_of(one.gate, tasks.site, words), marks.offset(one.gate.at, words), one.at),
            *(gates.state(one, today), one.late_days, one.tasks, one.done),
        )
        for one in states
    )
    return Table("gates", columns, rows)


def _tasks(tasks: Tasks) -> Table:
    columns = _columns(
        "task:text gate:text begins:date due_day:date offset:text moved:text owner:text authority:text "
        "document:text blocking:code needs:text state:code late_days:count started_on:date done_on:date "
        "done_by:text evidence:text remark:text confidence:code source:text"
    )
    said, words = tasks.words.language, tasks.words
    named = {one.key: gates.name_of(one, tasks.site, words) for one in tasks.file.gates}
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(tasks.states, key=lambda one: (one.due, one.starts)):
        task = one.task
        what = task.owner.said(said), task.authority.said(said), task.document.said(said), _flag(task.blocking)
        needs = ", ".join(map(tasks.name, task.needs))
        came = task.started, task.done, task.done_by, task.evidence, task.remark
        rows.append(
            (
                *(tasks.name(task.key), named.get(task.gate, ""), one.starts, one.due),
                *(marks.offset(task.due, words), tasks.moved(one), *what, needs),
                *(one.state.value, one.late_days, *came, task.sourced.confidence.value, task.sourced.source),
            )
        )
    return Table("tasks", columns, tuple(rows))


def _requirements(demands: Demands) -> Table:
    columns = _columns(
        "client:text topic:code requirement:text evidence:text owner:text gap:text state:code needed_by:date "
        "blocking:code confidence:code source:text"
    )
    said, site = demands.words.language, demands.site
    rows = tuple(
        (
            *(demands.client(one.client), one.topic, demands.text(one), one.evidence.said(said), one.owner.said(said)),
            *(one.gap.said(said), one.state.value, day_of(one.needed_by, site.opening, site.calendar)),
            *(_flag(one.blocking), one.sourced.confidence.value, one.sourced.source),
        )
        for one in demands.held.requirements
    )
    return Table("requirements", columns, rows)


def _starts(demands: Demands) -> Table:
    columns = _columns("programme:text client:text start:date state:code needs:text late:count")
    text = {one.key: demands.text(one) for one in demands.held.requirements}
    rows = tuple(
        (
            *(demands.programme(one), demands.client(one.programme.client), one.starts),
            *("waiting" if one.waits_for else "ready", "; ".join(text[key] for key in one.waits_for), len(one.late)),
        )
        for one in demands.ready()
    )
    return Table("starts_of_programmes", columns, rows)


def _ranking(cities: Cities) -> Table:
    columns = _columns("rank:count city:text country:text score:number out_because:text")
    rows = tuple(
        (one.rank, cities.cities[one.city.key], one.city.country, _number(one.score), cities.out(one))
        for one in cities.ranking
    )
    return Table("ranking", columns, rows)


def _marks(cities: Cities) -> Table:
    columns = _columns("city:text criterion:text mark:number confidence:code source:text date:date")
    rows = tuple(
        (
            *(cities.cities[city.key], cities.criteria[key], _number(mark.value)),
            *(mark.sourced.confidence.value, mark.sourced.source, mark.sourced.at),
        )
        for city in cities.choice.cities
        for key, mark in city.marks.items()
    )
    return Table("marks", columns, rows)


def _weights(cities: Cities) -> Table:
    columns = _columns("criterion:text weight_now:ratio turns_at:ratio then_leads:text nearest:ratio")
    nearest, found = cities.nearest(), cities.moves_of
    rows: list[tuple[Cell, ...]] = []
    for key, share in cities.choice.shares().items():
        one = found.of_criterion(key) if found else None
        turns = (_number(one.level_at), cities.cities[one.other]) if one else (None, "")
        rows.append((cities.criteria[key], _number(share), *turns, _number(nearest[key]) if nearest else None))
    return Table("weights", columns, tuple(rows))


def _number(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
