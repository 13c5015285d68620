"""`woezo doctor`: versions, compiled or pure, database, what is missing. Changes nothing."""

from __future__ import annotations

import argparse
import platform
import sqlite3
from importlib import metadata

from woezo import __version__
from woezo.entrypoints import startup
from woezo.entrypoints.cli_up import BUNDLE
from woezo.entrypoints.words import StartupError, language


def add_options(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing; 1 if something is missing."""
    rows = [
        ("woezo", __version__, True),
        ("python", platform.python_version(), True),
        *((name, metadata.version(name), True) for name in ("django", "uvicorn", "starlette", "websockets")),
        ("sqlite", sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 31)),
        ("core", core_build(), True),
        (
            "web",
            word("construit", "built") if BUNDLE.exists() else word("absent : make web", "missing: make web"),
            BUNDLE.exists(),
        ),
        database(options),
    ]
    for name, value, fine in rows:
        print(f"{'ok' if fine else '!!'}  {name:<12}{value}")
    return 0 if all(fine for _, _, fine in rows) else 1


def word(french: str, english: str) -> str:
    """One of two texts."""
    return french if language() == "fr" else english


def core_build() -> str:
    """Whether the routing core runs compiled."""
    from woezo.routing import router

    return (
        word("compilé", "compiled") if (router.__file__ or "").endswith((".so", ".pyd")) else word("Python pur", "pure")
    )


def database(options: argparse.Namespace) -> tuple[str, str, bool]:
    """Which database, and whether it answers."""
    try:
        startup.check_database_url(options.database_url, options.data_dir)
    except StartupError as error:
        return ("database", str(error), False)
    kind = "PostgreSQL" if options.database_url.startswith("postgres") else "SQLite"
    there = options.database_url or (options.data_dir / startup.DATABASE_FILE).exists()
    state = word("répond", "answers") if there else word("pas encore créée", "not created yet")
    return ("database", f"{kind}, {state}", True)
