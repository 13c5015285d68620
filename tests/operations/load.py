"""People who go on working while their server is killed: they try again, with the same keys, until it is done."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.exceptions import WebSocketException

from tests.operations.server import ROOT, Agent, Customer, Server, Stream
from woezo.channels.chat.api import FIRST

PASSING = (502, 503, 504)
QUIET_S = 60


class Acknowledged:
    """All that the server has said is done, and what it said when it could not."""

    def __init__(self) -> None:
        self.refused: list[dict[str, Any]] = []
        self.conversations: list[str] = []
        self.messages: list[str] = []
        self.acts: list[tuple[str, str, int]] = []
        self.faults: list[str] = []

    def data(self) -> dict[str, Any]:
        """For the check."""
        return {"conversations": self.conversations, "messages": self.messages, "acts": self.acts}


class Person(threading.Thread, ABC):
    """Somebody at work until told to stop."""

    def __init__(self, acked: Acknowledged, seed: int) -> None:
        super().__init__(daemon=True)
        self.acked = acked
        self.random = random.Random(seed)
        self.stopping = threading.Event()

    def persist(self, call: Callable[[], httpx.Response]) -> httpx.Response:
        """Until the server gives an answer of its own. Patiently, as the client does: who hammers is told to slow down."""
        pause_s = 0.02
        while True:
            try:
                answer = call()
                if answer.status_code not in PASSING:
                    return answer
                self.acked.refused.append(answer.json()["error"])
            except httpx.TransportError:
                pass
            self.stopping.wait(pause_s)
            pause_s = min(2 * pause_s, 0.64)

    def run(self) -> None:
        """Note what should not happen."""
        try:
            self.work()
        except Exception as error:
            self.acked.faults.append(f"{type(self).__name__}: {error!r}")

    @abstractmethod
    def work(self) -> None:
        """One after the other."""


class BusyCustomer(Person):
    """Begins a chat, writes, sometimes leaves; then another one."""

    def __init__(self, server: Server, acked: Acknowledged, seed: int) -> None:
        super().__init__(acked, seed)
        self.server = server

    def work(self) -> None:
        while not self.stopping.is_set():
            customer = Customer(self.server)
            first = str(uuid.uuid4())
            answer = self.persist(lambda: customer.begin("Bonjour", first))  # noqa: B023
            assert answer.status_code in (200, 201), answer.text
            self.acked.conversations.append(customer.conversation)
            self.acked.messages.append(str(uuid.uuid5(FIRST, first)))
            for _ in range(self.random.randint(0, 2)):
                id = str(uuid.uuid4())
                answer = self.persist(lambda: customer.write("Encore moi", id))  # noqa: B023
                assert answer.status_code == 201, answer.text
                self.acked.messages.append(id)
            self.stopping.wait(self.random.uniform(0.1, 0.5))
            answer = self.persist(lambda: customer.post("end"))  # noqa: B023
            assert answer.status_code == 200, answer.text
            customer.http.close()


class BusyAgent(Person):
    """Keeps a desk open, takes what rings, answers, ends, wraps up."""

    def __init__(self, server: Server, number: int, acked: Acknowledged, seed: int) -> None:
        super().__init__(acked, seed)
        self.agent = Agent(server, number)
        self.reason = server.centre["reason"]
        self.idle = False
        self.resyncs = 0

    def work(self) -> None:
        while not self.stopping.is_set():
            try:
                stream = self.agent.open()
            except (OSError, WebSocketException):
                self.stopping.wait(0.02)
                continue
            self.resyncs += 1
            try:
                self._sit(stream)
            except (OSError, WebSocketException):
                continue
            finally:
                stream.close()

    def _sit(self, stream: Stream) -> None:
        while not self.stopping.is_set():
            try:
                if not stream.read(0.25):
                    return
            except TimeoutError:
                if not stream.state:
                    continue
            if stream.closed:
                return
            self._act(stream.state)

    def _act(self, state: dict[str, Any]) -> None:
        if not state:
            return
        reservations, talks = state.get("reservations", {}), state.get("conversations", {})
        self.idle = not reservations and not talks
        if not state["me"]["signed_in"]:
            self._do("sign_in", "sign-in", {"desk": self.agent.desk, "activity": "available"})
        elif state["me"]["status"] == "not_responding":
            self._do("activity", "activity", {"activity": "available"})
        for one in reservations.values():
            if one["state"] == "pending":
                self._do("accept", f"reservations/{one['id']}/accept")
        for talk in talks.values():
            self._talk(talk)

    def _talk(self, talk: dict[str, Any]) -> None:
        if talk["state"] == "connected":
            id = str(uuid.uuid4())
            body = {"text": "Bonjour, je regarde.", "client_id": id}
            answer = self.persist(lambda: self.agent.post(f"interactions/{talk['id']}/messages", body))
            if answer.status_code == 200:
                self.acked.messages.append(id)
            self._do("end", f"interactions/{talk['id']}/end")
        body = {"disposition": self.reason, "note": ""}
        self._do("complete", f"reservations/{talk['reservation']}/complete", body)

    def _do(self, kind: str, path: str, body: dict[str, Any] | None = None) -> None:
        key = str(uuid.uuid4())
        answer = self.persist(lambda: self.agent.post(path, body, key))
        if answer.status_code == 200:
            if kind not in ("end", "complete"):  # these may find that it is done already, and answer a later record
                self.acked.acts.append((key, kind, answer.json()["seq"]))
        else:
            assert answer.status_code in (404, 409), answer.text


class Crowd:
    """`with Crowd(server, ...)`: agents and customers at work for the time of the block; they finish what they began."""

    def __init__(self, server: Server, agents: int, customers: int, seed: int) -> None:
        self.acked = Acknowledged()
        self.agents = [BusyAgent(server, number, self.acked, seed + number) for number in range(agents)]
        self.customers = [BusyCustomer(server, self.acked, seed + 100 + number) for number in range(customers)]

    def __enter__(self) -> Self:
        for person in (*self.agents, *self.customers):
            person.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for customer in self.customers:
            customer.stopping.set()
            customer.join(QUIET_S)
        pause = threading.Event()
        for _ in range(QUIET_S * 10):
            if all(agent.idle for agent in self.agents):
                break
            pause.wait(0.1)
        for agent in self.agents:
            agent.stopping.set()
            agent.join(QUIET_S)

    def begin_more(self, conversations: int) -> None:
        """Return once so many conversations more were begun."""
        wanted, pause = len(self.acked.conversations) + conversations, threading.Event()
        for _ in range(QUIET_S * 10):
            if len(self.acked.conversations) >= wanted:
                return
            pause.wait(0.1)
        raise AssertionError("the people do not work any more")

    def __str__(self) -> str:
        acked = self.acked
        said = f"{len(acked.conversations)} conversations, {len(acked.messages)} messages"
        return f"{said}, {len(acked.acts)} acts acknowledged"


def check(server: Server, acked: Acknowledged) -> tuple[list[str], list[int]]:
    """The faults in the data directory, and the cores that wrote its journal."""
    command = [sys.executable, "-m", "tests.operations.check"]
    done = subprocess.run(
        command, env=server.environment, cwd=ROOT, input=json.dumps(acked.data()), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return found["faults"], found["cores"]
