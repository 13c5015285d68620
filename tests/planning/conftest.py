"""A planner, a colleague, and the browser of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.api.floor import NOW_MS
from tests.planning.working import worked_out, worker
from woezo.accounts.models import Role, User
from woezo.planning.actions import create
from woezo.planning.models import Kind, Plan
from woezo.planning.reads import presets
from woezo.trail.clock import set_clock

__all__ = ["worked_out", "worker"]

PLAN = """# Lomé
[site]
name = "Lomé"
opening = 2020-04-01

[[class]]
size = 20 # first
"""


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    set_clock(lambda: NOW_MS)
    yield
    set_clock(None)


@pytest.fixture
def awa(db: None) -> User:
    return User.objects.create_user("awa@example.org", None, name="Awa Mensah", role=Role.PLANNER, language="en")


@pytest.fixture
def koffi(db: None) -> User:
    return User.objects.create_user("k@example.org", None, name="Koffi", role=Role.ADMINISTRATOR, language="fr")


@pytest.fixture
def plan(awa: User) -> Plan:
    return create("Lomé 2020", PLAN, Kind.FILE, "lome.toml", awa)


@pytest.fixture
def lome(awa: User) -> Plan:
    """The plan that comes with Woezo."""
    return create("Lomé", presets()["lome"].text, Kind.PRESET, "lome", awa)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which somebody is signed in; it checks that forms come from us."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def client(awa: User, browser_of: Callable[[User], Client]) -> Client:
    """Awa's browser, in English."""
    return browser_of(awa)
