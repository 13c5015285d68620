"""The page on backups is executed: a running centre is backed up, killed, restored by the page's commands, started."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.request
import uuid
from contextlib import closing
from pathlib import Path

from tests.entrypoints.command import TIMEOUT_S, clean_environment, woezo
from tests.entrypoints.serving import Serving, free_port, real_centre

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "back-up-and-restore.md"


def typed(block: int, folder: Path) -> str:
    """What the commands of a block of the page print."""
    commands = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[block]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = clean_environment(PATH=path, DATA=str(folder / "centre"), BACKUP=str(folder / "backup"))
    done = subprocess.run(
        ["bash", "-euc", commands], env=environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def chats(centre: Serving, number: int) -> None:
    """Customers write to the centre."""
    for _ in range(number):
        start = {"programme": "brise-ete", "text": "Bonjour", "language": "fr", "client_id": str(uuid.uuid4())}
        request = urllib.request.Request(
            f"{centre.url}/api/v1/chat/conversations", json.dumps(start).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            assert answer.status == 201


def stored(folder: Path, table: str) -> int:
    """How many rows a table of the centre has."""
    with closing(sqlite3.connect(folder / "centre" / "woezo.sqlite3")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_the_commands_of_the_page_bring_a_killed_centre_back(tmp_path: Path) -> None:
    up = ["up", "--data-dir", real_centre(tmp_path), "--port", free_port()]
    with Serving(up) as centre:
        centre.wait_for("Sign in: ")
        chats(centre, 5)
        typed(0, tmp_path)
        chats(centre, 20)
        centre.process.kill()
        centre.process.wait()
    assert (tmp_path / "centre" / "woezo.sqlite3-wal").stat().st_size > 0
    told = typed(1, tmp_path)
    assert told.startswith("ok\n")
    assert "toutes identiques" in told or "all identical" in told
    assert stored(tmp_path, "interactions_conversation") == 5
    assert (tmp_path / "backup" / "woezo.sqlite3").stat().st_mode & 0o077 == 0
    with Serving(up) as centre:
        centre.wait_for("Sign in: ")
        chats(centre, 3)
        assert centre.stop() == 0
    assert stored(tmp_path, "interactions_conversation") == 8
    replayed = woezo("replay", "--data-dir", tmp_path / "centre")
    assert (replayed.returncode, "all identical" in replayed.stdout) == (0, True)
