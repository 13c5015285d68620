"""A look into a database before Django is loaded, which would already write: does it answer, and is it of our time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from woezo.entrypoints.words import StartupError

PACKAGE = Path(__file__).resolve().parent.parent
APPLIED = "SELECT app, name FROM django_migrations"
Migration = tuple[str, str]


def look(settings: dict[str, Any]) -> set[Migration] | None:
    """The migrations that were applied, None if there is no database yet, empty if it is empty."""
    if settings["ENGINE"].endswith("postgresql"):
        return _postgresql(settings)
    path = Path(settings["NAME"])
    return _sqlite(path) if path.exists() else None


def _sqlite(path: Path) -> set[Migration]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=20)) as connection:
            tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchall()
            return set(connection.execute(APPLIED)) if tables else set()
    except sqlite3.Error as error:
        raise StartupError("database_broken", error=f"{path} : {error}") from None


def _postgresql(settings: dict[str, Any]) -> set[Migration]:
    import psycopg

    try:
        with psycopg.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            password=settings["PASSWORD"],
            host=settings["HOST"],
            port=settings["PORT"] or "5432",
            connect_timeout=5,
        ) as connection:
            row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
            return set() if row is None or row[0] is None else {(a, n) for a, n in connection.execute(APPLIED)}
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].replace(settings["PASSWORD"] or "\0", "***")
        host = settings["HOST"] or "localhost"
        raise StartupError("database_unreachable", host=host, error=reason) from None
    except psycopg.Error as error:
        raise StartupError("database_broken", error=str(error).strip().splitlines()[0]) from None


def refuse_newer(applied: set[Migration]) -> None:
    """A database that knows steps of ours which this version does not know is not guessed at."""
    ours = {
        (path.parent.parent.name, path.stem)
        for path in [*PACKAGE.glob("*/migrations/0*.py"), *PACKAGE.glob("channels/*/migrations/0*.py")]
    }
    apps = {app for app, _ in ours}
    unknown = sorted(f"{app}.{name}" for app, name in applied - ours if app in apps)
    if unknown:
        raise StartupError("database_newer", migration=unknown[0])
