"""Compile the core beside the sources: `python buildtools/compiled.py` prints the folder to put on PYTHONPATH.

A copy of the pure packages under build/compiled, so that the checkout itself stays Python: an extension left beside
its source would be what every later test runs. Does nothing when the copy is newer than the sources.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "woezo"
TARGET = ROOT / "build" / "compiled"
PACKAGES = (
    "routing",
    "journal",
    "measures",
    "simulation",
    "parameters",
)  # the last one is Python: scenarios are read by it


def is_fresh() -> bool:
    """Whether what was compiled is newer than every source of it."""
    built = list(TARGET.glob("src/woezo/routing/router.*.so"))
    if not built:
        return False
    sources = [path for package in PACKAGES for path in (SOURCE / package).rglob("*.py")]
    return max(path.stat().st_mtime for path in [*sources, ROOT / "setup.py"]) < built[0].stat().st_mtime


def compile_copy() -> Path:
    """Copy and compile; the folder that holds the package. Raises SystemExit where there is no compiler.

    One process compiles, the others wait for what it makes: tests run side by side.
    """
    TARGET.parent.mkdir(exist_ok=True)
    with (TARGET.parent / "compiled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return TARGET / "src" if is_fresh() else _compile()


def _compile() -> Path:
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "src" / "woezo").mkdir(parents=True)
    shutil.copy(SOURCE / "__init__.py", TARGET / "src" / "woezo")
    for package in PACKAGES:
        shutil.copytree(
            SOURCE / package, TARGET / "src" / "woezo" / package, ignore=shutil.ignore_patterns("__pycache__", "*.so")
        )
    shutil.copy(ROOT / "setup.py", TARGET)
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=TARGET, capture_output=True, text=True, check=False)
    if not list(TARGET.glob("src/woezo/routing/router.*.so")):
        raise SystemExit(
            f"the core was not compiled: is there a C compiler?\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return TARGET / "src"


if __name__ == "__main__":
    print(compile_copy())
