"""`woezo doctor`: versions, compiled or pure, database, what is missing. Changes nothing."""

from __future__ import annotations

import argparse
import importlib.util
import platform
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from woezo import __version__
from woezo.entrypoints import startup
from woezo.entrypoints.cli_up import BUNDLE
from woezo.entrypoints.words import StartupError, say

LIBRARIES = ("django", "uvicorn", "starlette", "websockets")
OLDEST_SQLITE = (3, 31)
FRENCH = Path(__file__).resolve().parent.parent / "locale" / "fr" / "LC_MESSAGES" / "django.mo"


class Finding(NamedTuple):
    """A line of the report."""

    name: str
    value: str
    fine: bool = True


def add_options(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing; 1 if something is missing."""
    findings = [
        Finding("woezo", __version__),
        Finding("python", platform.python_version()),
        *map(library, LIBRARIES),
        Finding("sqlite", sqlite3.sqlite_version, sqlite3.sqlite_version_info >= OLDEST_SQLITE),
        Finding("core", say("core_compiled" if is_compiled() else "core_pure")),
        built("web", BUNDLE, "bundle_missing"),
        built("texts", FRENCH, "texts_missing"),
        data_dir(options.data_dir),
        database(options),
    ]
    for name, value, fine in findings:
        print(f"{'ok' if fine else '!!'}  {name:<12}{value}")
    return 0 if all(finding.fine for finding in findings) else 1


def library(name: str) -> Finding:
    """A library and its version."""
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, say("library_missing", name=name), False)


def is_compiled() -> bool:
    """Whether the routing core runs compiled."""
    found = importlib.util.find_spec("woezo.routing.router")
    return found is not None and (found.origin or "").endswith((".so", ".pyd"))


def built(name: str, file: Path, missing: str) -> Finding:
    """Something that a clone builds and a wheel brings."""
    return Finding(name, say("built")) if file.exists() else Finding(name, say(missing), False)


def data_dir(folder: Path) -> Finding:
    """What the data directory holds."""
    if (folder / startup.DEMO_FILE).exists():
        return Finding("data", say("holds_demo", folder=folder))
    if (folder / startup.KEY_FILE).exists():
        return Finding("data", say("holds_centre", folder=folder))
    return Finding("data", say("not_initialised", folder=folder))


def database(options: argparse.Namespace) -> Finding:
    """Which database, and whether it answers."""
    kind = "PostgreSQL" if options.database_url.startswith("postgres") else "SQLite"
    try:
        there = startup.check_database(options.database_url, options.data_dir)
    except StartupError as error:
        return Finding("database", f"{say(error.code, **error.fields)} [{error.code}]", False)
    return Finding("database", f"{kind}, {say('database_answers' if there else 'database_empty')}")
