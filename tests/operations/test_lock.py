"""One dispatcher per centre; the next one may begin when the first is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.operations.server import Server
from woezo.operations.lock import AlreadyRunning, CentreLock


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere one session may take its lock twice")
def test_the_second_one_is_refused(tmp_path: Path) -> None:
    first, second = CentreLock(tmp_path), CentreLock(tmp_path)
    first.take()
    assert first.held
    with pytest.raises(AlreadyRunning, match="another process"):
        second.take()
    first.give_back()
    second.take()
    second.give_back()


def test_a_second_server_does_not_start(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        second = server.spawn()
        assert second.wait(timeout=60) != 0
        assert "another process of this centre" in server.log()
        assert server.process is not None
        assert server.process.poll() is None
    finally:
        server.stop()
