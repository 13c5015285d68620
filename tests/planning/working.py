"""The process in which plans are worked out, as the pages have it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from woezo.planning import computing
from woezo.planning.computing import Computing


@pytest.fixture(scope="session")
def worker() -> Iterator[Computing]:
    """One for all tests of this run: it keeps nothing but answers."""
    found = Computing()
    yield found
    found.stop()


@pytest.fixture
def worked_out(worker: Computing) -> Iterator[None]:
    """Pages reach the worker."""
    computing.attach(worker)
    yield
    computing.detach()
