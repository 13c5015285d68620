"""The places that a desk shows: on the agent's own scale, whatever its contacts weigh."""

from __future__ import annotations

from typing import Any

import pytest

from woezo.desk.views import own_places
from woezo.journal import apply
from woezo.routing import Router

AGENT = 1
QUEUES = {"voice": 1, "chat": 2, "email": 3}


def router(**capacity: Any) -> Router:
    """One agent who takes everything at once, and a queue per channel."""
    found = Router()
    apply(found, 1, "set_site", {"site": 1, "country": "SN"})
    apply(found, 1, "set_programme", {"programme": 1, "client": 1})
    assert not apply(found, 1, "set_agent", agent(**capacity))
    for channel, id in QUEUES.items():
        apply(found, 1, "set_queue", {"queue": id, "programme": 1, "channel": channel, "accept": "automatic"})
    apply(found, 1, "sign_in", {"agent": AGENT, "desk": 1, "activity": "available", "routable": True})
    return found


def agent(**capacity: Any) -> dict[str, Any]:
    """The event set_agent."""
    return {"agent": AGENT, "site": 1, "capacity": capacity}


SIX = {"units": 6, "weights": {"voice": 6, "chat": 2}}
UNUSED = {"units": 6, "weights": {"chat": 2, "messaging": 1}}
MIXED = {"units": 6, "weights": {"voice": 6, "chat": 2, "email": 1}, "limits": {"email": 2}}
TWINS = {"units": 4, "weights": {"chat": 2, "email": 2}, "limits": {"email": 1}}


@pytest.mark.parametrize(
    ("capacity", "held", "places"),
    [
        (SIX, "", (0, 3)),
        (SIX, "chat", (1, 3)),
        (SIX, "chat chat chat", (3, 3)),
        (SIX, "voice", (1, 1)),
        (UNUSED, "chat", (1, 3)),
        (MIXED, "", (0, 3)),
        (MIXED, "chat", (1, 3)),
        (MIXED, "email email", (2, 4)),
        (MIXED, "voice", (1, 1)),
        (TWINS, "", (0, 2)),
        ({"units": 1, "weights": {}}, "", (0, 0)),
    ],
)
def test_places_are_contacts_in_hand_and_how_many_more_fit(
    capacity: dict[str, Any], held: str, places: tuple[int, int]
) -> None:
    floor = router(**capacity)
    for id, channel in enumerate(held.split(), 1):
        apply(floor, 2, "arrive", {"interaction": id, "queue": QUEUES[channel]})
    assert own_places(floor.agents[AGENT]) == places


def test_what_no_longer_fits_leaves_no_place_free() -> None:
    floor = router(**SIX)
    for id in (1, 2, 3):
        apply(floor, 2, "arrive", {"interaction": id, "queue": QUEUES["chat"]})
    apply(floor, 3, "set_agent", agent(units=4, weights={"chat": 2}))
    assert own_places(floor.agents[AGENT]) == (3, 3)
