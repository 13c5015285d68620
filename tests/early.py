"""A data directory of the run's own, and the French texts compiled. A plugin (pyproject.toml, -p), because the settings are
read before any conftest: they would make a key in the checkout's own var/data, where no centre could be created then.

Property tests are held to no pace: on a busy machine a draw that takes a second says nothing about the code.

SQLite answers a query that asks for no order backwards: PostgreSQL gives such rows in any order, and does so once in a
hundred runs, where nobody can tell why.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
_folder = tempfile.TemporaryDirectory(prefix="woezo-test-")
os.environ["WOEZO_DATA_DIR"] = _folder.name
sys.path.insert(0, str(ROOT / "buildtools"))

from messages import compile_messages  # noqa: E402  (Babel reads, Django must find)

compile_messages()

hypothesis_settings.register_profile("any pace", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any pace")


def _backwards(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


connection_created.connect(_backwards, weak=False)
