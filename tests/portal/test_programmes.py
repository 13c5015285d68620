"""The programmes page shows each user what is his."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from pytest_django import Settings

from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.programmes.models import Holiday, Programme
from woezo.trail.clock import set_clock

pytestmark = pytest.mark.django_db
MONDAY_NOON_MS = 1_795_435_200_000


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()
    User.objects.update(language="en")


def page(client: Client, email: str) -> str:
    client.force_login(User.objects.get(email=f"{email}@ponleve.example"))
    return client.get("/programmes/").content.decode()


def test_a_clients_people_see_their_own_programme(client: Client) -> None:
    text = page(client, "claire.aubin")
    assert "Brindelune" in text
    assert "Open day and night" in text
    assert "Ampérelle" not in text
    assert "TELKAMER" not in text


def test_hours_are_told_on_the_programmes_clock(client: Client) -> None:
    set_clock(lambda: MONDAY_NOON_MS)
    try:
        text = page(client, "solange.etoa")
    finally:
        set_clock(None)
    assert "Open until Monday 19:00 (Europe/Paris)" in text
    assert "Open until Monday 21:00 (Africa/Lome)" in text


def test_the_days_ahead_are_told_to_those_whom_they_concern(client: Client) -> None:
    for name, slug in (("Soldes", "marche"), ("Inventaire", "volt")):
        programme = Programme.objects.get(slug=slug)
        Holiday.objects.create(
            programme=programme, date=date(2026, 12, 1), rule="special", opens=time(9), closes=time(13), name=name
        )
    set_clock(lambda: MONDAY_NOON_MS)
    try:
        text = page(client, "claire.aubin")
        assert "1 December 2026, Soldes (09:00–13:00)" in text
        assert "Inventaire" not in text
        User.objects.update(language="fr")
        assert "Jours particuliers" in client.get("/programmes/").content.decode()
    finally:
        set_clock(None)


def test_nobody_and_agents_stay_outside(client: Client) -> None:
    assert client.get("/programmes/").status_code == 302
    client.force_login(User.objects.filter(role=Role.AGENT)[0])
    assert client.get("/programmes/").status_code == 403
