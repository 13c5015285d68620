"""The parameters of a plan for the page: each with its value, its limits, where it is from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from woezo.planning.words import Words
from woezo.workforce.faults import Fault, shown
from woezo.workforce.parameters import Parameter, Provenance, declared
from woezo.workforce.plan import GROUPS, LISTS, Plan


@dataclass(frozen=True)
class Row:
    """One parameter in its place."""

    key: str
    meaning: str
    value: str  # as it stands in the text
    said: str  # a share in percent, for those who do not read 0.05 as 5 %
    limits: str
    source: str
    at: str
    confidence: str
    choices: tuple[str, ...]
    wrong: list[str]

    @property
    def id(self) -> str:
        """For the address of the row in the page."""
        return f"p-{self.key.replace('.', '-')}"


@dataclass(frozen=True)
class Group:
    """Parameters that belong together; key is what an entry of a list is taken out by."""

    key: str
    title: str
    rows: list[Row]
    removable: bool = False


@dataclass(frozen=True)
class Kind:
    """A list to which an entry can be added."""

    key: str
    title: str
    groups: list[Group]


def parts(plan: Plan, words: Words) -> list[tuple[str, str, int | None]]:
    """The groups and lists in the order of the reference: key, title, and of a list how many entries it has."""
    single = [(name, words.label(name), None) for name in GROUPS]
    return single + [(name, words.label(name), len(getattr(plan, many))) for name, (many, _) in LISTS.items()]


def group(plan: Plan, name: str, faults: tuple[Fault, ...], words: Words) -> Group:
    """A single group. Raises KeyError for one that there is not."""
    kind = GROUPS[name]
    return Group(name, words.label(name), list(_rows(plan, name, getattr(plan, name), kind, faults, words)))


def entries(plan: Plan, name: str, faults: tuple[Fault, ...], words: Words) -> Kind:
    """A list with its entries. Raises KeyError for one that there is not."""
    many, kind = LISTS[name]
    found = []
    taken = {entry.number: entry for entry in getattr(plan, many)}
    left_out = {number: kind(number=number) for number in _numbers(name, faults) - taken.keys()}
    for _number, entry in sorted((taken | left_out).items()):
        key = f"{name}.{entry.number}"
        title = getattr(entry, "name", "") or f"{words.label(name)} {entry.number}"
        found.append(Group(key, title, list(_rows(plan, key, entry, kind, faults, words)), removable=True))
    return Kind(name, words.label(name), found)


def _numbers(name: str, faults: tuple[Fault, ...]) -> set[int]:
    """The entries that something is wrong with: one that lacks what it needs is not in the plan, and is filled in here."""
    places = (fault.cell.split(".") for fault in faults if fault.cell.startswith(f"{name}."))
    return {int(place[1]) for place in places if len(place) > 2 and place[1].isdecimal()}


def _rows(plan: Plan, at: str, values: Any, kind: Any, faults: tuple[Fault, ...], words: Words) -> Iterator[Row]:
    for one, parameter in declared(kind):
        key, value = f"{at}.{one.name}", getattr(values, one.name)
        where = plan.provenance.get(key, parameter.provenance)
        wrong = [words.sentence(fault) for fault in faults if fault.cell == key]
        yield _row(key, value, parameter, where, wrong, words)


def _row(key: str, value: Any, parameter: Parameter, where: Provenance, wrong: list[str], words: Words) -> Row:
    return Row(
        key=key,
        meaning=words.translate(parameter.meaning),
        value="" if value is None else _as_text(value),
        said=words.percent(value) if parameter.kind == "ratio" and value is not None else "",
        limits=_limits(parameter),
        source=words.translate(where.source) if where.source else "",
        at=words.cell(where.at, "date") if where.at else "",
        confidence=words.label(str(where.confidence)),
        choices=FLAG if parameter.kind == "flag" else parameter.choices,
        wrong=wrong,
    )


FLAG: Final = ("true", "false")


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return FLAG[not value]
    if isinstance(value, tuple):
        return f"[{', '.join(shown(one) for one in value)}]"
    return shown(value)


def _limits(parameter: Parameter) -> str:
    if parameter.kind == "text" or parameter.least is None:
        return ""
    most = "" if parameter.most is None or parameter.most >= Decimal(1_000_000) else shown(parameter.most)
    return f"{shown(parameter.least)}–{most}" if most else f"≥ {shown(parameter.least)}"
