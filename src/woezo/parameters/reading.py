"""Reading the tables of a document (a parsed TOML text) as they are declared, with everything that is wrong in them.

A cell that cannot be used gives a fault that names it, and its default stands in for it: who mistypes one value still sees
what comes of all the others.
"""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from woezo.parameters.declaring import Confidence, Parameter, Provenance, declared
from woezo.parameters.faults import LONGEST_TEXT, Fault, fault, has_controls, readable, shown

MOST_UNKNOWN: Final = 20  # names of one table that are said to mean nothing
MOST_RATIOS: Final = 120  # a learning curve of ten years
MOST_NUMBERS: Final = 100_000  # of a list of numbers or names
CLOCK: Final = re.compile(r"([01][0-9]|2[0-4]):[0-5][0-9]")
DECIMALS: Final = 12  # behind the point; more say nothing


SAID_ONCE: Final = "stated"
"""The table that says where the values without a source of their own are from."""
UNMARKED: Final = Provenance("", None, Confidence.STATED)
OF_PROVENANCE: Final = ("source", "date", "confidence")


@dataclass
class Reader:
    """Reads cells one by one and keeps what is wrong and where each value is from."""

    faults: list[Fault] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    stated: Provenance = UNMARKED  # of plain values

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
                values[one.name] = self._field(f"{cell}.{one.name}", given[one.name], parameter, one.default)
        return values

    def _field(self, cell: str, given: Any, parameter: Parameter, default: Any) -> Any:
        """A cell, a table or a list of tables."""
        if parameter.kind == "table":
            values = self.group(parameter.of, cell, given)
            return default if self.missing(parameter.of, cell, values) else parameter.of(**values)
        if parameter.kind == "tables":
            return tuple(self.entries(cell, parameter.of, given, int(parameter.most or 0)))
        return self._cell(cell, given, parameter, default)

    def unknown(self, given: Mapping[str, Any], known: Iterable[str], before: str) -> None:
        """Say which names mean nothing here, and which one may have been meant."""
        for name in islice((str(one) for one in given if one not in known), MOST_UNKNOWN):
            near = difflib.get_close_matches(name[:LONGEST_TEXT], known, 1)
            cell = f"{before}{readable(name)}"
            self.faults.append(fault("unknown_key", cell, near=f"{before}{near[0]}" if near else ""))

    def _cell(self, cell: str, given: Any, parameter: Parameter, default: Any) -> Any:
        """One value, from a plain cell or from a table that says where it is from."""
        stated = self.stated
        if isinstance(given, Mapping) and parameter.kind != "levels":
            self.unknown(given, ("value", *OF_PROVENANCE), f"{cell}.")
            stated = self._stated(cell, given)
            if "value" not in given:
                self.faults.append(fault("no_value", cell, **_taken(parameter, default)))
                return default
            given = given["value"]
        if _is_unsaid(given, default):
            return default
        try:
            value = _value(given, parameter)
        except _Wrong as wrong:
            about = _limits(parameter) | _taken(parameter, default)
            self.faults.append(fault(wrong.code, f"{cell}{wrong.within}", wrong.given, **about))
            return default
        self.provenance[cell] = stated
        return value

    def state(self, cell: str, given: object) -> None:
        """Where plain values are from, said once for all of them."""
        if not isinstance(given, Mapping):
            self.faults.append(fault("not_a_table", cell, given))
            return
        self.unknown(given, OF_PROVENANCE, f"{cell}.")
        self.stated = self._stated(cell, given)

    def _stated(self, cell: str, given: Mapping[str, Any]) -> Provenance:
        mark, at, source = given.get("confidence", "stated"), given.get("date"), given.get("source", "")
        if not isinstance(source, str):
            self.faults.append(fault("not_a_text", f"{cell}.source", source, taken=""))
            source = ""
        if not isinstance(mark, str) or mark not in set(Confidence):
            about = {"choices": ", ".join(Confidence), "taken": Confidence.STATED.value}
            self.faults.append(fault("not_a_choice", f"{cell}.confidence", mark, **about))
            mark = "stated"
        if at is not None and not _is_date(at):
            self.faults.append(fault("not_a_date", f"{cell}.date", at, taken=""))
            at = None
        return Provenance(source[:LONGEST_TEXT], at, Confidence(mark))

    def entries(self, name: str, kind: Any, given: object, most: int) -> Iterator[Any]:
        """The entries of a list of tables, up to so many; one that lacks what it cannot do without is left out."""
        if not isinstance(given, list):
            self.faults.append(fault("not_a_list", name, given))
            return
        if len(given) > most:
            self.faults.append(fault("too_many", name, len(given), most=most))
        for number, entry in enumerate(given[:most], 1):
            cell = f"{name}.{number}"
            values = self.group(kind, cell, entry)
            if not self.missing(kind, cell, values):
                yield kind(number=number, **values)

    def missing(self, kind: Any, cell: str, values: Mapping[str, Any]) -> bool:
        """Whether something is left out that must be there."""
        gaps = [one.name for one, parameter in declared(kind) if parameter.needed and values[one.name] in (None, "")]
        if gaps:
            said = {fault.cell for fault in self.faults}
            self.faults += [fault("missing", f"{cell}.{name}") for name in gaps if f"{cell}.{name}" not in said]
        return bool(gaps)


