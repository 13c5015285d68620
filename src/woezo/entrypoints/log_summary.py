"""What a log told, in figures: rows used and set aside, days, people, and each queue as the log itself has it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from woezo.entrypoints.words import language, say
from woezo.journal.facts import HANG_UP, BadRow, Contact, Told
from woezo.measures.formulas import average_speed_of_answer_ms, ratio
from woezo.timekit import local_date

SHOWN_BAD_ROWS: Final = 20
SHOWN_WORDS: Final = 20
COLUMNS: Final = ("offered", "answered", "abandoned", "other", "asa_s", "within")


def rows(good: int, bad: list[BadRow]) -> dict[str, Any]:
    """How many rows were used, how many not and why."""
    return {
        "good": good,
        "bad": len(bad),
        "reasons": dict(Counter(row.reason for row in bad).most_common()),
        "lines": [list(row) for row in bad],
    }


def rows_in_words(told: dict[str, Any]) -> list[str]:
    """For reading: each reason once, and the first lines."""
    lines = [say("import_rows" if told["bad"] else "import_rows_all", good=told["good"], bad=told["bad"])]
    lines += [f"  {count:>6}  {say(reason)}" for reason, count in told["reasons"].items()]
    lines += [f"  {say('import_line')} {line}: {say(reason)}" for line, reason in told["lines"][:SHOWN_BAD_ROWS]]
    if told["bad"] > SHOWN_BAD_ROWS:
        lines.append(say("import_more", more=told["bad"] - SHOWN_BAD_ROWS))
    return lines


def summary(told: Told, zone: str, target_s: int) -> dict[str, Any]:
    """Everything about the log that is no record."""
    days = sorted({local_date(zone, at_ms) for at_ms in {one.arrived_ms // 900_000 * 900_000 for one in told.contacts}})
    by_queue: dict[str, list[Contact]] = {}
    for one in told.contacts:
        by_queue.setdefault(one.queue, []).append(one)
    return {
        "rows": rows(len(told.contacts), told.bad),
        "asides": dict(told.asides.most_common()),
        "unknown": dict(told.unknown.most_common()),
        "zone": zone,
        "days": {"first": str(days[0]), "last": str(days[-1]), "count": len(days)},
        "agents": len({one.agent for one in told.contacts if one.agent}),
        "queues": {name: _figures(by_queue[name], target_s) for name in sorted(by_queue)},
        "total": _figures(told.contacts, target_s),
    }


def _figures(contacts: list[Contact], target_s: int) -> dict[str, Any]:
    waits_ms = [one.answered_ms - one.arrived_ms for one in contacts if one.agent]
    abandoned = sum(1 for one in contacts if one.ending == HANG_UP and not one.agent)
    asa_ms = average_speed_of_answer_ms(sum(waits_ms), len(waits_ms))
    return {
        "offered": len(contacts),
        "answered": len(waits_ms),
        "abandoned": abandoned,
        "other": len(contacts) - len(waits_ms) - abandoned,
        "asa_s": None if asa_ms is None else round(asa_ms / 1000, 1),
        "within": ratio(sum(wait_ms <= target_s * 1000 for wait_ms in waits_ms), len(waits_ms) + abandoned),
    }


def in_words(told: dict[str, Any], target_s: int) -> str:
    """The summary for reading: a queue a line."""
    lines = rows_in_words(told["rows"])
    if told["asides"]:
        lines += ["", say("import_asides")]
        lines += [f"  {count:>6}  {say(code)}" for code, count in told["asides"].items()]
    if told["unknown"]:
        words = [f"{word} ({count})" for word, count in told["unknown"].items()]
        lines += [
            "",
            say("import_unknown", words=", ".join([*words[:SHOWN_WORDS], *["…"][: len(words) > SHOWN_WORDS]])),
        ]
    lines += ["", say("import_days", zone=told["zone"], agents=told["agents"], **told["days"])]
    if told["guessed"]:
        lines.append(say("import_presence", agents=told["guessed"], gap=told["gap_s"]))
    width = max(len(name) for name in (*told["queues"], say("import_queue"), say("import_total")))
    heads = [say(f"import_{name}", target=target_s) for name in COLUMNS]
    lines += ["", f"{say('import_queue'):<{width}}" + "".join(f"{head:>12}" for head in heads)]
    for name, figures in [*told["queues"].items(), (say("import_total"), told["total"])]:
        lines.append(f"{name:<{width}}" + "".join(f"{_cell(column, figures[column]):>12}" for column in COLUMNS))
    return "\n".join([*lines, "", say("import_written", file=told["journal"], records=told["records"])])


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name == "within":
        text = f"{value * 100:.1f} %" if language() == "fr" else f"{value * 100:.1f}%"
    else:
        text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text.replace(".", ",") if language() == "fr" else text
