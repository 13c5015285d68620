"""From the text of a case file to its cases and lines. What the lines say is for the modules beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SHARED: Final = "In every case"
TITLE: Final = "Case:"
ARROW: Final = "->"
BY_ITSELF: Final = "(by itself)"
LATE: Final = "(late)"
TIME: Final = r"(?:\d+:)?\d+:\d\d(?:\.\d{1,3})?"
CONFIGURATION: Final = ("site", "programme", "queue", "agent")
WIDTH: Final = 110


class CaseError(Exception):
    """A case cannot be read, or did not go as written; names the file, the line and what was expected."""

    def __init__(self, place: str, problem: str, expected: str = "") -> None:
        tail = f"\n  expected: {expected}" if expected else ""
        super().__init__(f"{place}: {problem}{tail}")


@dataclass
class Line:
    """One statement. kind: setup, step, itself, check, why. effects: None where none are written."""

    kind: str
    place: str
    text: str
    at_ms: int = 0
    late: bool = False
    effects: list[str] | None = None
    source: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One rule and its proof. lines: those of `In every case` first, as far as they are set-up."""

    title: str
    place: str
    shared: list[Line]
    lines: list[Line]


@dataclass
class _Reader:
    """What has been read so far of one file."""

    name: str
    shared: list[Line] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    in_shared: bool = False
    pending: list[str] = field(default_factory=list)


def read_file(path: Path) -> list[Case]:
    """All cases of a file."""
    return read_text(path.name, path.read_text(encoding="utf-8"))


def read_text(name: str, text: str) -> list[Case]:
    """All cases of a text. name: how errors call it."""
    reader = _Reader(name)
    number = 0
    for number, raw in enumerate(text.splitlines(), 1):
        _take(reader, number, raw)
    if reader.pending:
        raise CaseError(f"{name}:{number}", "the file ends within a statement", "the rest of it")
    if not reader.cases:
        raise CaseError(f"{name}:{number}", "no case in this file", f"a line `{TITLE} the rule it states`")
    return reader.cases


def _take(reader: _Reader, number: int, raw: str) -> None:
    place = f"{reader.name}:{number}"
    bare = raw.strip()
    if not reader.pending and (not bare or bare.startswith("#")):
        return
    if bare == SHARED:
        reader.in_shared = True
    elif bare.startswith(TITLE):
        reader.in_shared = False
        reader.cases.append(Case(_title(reader, place, bare), place, reader.shared, []))
    else:
        _take_statement(reader, place, raw)


def _title(reader: _Reader, place: str, bare: str) -> str:
    title = bare[len(TITLE) :].strip()
    if not title or any(case.title == title for case in reader.cases):
        raise CaseError(place, "a case without a title of its own", f"`{TITLE} the rule it states`")
    return title


def _take_statement(reader: _Reader, place: str, raw: str) -> None:
    """A statement goes on in the next line after `;`, `,` or `->`."""
    reader.pending.append(raw)
    bare = raw.strip()
    if bare.endswith((";", ",", ARROW)):
        return
    source, reader.pending = reader.pending, []
    line = read_line(place, " ".join(part.strip() for part in source))
    line.source = source
    if reader.in_shared and line.kind != "setup":
        raise CaseError(place, f"`{SHARED}` holds set-up only", "site, programme, queue or agent")
    if not reader.in_shared and not reader.cases:
        raise CaseError(place, "a statement outside of a case", f"`{SHARED}` or `{TITLE} …` before it")
    (reader.shared if reader.in_shared else reader.cases[-1].lines).append(line)


def read_line(place: str, text: str) -> Line:
    """One whole statement."""
    first = text.split(maxsplit=1)[0]
    if first in ("check", "why"):
        return Line(first, place, text[len(first) :].strip())
    if first in CONFIGURATION:
        return Line("setup", place, text)
    matched = re.fullmatch(rf"({TIME})\s+(.*)", text)
    if not matched:
        raise CaseError(place, f"not understood: {text}", f"{', '.join(CONFIGURATION)}, check, why, or a time m:ss")
    return _read_step(place, read_time(matched[1]), matched[2])


def _read_step(place: str, at_ms: int, rest: str) -> Line:
    what, arrow, after = rest.partition(ARROW)
    what = what.strip()
    line = Line("step", place, what, at_ms, effects=_effects(after) if arrow else None)
    if what == BY_ITSELF:
        line.kind = "itself"
    elif what.startswith(LATE):
        line.late, line.text = True, what[len(LATE) :].strip()
    return line


def _effects(text: str) -> list[str]:
    found = [" ".join(effect.split()) for effect in re.split(r";(?![^(]*\))", text)]  # not within brackets
    return [] if found == ["nothing"] else found


# -- times ------------------------------------------------------------------------------------------------------------
def read_time(text: str) -> int:
    """m:ss, h:mm:ss or m:ss.mmm in milliseconds."""
    whole, _, fraction = text.partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0") or 0)


def write_time(ms: int) -> str:
    """As read_time reads it; what lies before 0:00 gets a minus sign."""
    if ms < 0:
        return f"-{write_time(-ms)}"
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    if minutes < 60:
        return f"{minutes}:{seconds:02}{fraction}"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}{fraction}"


def write_step(at_ms: int, what: str, effects: list[str]) -> str:
    """A step as it stands in a file; long ones on several lines."""
    start = f"  {write_time(at_ms)}  {what}"
    whole = f"{start}  {ARROW}  {'; '.join(effects) or 'nothing'}"
    if len(whole) <= WIDTH:
        return whole
    return "\n".join([f"{start}  {ARROW}", *_wrapped(effects)])


def _wrapped(effects: list[str]) -> list[str]:
    lines = [""]
    for k, effect in enumerate(effects):
        part = effect + (";" if k < len(effects) - 1 else "")
        if lines[-1] and len(lines[-1]) + len(part) + 9 > WIDTH:
            lines.append("")
        lines[-1] += f" {part}" if lines[-1] else part
    return [f"        {line}" for line in lines]
