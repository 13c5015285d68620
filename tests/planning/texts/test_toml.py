"""What a plan's text says, where it cannot be read, and what differs between two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.planning.texts.toml import Difference, NotToml, differences, read, typed, value_at

PLAN = """
opens = 2020-04-01
[attrition]
first_ratio = {value = 0.05, source = "HR", date = 2019-11-23, confidence = "seen"}
[[class]]
size = 20
[[class]]
size = 25
"""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("opens", date(2020, 4, 1)),
        ("attrition.first_ratio", 0.05),
        ("attrition.first_ratio.source", "HR"),
        ("class.1.size", 20),
        ("class.2.size", 25),
        *[
            (key, None)
            for key in ("", "class.0.size", "class.3.size", "class.x", "opens.x", "a.b", "class." + "9" * 5000)
        ],
    ],
)
def test_a_dotted_key_names_a_value(key: str, value: object) -> None:
    assert value_at(read(PLAN), key) == value


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ("a = 1\nb 5", "equals", 2, 3),
        ("a = 1\na = 2", "twice", 2, 6),
        ("[[a]]\n[a]", "twice", 2, 3),
        ('a = "x', "open", 1, 7),
        ("a = [1,\n\n", "value", 3, 1),
        ("[a", "open", 1, 3),
        ("a = 0,05", "rest", 1, 6),
        ('a = "\x01"', "character", 1, 6),
        ("a = \0", "value", 1, 5),
        ("a = foo", "value", 1, 5),
        ("x = " + "[" * 50_000, "brackets", 1, 21),
        ("x = " + "{a=" * 50_000, "brackets", 1, 53),
        ("x = " + "9" * 5_000, "number", 1, 5),
        ("x = 0x" + "f" * 5_000, "number", 1, 5),
        ("\nx = 1.0e" + "9" * 23, "number", 2, 7),
        ("[z]\n" + ".".join("a" * 20_000) + " = 1", "parts", 2, 16),
        ("[" + " . ".join("a" * 60_000) + "]", "parts", 1, 32),
        ("x = {" + '."a"' * 40_000, "parts", 1, 34),
    ],
)
def test_a_text_that_is_not_toml_says_where_and_why(text: str, reason: str, line: int, column: int) -> None:
    with pytest.raises(NotToml) as caught:
        read(text)
    assert (caught.value.reason, caught.value.line, caught.value.column) == (reason, line, column)


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c.d.e.f.g.h = 1.5",
        "x = " + "[" * 16 + "]" * 16,
        "x = " + "9" * 300,
        "x = 1e400",
        "x = 1 # " + "[." * 50_000,
        'x = "' + "[." * 50_000 + '"',
        "x = '" + "[." * 50_000 + "'",
        'x = """\n' + '[.""\\"' * 10_000 + '"""""',
        "x = '''\n" + "[.''\n" * 10_000 + "'''",
        "\n".join(f"[[a]]\nb = [{number}.5, 1.5]" for number in range(500)),
    ],
)
def test_what_only_looks_endless_is_read(text: str) -> None:
    assert read(text)


@given(st.text(alphabet=st.sampled_from("ab=[]{}\".,#'1-:T\n \t\\é"), max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    line = 1
    try:
        assert differences(read(text), read(text)) == []
    except NotToml as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 1


def test_differences_are_those_of_values() -> None:
    before = read(PLAN)
    after = read(PLAN.replace("0.05", "0.06").replace("HR", "me").replace("size = 25", "days = [1, true]\nnew.x = 'y'"))
    assert differences(before, before) == []
    assert differences(before, after) == [
        Difference("attrition.first_ratio", "0.05", "0.06"),
        Difference("class.2.days", None, "[1, true]"),
        Difference("class.2.new.x", None, "y"),
        Difference("class.2.size", "25", None),
    ]
    assert str(differences(before, after)[-1]) == "class.2.size: 25 → –"


def test_a_new_source_of_the_same_value_is_a_difference() -> None:
    after = read(PLAN.replace("HR", "payroll"))
    assert differences(read(PLAN), after) == [Difference("attrition.first_ratio.source", "HR", "payroll")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.06", 0.06),
        ("0,06", 0.06),
        (" 12 ", 12),
        ("2020-05-01", date(2020, 5, 1)),
        ("true", True),
        ("[1, 2]", [1, 2]),
        ('"12"', "12"),
        ("twelve", "twelve"),
        ("1\nw = 2", "1\nw = 2"),
        ("{a = 1}", "{a = 1}"),
        (" ", None),
    ],
)
def test_what_is_typed_is_a_value_as_toml_has_it(text: str, value: object) -> None:
    found = typed(text, is_text=False)
    assert (found, type(found)) == (value, type(value))


def test_what_is_typed_for_words_stays_words() -> None:
    assert typed(" 12 ", is_text=True) == "12"
    assert typed("", is_text=True) is None
