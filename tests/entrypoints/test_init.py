"""`woezo init` creates a real centre, or says what is missing and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.command import COMMAND, INIT, TIMEOUT_S, clean_environment, init_options, woezo


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """What the new database holds."""
    with closing(sqlite3.connect(folder / "woezo.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def test_a_real_centre_is_created(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "centre"
    folder.parent.mkdir()
    done = woezo(*init_options(folder), language="fr")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Le centre est créé" in done.stdout
    assert rows(folder, "SELECT name, country, zone, currency, legal_entity FROM people_site") == [
        ("Lomé", "TG", "Africa/Lome", "XOF", "Karité SARL")
    ]
    assert rows(folder, "SELECT email, name, role, language FROM accounts_user") == [
        ("awa@example.tg", "Awa Ndoye", "administrator", "fr")
    ]
    assert rows(folder, "SELECT p.slug, q.code, q.channel FROM programmes_programme p, programmes_queue q") == [
        ("brise-ete", "brise-ete-chat", "chat")
    ]
    assert len(rows(folder, "SELECT code FROM people_activity")) == 13
    assert rows(folder, "SELECT action, object_id FROM trail_auditentry") == [("founded", "real")]
    (password,) = rows(folder, "SELECT password FROM accounts_user")[0]
    assert password.startswith("argon2")
    assert not (folder / "demo").exists()
    assert [(folder / name).stat().st_mode & 0o077 for name in ("", "secret.key", "woezo.sqlite3")] == [0, 0, 0]

    again = woezo(*init_options(folder))
    assert again.returncode == 1
    assert "[already_initialised]" in again.stderr
    assert len(rows(folder, "SELECT id FROM people_site")) == 1


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("zone", "Africa/Lomé", "zone_unknown"),
        ("zone", "../etc/passwd", "zone_unknown"),
        ("country", "Togo", "country_unknown"),
        ("country", "EU", "country_unknown"),
        ("currency", "CFA", "currency_unknown"),
        ("admin_email", "awa", "email_not_possible"),
        ("site", "   ", "name_not_possible"),
        ("programme", "a\x1b[2Jb", "name_not_possible"),
        ("client", "x" * 81, "name_not_possible"),
        ("outsourcer", None, "option_missing"),
        ("password_file", None, "option_missing"),
        ("password_file", "/nowhere/password", "file_missing"),
        ("password_file", "/", "file_unreadable"),
        ("database_url", "mysql://a/b", "database_url"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_left(
    tmp_path: Path, option: str, value: str | None, code: str
) -> None:
    folder = tmp_path / "new" / "centre"
    folder.parent.mkdir()
    done = woezo(*init_options(folder, **{option: value}))
    assert done.returncode == 1
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not folder.exists()
    if code != "database_url" and "file" not in code:
        assert "--" + option.replace("_", "-") in done.stderr


@pytest.mark.parametrize(
    ("password", "french", "english"),
    [("court", "12 caractères", "12 characters"), ("1qaz2wsx3edc", "courant", "common")],
)
def test_a_weak_password_is_refused(tmp_path: Path, password: str, french: str, english: str) -> None:
    file = tmp_path / "weak"
    file.write_text(password + "\nthe rest of the file is not read\n")
    for language, words in (("fr", french), ("en", english)):
        done = woezo(*init_options(tmp_path / "centre", password_file=str(file)), language=language)
        assert "[password_weak]" in done.stderr
        assert words in done.stderr
    assert not (tmp_path / "centre").exists()


@pytest.mark.parametrize(("language", "words"), [("fr", "vérifiez le disque"), ("en", "check the disk")])
def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path, language: str, words: str) -> None:
    """No file may grow beyond 64 blocks, which is where a full disk ends, too."""
    limited = ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", *COMMAND, "--lang", language]
    done = subprocess.run(
        [*limited, *init_options(tmp_path / "centre")],
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    assert done.returncode == 1
    assert "[database_broken]" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "centre").exists()


class Terminal:
    """A conversation with the command on a terminal, as a person has it."""

    def __init__(self, arguments: list[str]) -> None:
        self.heard = ""
        mine, theirs = pty.openpty()
        self._mine = mine
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),  # the session's terminal, for getpass
            env=clean_environment(LANG="fr_FR.UTF-8"),
        )
        os.close(theirs)

    def wait_for(self, words: str) -> None:
        """Read until the words were shown."""
        while words not in self.heard:
            self.heard += os.read(self._mine, 4096).decode()

    def say(self, question: str, answer: str) -> None:
        """Answer a question once it was asked."""
        self.wait_for(question)
        self.heard = ""
        os.write(self._mine, f"{answer}\n".encode())

    def end(self) -> int:
        """Its exit code."""
        try:
            while True:
                self.heard += os.read(self._mine, 4096).decode()
        except OSError:  # the other end is closed
            os.close(self._mine)
        return self.process.wait(TIMEOUT_S)


def test_a_terminal_is_asked_in_french(tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    terminal = Terminal(["init", "--data-dir", str(folder), "--outsourcer", INIT["--outsourcer"]])
    terminal.say("Premier site (ville) : ", "Cotonou")
    terminal.say("Pays du site", "Bénin")
    terminal.wait_for("country_unknown")
    terminal.say("Pays du site", "bj")
    terminal.say("[Africa/Porto-Novo] : ", "")
    terminal.say("[XOF] : ", "")
    terminal.say("donneur d’ordres : ", "Brise")
    terminal.say("premier programme : ", "Brise")
    terminal.say("administrateur : ", "Sèna Dossa")
    terminal.say("adresse électronique : ", "sena@example.bj")
    terminal.say("12 caractères au moins) : ", "une brise sur la lagune")
    terminal.say("encore une fois : ", "une autre brise")
    terminal.wait_for("password_differs")
    terminal.say("12 caractères au moins) : ", "une brise sur la lagune")
    terminal.say("encore une fois : ", "une brise sur la lagune")
    assert terminal.end() == 0, terminal.heard
    assert "lagune" not in terminal.heard
    assert rows(folder, "SELECT name, zone, currency FROM people_site") == [("Cotonou", "Africa/Porto-Novo", "XOF")]
