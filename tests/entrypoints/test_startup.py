"""Whatever keeps a centre from starting is provoked, and said in both languages with its code and what to do."""

from __future__ import annotations

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.entrypoints.command import woezo
from tests.entrypoints.serving import Serving, free_port, real_centre

NOWHERE = "postgresql://woezo:s3cr3t@127.0.0.1:1/woezo"
BUNDLE = Path(__file__).resolve().parents[2] / "src" / "woezo" / "entrypoints" / "static" / "woezo" / "manifest.json"


def refused(code: str, french: str, english: str, *arguments: object) -> None:
    """The command says it in both languages, with its code and nothing of Python's."""
    for language, words in (("fr", french), ("en", english)):
        done = woezo(*arguments, language=language)
        assert done.returncode == 1, done.stdout + done.stderr
        assert f"[{code}]" in done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr + done.stdout
        assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("code", "french", "english", "options"),
    [
        ("demo_not_loopback", "sans mot de passe", "without password", ["--demo", "--host", "0.0.0.0"]),
        ("not_loopback", "sans TLS", "without TLS", ["--host", "192.0.2.7"]),
        ("bad_option", "--port", "--port", ["--demo", "--port", "70000"]),
        ("bad_option", "--port", "--port", ["--demo", "--port", "0"]),
        ("not_initialised", "woezo init", "woezo init", []),
        ("database_url", "ne peut pas être lue", "cannot be read", ["--demo", "--database-url", "mysql://a/b"]),
        ("database_url", "ne peut pas être lue", "cannot be read", ["--demo", "--database-url", "postgresql://a:b/c"]),
        ("database_unreachable", "ne répond pas", "does not answer", ["--demo", "--database-url", NOWHERE]),
    ],
)
def test_nothing_is_written_when_an_option_is_wrong(
    tmp_path: Path, code: str, french: str, english: str, options: list[str]
) -> None:
    refused(code, french, english, "up", "--data-dir", tmp_path / "centre", *options)
    assert not list(tmp_path.iterdir())


def test_a_password_of_the_database_is_not_shown(tmp_path: Path) -> None:
    done = woezo("up", "--demo", "--data-dir", tmp_path / "centre", "--database-url", NOWHERE)
    assert "s3cr3t" not in done.stderr + done.stdout


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("arguments", [["serve"], ["up", "--prot", "1"], ["up", "--port", "x"], [], ["doctor", "now"]])
def test_a_wrong_command_is_said(language: str, arguments: list[str]) -> None:
    done = woezo(*arguments, language=language)
    assert done.returncode == 2
    assert "[bad_usage]" in done.stderr
    assert ("usage :" in done.stderr) == (language == "fr")


