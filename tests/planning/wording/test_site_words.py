"""Everything that can be wrong in a site's files is said in both languages, with its cell and what to do."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from tests.planning.wording.test_words import ENGLISH, FRENCH
from woezo.parameters.faults import Fault
from woezo.planning.opening.site import start_faults, text_faults
from woezo.planning.wording.site_words import SITE_FAULTS
from woezo.workforce.opening.choice import read_choice
from woezo.workforce.opening.requirements import TOPICS, State, read_requirements
from woezo.workforce.opening.tasks import OpeningFile, read_opening
from woezo.workforce.working_time import Calendar

TASK = '[[task]]\nkey = "a"\nstarts = "T-2 m"\ndue = "T-1 m"\n'
CLIENT = '[[client]]\nkey = "c"\n'
ASKED = '[[requirement]]\nkey = "r"\nclient = "c"\ntopic = "links"\nneeded_by = "T"\n'
WRONG = {
    "not_an_offset": TASK.replace("T-2 m", "soon"),
    "end_before_start": TASK.replace("T-1 m", "T-3 m"),
    "reported_in_the_future": TASK + "done = 2030-01-01",
    "starts_before_need": TASK + TASK.replace('"a"', '"b"\nneeds = ["a"]'),
    "task_unknown": TASK + 'needs = ["x"]',
    "task_circle": TASK.replace("T-2", "T-1") + 'needs = ["a"]',
    "gate_unknown": TASK + 'gate = "x"',
    "key_twice": TASK + TASK,
    "not_a_list_of_texts": TASK + 'needs = "x"',
    "client_unknown": CLIENT + ASKED.replace('"c"', '"x"'),
    "programme_unknown": CLIENT + ASKED + 'programmes = ["x"]',
    "evidence_missing": CLIENT + ASKED + 'state = "accepted"',
    "weights_all_zero": '[[criterion]]\nkey = "a"\nweight = 0',
    "opens_on_day_of_rest": "2027-05-02",
    "opens_on_holiday": "2027-05-01",
    "unreadable": "no sign of equality",
    "text_too_long": TASK + f'owner = "{"x" * 401}"',
}


def faults_of(text: str) -> list[Fault]:
    if text.startswith("20"):
        return start_faults(tomllib.loads(f"d = {text}")["d"], Calendar("TG"))
    if unreadable := text_faults(text):
        return unreadable
    document = tomllib.loads(text)
    return [fault for read in (_opening, read_requirements, read_choice) for fault in read(document)[1]]


def _opening(document: dict[str, Any]) -> tuple[OpeningFile, list[Fault]]:
    return read_opening(document, date(2026, 11, 23))


@pytest.mark.parametrize("code", SITE_FAULTS)
def test_a_fault_is_said_in_both_languages(code: str) -> None:
    (fault,) = faults_of(WRONG[code])
    said = {words.language: words.sentence(fault) for words in (ENGLISH, FRENCH)}
    assert said["en"] != said["fr"]
    for one in said.values():
        assert one.startswith(fault.cell)
        assert not set("{}") & set(one)
        assert one.count(".") >= 2, "what is wrong, and what to do"
    begins = ENGLISH.translate(SITE_FAULTS[code]).split("{")[0]
    assert said["en"].startswith(f"{fault.cell}: {begins}")


def test_common_faults_of_cells_are_said_too() -> None:
    """Those that plans have as well, with what these files know of the cell."""
    text = CLIENT + ASKED.replace("links", "cables") + 'blocking = "yes"\nowner = 7\nwho = "x"\n'
    text += '[[criterion]]\nkey = "pay"\nweight = -1\nveto_at = 11\n[[criterion]]\nkey = "pool"\n'
    text += '[[city]]\nkey = "x"\n[city.marks]\npay = 11\npool = "good"\n'
    text += TASK + 'confidence = "sure"\ndone = 9999-12-31\nstarted = "x"\n[[gate]]\nname = "x"\n[[programme]]\n'
    found = faults_of(text)
    assert len(found) > 10
    for fault in found:
        for words in (ENGLISH, FRENCH):
            assert not set("{}") & set(words.sentence(fault).replace("{'", ""))


def test_every_state_and_topic_has_its_word() -> None:
    site = {words: words.of_site() for words in (ENGLISH, FRENCH)}
    assert ENGLISH.label("open") != site[ENGLISH].label("open") == "Open"
    for code in (*State, *TOPICS):
        assert site[ENGLISH].label(code) != code
        assert site[ENGLISH].label(code) != site[FRENCH].label(code)
