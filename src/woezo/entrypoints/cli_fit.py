"""`woezo fit`: a scenario of the twin from a journal."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import timedelta
from pathlib import Path

from woezo.entrypoints.cli_figures import figure
from woezo.entrypoints.cli_tables import drawn, listed, spoken
from woezo.entrypoints.files import spare, writing
from woezo.entrypoints.fit_page import MADE_BY, page
from woezo.entrypoints.histories import add_options as add_journal
from woezo.entrypoints.histories import history, part
from woezo.entrypoints.journals import save
from woezo.entrypoints.toml_text import toml_text
from woezo.entrypoints.words import StartupError, say
from woezo.planning.wording.words import MISSING, Words
from woezo.simulation.arrivals import DAY_MS
from woezo.simulation.fitting.beside import beside
from woezo.simulation.fitting.history import History, by_stream, stream_of
from woezo.simulation.fitting.laws import Laws, laws_of
from woezo.simulation.fitting.presence import Day, presence_of
from woezo.simulation.fitting.redials import Redials
from woezo.simulation.fitting.skills import skills_of
from woezo.simulation.fitting.writing import EPOCH, Weeks, document_of, queue_name
from woezo.workforce.tables import Column, Table

FEW = 200
"""Of fewer contacts a queue's laws are told to be uncertain."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_journal(parser)
    parser.add_argument(
        "--output", "-o", type=Path, required=True, metavar="SCENARIO.toml", help=say("help_fit_output")
    )
    parser.add_argument("--plots", type=Path, metavar="FILE.html", help=say("help_fit_plots"))
    parser.add_argument("--name", default="", help=say("help_fit_name"))


def run(options: argparse.Namespace) -> int:
    """Estimate, write, and say what was found."""
    words = spoken().of_scenario()
    spare("--output", options.output, _is_scenario)
    found = part(history(options.journal), options)
    skills = skills_of(found)
    presence = presence_of(found, skills, options.gap_s * 1000)
    try:
        laws = laws_of(found, presence)
    except ValueError:
        raise StartupError("fit_nobody_served", file=options.journal) from None
    name = options.name or options.output.stem
    document = document_of(found, laws, presence, skills, name)
    plots = _free(options.plots or options.output.with_suffix(".html"), options.output)
    drawn_page = page(beside(found, laws, presence, document), name, options.output.name, len(found.contacts), words)
    _write("--output", options.output, toml_text(document))
    _write("--plots", plots, drawn_page)
    print(in_words(found, laws, presence, options.output, words), say("fit_plots", file=plots), sep="\n\n")
    return 0


def _free(plots: Path, scenario: Path) -> Path:
    """Seldom does anybody name the page: what stands there and is not ours is left alone. Raises StartupError."""
    if plots == scenario:
        raise StartupError("bad_option", option="--plots", error=say("fit_plots_same", file=plots))
    if plots.exists():
        try:
            ours = plots.is_file() and MADE_BY in plots.read_text(encoding="utf-8", errors="replace")
        except OSError:
            ours = False
        if not ours:
            raise StartupError("bad_option", option="--plots", error=say("fit_plots_taken", file=plots))
    return plots


def _write(option: str, file: Path, text: str) -> None:
    with writing(option, file):
        save(file, [text])


def _is_scenario(text: str) -> bool:
    """Whether it begins to be one, be it with a mistake of who changed it by hand: a log or a journal never does."""
    return any(line.strip() in ("[scenario]", "[[queue]]") for line in text.splitlines())


