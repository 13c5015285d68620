"""The page that `woezo fit` writes: its curves are the data's, and it is whole, quiet and alone."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.entrypoints.command import woezo
from tests.simulation.fitting.journals import file_of, records_of, redialing, small
from woezo.entrypoints import fit_curves
from woezo.entrypoints.fit_curves import BOTTOM, LEFT, MOST_SHARE, RIGHT, TOP, Frame
from woezo.simulation.fitting.beside import DaySeen, Distribution, Weekday
from woezo.simulation.fitting.calling_again import CallingAgain
from woezo.simulation.fitting.survival import Curve

STEPS = re.compile(r"([MVHZ])([\d.]*)(?: ([\d.]+))?")


def points(path: str) -> list[tuple[float, float]]:
    """The corners of a path of straight lines."""
    found: list[tuple[float, float]] = []
    assert re.fullmatch(r"(?:M[\d.]+ [\d.]+(?:[VH][\d.]+)+Z?)+", path), path[:80]
    for step, first, second in STEPS.findall(path):
        if step == "M":
            found.append((float(first), float(second)))
        elif step == "V":
            found.append((found[-1][0], float(first)))
        elif step == "H":
            found.append((float(first), found[-1][1]))
    return found


# -- curves ---------------------------------------------------------------------------------------------------------------
def share_at(corners: list[tuple[float, float]], x: float) -> float:
    """How high stairs are at a place."""
    height = next((y for at, y in reversed(corners) if at <= x), BOTTOM)
    return (BOTTOM - height) / (BOTTOM - TOP)


@pytest.mark.parametrize("many", [1, 2, 7, 300, 20_000])
def test_stairs_are_as_high_as_the_share_of_the_data(many: int) -> None:
    """Within a pixel of the place, which is how sharp it is drawn."""
    values = [float(1000 + 7 * number + number * number // many) for number in range(many)]
    curve = Curve(values, [(number + 1) / many for number in range(many)])
    frame = Frame(0, values[-1], 1)
    corners = points(fit_curves.stairs(frame, curve))
    assert len(corners) < 2000
    pixel = values[-1] / (RIGHT - LEFT)
    for at in [values[-1] * step / 40 for step in range(41)]:
        low, high = (sum(value <= at + by * pixel for value in values) / many for by in (-1, 1))
        assert low - 0.01 <= share_at(corners, frame.x(at)) <= high + 0.01
    assert [x for x, _ in corners] == sorted(x for x, _ in corners)
    assert [y for _, y in corners] == sorted((y for _, y in corners), reverse=True)


def test_a_curve_of_nothing_is_a_point_at_the_start() -> None:
    assert points(fit_curves.stairs(Frame(0, 1, 1), Curve([], []))) == [(LEFT, BOTTOM), (LEFT, BOTTOM)]


def test_a_law_is_drawn_as_far_as_it_can_be_compared() -> None:
    law = Curve([float(1000 * number) for number in range(1, 101)], [number / 100 for number in range(1, 101)])
    whole = fit_curves.distribution(Distribution("q", law, law, 100, 0))
    assert whole.seen == whole.written
    assert {style for *_, style in whole.marks} == {"seen", "written"}
    assert len(whole.marks) == 10
    cut = fit_curves.distribution(Distribution("q", Curve(law.values[:30], law.cumulative[:30]), law, 100, 70))
    assert [column.label for column in whole.columns][-1] > [column.label for column in cut.columns][-1]
    assert max(x for x, _ in points(cut.written)) == RIGHT
    seen_end = max(x for x, _ in points(cut.seen))
    assert seen_end == pytest.approx(LEFT + (RIGHT - LEFT) * 30 / 50, abs=1)
    assert MOST_SHARE > 0.9


@pytest.mark.parametrize(("longest_ms", "unit"), [(90_000.0, "s"), (900_000.0, "min"), (0.0, "s")])
def test_short_times_are_in_seconds(longest_ms: float, unit: str) -> None:
    law = Curve([longest_ms], [1.0])
    drawing = fit_curves.distribution(Distribution("q", law, law, 1, 0))
    assert drawing.unit == unit
    assert all(LEFT <= column.at <= RIGHT for column in drawing.columns)
    assert [row.label for row in drawing.rows] == ["0", "25", "50", "75", "100"]


def a_week() -> list[Weekday]:
    seen = [0.0] * 8 + [10.0, 20.0, 30.0] + [0.0] * 13
    other = [0.0] * 9 + [40.0, 5.0] + [0.0] * 13
    high = [value * 1.5 for value in seen]
    return [
        Weekday(0, 3, tuple(seen), tuple(seen), tuple(value / 2 for value in seen), tuple(high)),
        Weekday(3, 1, tuple(other), tuple(seen), tuple(other), tuple(other)),
    ]


def test_days_of_a_week_have_one_scale() -> None:
    first, second = fit_curves.weekdays(a_week())
    assert (first.columns, first.rows) == (second.columns, second.rows)
    assert [column.label for column in first.columns] == ["8", "10", "12"]
    assert second.written == first.written
    frame = Frame(8, 12, 45 * 1.05)
    assert [y for _, y in points(first.written)[1::2]] == [
        pytest.approx(frame.y(value), abs=0.06) for value in (10, 20, 30, 0)
    ]
    bars = [part for part in first.areas.split("Z") if part]
    assert [min(y for _, y in points(bar)) for bar in bars] == [
        pytest.approx(frame.y(v), abs=0.06) for v in (10, 20, 30)
    ]
    ends = [[y for _, y in points(f"M{part}")] for part in first.ranges.split("M") if part]
    assert ends == [
        [pytest.approx(frame.y(v / 2), abs=0.06), pytest.approx(frame.y(v * 1.5), abs=0.06)] for v in (10, 20, 30)
    ]
    assert second.ranges == ""


def test_one_hour_in_which_something_broke_does_not_flatten_the_others() -> None:
    usual, strange = a_week()
    high = list(strange.high)
    high[9] = 4000.0
    drawn = fit_curves.weekdays([usual, Weekday(3, 2, strange.seen, strange.written, strange.low, tuple(high))])
    assert min(y for _, y in points(drawn[1].ranges)) == TOP
    assert min(y for _, y in points(drawn[0].written)) < BOTTOM - (BOTTOM - TOP) / 4


def test_days_in_their_bands() -> None:
    drawing = fit_curves.days([DaySeen(10, 100, 90, 110), DaySeen(11, 150, 90, 110), DaySeen(13, 0, 0, 5)])
    assert [style for *_, style in drawing.marks] == ["seen", "beyond", "seen"]
    assert [column.label for column in drawing.columns] == ["10", "13"]
    assert drawing.areas.count("Z") == 3
    assert drawing.marks[1][1] < drawing.marks[0][1] < drawing.marks[2][1]


def test_who_called_again_is_drawn_up_to_the_highest_share() -> None:
    """For an hour, however long the law goes on; who calls anyway as a thin stroke."""
    lost = Curve([60_000.0, 1_800_000.0, 7_200_000.0], [0.1, 0.2, 0.4])
    anyway = Curve([600_000.0], [0.05])
    drawing = fit_curves.calling_again(CallingAgain("q", 100, lost, anyway, lost))
    frame = Frame(0, 3_600_000, 0.21)
    assert drawing.seen == drawing.written
    assert points(drawing.seen)[-1] == (RIGHT, pytest.approx(frame.y(0.2), abs=0.06))
    assert points(drawing.ranges)[-1] == (
        pytest.approx(frame.x(600_000), abs=0.06),
        pytest.approx(frame.y(0.05), abs=0.06),
    )
    assert [row.label for row in drawing.rows] == ["0", "5", "10", "15", "20"]
    assert drawing.columns[-1].label == "60"
    empty = fit_curves.calling_again(CallingAgain("q", 30, Curve([], []), Curve([], []), Curve([], [])))
    assert points(empty.seen)[-1] == (LEFT, BOTTOM)


def test_redials_have_a_section_where_customers_are_known(tmp_path: Path) -> None:
    file = file_of(tmp_path / "known.jsonl", records_of(redialing(), customers=True))
    for language, title in (("en", "Redials"), ("fr", "Rappels des clients")):
        told = woezo("fit", file, "-o", tmp_path / "known.toml", language=language)
        assert told.returncode == 0, told.stderr
        found = read((tmp_path / "known.html").read_text(encoding="utf-8"))
        assert title in found.texts
        assert [tag for tag, _ in found.seen].count("section") == 8
        assert not set("{}") & set("".join(found.texts[found.texts.index(title) :]))


# -- the page -------------------------------------------------------------------------------------------------------------
class Reader(HTMLParser):
    """Every element that is opened is closed in order."""

    VOID = ("meta", "path", "circle")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(text: str) -> Reader:
    found = Reader()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small centre one of whose queues has a name that HTML would take for its own."""
    return file_of(tmp_path_factory.mktemp("page") / "week.jsonl", records_of(small()), second='<b> & "claims"')


