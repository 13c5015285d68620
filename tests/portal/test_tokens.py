"""API tokens of an administrator: shown once, kept as a digest, revoked by their owner only."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from woezo.accounts.models import ApiToken, Role, User
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db


def administrator(name: str) -> User:
    return User.objects.create_user(f"{name}@woezo.example", name=name, role=Role.ADMINISTRATOR, language="en")


def test_a_token_is_shown_once_and_opens_the_api(client: Client) -> None:
    client.force_login(administrator("ada"))
    page = client.post("/tokens/", {"name": "ERP"}).content.decode()
    (token,) = re.findall(r"wz_[\w-]{43}", page)
    assert token not in client.get("/tokens/").content.decode()
    assert token not in ApiToken.objects.get().digest
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/me", headers=headers).json()["name"] == "ada"
    assert client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 302
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == ["token_issued", "token_revoked"]


def test_a_token_needs_a_name(client: Client) -> None:
    client.force_login(administrator("ada"))
    answer = client.post("/tokens/", {"name": " \0"})
    assert answer.status_code == 422
    assert "Name the integration" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses(client: Client) -> None:
    client.force_login(administrator("ada"))
    client.post("/tokens/", {"name": "ERP"})
    client.force_login(administrator("bob"))
    assert "ERP" not in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404
    assert ApiToken.objects.exists()
