"""A centre that is upgraded keeps the days that were decided in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _back_to_now() -> Iterator[None]:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_back_to_now")
def test_days_decided_before_there_were_special_hours() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("programmes", "0001_initial")])
    old = executor.loader.project_state([("programmes", "0001_initial")]).apps
    client = old.get_model("programmes", "Client").objects.create(name="Brindelune")
    programme = old.get_model("programmes", "Programme").objects.create(client=client, name="A", slug="a", zone="UTC")
    site = old.get_model("people", "Site").objects.create(name="Lomé", country="TG", zone="UTC", currency="XOF")
    days = old.get_model("programmes", "Holiday").objects
    days.create(programme=programme, date=date(2026, 12, 24), closed=True, name="Closed")
    days.create(programme=programme, date=date(2026, 12, 25), closed=False, name="Open")
    days.create(site=site, date=date(2026, 12, 26), name="Of a site")

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    from woezo.programmes.models import Holiday

    found = list(Holiday.objects.values_list("name", "rule", "opens", "closes"))
    assert found == [("Closed", "closed", None, None), ("Open", "usual", None, None)]
