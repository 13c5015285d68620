"""docs/reference/scenario.md: what it has of the code is the code's, it leaves nothing out, and its scenarios are played."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from typing import Any

import pytest

from pages import renewed  # in buildtools, which tests/early.py finds
from scenario_pages import INNER, PAGE, PARTS
from woezo.entrypoints.cli_simulate import as_json
from woezo.measures.tally import FIELDS
from woezo.parameters.declaring import declared
from woezo.planning.wording.labels import FAULTS
from woezo.planning.wording.scenario_words import SCENARIO_FAULTS
from woezo.planning.wording.words import Words
from woezo.simulation.scenario.estimates import Estimate
from woezo.simulation.scenario.measures import OF_GROUPS, OF_QUEUES
from woezo.simulation.scenario.model import LAWS, LISTS, Frame
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.records import HEAD
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import Report, report_of
from woezo.simulation.watch import GROUP_FIELDS

TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", TEXT, re.M | re.S)
SAID = set(re.findall(r"`([^`\n]+)`", TEXT))
WORDS = Words(str, "en_GB").of_scenario()


def played(text: str) -> Report:
    """Without a fault or a warning."""
    scenario, faults = read(tomllib.loads(text, parse_float=Decimal))
    assert faults == []
    assert scenario is not None
    return report_of(scenario, faults, replications(scenario))


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [played(one) for one in EXAMPLES]


def near(one: Estimate, expected: float) -> bool:
    """Within twice its interval: what a fixed seed gives does not hang on the last digit."""
    assert one.mean is not None
    assert one.ci95 is not None
    return abs(one.mean - expected) <= 2 * one.ci95


# -- the page -------------------------------------------------------------------------------------------------------------
def test_what_the_code_says_stands_on_the_page() -> None:
    assert renewed(TEXT, PARTS) == TEXT, "run: python buildtools/reference.py"


def test_a_change_of_the_code_would_be_seen() -> None:
    assert renewed(TEXT.replace("| `weekday` | number | 1 to 7 |", "| `weekday` | number | 0 to 6 |"), PARTS) == TEXT
    with pytest.raises(AssertionError):
        renewed(TEXT.replace("<!-- end of faults -->", ""), PARTS)


@pytest.mark.parametrize("kind", [Frame, *(kind for _, kind, _ in LISTS.values()), *INNER.values()])
def test_every_key_is_on_the_page(kind: Any) -> None:
    assert not {one.name for one, _ in declared(kind)} - SAID


def test_every_table_in_a_table_has_its_heading() -> None:
    """And every link to one leads to it."""
    headings = {line.strip("# `").lower().replace(" ", "-") for line in TEXT.splitlines() if line.startswith("#")}
    anchors = set(re.findall(r"\]\(#([\w-]+)\)", TEXT))
    assert {name.replace(" ", "-") for name in INNER} <= anchors <= headings


def test_every_word_of_a_report_is_on_the_page(reports: list[Report]) -> None:
    """Measures, raw counts, keys of the JSON, columns of the records."""
    assert not {one.name for one in (*OF_QUEUES, *OF_GROUPS)} - SAID
    assert not {*FIELDS, *GROUP_FIELDS} - {"ended", "canceled", "unanswered"} - SAID, "which cannot happen in the twin"
    said = as_json(reports[0], WORDS)
    assert not {*said, *said["intervals"][0], *HEAD} - SAID


def test_every_law_and_every_fault_is_on_the_page() -> None:
    special = {"no_such_name_near"}
    assert not {*LAWS, *SCENARIO_FAULTS} - special - SAID
    assert set(re.findall(r"^\| `(\w+)` \| (?:error|warning) \|", TEXT, re.M)) <= {
        *SCENARIO_FAULTS,
        *FAULTS,
    }


# -- its scenarios --------------------------------------------------------------------------------------------------------
def test_there_are_three() -> None:
    assert len(EXAMPLES) == 3


def test_the_plain_queue_adds_up(reports: list[Report]) -> None:
    orders = reports[0].queues["orders"]
    assert near(orders["offered"], 1200)
    assert near(orders["handling_ms"], 240_000)
    assert near(orders["wrap_ms"], 30_000)
    offered, answered, abandoned = (orders[name].mean for name in ("offered", "answered", "abandoned"))
    assert answered + abandoned == offered  # type: ignore[operator]


def test_two_skills_are_those_of_the_literature(reports: list[Report]) -> None:
    """6.7 million contacts of the library ContactCenters, confirmed by a Markov chain: oldest of both."""
    report = reports[1]
    assert near(report.total["SL-4"], 0.568)
    assert near(report.total["abandonment_ratio"], 0.1619)
    assert near(report.total["mean_wait_ms"], 20_400)
    assert near(report.queues["type 0"]["SL-4"], 0.488)
    assert near(report.queues["type 1"]["SL-4"], 0.790)
    assert near(report.queues["type 0"]["abandonment_ratio"], 0.1979)
    assert near(report.queues["type 1"]["abandonment_ratio"], 0.0540)


def test_strict_priority_is_what_the_page_says() -> None:
    """The options that it names: type 0 first."""
    options = re.findall(r"--set queue\.1\.(\w+)=(\w+)", TEXT)
    assert options
    text = EXAMPLES[1]
    for key, value in options:
        text = text.replace('name = "type 0"\n', f'name = "type 0"\n{key} = {value}\n', 1)
    report = played(text)
    assert near(report.total["SL-4"], 0.580)
    assert near(report.queues["type 0"]["abandonment_ratio"], 0.1851)
    assert near(report.queues["type 1"]["abandonment_ratio"], 0.0747)


def test_the_day_uses_everything(reports: list[Report]) -> None:
    report = reports[2]
    for name in ("abandoned", "called_back", "transferred"):
        assert report.queues["calls"][name].mean, name
    assert report.queues["claims"]["answered"].mean
    assert report.queues["chats"]["answered"].mean
    assert set(report.sites) == {"Lomé", "Cotonou"}
    by_minute = dict(report.intervals)
    before, lost = (by_minute[minute]["available"].mean for minute in (9 * 60, 10 * 60 + 15))
    assert before is not None
    assert lost is not None
    assert before - lost > 2, "Cotonou is lost at ten"
    lunch = by_minute[12 * 60 + 30]["signed_in"].mean, by_minute[12 * 60 + 30]["available"].mean
    assert lunch[0] > lunch[1] + 3  # type: ignore[operator]
    assert min(by_minute) == 7 * 60
    assert report.left == 0


def test_the_twin_says_its_day_in_json(reports: list[Report]) -> None:
    for report in reports:
        assert json.loads(json.dumps(as_json(report, WORDS), allow_nan=False))["warnings"] == []
