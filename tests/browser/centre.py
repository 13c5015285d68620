"""A demo centre as a user starts it: `woezo up` in a process of its own, which a test may kill and start again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

START_TIMEOUT_S = 60.0


def free_port() -> int:
    """A port that nobody holds now; the centre keeps it over a restart, as an installed one does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Centre:
    """One demo centre on a port of its own. `kill` is SIGKILL: the process gets no chance to tidy up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def start(self) -> None:
        """Start it and return once it answers."""
        log = (self.folder / "centre.log").open("ab")
        command = [sys.executable, "-m", "woezo.entrypoints.cli", "up", "--demo"]
        command += ["--data-dir", str(self.folder / "data"), "--host", "127.0.0.1", "--port", str(self.port)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WOEZO_")}
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        log.close()
        self._await_answer()

    def kill(self) -> None:
        """End the process at once, wherever it is."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        """What the centre wrote, for the message of a failed test."""
        return (self.folder / "centre.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def _await_answer(self) -> None:
        """Ask until it answers; the process's own end stops the asking."""
        assert self.process is not None
        waited_s = 0.0
        while waited_s < START_TIMEOUT_S:
            try:
                with urllib.request.urlopen(f"{self.url}/", timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                try:
                    self.process.wait(timeout=0.1)
                except subprocess.TimeoutExpired:
                    waited_s += 0.1
                else:
                    raise AssertionError(f"the centre ended while starting:\n{self.log()}")
        raise AssertionError(f"the centre did not answer on {self.url}:\n{self.log()}")
