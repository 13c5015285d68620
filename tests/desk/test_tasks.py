"""A task is work without a conversation: taking it answers it, notes are written to it, and its outcome is handed in."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from tests.api.conftest import Caller, call, demo
from tests.api.floor import floor
from woezo.interactions.models import Interaction

__all__ = ["call", "demo"]

pytestmark = pytest.mark.django_db


def test_a_task_from_the_document_alone(call: Callable[[str], Caller]) -> None:
    erp, afi = call("solange.etoa"), call("afi.dossou")
    text = {"text": "Fait.", "client_id": str(uuid.uuid4())}
    with floor() as asked:
        id = erp.post("/interactions", {"queue_code": "marche-dossiers", "text": "À échanger"}).json()["id"]
        codes = [one["code"] for one in afi.get("/activities").json() if one["routable"]]
        assert afi.post("/desk/sign-in", {"desk": str(uuid.uuid4()), "activity": codes[0]}).status_code == 200
        (ringing,) = afi.get("/desk/reservations").json()
        assert (ringing["state"], ringing["interaction"], ringing["channel"]) == ("pending", id, "task")
        assert afi.post(f"/desk/reservations/{ringing['id']}/accept").status_code == 200
        asked.run()
        assert Interaction.objects.get().answered_at_ms is not None
        refused = afi.post(f"/desk/interactions/{id}/messages", text)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "nobody_reads")
        assert afi.post(f"/desk/interactions/{id}/notes", text).status_code == 200
        thread = erp.get(f"/interactions/{id}/messages").json()["items"]
        assert [(line["author"], line["text"], line["internal"]) for line in thread] == [
            ("customer", "À échanger", False),
            ("agent", "Fait.", True),
        ]
        assert afi.post(f"/desk/interactions/{id}/end").status_code == 200
        assert (
            afi.get("/desk/reservations").json() == []
        )  # this queue has no wrap-up; its outcome is wanted all the same
        outcome = {"disposition": ringing["dispositions"][0]["children"][0]["id"]}
        assert afi.post(f"/desk/reservations/{ringing['id']}/complete", outcome).status_code == 200
    ended = erp.get(f"/interactions/{id}").json()
    assert (ended["state"], ended["outcome"], ended["agent"]) == ("ended", "completed", "Akossiwa")
