"""A database as an earlier version left it, for the tests of migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def upgraded_from(app: str, migration: str) -> Iterator[Apps]:
    """The models as they were after a migration, to write rows with; behind it all is as it is now, whatever happened."""
    then = [(app, migration)]
    executor = MigrationExecutor(connection)
    try:
        executor.migrate(then)
        yield executor.loader.project_state(then).apps
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
