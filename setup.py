"""Compile the routing core and the twin where mypyc and a compiler are there; everywhere else they stay Python."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import setup

PURE_PACKAGES = ("routing", "measures", "simulation")


def extensions() -> list[object]:
    """The extension modules, each optional: a compiler that fails leaves a package that works.

    Without the project's own configuration of mypy: it asks for plugins of Django that a build has no use for.
    """
    wanted = any(name in sys.argv for name in ("bdist_wheel", "build_ext"))
    if not wanted or os.environ.get("WOEZO_PURE") == "1":
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        return []
    sources = [
        str(path)
        for package in PURE_PACKAGES
        for path in sorted(Path("src/woezo", package).glob("*.py"))
        if path.name != "__init__.py"
    ]
    options = ["--config-file=", "--strict", *sources]
    try:
        found = mypycify(options, opt_level="3", debug_level="0", group_name="woezo_core")
    except SystemExit:  # what mypy found is printed above
        print("woezo: the core stays Python", file=sys.stderr)
        return []
    for extension in found:
        extension.optional = True
        if sys.platform != "win32":
            # Nobody links against the core: let the C compiler inline and call its functions directly.
            extension.extra_compile_args += ["-fvisibility=hidden", "-fno-semantic-interposition"]
    return found


setup(name="woezo", package_dir={"": "src"}, ext_modules=extensions())
