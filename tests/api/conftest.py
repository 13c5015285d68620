"""The demo's centre and clients of the API signed in as its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from woezo.accounts.actions import issue_token
from woezo.accounts.models import User
from woezo.entrypoints.demo import seed_demo


class Caller:
    """The API as one user or nobody sees it; messages in English."""

    def __init__(self, user: User | None, base: str = "/api/v1") -> None:
        self.base = base
        self.client = Client(raise_request_exception=False, headers={"Accept-Language": "en"})
        if user is not None:
            self.client.force_login(user)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(self.base + path, query)

    def post(self, path: str, body: Any = None, key: object = None) -> Any:
        headers = {} if key is None else {"Idempotency-Key": str(key)}
        return self.client.post(self.base + path, body or {}, content_type="application/json", headers=headers)


@pytest.fixture
def demo(settings: Settings, db: None) -> None:
    settings.DEMO = True
    seed_demo()
    User.objects.update(language="en")


@pytest.fixture
def call(demo: None) -> Callable[[str], Caller]:
    """call("afi.dossou") is the API as she sees it; call("") as nobody does."""

    def caller(name: str) -> Caller:
        return Caller(User.objects.get(email=f"{name}@ponleve.example") if name else None)

    return caller


@pytest.fixture
def admin(call: Callable[[str], Caller]) -> Caller:
    """The API as the administrator sees it."""
    return call("solange.etoa")


@pytest.fixture
def token(demo: None) -> str:
    """An API token of the administrator."""
    return issue_token(User.objects.get(email="solange.etoa@ponleve.example"), "test", None)


@pytest.fixture
def key() -> uuid.UUID:
    """A fresh idempotency key."""
    return uuid.uuid4()
