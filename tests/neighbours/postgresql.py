"""A throw-away PostgreSQL cluster on a socket in a temporary folder, run by somebody who is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType


def server_folder() -> Path | None:
    """Where Debian puts the newest server's programs, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _unprivileged() -> str | None:
    """Whom to become: the server refuses root. None: we are nobody special already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise RuntimeError("PostgreSQL: no unprivileged user to run it as")


class Postgresql:
    """`with Postgresql() as url`: a database URL for the time of the block."""

    def __init__(self) -> None:
        folder = server_folder()
        assert folder is not None
        self._programs = folder
        self._user = _unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="woezo-pg-"))
        self._options = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c max_connections=200"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        subprocess.run(
            command, user=self._user, group=None, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, timeout=120
        )

    def start(self) -> None:
        """Return once it answers."""
        data, log = str(self._folder / "data"), str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-o", self._options, "-w", "start")

    def stop(self) -> None:
        """As a crash does: nobody is told, nothing is tidied up. It can be started again."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    def __enter__(self) -> str:
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", "woezo", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        self._run("createdb", "-h", str(self._folder), "-U", "woezo", "woezo")
        return f"postgresql://woezo@localhost/woezo?host={self._folder}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
