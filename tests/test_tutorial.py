"""The tutorials are executed: each command of their console blocks, in one shell, and what the page says it answers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entrypoints.command import clean_environment
from tests.entrypoints.serving import free_port

ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = ROOT / "docs" / "tutorial"
LONGEST_S = 90


class Shell:
    """A shell in which a reader types. It is ended, with all that it started, when it takes too long."""

    def __init__(self, folder: Path, language: str, longest_s: float = LONGEST_S) -> None:
        environment = clean_environment(LANG=f"{language}.UTF-8")
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        self.heard = ""
        self.process = subprocess.Popen(
            ["bash"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        self.alarm = threading.Timer(longest_s, self.end)
        self.alarm.start()

    def end(self) -> None:
        """Everything that was started here ends."""
        self.alarm.cancel()
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)

    def type(self, command: str) -> None:
        """As if somebody typed it."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")

    def wait_for(self, line: str) -> None:
        """Read until this line comes; … stands for anything."""
        assert self.process.stdout is not None
        pattern = ".*".join(map(re.escape, line.split("…")))
        while True:
            told = self.process.stdout.readline()
            self.heard += told
            assert told, f"{line!r} did not come:\n{self.heard}"
            assert "Traceback" not in told, self.heard + self.process.stdout.read()
            if re.fullmatch(pattern, told.rstrip("\n")):
                return


def steps(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page and the lines it says come."""
    for block in re.findall(r"^```console\n(.*?)^```", page, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            yield command, [line for line in lines if line != "…"]


PAIRS = {"first-walk.md": "premiers-pas.md", "own-site.md": "votre-site.md", "twin.md": "jumeau.md"}
CENTRE = "lome.toml"
STEPS = {"first-walk.md": 10, "own-site.md": 18, "twin.md": 10}


@pytest.mark.parametrize(
    ("name", "language", "commands"),
    [(english, "en_US", STEPS[english]) for english in PAIRS]
    + [(french, "fr_FR", STEPS[english]) for english, french in PAIRS.items()],
)
def test_a_tutorial_does_what_it_says(name: str, language: str, commands: int, tmp_path: Path) -> None:
    port = str(free_port())
    (tmp_path / "docs" / "tutorial").mkdir(parents=True)
    shutil.copy(TUTORIAL / CENTRE, tmp_path / "docs" / "tutorial")
    walk = (TUTORIAL / "walk.py").read_text(encoding="utf-8").replace("8080", port)
    (tmp_path / "docs" / "tutorial" / "walk.py").write_text(walk, encoding="utf-8")
    shell = Shell(tmp_path, language)
    try:
        done = 0
        for command, lines in steps((TUTORIAL / name).read_text(encoding="utf-8").replace("8080", port)):
            shell.type(command)
            for line in lines:
                shell.wait_for(line)
            done += 1
        assert done == commands
    finally:
        shell.end()
        shell.process.communicate()


@pytest.mark.parametrize(("english", "french"), PAIRS.items())
def test_both_languages_tell_the_same(english: str, french: str) -> None:
    def shape(name: str) -> list[str]:
        found = steps((TUTORIAL / name).read_text(encoding="utf-8"))
        return [re.sub(r'"[^"]*"', '""', command) for command, _ in found]

    assert shape(english) == shape(french)
    pages = {path.name for path in TUTORIAL.glob("*.md")}
    assert pages == {*PAIRS, *PAIRS.values()}


@pytest.mark.parametrize("name", ["twin.md", "jumeau.md"])
def test_what_is_shown_of_the_centre_is_in_its_file(name: str) -> None:
    written = (TUTORIAL / CENTRE).read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", (TUTORIAL / name).read_text(encoding="utf-8"), re.M | re.S)
    for part in shown.split("\n\n"):
        assert part.rstrip("\n") in written
