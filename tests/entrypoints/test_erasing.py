"""A centre that serves erases by itself what its programmes no longer keep."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.entrypoints.serving import Serving, free_port, real_centre

OLD = """
INSERT INTO interactions_customer (id, client_id, name, email, phone, language, ref, created_at)
 SELECT 1, id, 'Koffi Inoubliable', '', '', 'fr', '', '2020-01-01' FROM programmes_client LIMIT 1;
INSERT INTO interactions_conversation (id, public_id, customer_id, programme_id, channel, created_at)
 SELECT 1, '00000000000000000000000000000001', 1, id, 'chat', '2020-01-01' FROM programmes_programme LIMIT 1;
INSERT INTO interactions_message (id, conversation_id, author, internal, code, text, at_ms, client_id)
 VALUES (1, 1, 'customer', false, '', 'bonjour inoubliable', 1577836800000, '00000000000000000000000000000002');
"""


def test_a_centre_erases_when_it_starts(tmp_path: Path) -> None:
    folder = real_centre(tmp_path)
    with closing(sqlite3.connect(folder / "woezo.sqlite3")) as connection:
        connection.executescript(OLD)
    with Serving(["up", "--data-dir", folder, "--port", free_port()]) as centre:
        centre.wait_for("Sign in: ")
        assert centre.stop() == 0
    with closing(sqlite3.connect(folder / "woezo.sqlite3")) as connection:
        assert connection.execute("SELECT name FROM interactions_customer").fetchall() == [("",)]
        assert connection.execute("SELECT count(*) FROM interactions_message").fetchone() == (0,)
        actions = connection.execute("SELECT detail FROM trail_auditentry WHERE action = 'erase'").fetchall()
    assert len(actions) == 1
    assert b"inoubliable" not in (folder / "woezo.sqlite3").read_bytes().lower()
    assert "Traceback" not in centre.heard
