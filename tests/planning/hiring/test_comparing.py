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
