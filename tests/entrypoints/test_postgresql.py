"""A real centre on PostgreSQL, from the command line: created, served, and never taken for something else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.entrypoints.command import init_options, woezo
from tests.entrypoints.serving import Serving, free_port
from tests.entrypoints.test_startup import refused
from tests.neighbours.postgresql import Postgresql, server_folder


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database of its own."""
    if server_folder() is None:
        pytest.skip("PostgreSQL is not installed: make deps")
    with Postgresql() as url:
        yield url


def centre(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Create a centre there."""
    return woezo(*init_options(folder, database_url=url))


def test_a_centre_on_postgresql(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "centre"
    doctor = woezo("doctor", "--data-dir", folder, "--database-url", url)
    assert (doctor.returncode, "PostgreSQL, not created yet" in doctor.stdout) == (0, True)
    assert centre(folder, url).stdout.endswith(f"woezo up --data-dir {folder} --database-url …\n")
    assert not (folder / "woezo.sqlite3").exists()
    with Serving(["up", "--data-dir", folder, "--database-url", url, "--port", free_port()]) as server:
        server.wait_for("Sign in: ")
        assert server.get("/chat/brise-ete/").status == 200
        mine = ["up", "--data-dir", folder, "--database-url", url, "--port", free_port()]
        refused("already_running", "tient déjà ce centre", "holds this centre", *mine)
        assert server.stop() == 0
    assert "PostgreSQL, answers" in woezo("doctor", "--data-dir", folder, "--database-url", url).stdout
    assert "all identical" in woezo("replay", "--data-dir", folder, "--database-url", url).stdout

    other = tmp_path / "other"
    assert "[already_initialised]" in centre(other, url).stderr
    refused("not_a_demo", "vrai centre", "real centre", "up", "--demo", "--data-dir", other, "--database-url", url)
    assert not other.exists()
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '0999_later', now())")
    refused("database_newer", "trail.0999_later", "trail.0999_later", *mine)


def test_a_database_that_is_not_there(tmp_path: Path, url: str) -> None:
    missing = url.replace("/woezo?", "/nowhere?")
    refused("database_unreachable", "nowhere", "nowhere", *init_options(tmp_path / "centre", database_url=missing))
    assert not (tmp_path / "centre").exists()
