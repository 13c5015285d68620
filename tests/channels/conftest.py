"""The floor of the operations tests, with a thread that works on it while requests wait."""

from __future__ import annotations

from tests.operations.conftest import floor

__all__ = ["floor"]
