"""A refusal is one line of the log. Only what failed on our side has a trace there."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from woezo.accounts.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "status"), [("/admin/", 403), ("/nowhere/", 404), ("/api/v1/events", 403)])
def test_a_refusal_leaves_no_trace(caplog: pytest.LogCaptureFixture, address: str, status: int) -> None:
    client = Client()
    client.force_login(User.objects.create_user("a@woezo.example", name="A", role=Role.AGENT, language="fr"))
    with caplog.at_level(logging.WARNING):
        assert client.get(address).status_code == status
    assert [record for record in caplog.records if address in record.getMessage()]
    assert not [record for record in caplog.records if record.exc_info]
