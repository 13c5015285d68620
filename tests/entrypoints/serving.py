"""A server that a test starts with `woezo up`, listens to, asks and ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.entrypoints.command import COMMAND, TIMEOUT_S, clean_environment, init_options, woezo


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def real_centre(folder: Path) -> Path:
    """A real centre, created as a user creates it."""
    done = woezo(*init_options(folder / "centre"))
    assert done.returncode == 0, done.stderr
    return folder / "centre"


class Answer(NamedTuple):
    """What a page answered."""

    status: int
    text: str


class Serving:
    """`with Serving(arguments) as server`."""

    def __init__(
        self, arguments: Sequence[object], command: list[str] = COMMAND, environment: dict[str, str] | None = None
    ) -> None:
        self.heard = ""
        self.process = subprocess.Popen(
            [*command, "--lang", "en", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment or clean_environment(),
        )

    def wait_for(self, words: str) -> None:
        """Listen until the words were said."""
        assert self.process.stdout is not None
        while words not in self.heard:
            line = self.process.stdout.readline()
            assert line, self.heard
            self.heard += line

    @property
    def url(self) -> str:
        """Where it says it is."""
        found = re.search(r"Woezo is ready: (\S+)/", self.heard)
        assert found
        return found[1]

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=TIMEOUT_S) as answer:
                return Answer(answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode())

    def stop(self, interrupt: bool = False) -> int:
        """End it as a service manager, or a Ctrl C, does; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if interrupt else signal.SIGTERM)
            rest, _ = self.process.communicate(timeout=TIMEOUT_S)
            self.heard += rest
        return self.process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
