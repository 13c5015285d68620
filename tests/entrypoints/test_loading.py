"""What a process loads: the live one nothing of planning's weight, the command line no Django, an old Python nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.entrypoints.command import clean_environment
from woezo.entrypoints.cli import COMMANDS

HEAVY = ("numpy", "scipy", "highspy")
TELL = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
OLDER = """
import sys
sys.version_info = (3, 10, 13, "final", 0)
sys.argv[0] = "woezo"
from woezo.entrypoints.cli import main
sys.exit(main())
"""


def python(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean_environment(**more))


@pytest.fixture
def planning(tmp_path: Path) -> str:
    """A PYTHONPATH on which planning's packages can be imported, whether this machine has them or not."""
    for name in HEAVY:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    return f"{tmp_path}:{clean_environment()['PYTHONPATH']}"


def test_the_live_process_never_loads_what_planning_needs(planning: str, tmp_path: Path) -> None:
    """67 MB and half a second that a floor has no use for."""
    settings = {"PYTHONPATH": planning, "WOEZO_DATA_DIR": str(tmp_path / "centre")}
    able = python("; ".join([*(f"import {name}" for name in HEAVY), TELL]), **settings)
    assert set(HEAVY) <= set(able.stdout.split())
    live = python(f"import woezo.entrypoints.asgi; {TELL}", **settings)
    assert {"woezo", "django", "starlette"} <= set(live.stdout.split()), live.stderr
    assert not set(HEAVY) & set(live.stdout.split())


def test_help_loads_no_django() -> None:
    done = python(f"from woezo.entrypoints.cli import parser; parser().format_help(); {TELL}")
    assert "woezo" in done.stdout.split(), done.stderr
    assert not {"django", "starlette", "ninja"} & set(done.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "words"), [("fr", "Installez Python 3.11"), ("en", "Install Python 3.11")])
def test_an_older_python_is_told_so_and_nothing_else(tmp_path: Path, command: str, language: str, words: str) -> None:
    done = python(OLDER, "--lang", language, command, "--data-dir", str(tmp_path / "centre"))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "[python_too_old]" in done.stderr
    assert "3.10.13" in done.stderr
    assert words in done.stderr
    assert not list(tmp_path.iterdir())
