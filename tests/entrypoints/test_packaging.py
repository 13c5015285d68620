"""What is packed is whole: templates, screens, French, types; and a wheel works far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.entrypoints.command import clean_environment
from tests.entrypoints.serving import Serving, free_port

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = Path("src/woezo/entrypoints/static/woezo")
BUILD = "import sys; sys.path.insert(0, 'buildtools'); import backend; backend.build_{kind}(sys.argv[1])"


def project_files() -> list[str]:
    """Every file of the project, without what is built."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in told if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its built screens, where a build may leave what it likes."""
    folder = tmp_path_factory.mktemp("project")
    for name in project_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    shutil.copytree(ROOT / BUNDLE, folder / BUNDLE)
    for path in (folder / BUNDLE).iterdir():
        os.utime(path)  # newer than its sources: no Node is needed
    return folder


def build(kind: str, folder: Path) -> Path:
    """Build in the copy, without a compiler; the archive."""
    command = [sys.executable, "-c", BUILD.format(kind=kind), str(folder / "dist")]
    done = subprocess.run(
        command, cwd=folder, env=clean_environment(WOEZO_PURE="1"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (archive,) = (folder / "dist").glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return archive


def expected() -> set[str]:
    """What a wheel holds of the package."""
    source = [name.removeprefix("src/") for name in project_files() if name.startswith("src/")]
    texts = {name.removesuffix(".po") + ".mo" for name in source if name.endswith(".po")}
    screens = json.loads((ROOT / BUNDLE / "manifest.json").read_text())
    return {*source, *texts, *(f"woezo/entrypoints/static/woezo/{name}" for name in screens)}


def test_wheel_and_sdist_hold_everything(copy: Path) -> None:
    wheel = zipfile.ZipFile(build("wheel", copy))
    names = set(wheel.namelist())
    assert not expected() - names
    assert {"woezo/py.typed", "woezo/entrypoints/static/woezo/manifest.json"} <= names
    assert not {name for name in names if name.startswith(("tests", "web", "buildtools", "benchmarks"))}
    assert not {name for name in names if "__pycache__" in name}
    entry_points = next(name for name in names if name.endswith("entry_points.txt"))
    assert "woezo = woezo.entrypoints.cli:main" in wheel.read(entry_points).decode()

    with tarfile.open(build("sdist", copy)) as archive:
        archive.extractall(copy / "unpacked", filter="data")
    (unpacked,) = (copy / "unpacked").iterdir()
    again = set(zipfile.ZipFile(build("wheel", unpacked)).namelist())
    assert again == names


@pytest.mark.skipif(os.environ.get("WOEZO_WHEEL") != "1", reason="takes minutes and downloads: make soak")
@pytest.mark.parametrize(
    ("core", "environment"),
    [("compiled", {}), ("pure", {"WOEZO_PURE": "1"}), ("pure", {"CC": "false"})],
    ids=["compiled", "pure", "broken-compiler"],
)
def test_an_installed_wheel_serves_a_demo(copy: Path, tmp_path: Path, core: str, environment: dict[str, str]) -> None:
    if core == "compiled" and not any(map(shutil.which, ("cc", "gcc", "clang"))):
        pytest.skip("no C compiler")
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    machine = {name: value for name, value in clean_environment(**environment).items() if name != "PYTHONPATH"}
    install = [str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check", str(copy)]
    subprocess.run(install, env=machine, check=True)
    command = [str(programs / "woezo")]
    doctor = subprocess.run(
        [*command, "--lang", "en", "doctor"], cwd=tmp_path, env=machine, capture_output=True, text=True
    )
    assert f"core        {core}" in doctor.stdout, doctor.stdout + doctor.stderr
    assert doctor.returncode == 0
    up = ["up", "--demo", "--data-dir", tmp_path / "demo", "--port", free_port()]
    with Serving(up, command=command, environment=machine) as demo:
        demo.wait_for("Woezo is ready: ")
        for path in ("/sign-in/", "/chat/marche/", "/api/v1/openapi.json", "/static/woezo/desk.js"):
            assert demo.get(path).status == 200
        assert demo.stop() == 0
    assert "Traceback" not in demo.heard
