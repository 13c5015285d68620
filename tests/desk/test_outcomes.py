"""What came of a contact: said once, put right for a day with a trace of it, then left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.conftest import Caller
from tests.api.floor import NOW_MS, AskedFloor, floor
from tests.operations.centre import Centre, make_centre
from woezo.desk.actions import CHANGEABLE_MS
from woezo.interactions.models import Reservation
from woezo.programmes.models import Disposition
from woezo.trail.models import AuditEntry

pytestmark = pytest.mark.django_db


class Wrapped:
    """A contact that an agent has completed."""

    def __init__(self, centre: Centre, asked: AskedFloor) -> None:
        self.agent = centre.agents[0]
        self.desk = Caller(self.agent.user, "/api/v1/desk")
        centre.sign_in(self.agent)
        contact = centre.arrive()
        asked.run()
        self.id = Reservation.objects.get().pk
        for path in (f"reservations/{self.id}/accept", f"interactions/{contact.public_id}/end"):
            assert self.desk.post(f"/{path}").status_code == 200
        self.late, self.lost = (Disposition.objects.get(code=code) for code in ("late", "lost"))

    def say(self, disposition: Disposition, note: str = "") -> Any:
        """Hand in the outcome."""
        return self.desk.post(f"/reservations/{self.id}/complete", {"disposition": disposition.pk, "note": note})

    def stored(self) -> tuple[str, str]:
        """The outcome and the note as they stand."""
        row = Reservation.objects.get(pk=self.id)
        assert row.disposition is not None
        return row.disposition.code, row.note


@pytest.fixture
def wrapped(db: None) -> Iterator[Wrapped]:
    centre = make_centre(1)
    reason = Disposition.objects.get(code="order")
    names = {"code": "lost", "name_fr": "Perdu", "name_en": "Lost"}
    Disposition.objects.create(programme=centre.programme, parent=reason, **names)
    with floor() as asked:
        yield Wrapped(centre, asked)


def changes() -> list[tuple[str | None, str, dict[str, Any]]]:
    """What the trail says of reservations."""
    rows = AuditEntry.objects.filter(object_type="reservation").select_related("actor").order_by("pk")
    return [(row.actor and row.actor.email, row.object_id, row.detail) for row in rows]


def test_said_once_it_leaves_no_trace(wrapped: Wrapped) -> None:
    for _ in range(2):
        assert wrapped.say(wrapped.late, "colis").status_code == 200
    assert wrapped.stored() == ("late", "colis")
    assert changes() == []


def test_put_right_it_leaves_a_trace_without_words(wrapped: Wrapped) -> None:
    wrapped.say(wrapped.late, "colis")
    assert wrapped.say(wrapped.lost, "colis perdu, rappeler Awa").status_code == 200
    assert wrapped.stored() == ("lost", "colis perdu, rappeler Awa")
    detail = {"fields": ["disposition", "note"], "disposition": [wrapped.late.pk, wrapped.lost.pk]}
    assert changes() == [(wrapped.agent.user.email, str(wrapped.id), detail)]


@pytest.mark.parametrize("said_before", [True, False])
def test_after_a_day_it_stays(wrapped: Wrapped, said_before: bool) -> None:
    wrapped.say(wrapped.late)
    if not said_before:
        Reservation.objects.update(disposition=None)
    Reservation.objects.update(ended_ms=NOW_MS - CHANGEABLE_MS)
    assert wrapped.say(wrapped.late).status_code == 200
    Reservation.objects.update(ended_ms=NOW_MS - CHANGEABLE_MS - 1)
    answer = wrapped.say(wrapped.lost, "une autre note")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "too_late")
    assert wrapped.stored() == ("late", "")
    assert changes() == []
