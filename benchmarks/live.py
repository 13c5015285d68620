"""A full floor: 3,500 connected desks, a hundred events a second, from a contact's arrival to the agent's screen.

`python -m benchmarks.live [--desks N] [--events-per-s N] [--seconds N] [--database-url URL]`

The server is the real one, in a process of its own; this process is the customers, the agents and their sockets. A
contact comes in by the API, its reservation is awaited on the socket of the desk, then it is accepted, answered, ended
and wrapped up by the API: five requests, five events. Printed as JSON: latencies, the processor time of both sides and
the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import uvloop
from websockets.asyncio.client import connect

from benchmarks.floor import QUEUES, prepare

CSRF = "x" * 32
EVENTS_A_CONTACT = 5  # it arrives, is accepted, answered, ended, completed
SETTLED_S = 10  # after the desks have opened


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Http:
    """As much of HTTP as is needed here: a client that costs little, for it shares the machine with the server."""

    def __init__(self, port: int, connections: int = 60) -> None:
        self.port = port
        self.free: asyncio.Queue[Connection | None] = asyncio.Queue()
        for _ in range(connections):
            self.free.put_nowait(None)

    async def post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> tuple[int, str]:
        """Status and text."""
        kept = await self.free.get()
        try:
            try:
                answer, kept = await self._post(kept, path, body, headers)
            except (OSError, asyncio.IncompleteReadError):  # the server has closed what was idle for long
                answer, kept = await self._post(None, path, body, headers)
        except BaseException:
            kept = None
            raise
        finally:
            self.free.put_nowait(kept)
        return answer

    async def _post(
        self, kept: Connection | None, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> tuple[tuple[int, str], Connection]:
        reader, writer = kept or await asyncio.open_connection("127.0.0.1", self.port)
        sent = json.dumps(body).encode()
        lines = [f"POST /api/v1{path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(sent)}", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        text = (await reader.readexactly(length)).decode()
        return (int(head[9:12]), text), (reader, writer)


class Desk:
    """One agent: a socket and what he does by the API."""

    def __init__(self, floor: Floor, session: str) -> None:
        self.floor = floor
        self.uuid = str(uuid4())
        self.work: set[asyncio.Task[None]] = set()
        self.cookies = {"Cookie": f"sessionid={session}; csrftoken={CSRF}"}

    async def open(self) -> None:
        """Connect and sign in."""
        url = f"{self.floor.url.replace('http', 'ws')}/ws/desk?desk={self.uuid}"
        headers = {**self.cookies, "Origin": self.floor.url}
        self.socket = await connect(
            url, additional_headers=headers, open_timeout=120, compression=None, ping_interval=None
        )
        await self.post("/desk/sign-in", {"desk": self.uuid, "activity": "available"})
        self.tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]

    async def post(self, path: str, body: dict[str, Any]) -> None:
        """One act."""
        headers = {
            **self.cookies,
            "X-CSRFToken": CSRF,
            "Origin": self.floor.url,
            "Idempotency-Key": str(uuid4()),
            "X-Desk": self.uuid,
        }
        status, text = await self.floor.http.post(path, body, headers)
        if status >= 400:
            self.floor.refused[f"{path.split('/')[-1]} {status}"] = text[:200]

    async def _beat(self) -> None:
        """A desk's page asks every 15 s whether the server is there."""
        while True:
            await asyncio.sleep(15 * random.uniform(0.9, 1.1))
            await self.socket.send('{"t":"ping"}')

    async def _listen(self) -> None:
        async for text in self.socket:
            now = time.perf_counter()
            message = json.loads(text)
            patch = message.get("patch") or {}
            for id, reservation in (patch.get("reservations") or {}).items():
                if reservation and reservation.get("state") == "pending":
                    task = asyncio.create_task(self._work(int(id), reservation["interaction"], now))
                    self.work.add(task)  # the loop holds its tasks weakly
                    task.add_done_callback(self.work.discard)

    async def _work(self, reservation: int, contact: str, now: float) -> None:
        self.floor.seen(contact, now)
        await self.post(f"/desk/reservations/{reservation}/accept", {})
        hello = {"text": "Bonjour, je regarde.", "client_id": str(uuid4())}
        await self.post(f"/desk/interactions/{contact}/messages", hello)
        await asyncio.sleep(random.uniform(1, 3))
        await self.post(f"/desk/interactions/{contact}/end", {})
        await asyncio.sleep(random.uniform(0.2, 1))
        await self.post(f"/desk/reservations/{reservation}/complete", {"note": ""})