def test_a_directory_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the directory should be: root, too, is refused."""
    (tmp_path / "file").write_text("")
    refused(
        "data_dir", "ne peut pas être écrit", "cannot be written", "up", "--demo", "--data-dir", tmp_path / "file/a"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_is_no_demo_never_becomes_one(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    refused("not_a_demo", "vrai centre", "real centre", "up", "--demo", "--data-dir", folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_real_centre(tmp_path: Path, taken: int) -> None:
    """Made once, for all that a real centre refuses."""
    folder = real_centre(tmp_path)
    before = sorted(path.name for path in folder.iterdir())
    mine = ["up", "--data-dir", folder]
    refused("not_a_demo", "vrai centre", "real centre", *mine, "--demo")
    refused("port_in_use", f"port {taken} est pris", f"Port {taken} is taken", *mine, "--port", taken)
    for host in ("192.0.2.7", "nowhere.invalid"):
        refused("host_unknown", "n’est pas une adresse", "is not an address", *mine, "--insecure", "--host", host)
    elsewhere = ["up", "--demo", "--data-dir", tmp_path / "demo", "--database-url", f"sqlite:///{folder}/woezo.sqlite3"]
    refused("not_a_demo", "vrai centre", "real centre", *elsewhere)
    assert not (tmp_path / "demo").exists()
    assert sorted(path.name for path in folder.iterdir()) == before
    doctor = woezo("doctor", "--data-dir", folder)
    assert (doctor.returncode, "real centre" in doctor.stdout, "SQLite, answers" in doctor.stdout) == (0, True, True)
    with closing(sqlite3.connect(folder / "woezo.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '0999_later', '')")
    refused("database_newer", "trail.0999_later", "trail.0999_later", *mine)
    assert "[database_newer]" in woezo("doctor", "--data-dir", folder).stdout
    (folder / "woezo.sqlite3").write_bytes(b"these are not the tables of a centre" * 200)
    refused("database_broken", "refuse de travailler", "refuses to work", *mine)
    doctor = woezo("doctor", "--data-dir", folder)
    assert (doctor.returncode, "[database_broken]" in doctor.stdout) == (1, True)
    (folder / "woezo.sqlite3").unlink()
    refused("not_initialised", "woezo init", "woezo init", *mine)


def test_screens_that_are_not_built(tmp_path: Path) -> None:
    """In a copy of the package without its bundle."""
    package = tmp_path / "src" / "woezo"
    shutil.copytree(BUNDLE.parents[3], package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copytree(BUNDLE.parents[3] / "portal" / "static", package / "portal" / "static")
    for language, words in (("fr", "Les écrans ne sont pas construits"), ("en", "The screens are not built")):
        done = woezo("up", "--demo", "--data-dir", tmp_path / "demo", language=language, PYTHONPATH=str(package.parent))
        assert words in done.stderr
        assert "[bundle_missing]" in done.stderr
    assert not (tmp_path / "demo").exists()
    doctor = woezo("doctor", PYTHONPATH=str(package.parent))
    assert (doctor.returncode, "make web" in doctor.stdout) == (1, True)


def test_a_demo_from_its_first_start_to_its_end(tmp_path: Path, taken: int) -> None:
    folder = tmp_path / "demo"
    with Serving(["up", "--demo", "--data-dir", folder, "--port", taken]) as demo:
        demo.wait_for("Woezo is ready: ")
        assert f"Port {taken} is taken" in demo.heard
        assert demo.url.startswith("http://127.0.0.1:")
        assert demo.get("/sign-in/").status == 200
        assert demo.get("/chat/marche/").status == 200
        refused("already_running", "tient déjà ce centre", "holds this centre", "up", "--demo", "--data-dir", folder)
        refused("is_a_demo", "est une démonstration", "is a demo", "up", "--data-dir", folder)
        assert demo.stop() == 0
    assert "Nothing is lost" in demo.heard
    assert "Traceback" not in demo.heard
    refused("already_initialised", "contient déjà", "holds a centre already", "init", "--data-dir", folder)
    for name in ("demo", "secret.key"):  # neither by hand
        (folder / name).unlink()
    refused("not_a_demo", "vrai centre", "real centre", "up", "--demo", "--data-dir", folder)
    (folder / "secret.key").write_text("x" * 60)
    refused("is_a_demo", "est une démonstration", "is a demo", "up", "--data-dir", folder, "--port", free_port())


def test_a_real_centre_serves_and_ends_with_its_terminal(tmp_path: Path) -> None:
    folder = real_centre(tmp_path)
    with Serving(["up", "--data-dir", folder, "--port", free_port()]) as centre:
        centre.wait_for("Sign in: ")
        assert centre.get("/chat/brise-ete/").status == 200
        assert centre.stop(interrupt=True) == 0
    assert "Nothing is lost" in centre.heard


def test_doctor_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    done = woezo("doctor", "--data-dir", folder)
    assert (done.returncode, "SQLite, not created yet" in done.stdout) == (0, True)
    assert "woezo init" in done.stdout
    done = woezo("doctor", "--database-url", NOWHERE, language="fr")
    assert (done.returncode, "[database_unreachable]" in done.stdout) == (1, True)
    assert not list(tmp_path.iterdir())
