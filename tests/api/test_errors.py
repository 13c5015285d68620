"""Every failure of the API is one error object, in the user's language."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from woezo.accounts.actions import issue_token
from woezo.accounts.models import Role, User

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_an_error_object_in_french() -> None:
    answer = Client().get("/api/v1/nowhere", headers={"Accept-Language": "fr"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (404, "not_found")
    assert error["message"] == "Cela n’existe pas, ou vous n’y avez pas accès."
    assert set(error) == {"code", "message", "field", "remedy", "ref"}
    assert len(error["ref"]) == 8


def test_without_a_session_or_token_nothing_opens() -> None:
    answer = Client().get("/api/v1/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")


def test_a_token_opens_and_a_revoked_or_wrong_one_does_not() -> None:
    user = User.objects.create_user("a@woezo.example", name="A", role=Role.ADMINISTRATOR, language="en")
    token = issue_token(user, "test", None)
    client = Client()
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()["name"] == "A"
    assert user.tokens.get().used_at is not None
    wrong = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}x"})
    assert wrong.status_code == 401
    user.is_active = False
    user.save()
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_wrong_method_says_so() -> None:
    answer = Client().delete("/api/v1/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"]


def test_the_openapi_document_is_public_and_names_both_ways_to_sign_in() -> None:
    answer = Client().get("/api/v1/openapi.json")
    schemes = json.loads(answer.content)["components"]["securitySchemes"]
    assert {scheme["type"] for scheme in schemes.values()} == {"http", "apiKey"}
