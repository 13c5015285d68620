"""From a document (a parsed TOML text) to a plan, with everything that is wrong in it.

A cell that cannot be used gives a fault that names it, and the plan goes on with the default: a planner who mistypes one rate
still sees the rest. Only without name, country, currency and opening of the site there is nothing to go on with.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from woezo.workforce.faults import Fault, fault
from woezo.workforce.law import legal
from woezo.workforce.parameters import Confidence, Parameter, Provenance, declared
from woezo.workforce.plan import GROUPS, LISTS, Plan

LONGEST_TEXT: Final = 120
MOST_ENTRIES: Final = 400  # of one list; a class a week over seven years and more


@dataclass
class Reader:
    """Reads cells one by one and keeps what is wrong and where each value is from."""

    faults: list[Fault] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)

    def group(self, kind: Any, cell: str, given: object) -> dict[str, Any]:
        """The values of one table by field name; defaults where nothing usable stands."""
        if not isinstance(given, Mapping):
            self.faults.append(fault("not_a_table", cell, given))
            given = {}
        self.unknown(given, [one.name for one, _ in declared(kind)], f"{cell}.")
        values = {}
        for one, parameter in declared(kind):
            values[one.name] = one.default
            self.provenance[f"{cell}.{one.name}"] = parameter.provenance
            if one.name in given:
                values[one.name] = self._cell(f"{cell}.{one.name}", given[one.name], parameter, one.default)
        return values

    def unknown(self, given: Mapping[str, Any], known: Iterable[str], before: str) -> None:
        """Say which names mean nothing here, and which one may have been meant."""
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1)
                self.faults.append(fault("unknown_key", f"{before}{name}", near=f"{before}{near[0]}" if near else ""))

    def _cell(self, cell: str, given: Any, parameter: Parameter, default: Any) -> Any:
        """One value, from a plain cell or from a table that says where it is from."""
        stated = Provenance("", None, Confidence.STATED)
        if isinstance(given, Mapping):
            known = ("value", "source", "date", "confidence")
            self.unknown(given, known, f"{cell}.")
            stated = self._stated(cell, given)
            given = given.get("value")
        try:
            value = _value(given, parameter)
        except _Wrong as wrong:
            taken = "" if default is None else shown(default)
            self.faults.append(fault(wrong.args[0], cell, shown(given), **_limits(parameter), taken=taken))
            return default
        self.provenance[cell] = stated
        return value

    def _stated(self, cell: str, given: Mapping[str, Any]) -> Provenance:
        mark, at = given.get("confidence", "stated"), given.get("date")
        if mark not in set(Confidence):
            about = {"choices": ", ".join(Confidence), "taken": Confidence.STATED.value}
            self.faults.append(fault("not_a_choice", f"{cell}.confidence", shown(mark), **about))
            mark = "stated"
        if at is not None and not _is_date(at):
            self.faults.append(fault("not_a_date", f"{cell}.date", shown(at), taken=""))
            at = None
        return Provenance(str(given.get("source", ""))[:LONGEST_TEXT], at, Confidence(mark))

    def entries(self, name: str, given: object) -> Iterator[Any]:
        """The entries of a list of tables; one that lacks what it cannot do without is left out."""
        kind = LISTS[name][1]
        if not isinstance(given, list):
            self.faults.append(fault("not_a_list", name, shown(given)))
            return
        if len(given) > MOST_ENTRIES:
            self.faults.append(fault("too_many", name, len(given), most=MOST_ENTRIES))
        for number, entry in enumerate(given[:MOST_ENTRIES], 1):
            cell = f"{name}.{number}"
            values = self.group(kind, cell, entry)
            if not self.missing(kind, cell, values):
                yield kind(number=number, **values)

    def missing(self, kind: Any, cell: str, values: Mapping[str, Any]) -> bool:
        """Whether something is left out that must be there."""
        gaps = [one.name for one, parameter in declared(kind) if parameter.needed and values[one.name] in (None, "")]
        said = {fault.cell for fault in self.faults}
        self.faults += [fault("missing", f"{cell}.{name}") for name in gaps if f"{cell}.{name}" not in said]
        return bool(gaps)


class _Wrong(Exception):
    """The code of what is wrong with a cell."""


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _value(given: Any, parameter: Parameter) -> Any:
    """A cell as its kind has it."""
    kind = parameter.kind
    if kind == "ratios":
        if not isinstance(given, list | tuple) or not given:
            raise _Wrong("not_a_list_of_numbers")
        return tuple(_number(one, parameter) for one in given)
    if kind in ("ratio", "number", "amount"):
        return _number(given, parameter)
    if kind == "count":
        found = _number(given, parameter)
        if found != int(found):
            raise _Wrong("not_whole")
        return int(found)
    if kind == "date":
        return _date(given)
    if kind == "flag":
        if not isinstance(given, bool):
            raise _Wrong("not_a_flag")
        return given
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_TEXT:
        raise _Wrong("not_a_text")
    if kind == "choice" and given not in parameter.choices:
        raise _Wrong("not_a_choice")
    return given.strip()


def _number(given: Any, parameter: Parameter) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise _Wrong("not_a_number")
    found = Decimal(str(given))
    if not found.is_finite():
        raise _Wrong("not_a_number")
    if (parameter.least is not None and found < parameter.least) or (
        parameter.most is not None and found > parameter.most
    ):
        raise _Wrong("out_of_range")
    return found


def _date(given: Any) -> date:
    if isinstance(given, str):
        try:
            given = date.fromisoformat(given)
        except ValueError:
            raise _Wrong("not_a_date") from None
    if not isinstance(given, date) or isinstance(given, datetime):
        raise _Wrong("not_a_date")
    if not 1990 <= given.year <= 2150:
        raise _Wrong("date_out_of_range")
    return given


def _limits(parameter: Parameter) -> dict[str, str]:
    """What a sentence about a wrong value needs."""
    limits = {"kind": parameter.kind, "choices": ", ".join(parameter.choices)}
    given = {"least": parameter.least, "most": parameter.most}
    return limits | {name: shown(value) for name, value in given.items() if value is not None}


def shown(value: object) -> str:
    """A value as it would stand in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple | list):
        return ", ".join(shown(one) for one in value)
    return str(value)[:LONGEST_TEXT]


