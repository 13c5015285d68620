"""The reference page lists every operation of the OpenAPI document and asks nothing of other servers."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from woezo.entrypoints.api import api
from woezo.entrypoints.reference import subjects

pytestmark = pytest.mark.django_db


def test_every_operation_stands_on_the_page(client: Client) -> None:
    page = client.get("/api/v1/docs", headers={"Accept-Language": "en"}).content.decode()
    schema = api.get_openapi_schema()
    anchors = {operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()}
    assert anchors == set(re.findall(r'<article class="operation" id="([^"]+)"', page))


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert not re.search(r'(src|href)="(https?:)?//', page)
    assert "<script>" not in page
    assert "style=" not in page


def test_fields_of_a_body_carry_their_bounds() -> None:
    (create,) = [operation for operation in subjects()["interactions"] if operation.summary == "Put a contact in"]
    kinds = {argument.name: argument.kind for argument in create.arguments}
    assert kinds["customer.email"] == "string length ≤ 254"
    assert "≥ 0 ≤ 9" in kinds["priority"]
    assert kinds["channel"].startswith("voice | chat")
