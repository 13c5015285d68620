"""A journal as a file: what is written is read again, and what is no journal is refused with its line."""

from __future__ import annotations

import json

import pytest

from woezo.journal.lines import FORM, Header, NotAJournal, Record, read, write

HEADER = Header("Africa/Lome", "csv", {1: "Été"}, {3: "agent 3"}, 1800)
RECORDS = [
    Record(1_000, "arrive", {"interaction": 1, "queue": 1}, [["queued", 1, 1]]),
    Record(1_000, "hang_up", {"interaction": 1}, [["ended", 1, "abandoned"]]),
    Record(2_500, "sign_in", {"agent": 3, "desk": 3}, [["agent", 3]]),
]
TEXT = list(write(HEADER, RECORDS))


def refusal(lines: list[str]) -> tuple[int, str]:
    """Where and why a text is refused."""
    with pytest.raises(NotAJournal) as caught:
        list(read(lines)[1])
    return caught.value.line, caught.value.reason


def test_what_is_written_is_read_again() -> None:
    header, records = read(TEXT)
    assert header == HEADER
    assert list(records) == RECORDS


def test_a_line_is_json_and_says_what_it_is() -> None:
    first, *rest = (json.loads(line) for line in TEXT)
    assert first["woezo_journal"] == FORM
    assert first["queues"] == {"1": "Été"}
    assert rest[0] == [1_000, "arrive", {"interaction": 1, "queue": 1}, [["queued", 1, 1]]]
    assert all(line.endswith("\n") for line in TEXT)


@pytest.mark.parametrize("first", ["", "contact,queue\n", "[]\n", "7\n", '{"zone": "UTC"}\n', '{"woezo_journal": 1}\n'])
def test_another_file_is_no_journal(first: str) -> None:
    assert refusal([first, *TEXT[1:]]) == (1, "header")


def test_a_newer_form_is_refused() -> None:
    assert refusal([TEXT[0].replace(f'journal": {FORM}', f'journal": {FORM + 1}')]) == (1, "newer")


@pytest.mark.parametrize(
    "wrong", ["\n", "[1, 2]\n", '["1", "arrive", {}, []]\n', '[5000, "arrive", [], []]\n', "[5000,"]
)
def test_a_line_that_is_no_record_is_named(wrong: str) -> None:
    assert refusal([*TEXT, wrong]) == (5, "record")


def test_time_does_not_run_backwards() -> None:
    assert refusal([TEXT[0], TEXT[3], TEXT[1]]) == (3, "order")