def read(document: Mapping[str, Any]) -> tuple[Plan | None, list[Fault]]:
    """The plan and what is wrong in it; None if the site itself is not known."""
    reader = Reader()
    reader.unknown(document, (*GROUPS, *LISTS), "")
    groups = {name: reader.group(kind, name, document.get(name, {})) for name, kind in GROUPS.items()}
    lists: dict[str, Any] = {
        field_name: tuple(reader.entries(name, document.get(name, []))) for name, (field_name, _) in LISTS.items()
    }
    if reader.missing(GROUPS["site"], "site", groups["site"]):
        return None, reader.faults
    _apply_law(reader, groups)
    built: dict[str, Any] = {name: kind(**groups[name]) for name, kind in GROUPS.items()}
    return Plan(**built, **lists, provenance=reader.provenance), reader.faults


def _apply_law(reader: Reader, groups: dict[str, dict[str, Any]]) -> None:
    """What the plan leaves to the law of its country, as it stands on the day of opening."""
    site = groups["site"]
    for name, kind in GROUPS.items():
        for one, parameter in declared(kind):
            rule = parameter.provenance.source.removeprefix("law:")
            if rule == parameter.provenance.source or groups[name][one.name] is not None:
                continue
            row = legal(site["country"], rule, site["opening"])
            cell = f"{name}.{one.name}"
            if row is None:
                groups[name][one.name] = Decimal(FALLBACK[rule])
                reader.faults.append(fault("law_unknown", cell, country=site["country"], taken=FALLBACK[rule]))
                reader.provenance[cell] = Provenance("", None, Confidence.ASSUMED)
            else:
                groups[name][one.name] = row.value
                reader.provenance[cell] = Provenance(row.source, row.valid_from, row.confidence)


# For a country whose law is not in the table: the commonest among those that are, and the plan says so.
FALLBACK: Final = {"weekly_hours": "40", "leave_weeks": "5", "employer_charges_ratio": "0.2"}
