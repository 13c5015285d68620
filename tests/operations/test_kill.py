"""kill -9 at any moment, also between two versions: nothing acknowledged is lost, nobody is served twice, every desk
comes back."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import cycle, repeat
from pathlib import Path

from tests.operations.load import Acknowledged, Crowd, check
from tests.operations.server import ROOT, Server
from woezo import __version__
from woezo.journal.marks import CORE

KILLS = int(os.environ.get("WOEZO_KILLS", "50"))
SEED = int(os.environ.get("WOEZO_SEED", "1"))
AGENTS = 4


def killed(server: Server, kills: int, code: Iterator[Path], customers: int) -> tuple[list[str], list[int]]:
    """People at work while the server is killed, and started again from the next of `code`, so many times."""
    chance = random.Random(SEED)
    server.start()
    pause = threading.Event()
    with Crowd(server, AGENTS, customers, SEED) as crowd:
        for _ in range(kills):
            pause.wait(chance.uniform(0.02, 1.0))
            server.kill()
            server.run_from(next(code))
            server.start()
        crowd.begin_more(5)
    server.stop()
    print(f"\n{kills} kills, {crowd}")
    assert crowd.acked.faults == []
    assert len(crowd.acked.conversations) >= kills // 2
    assert len(crowd.acked.acts) >= kills // 2
    assert min(agent.resyncs for agent in crowd.agents) >= kills // 5
    return check(server, crowd.acked)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    faults, cores = killed(Server(tmp_path, AGENTS), KILLS, repeat(ROOT / "src"), 3)
    assert (faults, cores) == ([], [CORE])


def test_killed_between_old_and_new_code(tmp_path: Path) -> None:
    """The next version decides otherwise: what the earlier one decided must be taken from the journal, both ways."""
    kills = max(10, KILLS // 2)
    old, new = ROOT / "src", next_version(tmp_path / "next")
    server = Server(tmp_path, AGENTS)
    faults, cores = killed(server, kills, cycle((new, old)), customers=1)  # several agents are free: the rule decides
    assert (faults, cores) == ([], [CORE + number % 2 for number in range(kills + 1)])
    differences = []
    for source in (old, new):
        server.run_from(source)
        assert check(server, Acknowledged())[0] == []
        differences.append(differs(server))
    assert any(differences)


def next_version(folder: Path) -> Path:
    """A copy of our source with another version, another core, and another rule: of agents alike, the one added last."""
    package = folder / "woezo"
    shutil.copytree(ROOT / "src" / "woezo", package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for file, before, after in (
        ("__init__.py", f'__version__ = "{__version__}"', '__version__ = "99.0"'),
        ("journal/marks.py", f"\nCORE: Final = {CORE}\n", f"\nCORE: Final = {CORE + 1}\n"),
    ):
        text = (package / file).read_text(encoding="utf-8")
        assert text.count(before) == 1
        (package / file).write_text(text.replace(before, after), encoding="utf-8")
    with (package / "routing" / "matching.py").open("a", encoding="utf-8") as matching:
        matching.write(OTHER_RULE)
    return folder


OTHER_RULE = """

_find_agent = find_agent


def find_agent(router, interaction, *rest):
    found = _find_agent(router, interaction, *rest)
    if found is None or interaction.preferred is not None or interaction.excluded:
        return found
    alike = [agent for agent in router.agents.values() if agent.group is found.group and agent.load == found.load]
    return max((agent for agent in alike if agent.blocked == 0), key=lambda agent: agent.id)
"""


def differs(server: Server) -> bool:
    """Whether this code would have decided otherwise; `woezo replay` takes that for information."""
    command = [sys.executable, "-m", "woezo.entrypoints.cli", "replay", "--json"]
    done = subprocess.run(command, env=server.environment, cwd=ROOT, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert (done.returncode, told["promised"]) == (0, False)
    return told["difference"] is not None
