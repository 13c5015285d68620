"""From a database URL to Django's settings: SQLite in the data directory, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class DatabaseUrlError(ValueError):
    """The URL cannot be used; the message says which part."""


def database_settings(url: str, data_dir: Path) -> dict[str, Any]:
    """Settings for a URL (postgresql://user:password@host:port/name, sqlite:///path, "" for the default)."""
    if not url:
        return sqlite_settings(data_dir / "woezo.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        if not parts.path.strip("/"):
            raise DatabaseUrlError("sqlite: no path, write sqlite:///path/to/file")
        return sqlite_settings(Path(parts.path[1:] if parts.path.startswith("//") else parts.path))
    if parts.scheme in ("postgres", "postgresql"):
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise DatabaseUrlError("postgresql: no database name after the host")
        query = dict(item.split("=", 1) for item in parts.query.split("&") if "=" in item)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise DatabaseUrlError(f"scheme {parts.scheme or '(none)'}: use sqlite or postgresql")


def sqlite_settings(path: Path) -> dict[str, Any]:
    """SQLite for a centre: WAL, and FULL so that a commit that was acknowledged survives a power cut.

    IMMEDIATE: a transaction that will write takes the lock at its start, where waiting is possible; a deferred one
    that upgrades later fails at once under load. secure_delete: what was erased does not stay readable in the file.
    """
    return {
        "ENGINE": "woezo.entrypoints.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        # Tests use a file too: threads that share a database in memory meet locks that no timeout waits for.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA secure_delete=ON;",
        },
    }
