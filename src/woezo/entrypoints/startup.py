"""What can keep a centre from starting, found before anything is touched, and said with its remedy."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from woezo.entrypoints.database import database_settings
from woezo.entrypoints.files import why
from woezo.entrypoints.peek import look, refuse_newer
from woezo.entrypoints.words import StartupError

DEMO_FILE = "demo"
KEY_FILE = "secret.key"
DATABASE_FILE = "woezo.sqlite3"
OLDEST_PYTHON = (3, 11)
LAST_PORT = 65535


def check_python() -> None:
    """Python is new enough."""
    if sys.version_info < OLDEST_PYTHON:
        raise StartupError("python_too_old", found=".".join(map(str, sys.version_info[:3])))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_host(host: str, demo: bool, insecure: bool) -> None:
    """A demo has roles without password, so nobody else may reach it; a real centre is not served in the clear."""
    if is_loopback(host):
        return
    if demo:
        raise StartupError("demo_not_loopback", host=host)
    if not insecure:
        raise StartupError("not_loopback", host=host)


def check_data_dir(folder: Path, demo: bool) -> None:
    """The directory can be written and is of the kind that is asked for. Makes it, and marks a new demo."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # customers' words are in it
        probe = folder / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise StartupError("data_dir", folder=folder, error=why(error)) from None
    marked = (folder / DEMO_FILE).exists()
    used = any(path.name != ".probe" for path in folder.iterdir())
    if demo and used and not marked:
        raise StartupError("not_a_demo", folder=folder)
    if not demo and marked:
        raise StartupError("is_a_demo", folder=folder)
    if demo and not marked:
        (folder / DEMO_FILE).write_text("Made as a demo: roles without password, this machine only.\n")


def check_unused(folder: Path) -> None:
    """No centre was created in the directory, neither a real one nor a demo."""
    if any((folder / name).exists() for name in (DEMO_FILE, KEY_FILE, DATABASE_FILE)):
        raise StartupError("already_initialised", folder=folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else creates or upgrades a centre in this directory meanwhile. The system ends it with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StartupError("already_running") from None
    finally:
        os.close(descriptor)


@contextmanager
def leaving_nothing(folder: Path) -> Iterator[None]:
    """If a new centre cannot be created, what was begun is taken away again. A directory in use is left as it is."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    unused = bool(missing) or not folder.is_dir() or not any(folder.iterdir())
    try:
        yield
    except BaseException as error:
        if unused and getattr(error, "code", "") != "already_running":
            _take_away(folder, missing)
        raise


def _take_away(folder: Path, missing: list[Path]) -> None:
    if "django" in sys.modules:
        from django.db import connections

        connections.close_all()
    for path in folder.iterdir() if folder.is_dir() else ():
        path.unlink()
    for path in missing:
        if path.is_dir():
            path.rmdir()


def check_database(url: str, folder: Path) -> bool:
    """The URL can be read, a database answers behind it, and it is not newer than we are. False: there is none yet."""
    try:
        settings = database_settings(url, folder)
    except ValueError as error:
        raise StartupError("database_url", error=error) from None
    applied = look(settings)
    refuse_newer(applied or set())
    return bool(applied)


def free_port(host: str, port: int, search: bool) -> int:
    """The port, or with `search` the next free one; raises StartupError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(LAST_PORT, port + 50 if search else port) + 1):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), candidate))
            except PermissionError:
                raise StartupError("port_not_allowed", port=candidate) from None
            except OSError as error:
                if isinstance(error, socket.gaierror) or error.errno in (99, 22):
                    raise StartupError("host_unknown", host=host) from None
                continue
            return candidate
    if search or port == LAST_PORT:
        raise StartupError("port_in_use", port=port, next=port - 1)
    raise StartupError("port_in_use", port=port, next=free_port(host, port + 1, search=True))


def prepare_environment(folder: Path, database_url: str, host: str) -> None:
    """Tell the settings module where it is. Before Django is loaded."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "woezo.entrypoints.settings"
    os.environ["WOEZO_DATA_DIR"] = str(folder)
    if database_url:
        os.environ["WOEZO_DATABASE_URL"] = database_url
    if not is_loopback(host) and "WOEZO_HOSTS" not in os.environ:
        os.environ["WOEZO_HOSTS"] = "*" if host in ("0.0.0.0", "::") else f"{host},127.0.0.1,localhost"  # noqa: S104


def open_centre(folder: Path, database_url: str) -> None:
    """Load Django for a command beside a centre that exists. Raises StartupError if there is none."""
    if not (folder / KEY_FILE).exists() or not check_database(database_url, folder):
        raise StartupError("not_initialised", folder=folder)
    prepare_environment(folder, database_url, "127.0.0.1")
    import django

    django.setup()


def check_not_running(folder: Path) -> None:
    """No server holds the centre. A running one must not have its tables changed under it."""
    from woezo.operations.lock import AlreadyRunning, CentreLock

    lock = CentreLock(folder)
    try:
        lock.take()
    except AlreadyRunning:
        raise StartupError("already_running") from None
    lock.give_back()


def check_journal() -> None:
    """The journal is of a form that this version knows. For a database that holds a centre."""
    from woezo.journal.marks import NewerJournal, refuse_newer
    from woezo.operations.recovery import written_by

    try:
        refuse_newer(written_by())
    except NewerJournal as error:
        raise StartupError("journal_newer", **error.fields) from None


def migrate() -> int:
    """Bring the database to this version; the number of steps done."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    return len(plan)
