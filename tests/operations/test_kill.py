"""kill -9 at any moment: nothing acknowledged is lost, nobody is served twice, every desk comes back."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

from tests.operations.load import Acknowledged, BusyAgent, BusyCustomer
from tests.operations.server import ROOT, Server

KILLS = int(os.environ.get("WOEZO_KILLS", "50"))
SEED = int(os.environ.get("WOEZO_SEED", "1"))
AGENTS = 4
QUIET_S = 60


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    server = Server(tmp_path, AGENTS)
    acked = Acknowledged()
    server.start()
    agents = [BusyAgent(server, number, acked, SEED + number) for number in range(AGENTS)]
    customers = [BusyCustomer(server, acked, SEED + 100 + number) for number in range(3)]
    for person in (*agents, *customers):
        person.start()
    pause = threading.Event()
    for _ in range(KILLS):
        pause.wait(chance.uniform(0.02, 1.0))
        server.kill()
        server.start()
    for customer in customers:
        customer.stopping.set()
        customer.join(QUIET_S)
    for _ in range(QUIET_S * 10):
        if all(agent.idle for agent in agents):
            break
        pause.wait(0.1)
    for agent in agents:
        agent.stopping.set()
        agent.join(QUIET_S)
    server.stop()
    assert acked.faults == []
    assert faults(server, acked) == []
    assert len(acked.conversations) >= KILLS // 2
    assert len(acked.acts) >= KILLS // 2
    assert all(agent.resyncs > KILLS // 5 for agent in agents)
    print(f"\n{KILLS} kills, {len(acked.conversations)} conversations, {len(acked.messages)} messages, ", end="")
    print(f"{len(acked.acts)} acts acknowledged")


def faults(server: Server, acked: Acknowledged) -> list[str]:
    """What the check finds in the data directory."""
    command = [sys.executable, "-m", "tests.operations.check"]
    done = subprocess.run(
        command, env=server.environment, cwd=ROOT, input=json.dumps(acked.data()), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
