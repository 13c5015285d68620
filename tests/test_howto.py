"""The page about the API is executed: each command in one shell, and what the page says it answers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.entrypoints.serving import free_port
from tests.test_tutorial import ROOT, Shell, steps

PAGE = ROOT / "docs" / "howto" / "use-the-api.md"
LONGEST_S = 240


def test_the_page_about_the_api_does_what_it_says(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        told = pytest.fail if os.environ.get("REQUIRE_NEIGHBOURS") == "1" else pytest.skip
        told("curl is not installed. To install it: make deps")
    shell = Shell(tmp_path, "en_US", LONGEST_S)
    page = PAGE.read_text(encoding="utf-8").replace("8080", str(free_port()))
    try:
        done = 0
        for command, lines in steps(page):
            shell.type(command)
            for line in lines:
                shell.wait_for(line)
            done += 1
        assert done > 25
    finally:
        shell.end()
        shell.process.communicate()
