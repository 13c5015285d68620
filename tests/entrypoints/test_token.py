"""`woezo token`: a key for a program that acts as a user, made and taken back on the command line."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.entrypoints.command import INIT, init_options, woezo
from tests.entrypoints.serving import Serving, free_port, real_centre


def test_a_token_opens_the_api_until_it_is_revoked(tmp_path: Path) -> None:
    folder, email = real_centre(tmp_path), INIT["--admin-email"]
    made = woezo("token", email, "--name", "ERP", "--data-dir", folder)
    assert (made.returncode, made.stderr) == (0, "")
    with Serving(["up", "--data-dir", folder, "--port", free_port()]) as server:
        server.wait_for("Woezo is ready")
        address = server.url
        headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
        assert httpx.get(f"{address}/api/v1/me", headers=headers).json()["role"] == "administrator"
        other = woezo("token", email, "--revoke", "--data-dir", folder)
        assert other.stderr == "Revoked tokens: 0\n"
        assert httpx.get(f"{address}/api/v1/me", headers=headers).status_code == 200
        assert woezo("token", email, "--name", "ERP", "--revoke", "--data-dir", folder).returncode == 0
        assert httpx.get(f"{address}/api/v1/me", headers=headers).status_code == 401


def test_who_does_not_work_here_gets_none(tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    assert "[not_initialised]" in woezo("token", "a@example.tg", "--data-dir", folder).stderr
    assert woezo(*init_options(folder)).returncode == 0
    refused = woezo("token", "nobody@example.tg", "--data-dir", folder, language="fr")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        refused.stderr == "woezo: « nobody@example.tg » n’est l’adresse de personne ici. Vérifiez-la. [user_unknown]\n"
    )