TITLES = {
    "en": ("week: the journal and the scenario", ["Contacts by hour", "Agents there", "Handling time", "Patience"]),
    "fr": (
        "week : le journal et le scénario",
        ["Contacts par heure", "Conseillers présents", "Durée de traitement", "Patience"],
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_whole_page_in_the_language_of_the_command(journal: Path, tmp_path: Path, language: str) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "week.toml", language=language)
    assert told.returncode == 0, told.stderr
    assert str(tmp_path / "week.html") in told.stdout
    text = (tmp_path / "week.html").read_text(encoding="utf-8")
    found = read(text)
    tags = [tag for tag, _ in found.seen]
    assert ("html", {"lang": language}) in found.seen
    title, sections = TITLES[language]
    assert title in found.texts
    assert not [one for one in sections if one not in found.texts]
    assert tags.count("svg") == tags.count("table") == tags.count("figure") == 5 + 5 + 2 + 2 + 2 + 2
    assert tags.count("section") == tags.count("h2") == 7
    assert not set("{}") & set("".join(found.texts[found.texts.index(sections[0]) :]))


def test_it_needs_nothing_from_elsewhere(journal: Path, tmp_path: Path) -> None:
    assert woezo("fit", journal, "-o", tmp_path / "week.toml").returncode == 0
    text = (tmp_path / "week.html").read_text(encoding="utf-8")
    tags = {tag for tag, _ in read(text).seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "b"}
    assert not re.search(r"https?:|url\(|@import|\bsrc=|\bhref=|\son\w+=|javascript:", text)
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text


def test_each_drawing_is_well_formed_named_and_within_its_box(journal: Path, tmp_path: Path) -> None:
    assert woezo("fit", journal, "-o", tmp_path / "week.toml").returncode == 0
    drawings = re.findall(r"<svg.*?</svg>", (tmp_path / "week.html").read_text(encoding="utf-8"))
    assert len(drawings) == 18
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert root.get("aria-label")
        for path in root.iter("path"):
            if path.get("class") != "grid":
                for x, y in points(path.get("d", "")):
                    assert LEFT - 1 <= x <= RIGHT + 1
                    assert TOP - 1 <= y <= BOTTOM + 1
    assert any('<b> & "claims"' in str(ElementTree.fromstring(one).get("aria-label")) for one in drawings)


def test_its_figures_are_those_of_the_scenario(journal: Path, tmp_path: Path) -> None:
    assert woezo("fit", journal, "-o", tmp_path / "week.toml").returncode == 0
    queue = tomllib.loads((tmp_path / "week.toml").read_text(encoding="utf-8"))["queue"][0]
    median_s = sorted(queue["handling"]["values_s"])[len(queue["handling"]["values_s"]) // 2 - 1]
    text = (tmp_path / "week.html").read_text(encoding="utf-8")
    handling = text[text.index("<h2>Handling time") : text.index("<h2>Patience")]
    assert f"<td>{median_s:.1f} s</td>" in handling


# -- where it is written --------------------------------------------------------------------------------------------------
def test_it_goes_where_one_says(journal: Path, tmp_path: Path) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "week.toml", "--plots", tmp_path / "seen.html")
    assert told.returncode == 0, told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seen.html", "week.toml"]
    again = woezo("fit", journal, "-o", tmp_path / "week.toml", "--plots", tmp_path / "seen.html")
    assert again.returncode == 0, again.stderr


@pytest.mark.parametrize(
    ("make", "options", "said"),
    [
        (lambda path: path.write_text("<p>mine</p>"), (), "exists, and is not from woezo fit. Give another name. [bad_option]"),
        (lambda path: path.mkdir(), (), "exists, and is not from woezo fit."),
        (lambda path: None, ("--plots", "week.toml"), "would be the scenario and the page."),
    ],
)  # fmt: skip
def test_nothing_of_yours_is_overwritten(
    journal: Path, tmp_path: Path, make: Any, options: tuple[str, ...], said: str
) -> None:
    make(tmp_path / "week.html")
    given = [str(tmp_path / one) if "." in one else one for one in options]
    told = woezo("fit", journal, "-o", tmp_path / "week.toml", *given)
    assert (told.returncode, told.stdout) == (1, "")
    assert said in told.stderr
    assert not (tmp_path / "week.toml").exists()


def test_where_no_page_can_be_written_the_scenario_stands(journal: Path, tmp_path: Path) -> None:
    told = woezo("fit", journal, "-o", tmp_path / "week.toml", "--plots", tmp_path / "nowhere" / "week.html")
    assert (told.returncode, told.stdout) == (1, "")
    assert "cannot be written (there is no such file or directory)" in told.stderr
    assert (tmp_path / "week.toml").exists()
