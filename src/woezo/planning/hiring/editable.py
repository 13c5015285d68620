"""The parameters of a plan for the page: each with its value, its limits, where it is from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from woezo.parameters.declaring import Confidence, Parameter, Provenance, declared
from woezo.parameters.faults import Fault, shown
from woezo.planning.texts import toml
from woezo.planning.texts.toml import typed, value_at
from woezo.planning.wording.words import MISSING, Words
from woezo.workforce.hiring.plan import GROUPS, LISTS, Plan
from woezo.workforce.hiring.reading import MOST_ENTRIES


@dataclass(frozen=True)
class Row:
    """One parameter in its place."""

    key: str
    meaning: str
    value: str  # as it stands in the text; where that says nothing, what is taken instead
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

    @property
    def is_wrong(self) -> bool:
        """Whether there is something to mend in it."""
        return any(row.wrong for row in self.rows)


@dataclass(frozen=True)
class Kind:
    """A list to which an entry can be added."""

    key: str
    title: str
    groups: list[Group]


def parts(document: Mapping[str, Any], words: Words) -> list[tuple[str, str, int | None]]:
    """The groups and lists in the order of the reference: key, title, and of a list how many entries the text has."""
    single = [(name, words.label(name), None) for name in GROUPS]
    return single + [(name, words.label(name), len(_tables(document, name))) for name in LISTS]


def group(plan: Plan, document: Mapping[str, Any], name: str, faults: tuple[Fault, ...], words: Words) -> Group:
    """A single group. Raises KeyError for one that there is not."""
    kind, stands = GROUPS[name], getattr(plan, name)
    return Group(name, words.label(name), list(_rows(plan, document, name, stands, kind, faults, words)))


def entries(plan: Plan, document: Mapping[str, Any], name: str, faults: tuple[Fault, ...], words: Words) -> Kind:
    """A list with the entries of the text, those too that the plan goes on without: here they are mended.

    Raises KeyError for one that there is not.
    """
    many, kind = LISTS[name]
    kept = {entry.number: entry for entry in getattr(plan, many)}
    found = []
    for number in _tables(document, name)[: MOST_ENTRIES[name]]:
        key = f"{name}.{number}"
        said = value_at(document, f"{key}.name")
        title = said if isinstance(said, str) and said.strip() else f"{words.label(name)} {number}"
        rows = _rows(plan, document, key, kept.get(number), kind, faults, words)
        found.append(Group(key, title, list(rows), removable=True))
    return Kind(name, words.label(name), found)


def _tables(document: Mapping[str, Any], name: str) -> list[int]:
    """The numbers of a list's entries, counted from one."""
    given = document.get(name)
    return (
        [number for number, entry in enumerate(given, 1) if isinstance(entry, Mapping)]
        if isinstance(given, list)
        else []
    )


def _rows(
    plan: Plan,
    document: Mapping[str, Any],
    at: str,
    values: Any,
    kind: Any,
    faults: tuple[Fault, ...],
    words: Words,
) -> Iterator[Row]:
    for one, parameter in declared(kind):
        key, given = f"{at}.{one.name}", value_at(document, f"{at}.{one.name}")
        taken = one.default if values is None else getattr(values, one.name)
        wrong = [words.sentence(fault) for fault in faults if fault.cell == key]
        where: Provenance | None = plan.provenance.get(key, parameter.provenance)
        if wrong and given is not None:
            where = WRONG
        elif given is None and taken in (None, ""):
            where = None  # what is not there has no source
        yield _row(key, given, taken, parameter, where, wrong, words)


def _row(
    key: str, given: Any, taken: Any, parameter: Parameter, where: Provenance | None, wrong: list[str], words: Words
) -> Row:
    value = _as_text(taken) if given is None else _as_written(given, parameter)
    choices = FLAG if parameter.kind == "flag" else parameter.choices
    return Row(
        key=key,
        meaning=words.translate(parameter.meaning),
        value=value,
        said=words.percent(taken) if parameter.kind == "ratio" and taken is not None and not wrong else "",
        limits=_limits(parameter),
        source=words.translate(where.source) if where and where.source else "",
        at=words.cell(where.at, "date") if where and where.at else "",
        confidence=words.label(str(where.confidence)) if where else MISSING,
        choices=choices if not choices or value in choices else (value, *choices),
        wrong=wrong,
    )


WRONG: Final = Provenance("", None, Confidence.STATED)
"""Of a value that cannot be taken: whatever is taken in its place is from elsewhere."""
FLAG: Final = ("true", "false")


def _as_written(given: Any, parameter: Parameter) -> str:
    """A value as somebody would type it for the text to say the same; of a table, which nobody types, nothing."""
    if isinstance(given, Mapping):
        return ""
    is_text = parameter.kind in ("text", "choice")
    if isinstance(given, str) and typed(given, is_text) != given.strip():
        return f'"{given}"'  # digits that stand there as words
    return toml.shown(given) if isinstance(given, list | date | time) else _as_text(given)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
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
