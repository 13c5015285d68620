"""The disk is full, or the database is gone, under the running server: it says so, and goes on by itself afterwards."""

from __future__ import annotations

import os
import random
import resource
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.neighbours.postgresql import Postgresql, server_folder
from tests.operations.load import Crowd, check
from tests.operations.server import Server

LOSSES = 4
LONGEST_S = 2.0
SEED = int(os.environ.get("WOEZO_SEED", "1"))
SAID = {"fr": "Le centre ne répond pas pour le moment.", "en": "The centre does not answer at the moment."}
Loss = Callable[[], AbstractContextManager[None]]


@contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """No file of the server's processes may grow or be written beyond its first byte, as where no block is free."""
    assert server.process is not None
    pids, limit = (server.process.pid, server.pages()), resource.RLIMIT_FSIZE
    before = resource.prlimit(pids[0], limit)
    for pid in pids:
        resource.prlimit(pid, limit, (1, before[1]))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, limit, before)


@contextmanager
def stopped(cluster: Postgresql) -> Iterator[None]:
    """Nobody answers behind the database's address."""
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


def survives(server: Server, lost: Loss, asked: Callable[[], None]) -> None:
    """People work on through several losses; meanwhile `asked` asks by itself. Nothing acknowledged is lost."""
    chance = random.Random(SEED)
    pause = threading.Event()
    with Crowd(server, 4, 3, SEED) as crowd:
        for _ in range(LOSSES):
            pause.wait(chance.uniform(0.1, LONGEST_S))
            with lost():
                asked()
                pause.wait(chance.uniform(0.1, LONGEST_S))
    print(f"\n{LOSSES} losses, {crowd}, {len(crowd.acked.refused)} times told to wait")
    assert server.process is not None
    assert server.process.poll() is None
    server.stop()
    assert crowd.acked.faults == []
    assert {error["code"] for error in crowd.acked.refused} == {"unavailable"}
    assert {error["message"] for error in crowd.acked.refused} == {SAID["fr"]}
    assert len(crowd.acked.conversations) >= 2 * LOSSES
    assert check(server, crowd.acked)[0] == []


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a running process")
def test_a_full_disk(tmp_path: Path) -> None:
    server = Server(tmp_path, 4, database_url="")
    server.start()
    starts = httpx.Client(base_url=f"http://{server.host}/api/v1/chat", timeout=20)

    def asked() -> None:
        for language, words in SAID.items():
            body = {"programme": server.centre["slug"], "text": "Bonjour", "client_id": str(uuid.uuid4())}
            answer = starts.post("/conversations", json=body, headers={"Accept-Language": language})
            assert (answer.status_code, answer.json()["error"]["message"]) == (503, words)

    survives(server, lambda: full_disk(server), asked)


@pytest.mark.skipif(server_folder() is None, reason="PostgreSQL is not installed: make deps")
def test_a_lost_database(tmp_path: Path) -> None:
    cluster = Postgresql()
    with cluster as url:
        server = Server(tmp_path, 4, database_url=url)
        server.start()
        person = httpx.Client(base_url=f"http://{server.host}", timeout=20)
        cookie = f"sessionid={server.centre['vigie']}"

        def asked() -> None:
            """By somebody whose language nobody can look up now: his browser's counts."""
            for language, words in SAID.items():
                headers = {"Accept-Language": language, "Cookie": cookie}
                told = person.get("/api/v1/counts", headers=headers)
                assert (told.status_code, told.json()["error"]["code"]) == (503, "unavailable")
                assert told.json()["error"]["message"] == words
                page = person.get("/wallboard/", headers=headers)
                assert (page.status_code, words in page.text, "unavailable" in page.text) == (503, True, True)

        survives(server, lambda: stopped(cluster), asked)
