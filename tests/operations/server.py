"""A real centre: uvicorn in a process of its own on a port of its own, which a test may kill and start again."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from woezo.push.patch import merge

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 60


def new_database(url: str) -> str:
    """A database of its own beside the one of the suite."""
    import psycopg

    name = f"woezo_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]  # a name we made
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


class Server:
    """A centre of `agents` agents in a data directory; on the suite's database unless another is named."""

    def __init__(self, folder: Path, agents: int = 2, database_url: str | None = None) -> None:
        self.folder = folder
        self.environment = {**os.environ, "WOEZO_DATA_DIR": str(folder)}
        self.run_from(ROOT / "src")
        self.environment["DJANGO_SETTINGS_MODULE"] = "woezo.entrypoints.settings"
        url = os.environ.get("WOEZO_DATABASE_URL", "") if database_url is None else database_url
        self.environment["WOEZO_DATABASE_URL"] = new_database(url) if url.startswith("postgresql") else ""
        seed = [sys.executable, "-m", "tests.operations.seed", str(agents)]
        output = subprocess.run(seed, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        self.centre: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(128)
        self.host = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.process: subprocess.Popen[bytes] | None = None

    def run_from(self, source: Path) -> None:
        """The code that the next process runs."""
        self.environment["PYTHONPATH"] = f"{source}:{ROOT}"

    def spawn(self) -> subprocess.Popen[bytes]:
        """A process that serves our socket."""
        descriptor = self.socket.fileno()
        command = [sys.executable, "-m", "tests.operations.serve", str(descriptor)]
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                command, env=self.environment, cwd=ROOT, pass_fds=[descriptor], stdout=log, stderr=log
            )

    def start(self) -> None:
        """Start it and wait until it answers. The socket is ours, so early requests wait instead of failing."""
        self.process = self.spawn()
        for _ in range(START_TIMEOUT_S):
            try:
                httpx.get(f"http://{self.host}/api/v1/me", timeout=1)
                return
            except httpx.TransportError:
                assert self.process.poll() is None, f"it ended while starting:\n{self.log()[-4000:]}"
        raise AssertionError(f"it does not answer:\n{self.log()[-4000:]}")

    def pages(self) -> int:
        """The process that answers pages (Linux)."""
        assert self.process is not None
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")  # a thread may have begun it
        children = [int(child) for task in tasks for child in task.read_text().split()]
        (found,) = [pid for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]
        return found

    def kill(self) -> None:
        """SIGKILL: it gets no chance to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM: the clean end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
        self.socket.close()

    def log(self) -> str:
        """What it wrote."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


class Stream:
    """A screen: applies what the server sends."""

    def __init__(self, url: str, cookie: str = "") -> None:
        headers = {"Cookie": cookie} if cookie else {}
        self.socket: ClientConnection = connect(
            url, additional_headers=headers, open_timeout=20, max_size=None, legacy=True
        )
        self.state: dict[str, Any] = {}
        self.version = 0
        self.messages: list[dict[str, Any]] = []
        self.closed = ""

    def read(self, timeout_s: float = 5.0) -> bool:
        """Take one message; False when the socket is over."""
        try:
            message = json.loads(self.socket.recv(timeout=timeout_s))
        except ConnectionClosed:
            return False
        self.messages.append(message)
        if message["t"] == "closed":
            self.closed = message["reason"]
        elif message["t"] == "snapshot":
            self.version, self.state = message["v"], message["state"]
        elif message["t"] == "delta":
            assert message["v"] == self.version + 1
            self.version, self.state = message["v"], merge(self.state, message["patch"])
        return True

    def until(self, condition: Any, timeout_s: float = 10.0) -> Any:
        """Read until the state fulfils a condition; returns what the condition returned."""
        while not self.state or not (found := condition(self.state)):
            if not self.read(timeout_s):
                raise AssertionError(f"the socket closed ({self.closed}) while waiting; state {self.state}")
        return found

    def close(self) -> None:
        """Look away."""
        self.socket.close()


class Agent:
    """An agent's browser."""

    def __init__(self, server: Server, number: int) -> None:
        self.server = server
        self.desk = str(uuid.uuid4())
        person = server.centre["agents"][number]
        self.id = person["id"]
        self.cookie = f"sessionid={person['session']}; csrftoken={'a' * 32}"
        self.http = httpx.Client(
            base_url=f"http://{server.host}/api/v1",
            headers={"Cookie": self.cookie, "X-CSRFToken": "a" * 32, "Referer": f"http://{server.host}/desk/"},
            timeout=20,
        )

    def open(self, desk: str = "") -> Stream:
        """The desk's socket."""
        return Stream(f"ws://{self.server.host}/ws/desk?desk={desk or self.desk}", self.cookie)

    def post(self, path: str, body: dict[str, Any] | None = None, key: str = "") -> httpx.Response:
        """An act."""
        return self.http.post(f"/desk/{path}", json=body or {}, headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def sign_in(self) -> httpx.Response:
        """Ready for work."""
        return self.post("sign-in", {"desk": self.desk, "activity": "available"})


class Customer:
    """A customer's browser."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = httpx.Client(base_url=f"http://{server.host}/api/v1/chat", timeout=20)
        self.conversation = self.token = ""

    def begin(self, text: str, client_id: str = "") -> httpx.Response:
        """The first message."""
        body = {"programme": self.server.centre["slug"], "text": text, "client_id": client_id or str(uuid.uuid4())}
        answer = self.http.post("/conversations", json=body | {"name": "Awa", "language": "fr"})
        if answer.is_success:
            self.conversation, self.token = answer.json()["conversation"], answer.json()["token"]
        return answer

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """A message, or the end."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.http.post(f"/conversations/{self.conversation}/{path}", json=body or {}, headers=headers)

    def write(self, text: str, client_id: str = "") -> httpx.Response:
        """A further message."""
        return self.post("messages", {"text": text, "client_id": client_id or str(uuid.uuid4())})

    def open(self) -> Stream:
        """The chat's socket."""
        return Stream(f"ws://{self.server.host}/ws/chat?token={self.token}")
