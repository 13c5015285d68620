"""A centre that is upgraded keeps the days that were decided in it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.upgrading import upgraded_from

pytestmark = pytest.mark.django_db(transaction=True)


def test_days_decided_before_there_were_special_hours() -> None:
    with upgraded_from("programmes", "0001_initial") as old:
        client = old.get_model("programmes", "Client").objects.create(name="Brindelune")
        programme = old.get_model("programmes", "Programme").objects.create(
            client=client, name="A", slug="a", zone="UTC"
        )
        site = old.get_model("people", "Site").objects.create(name="Lomé", country="TG", zone="UTC", currency="XOF")
        days = old.get_model("programmes", "Holiday").objects
        days.create(programme=programme, date=date(2026, 12, 24), closed=True, name="Closed")
        days.create(programme=programme, date=date(2026, 12, 25), closed=False, name="Open")
        days.create(site=site, date=date(2026, 12, 26), name="Of a site")
    from woezo.programmes.models import Holiday

    found = list(Holiday.objects.values_list("name", "rule", "opens", "closes"))
    assert found == [("Closed", "closed", None, None), ("Open", "usual", None, None)]
