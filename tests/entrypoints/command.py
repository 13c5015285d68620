"""`woezo` as a user runs it: in a process of its own, without the variables of the test run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TIMEOUT_S = 60
COMMAND = [sys.executable, "-m", "woezo.entrypoints.cli"]

INIT = {
    "--outsourcer": "Karité SARL",
    "--site": "Lomé",
    "--country": "tg",
    "--zone": "Africa/Lome",
    "--currency": "xof",
    "--client": "Brise",
    "--programme": "Brise Été",
    "--admin-name": "Awa Ndoye",
    "--admin-email": "Awa@Example.TG",
}


def clean_environment(**more: str) -> dict[str, str]:
    """What the machine sets, without what tests or a user's own centre set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WOEZO_", "LC_", "LANG"))}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **more}


def woezo(*arguments: object, language: str = "en", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [*COMMAND, "--lang", language, *map(str, arguments)]
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        env=clean_environment(**more),
        check=False,
    )


def init_options(folder: Path, **changes: str | None) -> list[str]:
    """Everything that `woezo init` wants, except what is None; the password lies beside the directory."""
    password = folder.parent / "password"
    password.write_text("une brise sur la lagune\n", encoding="utf-8")
    wanted: dict[str, str | None] = {**INIT, "--password-file": str(password)}
    wanted |= {"--" + name.replace("_", "-"): value for name, value in changes.items()}
    given = [text for option, value in wanted.items() if value is not None for text in (option, value)]
    return ["init", "--data-dir", str(folder), *given]
