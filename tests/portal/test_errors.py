"""What went wrong is a page with a code and a reference, in both languages, and no trace of our insides."""

from __future__ import annotations

import logging

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from woezo.portal import errors
from woezo.portal.middleware import POLICY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("fr", "n’existe pas"), ("en", "does not exist")])
def test_a_page_that_is_not_there(client: Client, language: str, words: str) -> None:
    answer = client.get("/nowhere/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert "not_found" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_lost_database_is_no_fault_of_the_page(error: type[Exception]) -> None:
    try:
        raise error("secret detail")
    except error:
        answer = errors.broken(RequestFactory().get("/somewhere/"))
    text = answer.content.decode()
    assert (answer.status_code, "unavailable" in text, "secret detail" in text) == (503, True, False)


def test_a_fault_of_ours_has_a_reference_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            raise RuntimeError("secret detail")
        except RuntimeError:
            answer = errors.broken(RequestFactory().get("/somewhere/"))
    text = answer.content.decode()
    ref = caplog.records[-1].getMessage().rsplit(" ", 1)[1]
    assert answer.status_code == 500
    assert ref in text
    assert "secret detail" not in text
