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
from pathlib import Path

from benchmarks.live import family, memory_mb


def start(folder: Path, port: int) -> tuple[float, float]:
    """Seconds until a page is there, and megabytes."""
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
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if f":{port}/" in line:
                break
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=30)
        assert page.status == 200
        took_s = time.perf_counter() - began
        for address in ("sign-in/", "chat/marche/", "api/v1/docs"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=30).read()
        size_mb = sum(map(memory_mb, family(server.pid)))
        server.terminate()
        server.communicate()
    return took_s, size_mb


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
