"""Keys are changed in the text, and what a planner wrote around them stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woezo.planning.texts.rewriting import NoSuchKey, TooIntricate, Value, changed, with_entry, without_entry
from woezo.planning.texts.toml import differences, read, value_at

ON = date(2026, 11, 25)
PLAN = """# The plan of Lomé
[site]
name = "Lomé"  # the city

[attrition]
# by tenure
first_ratio = {value = 0.05, source = "HR", date = 2019-11-23, confidence = "seen", note = "n"} # measured
later_ratio = 0.1   # a guess

# Classes
[[class]]
size = 20 # first

# the second
[[class]]
size = 25

# costs
[pay]
gross = 90000
"""
DOTTED = """
[attrition.first_ratio]
value = 0.05
source = "HR"
"""


def lines(text: str) -> list[str]:
    return text.splitlines()


def change(key: str, value: Value, text: str = PLAN) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    after = changed(text, {key: value}, "Entered by Awa", ON)
    assert value_at(read(after), key) == value
    gone = [line for line in lines(text) if line not in lines(after)]
    return gone, [line for line in lines(after) if line not in lines(text)]


def test_a_plain_value_keeps_its_comment() -> None:
    assert change("attrition.later_ratio", 0.2) == (
        ["later_ratio = 0.1   # a guess"],
        ["later_ratio = 0.2   # a guess"],
    )


def test_a_table_with_provenance_is_kept_and_says_who_entered_the_figure() -> None:
    gone, come = change("attrition.first_ratio", 0.06)
    assert len(gone) == 1
    assert come == [
        'first_ratio = {value = 0.06, source = "Entered by Awa", date = 2026-11-25, confidence = "assumed", '
        'note = "n"} # measured'
    ]


def test_provenance_may_stand_in_a_table_of_its_own() -> None:
    _, come = change("attrition.first_ratio", 0.06, DOTTED)
    assert come == [
        "value = 0.06",
        'source = "Entered by Awa"',
        "date = 2026-11-25",
        'confidence = "assumed"',
    ]


def test_where_the_source_of_plain_values_is_said_once_a_new_one_says_its_own() -> None:
    """Else a figure typed today would be from where all the others are."""
    text = changed(
        f'[stated]\nsource = "Budget"\n\n{PLAN}', {"attrition.later_ratio": 0.07, "pay.new": 5}, "Typed by Awa", ON
    )
    document = read(text)
    for key in ("attrition.later_ratio", "pay.new"):
        assert value_at(document, f"{key}.source") == "Typed by Awa"
        assert value_at(document, f"{key}.date") == ON
    assert value_at(document, "attrition.later_ratio") == 0.07
    assert "# by tenure" in text
    renamed = read(changed(text, {"site.name": "Aného"}, "Typed by Awa", ON))
    assert renamed["site"]["name"] == "Aného"


def test_words_in_two_languages_give_way_to_those_typed() -> None:
    text = "[[task]]\nowner = { fr = 'Finances', en = 'Finance' } # who\n"
    assert change("task.1.owner", "Awa", text)[1] == ['owner = "Awa" # who']
    table = "[[task]]\nkey = 'a'\n[task.owner]\nfr = 'Finances'\n"
    assert value_at(read(changed(table, {"task.1.owner": None}, "Awa", ON)), "task.1.owner") is None


def test_the_same_value_changes_nothing() -> None:
    assert changed(PLAN, {"attrition.first_ratio": 0.05, "class.2.size": 25}, "Awa", ON) == PLAN


def test_without_a_value_the_key_goes() -> None:
    keys = {"attrition.first_ratio": None, "attrition.later_ratio": None, "class.2.size": None, "class.2.start": None}
    text = changed(PLAN, keys, "Awa", ON)
    assert [line for line in lines(PLAN) if line not in lines(text)] == [
        'first_ratio = {value = 0.05, source = "HR", date = 2019-11-23, confidence = "seen", note = "n"} # measured',
        "later_ratio = 0.1   # a guess",
        "size = 25",
    ]
    assert differences(read(text), read(changed(PLAN, keys | {"pay.new": None}, "Awa", ON))) == []
    for key in ("attrition", "class"):
        with pytest.raises(NoSuchKey):
            changed(PLAN, {key: None}, "Awa", ON)


def test_entries_of_a_list_are_counted_from_one() -> None:
    assert change("class.2.size", 30) == (["size = 25"], ["size = 30"])
    assert change("class.1.size", 30) == (["size = 20 # first"], ["size = 30 # first"])


@pytest.mark.parametrize(
    ("key", "after", "come"),
    [
        ("class.2.start", "size = 25", "start = 2026-11-25"),
        ("attrition.third", "later_ratio = 0.1   # a guess", "third = 2026-11-25"),
        ("pay.from", "gross = 90000", "from = 2026-11-25"),
        ("new.sub.key", "[new.sub]", "key = 2026-11-25"),
    ],
)
def test_a_key_that_is_not_there_comes_behind_the_last_of_its_table(key: str, after: str, come: str) -> None:
    text = changed(PLAN, {key: ON}, "Awa", ON)
    assert lines(text)[lines(text).index(after) + 1] == come
    assert [line for line in lines(PLAN) if line not in lines(text)] == []
    assert value_at(read(text), key) == ON


@pytest.mark.parametrize(
    "key",
    ["", ".", "site", "class", "class.3.size", "class.0.size", "site.name.x", "a b.c", "attrition.first_ratio.x.y"],
)
def test_a_key_that_names_no_place_is_refused(key: str) -> None:
    with pytest.raises(NoSuchKey):
        changed(PLAN, {key: 1}, "Awa", ON)


def test_what_is_no_number_elsewhere_in_a_text_hinders_no_change() -> None:
    text = PLAN + "\n[odd]\ngross = nan\nsteps = [-nan, 1]\n"
    assert changed(text, {"class.1.size": 21}, "Awa", ON) == text.replace("size = 20", "size = 21")
    assert "gross = nan" in with_entry(text, "class", {})
    assert "gross = nan" in without_entry(text, "class.1")


def test_a_new_entry_comes_last_and_before_what_follows() -> None:
    text = with_entry(PLAN, "class", {"size": 12, "start": ON})
    assert text == PLAN.replace("size = 25\n", "size = 25\n\n[[class]]\nsize = 12\nstart = 2026-11-25\n")
    text = with_entry(PLAN, "promise", {"target": 500})
    assert text == PLAN + "\n[[promise]]\ntarget = 500\n"
    assert read(with_entry("", "class", {"size": 1})) == {"class": [{"size": 1}]}
    assert read(with_entry("class = [{size = 1}]", "class", {"size": 2})) == {"class": [{"size": 1}, {"size": 2}]}
    with pytest.raises(NoSuchKey):
        with_entry(PLAN, "site.name", {})


def test_an_entry_goes_and_the_comments_of_others_stay() -> None:
    assert without_entry(PLAN, "class.1") == PLAN.replace("[[class]]\nsize = 20 # first\n", "")
    assert without_entry(PLAN, "class.2") == PLAN.replace("[[class]]\nsize = 25\n\n", "\n")
    nested = PLAN.replace("size = 20", "[class.room]\nseats = 20")
    assert read(without_entry(nested, "class.1"))["class"] == [{"size": 25}]
    assert read(without_entry("class = [{size = 1}, {size = 2}]", "class.1")) == {"class": [{"size": 2}]}
    for key in ("class", "class.0", "class.3", "site.1", "site.name", ""):
        with pytest.raises(NoSuchKey):
            without_entry(PLAN, key)


def test_where_a_text_only_looks_like_an_entry_nothing_is_cut() -> None:
    text = 'note = """\n[[class]]\n"""\n[[class]]\nsize = 1\n'
    with pytest.raises(TooIntricate):
        without_entry(text, "class.1")


VALUES = st.none() | st.integers(-1000, 1000) | st.booleans() | st.text(max_size=5) | st.dates() | st.floats(0, 1)
KEYS = st.sampled_from(
    [
        "site.name",
        "attrition.first_ratio",
        "attrition.new",
        "class.1.size",
        "class.2.start",
        "pay.gross",
        "x.y.z",
        "top",
    ]
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_a_change_changes_what_it_names_and_nothing_else(changes: dict[str, Value | None]) -> None:
    text = changed(PLAN, changes, "Awa", ON)
    for key, value in changes.items():
        assert value_at(read(text), key) == value
    assert {one.key for one in differences(read(PLAN), read(text))} <= changes.keys()
    assert [line for line in lines(PLAN) if line.startswith("#") and line not in lines(text)] == []
