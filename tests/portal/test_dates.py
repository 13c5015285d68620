"""Days and times as people write them: the day before the month and a clock of 24 hours, in English as in French."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from pytest_django import Settings

from woezo.accounts.models import ApiToken, Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.locale.en import formats
from woezo.programmes.models import Holiday, OpeningPeriod, Programme
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 3, 4, 21, 5, tzinfo=UTC)
MOMENTS = {"en": "4 March 2026, 21:05", "fr": "4 mars 2026 21:05"}
DAYS = {"en": "4 March 2026", "fr": "4 mars 2026"}
AMERICAN = re.compile(r"\b[ap]\.m\.|March 4|Mar\. 4|03/04/2026")


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, client: Client, settings: Settings) -> str:
    settings.DEMO = True
    seed_demo()
    User.objects.update(language=request.param)
    client.force_login(User.objects.get(role=Role.ADMINISTRATOR))
    return str(request.param)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert not AMERICAN.search(text)
    return text


def special_day(**fields: Any) -> Holiday:
    return Holiday.objects.create(
        programme=Programme.objects.get(slug="marche"), date=date(2026, 3, 4), name="Soldes", **fields
    )


def test_when_a_token_was_made_and_used(client: Client, language: str) -> None:
    owner = User.objects.get(role=Role.ADMINISTRATOR)
    token = ApiToken.objects.create(user=owner, name="x", digest="x")
    ApiToken.objects.filter(pk=token.pk).update(created_at=LATE, used_at=LATE)
    assert text_of(client, "/tokens/").count(MOMENTS[language]) == 2


def test_when_something_was_changed(client: Client, language: str) -> None:
    day = special_day()
    entry = AuditEntry.objects.create(action="changed", object_type="holiday", object_id=day.pk)
    AuditEntry.objects.filter(pk=entry.pk).update(at=LATE)
    assert MOMENTS[language] in text_of(client, f"/admin/holidays/{day.pk}/")


def test_the_list_of_special_days(client: Client, language: str) -> None:
    special_day(rule="special", opens=time(13), closes=time(21, 30))
    text = text_of(client, "/admin/holidays/")
    assert DAYS[language] in text
    assert "13:00–21:30" in text
    assert DAYS[language] in text_of(client, "/admin/holidays/?format=csv")


def test_the_hours_of_a_programme(client: Client, language: str) -> None:
    hours = OpeningPeriod.objects.create(
        programme=Programme.objects.get(slug="marche"), weekday=0, opens=time(8), closes=time(21, 30)
    )
    assert "21:30" in text_of(client, "/admin/hours/")
    with translation.override(language):
        assert str(hours) == {"en": "Monday 08:00–21:30", "fr": "lundi 08:00–21:30"}[language]


def test_a_day_is_typed_before_its_month(client: Client, language: str) -> None:
    programme = Programme.objects.get(slug="marche")
    data = {"programme": programme.pk, "date": "04/03/2026", "rule": "closed", "name": "Soldes", "seen": ""}
    assert client.post("/admin/holidays/new/", data).status_code == 302
    assert Holiday.objects.get(name="Soldes").date == date(2026, 3, 4)


def test_every_format_has_the_day_first_and_24_hours() -> None:
    names = [name for name in vars(formats) if name.endswith("_FORMAT")]
    with translation.override("en"):
        shown = {name: date_format(LATE, name) for name in names}
    assert {name for name in names if "%" in name or AMERICAN.search(shown[name])} == set()
    assert (shown["SHORT_DATETIME_FORMAT"], shown["MONTH_DAY_FORMAT"]) == ("04/03/2026 21:05", "4 March")
