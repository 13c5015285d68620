"""`make` speaks the reader's language: the list of commands, and what a machine lacks, of which it leaves nothing half made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parent.parent / "Makefile"
TOO_OLD = "-c) exit 1;;"  # what the check of the version answers
NO_VENV = "-m) mkdir .venv; exit 1;;"  # Debian's Python without python3-venv begins the folder and gives up

ENVIRONMENTS = pytest.mark.parametrize(
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


@ENVIRONMENTS
def test_the_commands_are_listed(variables: dict[str, str], is_english: bool) -> None:
    done = subprocess.run(
        ["make", "help"],
        cwd=MAKEFILE.parent,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    said = {name: text for _make, name, text in lines}
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE.read_text(encoding="utf-8"), re.M)[0].split()
    assert list(said) == phony
    assert said["help"] == ("List the commands" if is_english else "Lister les commandes")
    assert len(set(said.values())) == len(said)
    assert not [text for text in said.values() if "##" in text]


@pytest.mark.parametrize(
    ("python", "french", "english"),
    [
        (TOO_OLD, "Il faut Python 3.11 ou plus récent", "Woezo needs Python 3.11 or newer"),
        (NO_VENV, "apt install python3-venv", "Python lacks venv"),
    ],
    ids=["too old", "no venv"],
)
@ENVIRONMENTS
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
