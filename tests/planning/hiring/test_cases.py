"""Which class fails and which programme is late, as a planner chooses them on the page of the what-ifs."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import page
from woezo.accounts.models import User
from woezo.planning import actions
from woezo.planning.models import Kind, Plan
from woezo.planning.reads import presets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worked_out")]


def test_a_planner_chooses_which_class_fails_and_which_programme_is_late(client: Client, lome: Plan) -> None:
    """The form stands with the tables, also where the plan's page loads them, and its answer keeps what was chosen."""
    address = f"/plans/{lome.pk}/tables/what_ifs/"
    before = page(client.get(address, {"part": "1", "reading": "starts"}))
    assert '<label for="failing">' in before
    assert '<label for="late">' in before
    assert '<option value="2020-03-30" selected>30 Mar 2020</option>' in before
    assert '<option value="1" selected>Marché</option>' in before
    assert before.count("Second class fails") == before.count("First programme two months late") == 2
    asked = {"reading": "starts", "failing": "2020-05-25", "late": "3"}
    text = page(client.get(address, asked))
    assert '<option value="2020-05-25" selected>25 May 2020</option>' in text
    assert '<option value="3" selected>MoMo</option>' in text
    assert text.count("Class of 25 May 2020 fails") == text.count("MoMo two months late") == 2
    assert "Second class fails" not in text
    links = re.findall(r'href="(/plans/\d+/tables/\w+\.csv\?[^"]*)"', text)
    assert len(links) == 2
    for link in links:
        assert "MoMo two months late" in client.get(link.replace("&amp;", "&")).content.decode("utf-8-sig")


@pytest.mark.parametrize("asked", [{"failing": "2020-05-01"}, {"failing": "x", "late": "9"}, {"late": "-1"}])
def test_what_the_plan_no_longer_has_is_not_chosen(client: Client, lome: Plan, asked: dict[str, str]) -> None:
    """An address from before the plan was changed: the usual cases are shown, and say so."""
    text = page(client.get(f"/plans/{lome.pk}/tables/what_ifs/", asked))
    assert text.count("Second class fails") == text.count("First programme two months late") == 2


def test_a_plan_without_programmes_offers_none(client: Client, awa: User) -> None:
    head, _ = presets()["lome"].text.split("[[programme]]", 1)
    plan = actions.create("Lomé", head, Kind.FILE, "lome.toml", awa)
    text = page(client.get(f"/plans/{plan.pk}/tables/what_ifs/"))
    assert '<select id="failing"' in text
    assert '<select id="late"' not in text
