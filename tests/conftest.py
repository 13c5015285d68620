"""Before Django is loaded: a data directory of the run's own, and the French texts compiled."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_folder = tempfile.TemporaryDirectory(prefix="woezo-test-")
os.environ["WOEZO_DATA_DIR"] = _folder.name
sys.path.insert(0, str(ROOT / "buildtools"))

from messages import compile_messages  # noqa: E402  (Babel reads, Django must find)

compile_messages()
