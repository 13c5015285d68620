"""Signing in: by password, by the demo's buttons where they are allowed, and not by guessing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from woezo.accounts.limits import MAX_PER_PAIR
from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.portal.sign_in import FROM_A_PROXY
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "un long mot de passe"


@pytest.fixture(autouse=True)
def _no_earlier_failures() -> Iterator[None]:
    caches["sign_in"].clear()
    yield
    caches["sign_in"].clear()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("Vera@woezo.example", PASSWORD, name="Vera", role=Role.VIGIE, language="en")


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> int:
    return client.post("/sign-in/", {"email": "vera@woezo.example", "password": password, **more}).status_code


def test_home_asks_to_sign_in_and_then_leads_to_the_page_of_the_role(client: Client, user: User) -> None:
    assert client.get("/").headers["Location"] == "/sign-in/"
    assert sign_in(client) == 302
    assert client.get("/").headers["Location"] == "/wallboard/"
    assert client.get("/sign-in/").status_code == 302


def test_a_wrong_password_says_so_at_the_form_and_keeps_the_address(client: Client, user: User) -> None:
    answer = client.post("/sign-in/", {"email": "vera@woezo.example", "password": "wrong"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert 'value="vera@woezo.example"' in answer.content.decode()
    assert AuditEntry.objects.get().action == "sign_in_failed"


def test_an_unknown_address_is_answered_like_a_wrong_password(client: Client, user: User) -> None:
    known = client.post("/sign-in/", {"email": "vera@woezo.example", "password": "wrong"})
    unknown = client.post("/sign-in/", {"email": "nobody@woezo.example", "password": "wrong"})
    assert known.status_code == unknown.status_code
    assert client.post("/sign-in/", {"email": "a\0b'<script>", "password": "\0"}).status_code == 422


def test_after_five_failures_even_the_right_password_waits(client: Client, user: User) -> None:
    assert [sign_in(client, "wrong") for _ in range(MAX_PER_PAIR)] == [422] * MAX_PER_PAIR
    assert sign_in(client) == 429
    assert client.get("/").headers["Location"] == "/sign-in/"


def test_a_variant_of_the_address_is_not_the_account(client: Client, user: User) -> None:
    for email in ("vera\0@woezo.example", "\0vera@woezo.example", "vera@woezo.example\x01"):
        assert client.post("/sign-in/", {"email": email, "password": PASSWORD}).status_code == 422
    assert sign_in(client) == 302


def test_an_inactive_user_stays_outside(client: Client, user: User) -> None:
    user.is_active = False
    user.save()
    assert sign_in(client) == 422


def test_next_leads_only_to_this_server(client: Client, user: User) -> None:
    answer = client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    client.post("/sign-out/")
    answer = client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "next": "/admin/?page=2"})
    assert answer.headers["Location"] == "/admin/?page=2"


@pytest.mark.parametrize("wanted", ["abc", "a.b", "", "é", "/" * 5000, "/" + "x" * 9000, "//elsewhere.example/", "\0"])
def test_a_next_that_leads_nowhere_leads_home(client: Client, user: User, wanted: str) -> None:
    for path, more in (("/language/", {"language": "en"}), ("/sign-in/", {"email": user.email, "password": PASSWORD})):
        answer = client.post(path, {"next": wanted, **more})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_signing_out_ends_the_session(client: Client, user: User) -> None:
    sign_in(client)
    client.post("/sign-out/")
    assert client.get("/").headers["Location"] == "/sign-in/"
    assert client.get("/sign-out/").status_code == 405


def test_the_language_is_kept_for_the_browser_and_for_the_user(client: Client, user: User) -> None:
    assert "Se connecter" in client.get("/sign-in/", headers={"Accept-Language": "fr"}).content.decode()
    assert "Sign in" in client.get("/sign-in/", headers={"Accept-Language": "en"}).content.decode()
    client.post("/language/", {"language": "en"})
    assert "Sign in" in client.get("/sign-in/", headers={"Accept-Language": "fr"}).content.decode()
    sign_in(client)
    client.post("/language/", {"language": "fr"})
    user.refresh_from_db()
    assert user.language == "fr"
    assert client.post("/language/", {"language": "xx"}).status_code == 404


def test_without_a_demo_there_is_no_way_in_without_a_password(client: Client, user: User) -> None:
    assert "/sign-in/demo/" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/demo/", {"user": user.pk}).status_code == 404


def test_a_demo_offers_its_roles_to_this_machine_only(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()
    assert "Afi Dossou" in client.get("/sign-in/").content.decode()
    assert "Afi Dossou" not in client.get("/sign-in/", REMOTE_ADDR="192.0.2.7").content.decode()
    afi = User.objects.get(email="afi.dossou@ponleve.example")
    assert client.post("/sign-in/demo/", {"user": afi.pk}, REMOTE_ADDR="192.0.2.7").status_code == 404
    for name in FROM_A_PROXY:  # on this machine, for somebody who sits elsewhere
        assert client.post("/sign-in/demo/", {"user": afi.pk}, headers={name: "192.0.2.7"}).status_code == 404
    assert client.post("/sign-in/demo/", {"user": afi.pk}).status_code == 302
    assert client.get("/").headers["Location"] == "/desk/"


def test_only_the_people_on_the_buttons_have_no_password(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()
    hidden = User.objects.filter(role=Role.AGENT).order_by("-pk")[0]
    assert client.post("/sign-in/demo/", {"user": hidden.pk}).status_code == 404
    assert client.post("/sign-in/demo/", {"user": "1 or 1"}).status_code == 404


def test_a_form_without_its_token_is_refused_with_a_page(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "form_expired" in answer.content.decode()
