"""The OpenAPI document says what holds for every operation, and its examples work."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Caller, admin, call, demo

__all__ = ["admin", "call", "demo"]

pytestmark = pytest.mark.django_db


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Client().get("/api/v1/openapi.json").content)
    return found


def test_every_operation_names_the_error_object_and_every_act_its_key() -> None:
    found = document()
    assert found["components"]["schemas"]["Error"]["properties"]["error"]["required"] == [
        "code", "message", "field", "remedy", "ref",
    ]  # fmt: skip
    for path, operations in found["paths"].items():
        for verb, operation in operations.items():
            schema = operation["responses"]["default"]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Error"}
            keys = [one for one in operation["parameters"] if one["name"] == "Idempotency-Key"]
            assert len(keys) == (verb == "post" and "/chat/" not in path)


def test_what_a_contact_may_bring_is_described_and_the_example_works(admin: Caller) -> None:
    body = document()["components"]["schemas"]["InteractionIn"]
    for name in ("queue", "queue_code", "channel", "skills", "preferred_agent", "preferred_ms", "credit_ms", "text"):
        assert body["properties"][name]["description"]
    (example,) = body["examples"]
    assert admin.post("/interactions", example).status_code == 201
