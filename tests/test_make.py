"""`make up` on a machine that lacks something says what, in the reader's language, and leaves nothing half made."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parent.parent / "Makefile"
TOO_OLD = "-c) exit 1;;"  # what the check of the version answers
NO_VENV = "-m) mkdir .venv; exit 1;;"  # Debian's Python without python3-venv begins the folder and gives up


@pytest.mark.parametrize(
    ("python", "french", "english"),
    [
        (TOO_OLD, "Il faut Python 3.11 ou plus récent", "Woezo needs Python 3.11 or newer"),
        (NO_VENV, "apt install python3-venv", "Python lacks venv"),
    ],
    ids=["too old", "no venv"],
)
@pytest.mark.parametrize(
    ("variables", "is_english"),
    [
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "C"}, False),
        ({}, False),
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "fr_FR.UTF-8", "WOEZO_LANG": "en"}, True),
    ],
    ids=["French", "C", "nothing", "English", "English wanted"],
)
def test_what_is_missing_is_said(
    tmp_path: Path, python: str, french: str, english: str, variables: dict[str, str], is_english: bool
) -> None:
    shutil.copy(MAKEFILE, tmp_path)
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\ncase "$1" in\n{python}\nesac\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["make", ".venv/bin/python", f"PYTHON={program}"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert (english if is_english else french) in done.stderr
    assert ("Python environment" in done.stdout) is is_english
    assert not (tmp_path / ".venv").exists()
