"""Errors of case files name the place and what was expected; a case that goes otherwise fails with both versions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.cases.__main__ import rewritten
from tests.cases.runner import play
from tests.cases.test_cases import FILES
from tests.cases.text import CaseError, read_text, read_time, write_time

HEAD: Final = """In every case
  site Lomé in TG
  programme Marché of Brindelune
  queue Chat for chat of Marché, rings 0:20
  agent Afi at Lomé, ready

Case: A rule
"""


def problems(steps: str) -> list[str]:
    return [problem for case in read_text("x.case", HEAD + steps) for problem in play(case).problems]


@pytest.mark.parametrize(
    ("steps", "place", "expected"),
    [
        ("  0:05  Afi dances  ->  nothing", "x.case:8", "{interaction} hangs up"),
        ("  five past  Afi accepts A", "x.case:8", "a time m:ss"),
        ("  0:05  A arrives in Chart  ->  nothing", "x.case:8", "declared: Chat"),
        ("  0:05  A arrives in Chat, quickly  ->  nothing", "x.case:8", "priority {priority}"),
        ("  queue Chat now tier 3 from 0:20", "x.case:8", "tier 1 to 1"),
        ("  queue Chat now tier 1 soon", "x.case:8", "from {after_ms}"),
        ("  queue Chat for voice of Marché", "x.case:8", "`queue Chat now …`"),
        ("  agent Afi now with french 9", "x.case:8", "a set-up that is accepted"),
        ("  0:05  A hangs up -> x\n  0:04  A hangs up -> x", "x.case:9", "0:05 or later, or (late)"),
        ("  0:05  A hangs up -> x\n  agent Kossi at Lomé", "x.case:9", "a time"),
        ("  check Kossi is idle", "x.case:8", "the name of an agent"),
        ("  why A: Afi chosen", "x.case:8", "the name of a contact"),
        ("  0:05  A arrives in Chat  ->", "x.case:8", "the rest of it"),
        ("Case: A rule", "x.case:8", "`Case: the rule it states`"),
        ("  0:05  an event arrive {no}  ->  nothing", "x.case:8", "a JSON object"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(steps: str, place: str, expected: str) -> None:
    with pytest.raises(CaseError) as error:
        problems(steps)
    assert str(error.value).startswith(place + ": ")
    assert expected in str(error.value)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ("  0:05  A arrives in Chat  ->  A waits in Chat", "A waits in Chat; A is proposed to Afi"),
        ("  0:05  A arrives in Chat", "no effects are written"),
        ("  0:05  A hangs up  ->  refused unknown_interaction\n  check Afi is off", "Afi is idle in available, 0 of 1"),
        (
            "  0:05  A arrives in Chat  ->  A waits in Chat; A is proposed to Afi\n  why A: Afi barred",
            "Afi chosen",
        ),
        (
            "  0:05  A arrives in Chat  ->  A waits in Chat; A is proposed to Afi\n  0:26  A hangs up  ->  x",
            "this happens by itself and is not written",
        ),
        ("  0:05  (by itself)  ->  A waits in Chat", "nothing happens by itself until 0:05"),
    ],
)
def test_what_goes_otherwise_fails_the_case(steps: str, found: str) -> None:
    assert any(found in problem for problem in problems(steps))


def test_nobody_does_what_he_does_not_have() -> None:
    steps = """  agent Kossi at Lomé, ready
  0:05  A arrives in Chat  ->  A waits in Chat; A is proposed to Afi
  0:06  Afi accepts A  ->  Afi gets A
  0:07  Kossi ends A  ->  A ends as completed; Afi is done with A
"""
    assert "he does not have it" in problems(steps)[0]


@pytest.mark.parametrize("text", ["0:05", "59:59", "1:00:00", "0:00.25", "12:34:56.789"])
def test_times_are_written_as_they_are_read(text: str) -> None:
    assert write_time(read_time(text)) == text


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_files_read_as_they_would_be_written(path: Path) -> None:
    text, _ = rewritten(path)
    assert text == path.read_text(encoding="utf-8")
