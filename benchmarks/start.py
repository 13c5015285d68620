"""How long the embedded centre takes to start, and what it holds: `python -m benchmarks.start [--rounds N]`.

The demo, as `make up` starts it: once in an empty directory, then again and again in the same. From the command to an
answered page; memory is that of both processes, what they share counted once, after their first pages.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.live import family, memory_mb


def free_port() -> int:
    """One that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The demo, once it says its address."""
    command = [
        sys.executable,
        "-m",
        "woezo.entrypoints.cli",
        "up",
        "--demo",
        "--data-dir",
        str(folder),
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if f":{port}/" in line:
                break
        try:
            yield server
        finally:
            server.terminate()
            server.communicate()


def start(folder: Path, port: int) -> tuple[float, float]:
    """Seconds until a page is there, and megabytes."""
    began = time.perf_counter()
    with served(folder, port) as server:
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=30)
        assert page.status == 200
        took_s = time.perf_counter() - began
        for address in ("sign-in/", "chat/marche/", "api/v1/docs"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=30).read()
        size_mb = sum(map(memory_mb, family(server.pid)))
    return took_s, size_mb


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "demo")
        first_s, _ = start(folder, port)
        again = [start(folder, port) for _ in range(options.rounds)]
    found = {
        "first_start_s": round(first_s, 2),
        "second_start_s": round(statistics.median(took_s for took_s, _ in again), 2),
        "memory_mb": round(statistics.median(size_mb for _, size_mb in again)),
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