class _Wrong(Exception):
    """The code of what is wrong with a cell, and what was read there; within: behind the cell, the part of it that is meant."""

    def __init__(self, code: str, given: object, within: str = "") -> None:
        super().__init__(code)
        self.code, self.given, self.within = code, given, within


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _value(given: Any, parameter: Parameter) -> Any:
    """A cell as its kind has it."""
    match parameter.kind:
        case "ratios":
            return _ratios(given, parameter)
        case "ratio" | "number" | "amount":
            return _number(given, parameter)
        case "numbers":
            return _numbers(given, parameter)
        case "texts":
            return _texts(given, parameter)
        case "levels":
            return _levels(given, parameter)
        case "clock":
            return _clock(given)
        case "count":
            return _whole(given, parameter)
        case "date":
            return _date(given)
        case "flag":
            if not isinstance(given, bool):
                raise _Wrong("not_a_flag", given)
            return given
        case _:
            return _text(given, parameter)


def _text(given: Any, parameter: Parameter) -> str:
    """Words on one line, one of a few words, or a code."""
    if parameter.choices and given not in parameter.choices:
        raise _Wrong("not_a_choice", given)
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_TEXT or has_controls(given):
        raise _Wrong("not_a_text", given)
    found = given.strip()
    if parameter.letters and (len(found) != parameter.letters or not set(found) <= set(string.ascii_uppercase)):
        raise _Wrong("not_a_code", given)
    return found


def _ratios(given: Any, parameter: Parameter) -> tuple[Decimal, ...]:
    if not isinstance(given, list | tuple) or not 0 < len(given) <= MOST_RATIOS:
        raise _Wrong("not_a_list_of_numbers", "[]" if given == [] else given)
    return tuple(_number(one, parameter) for one in given)


def _numbers(given: Any, parameter: Parameter) -> tuple[Decimal, ...]:
    if not isinstance(given, list) or not given or len(given) > MOST_NUMBERS:
        raise _Wrong("not_numbers", given)
    return tuple(_part(str(place), _number, one, parameter) for place, one in enumerate(given, 1))


def _texts(given: Any, parameter: Parameter) -> tuple[str, ...]:
    if not isinstance(given, list) or len(given) > MOST_NUMBERS:
        raise _Wrong("not_texts", given)
    return tuple(_part(str(place), _text, one, parameter) for place, one in enumerate(given, 1))


def _levels(given: Any, parameter: Parameter) -> tuple[tuple[str, int], ...]:
    """Whole numbers by name; a name is a text as any other."""
    if not isinstance(given, Mapping) or len(given) > MOST_NUMBERS:
        raise _Wrong("not_levels", given)
    return tuple(
        (_part(name, _text, name, parameter), _part(name, _whole, one, parameter)) for name, one in given.items()
    )


def _part(name: str, read: Callable[[Any, Parameter], Any], given: Any, parameter: Parameter) -> Any:
    """One of several values in a cell, by its place or name."""
    try:
        return read(given, parameter)
    except _Wrong as wrong:
        raise _Wrong(wrong.code, wrong.given, f".{readable(name)}") from None


def _clock(given: Any) -> str:
    """Kept as a text; what it is in minutes says clock_minutes. TOML has times of its own, 08:30:00."""
    if isinstance(given, time) and given == time(given.hour, given.minute):
        return f"{given:%H:%M}"
    if not is_clock(given):
        raise _Wrong("not_a_clock", given)
    return str(given)


def is_clock(said: object) -> bool:
    """Whether this is a time of day such as "08:30", from "00:00" to "24:00"."""
    return isinstance(said, str) and CLOCK.fullmatch(said) is not None and clock_minutes(said) <= 24 * 60


def clock_minutes(said: str) -> int:
    """Minutes since midnight of "08:30"."""
    hours, minutes = said.split(":")
    return int(hours) * 60 + int(minutes)


def _whole(given: Any, parameter: Parameter) -> int:
    found = _number(given, parameter)
    if found != int(found):
        raise _Wrong("not_whole", given)
    return int(found)


def _number(given: Any, parameter: Parameter) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise _Wrong("not_a_number", given)
    found = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    if not found.is_finite():
        raise _Wrong("not_a_number", given)
    if (parameter.least is not None and found < parameter.least) or (
        parameter.most is not None and found > parameter.most
    ):
        raise _Wrong("out_of_range", given)
    if not found:
        return Decimal(0)
    exponent = found.as_tuple().exponent
    return round(found, DECIMALS).normalize() if isinstance(exponent, int) and exponent < -DECIMALS else found


def _date(given: Any) -> date:
    found = given
    if isinstance(given, str):
        try:
            found = date.fromisoformat(given)
        except ValueError:
            raise _Wrong("not_a_date", given) from None
    if not _is_date(found):
        raise _Wrong("not_a_date", given)
    if not 1990 <= found.year <= 2150:
        raise _Wrong("date_out_of_range", given)
    return found  # type: ignore[no-any-return]


def _is_unsaid(given: object, default: object) -> bool:
    """The 0 that stands for what is not said; the least that can be said may be above it (the year 1990)."""
    return type(given) is int and given == 0 and type(default) is int and default == 0


def _limits(parameter: Parameter) -> dict[str, str]:
    """What a sentence about a wrong value needs."""
    limits = {"kind": parameter.kind, "choices": ", ".join(parameter.choices), "letters": str(parameter.letters)}
    given = {"least": parameter.least, "most": parameter.most}
    return limits | {name: shown(value) for name, value in given.items() if value is not None}


def _taken(parameter: Parameter, default: Any) -> dict[str, str]:
    """What the plan goes on with; what the law says stands beside it, and is not known yet."""
    if default is None and parameter.provenance.source.startswith("law:"):
        return {}
    unsaid = default is None or (_is_unsaid(default, default) and parameter.least is not None and parameter.least > 0)
    return {"taken": "" if unsaid else shown(default)}