class Floor:
    """The customers, and what was measured."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.http = Http(int(url.rpartition(":")[2]))
        self.token = token
        self.sent: dict[str, float] = {}
        self.early: dict[str, float] = {}
        self.latency_ms: list[float] = []
        self.refused: dict[str, str] = {}

    def seen(self, contact: str, now: float) -> None:
        """A reservation stands on its desk; it may be there before the API has answered."""
        if contact in self.sent:
            self.latency_ms.append((now - self.sent.pop(contact)) * 1000)
        else:
            self.early[contact] = now

    async def contact(self) -> None:
        """A contact comes in."""
        body = {"queue_code": f"q{random.randrange(QUEUES)}", "channel": "chat", "text": "Bonjour"}
        start = time.perf_counter()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid4())}
        status, text = await self.http.post("/interactions", body, headers)
        if status >= 400:
            self.refused[f"interactions {status}"] = text[:200]
            return
        contact = json.loads(text)["id"]
        if contact in self.early:
            self.latency_ms.append((self.early.pop(contact) - start) * 1000)
        else:
            self.sent[contact] = start


async def play(url: str, token: str, sessions: list[str], pid: int, options: argparse.Namespace) -> dict[str, Any]:
    """Open every desk, let contacts come at random times, and say what was seen."""
    floor = Floor(url, token)
    desks = [Desk(floor, session) for session in sessions]
    gate = asyncio.Semaphore(20)

    async def open_desk(desk: Desk) -> None:
        async with gate:
            await desk.open()

    began = time.perf_counter()
    await asyncio.gather(*(open_desk(desk) for desk in desks))
    open_s = time.perf_counter() - began
    print(f"{len(desks)} desks open after {open_s:.0f} s", file=sys.stderr)
    await asyncio.sleep(SETTLED_S)
    processes = family(pid)
    before_s, client_s = [cpu_s(one) for one in processes], time.process_time()
    began = time.perf_counter()
    tasks = []
    while time.perf_counter() < began + options.seconds:
        tasks.append(asyncio.create_task(floor.contact()))
        await asyncio.sleep(random.expovariate(options.events_per_s / EVENTS_A_CONTACT))
    took_s = time.perf_counter() - began
    server_s = [cpu_s(one) - before for one, before in zip(processes, before_s, strict=True)]
    client_s = time.process_time() - client_s
    await asyncio.gather(*tasks)
    await asyncio.sleep(6)
    for desk in desks:
        for task in desk.tasks:
            task.cancel()
    cuts = statistics.quantiles(floor.latency_ms, n=100)
    return {
        "desks": len(desks),
        "opening_s": round(open_s),
        "contacts": len(floor.latency_ms),
        "events_per_s": round(len(tasks) * EVENTS_A_CONTACT / took_s),
        "arrival_to_screen_ms": {
            "p50": round(cuts[49], 1),
            "p90": round(cuts[89], 1),
            "p99": round(cuts[98], 1),
            "max": round(max(floor.latency_ms), 1),
        },
        "server_cpu_shares": [round(one / took_s, 2) for one in server_s],
        "client_cpu_share": round(client_s / took_s, 2),
        "server_memory_mb": round(sum(map(memory_mb, processes))),
        "unserved": len(floor.sent),
        "refused": floor.refused,
    }


def family(pid: int) -> list[int]:
    """A process and the one that it has begun: the floor, then its pages (Linux)."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def cpu_s(pid: int) -> float:
    """Processor seconds of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Megabytes of a process that it does not share, and its part of those that it does (Linux)."""
    return int(Path(f"/proc/{pid}/smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--desks", type=int, default=3500)
    parser.add_argument("--events-per-s", type=float, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--database-url", default="")
    options = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        sessions, token = prepare(Path(name), options.database_url, options.desks)
        command = [sys.executable, "-m", "woezo.entrypoints.cli", "up", "--data-dir", name, "--port", str(options.port)]
        if options.database_url:
            command += ["--database-url", options.database_url]
        with (
            Path(name, "log").open("w+") as log,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
        ):
            assert server.stdout is not None
            for line in server.stdout:
                if "http://" in line:
                    break
            try:
                found = uvloop.run(play(f"http://127.0.0.1:{options.port}", token, sessions, server.pid, options))
            finally:
                server.terminate()
                try:
                    server.communicate(timeout=30)
                except subprocess.TimeoutExpired:
                    server.kill()
            if found["refused"] or found["unserved"]:
                log.seek(0)
                print(log.read()[-4000:], file=sys.stderr)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
