"""`woezo import anonymous-bank`: a day through the live dispatcher, from the command line to the figures."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAD = (
    "vru_line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,"
    "ser_start,ser_exit,ser_time,server"
)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "bank_1999" / "calls_1999_jan_aug.csv.gz"


def clock(second: int) -> str:
    """H:MM:SS"""
    return f"{second // 3600}:{second // 60 % 60:02d}:{second % 60:02d}"


def made_up_log(folder: Path, seed: int, calls: int = 60) -> Path:
    """A log of one morning: two agents, first come first served, some callers leave. Returns the file."""
    rng = random.Random(seed)
    free = {"agent_01": 9 * 3600, "agent_02": 9 * 3600}
    lines, now = [HEAD], 9 * 3600
    for index in range(calls):
        now += rng.randrange(1, 120)
        server = min(free, key=lambda name: (free[name], name))
        start, patience = max(now, free[server]), rng.randrange(20, 400)
        head = f"AA0101,{index},0,0.0,{rng.choice(['PS', 'NW'])},1999-05-02,{clock(now - 5)},{clock(now)},5.0"
        if start - now > patience:
            lines.append(f"{head},{clock(now)},{clock(now + patience)},0,HANG,0:00:00,0:00:00,0.0,NO_SERVER")
            continue
        service = rng.randrange(30, 240)
        queued = (clock(now), clock(start)) if start > now else ("0:00:00", "0:00:00")
        lines.append(f"{head},{queued[0]},{queued[1]},0,AGENT,{clock(start)},{clock(start + service)},0.0,{server}")
        free[server] = start + service
    lines.append("AA0101,x,0,0.0,PS,1999-05-02,9:00:00,9:00:00,0,0:00:00,0:00:00,0,AGENT,9:00:00,9:01:00,0,NO_SERVER")
    path = folder / "calls.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def woezo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, in English."""
    command = [sys.executable, "-m", "woezo.entrypoints.cli", "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def report(path: Path, *options: str) -> dict[str, Any]:
    """The figures of a file."""
    told = woezo("import", "anonymous-bank", str(path), "--json", *options)
    assert told.returncode == 0, told.stderr
    assert "nobody asked for it" not in told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_day_is_played_and_counted_beside_what_happened(tmp_path: Path) -> None:
    figures = report(made_up_log(tmp_path, seed=1))
    was, played = figures["total"]["was"], figures["total"]["played"]
    assert figures["rows"] == {"good": 60, "bad": 1, "reasons": {"row_no_server": 1}, "lines": [[62, "row_no_server"]]}
    assert was["offered"] == played["offered"] == 60
    assert was["answered"] + was["abandoned"] == 60
    # The generator serves first come, first served by whoever is free first, which is what the router does with equal
    # agents: nobody who was answered then is lost now.
    assert played["abandoned"] <= was["abandoned"]
    assert played["still_waiting"] == 0
    assert sum(hour["played"]["offered"] for hour in figures["hours"]) == 60


def test_the_day_can_be_kept_and_replayed(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    report(made_up_log(tmp_path, seed=2, calls=20), "--data-dir", str(folder))
    again = woezo("import", "anonymous-bank", str(tmp_path / "calls.csv"), "--data-dir", str(folder))
    assert again.returncode == 1
    assert "already_initialised" in again.stderr


def test_a_file_that_is_not_there_or_not_a_log_is_explained(tmp_path: Path) -> None:
    assert "[file_missing]" in woezo("import", "anonymous-bank", str(tmp_path / "no.csv")).stderr
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    told = woezo("import", "anonymous-bank", str(other))
    assert told.returncode == 1
    assert "columns missing: type, date" in told.stderr


@pytest.mark.skipif(not REAL.exists(), reason="the bank's log is not part of the project")
def test_a_real_day_of_the_bank() -> None:
    figures = report(REAL, "--date", "1999-05-02")
    assert figures["total"]["was"]["offered"] == figures["total"]["played"]["offered"] == 1947
    assert figures["total"]["was"]["abandoned"] == 294
    assert figures["rows"]["good"] + figures["rows"]["bad"] == 294_363
