"""A run of the tests leaves the checkout as it was."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext, override


def test_settings_are_those_of_a_folder_that_is_thrown_away() -> None:
    assert str(settings.DATA_DIR) == str(Path(os.environ["WOEZO_DATA_DIR"]).resolve())
    assert settings.DATA_DIR.parent == Path(tempfile.gettempdir()).resolve()
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["TEST"]["NAME"]).is_relative_to(settings.DATA_DIR)


def test_french_is_there_from_the_first_test_on() -> None:
    with override("fr"):
        assert gettext("You are not signed in.") == "Vous n’êtes pas connecté."