def in_words(found: History, laws: Laws, presence: dict[int, Day], output: Path, words: Words) -> str:
    """What was fitted, by queue, and what is uncertain."""
    parts = [
        say(
            "fit_title",
            contacts=words.cell(len(found.contacts), "count"),
            days=len(found.days),
            agents=len(presence),
            file=output,
        ),
        _queues(found, laws, words),
        say(
            "fit_people",
            wrap=figure(_mean(laws.wrap.values, laws.wrap.cumulative), "ms", words),
            day=words.percent(laws.handling_cv_day),
            hour=words.percent(laws.handling_cv_hour),
            low=words.cell(round(min(laws.agent_factors.values()), 2), "number"),
            high=words.cell(round(max(laws.agent_factors.values()), 2), "number"),
        ),
    ]
    if laws.hurry:
        parts.append(say("fit_hurry", factors=", ".join(words.cell(round(one, 2), "number") for one in laws.hurry)))
    parts.append(_redials(laws))
    if not found.presence_known:
        parts.append(say("fit_presence"))
    parts += _opened(found, words)
    few = [queue_name(found, stream) for stream, many in sorted(laws.contacts.items()) if many < FEW]
    if few:
        parts.append(say("fit_few", queues=listed(few), least=FEW))
    left_out = sorted({stream[0] for stream in laws.contacts} - set(laws.handling))
    if left_out:
        parts.append(say("fit_left_out", queues=listed([found.queues.get(one, str(one)) for one in left_out])))
    return "\n\n".join(parts)


def _opened(found: History, words: Words) -> list[str]:
    """Which queues were there for a part of the time only, and when."""
    weeks, told = Weeks(found), []
    for stream, many in sorted(by_stream(found.contacts).items()):
        days = weeks.open({one.arrived_ms // DAY_MS for one in many})
        if len(many) >= FEW and len(days) < len(weeks.days):
            first, last = (words.cell(EPOCH + timedelta(days=day), "date") for day in (days[0], days[-1]))
            told.append(f"{queue_name(found, stream)} ({first} – {last})")
    return [say("fit_opened", queues=listed(told))] if told else []


def _queues(found: History, laws: Laws, words: Words) -> str:
    counted: Counter[tuple[int, int]] = Counter(map(stream_of, found.contacts))
    left = Counter(stream_of(one) for one in found.contacts if one.abandoned)
    redials = {stream: one for stream, one in (laws.redials or {}).items() if one.certain}
    rows = []
    for stream, many in sorted(counted.items()):
        if stream[0] not in laws.handling:
            continue
        handling, patience = laws.handling[stream[0]], laws.patience.get(stream)
        rows.append(
            (
                queue_name(found, stream),
                words.cell(many, "count"),
                words.percent(left[stream] / many),
                figure(_mean(handling.values, handling.cumulative), "ms", words),
                figure(_median(patience.values, patience.cumulative), "ms", words) if patience else MISSING,
                *(_redial_cells(redials.get(stream), words) if redials else ()),
            )
        )
    heads = ["offered", "abandonment_ratio", "handling_ms", "patience_median"]
    heads += ["redial_ratio", "redial_median"] if redials else []
    columns = (Column("queue", "text"), *(Column(one, "figure") for one in heads))
    return drawn(Table("queues", columns, tuple(rows)), words)


def _redials(laws: Laws) -> str:
    """What is written of who calls again, or why nothing is."""
    if laws.redials is None:
        return say("fit_redials_unknown")
    if not laws.redials:
        return say("fit_redials_few")
    return say("fit_redials" if any(one.certain for one in laws.redials.values()) else "fit_redials_none")


def _redial_cells(redials: Redials | None, words: Words) -> tuple[str, str]:
    """Share and median delay."""
    if redials is None:
        return MISSING, MISSING
    return words.percent(redials.ratio), figure(_median(*redials.after), "ms", words)


def _mean(values: list[float], cumulative: list[float]) -> float:
    before, total = 0.0, 0.0
    for value, until in zip(values, cumulative, strict=True):
        total += value * (until - before)
        before = until
    return total / before if before else 0.0


def _median(values: list[float], cumulative: list[float]) -> float:
    return next((value for value, ratio in zip(values, cumulative, strict=True) if ratio >= 0.5), values[-1])
