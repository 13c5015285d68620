"""Two plans side by side: what comes of them and what differs, on the page and as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import page
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.models import Kind, Plan
from woezo.planning.reads import presets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]


@pytest.fixture
def lome(awa: User) -> Plan:
    return actions.create("Lomé", presets()["lome"].text, Kind.PRESET, "lome", awa)


@pytest.fixture
def client(awa: User, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(awa)


def test_two_plans_are_compared(client: Client, awa: User, lome: Plan) -> None:
    """What comes of them, and what differs in their texts."""
    assert "no other plan yet" in page(client.get(f"/plans/{lome.pk}/compare/"))
    dear = actions.create("Cher", presets()["lome"].text.replace("135000", "150000"), Kind.FILE, "c.toml", awa)
    text = page(client.get(f"/plans/{lome.pk}/compare/", {"with": dear.pk}))
    assert "pay.agent_month" in text
    assert "Difference" in text
    assert client.get(f"/plans/{lome.pk}/compare/", {"with": "999"}).status_code == 404
    assert client.get(f"/plans/{lome.pk}/compare/", {"with": "²"}).status_code == 200
    results, texts = (
        list(csv.reader(io.StringIO(client.get(link).content.decode("utf-8-sig"))))
        for link in re.findall(r'href="([^"]+\.csv\?with=[^"]+)"', text)
    )
    assert [row[1] for row in results[1:4]] == [lome.name, "Cher", "Difference"]
    assert texts[:2] == [["Parameter", lome.name, "Cher"], ["pay.agent_month", "135000", "150000"]]
    for link in re.findall(r'href="([^"]+\.xlsx\?with=[^"]+)"', text):
        assert client.get(link).content.startswith(b"PK")
    for wrong in ("all.csv", "compared.exe", "compared"):
        assert client.get(f"/plans/{lome.pk}/compare/{wrong}", {"with": dear.pk}).status_code == 404
    assert client.get(f"/plans/{lome.pk}/compare/compared.csv").status_code == 404


def test_what_a_plan_leaves_to_the_law_or_to_a_default_is_said(client: Client, awa: User, lome: Plan) -> None:
    """In the place of nothing; and where only the law of two countries or their defaults differ, it is listed too."""
    text = presets()["lome"].text
    bare = re.sub(r"^rooms = .*\n", "", text, flags=re.M).replace('country = "TG"', 'country = "BJ"')
    assert bare.count("\n") == text.count("\n") - 1
    other = actions.create("Cotonou", bare, Kind.FILE, "c.toml", awa)
    content = client.get(f"/plans/{lome.pk}/compare/differences.csv", {"with": other.pk}).content.decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(content))}
    assert rows["site.country"] == ["TG", "BJ"]
    assert rows["training.rooms"] == ["3", "2 (default)"]
    assert rows["pay.employer_charges_ratio"] == ["0.175 (law)", "0.234 (law)"]
    assert "site.per_euro" not in rows
    said = page(client.get(f"/plans/{lome.pk}/compare/", {"with": other.pk}))
    assert "<td>0.175 (law)</td><td>0.234 (law)</td>" in said
    assert "where a value is from that the text does not say" in said


def test_an_entry_that_only_one_plan_has_is_listed_as_its_text_has_it(client: Client, awa: User, lome: Plan) -> None:
    """What the entry leaves to defaults differs from nothing."""
    text = presets()["lome"].text + "\n[[holiday]]\nday = 2021-06-15\n"
    other = actions.create("Fête", text, Kind.FILE, "c.toml", awa)
    content = client.get(f"/plans/{lome.pk}/compare/differences.csv", {"with": other.pk}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content)))[1:] == [["holiday.1.day", "", "2021-06-15"]]
