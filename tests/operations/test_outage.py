"""What rang out while nobody could answer, in virtual time: it comes back, and nobody is blamed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from tests.operations.conftest import Floor
from tests.operations.faults import refusing_journal, sqlite_only
from woezo.interactions.models import Reservation
from woezo.operations.dispatcher import Dispatcher
from woezo.routing.codes import B_NOT_RESPONDING, B_RINGING


@pytest.fixture
def ringing(floor: Floor) -> Reservation:
    """A contact rings at the only agent who is there."""
    floor.centre.sign_in(floor.centre.agents[0])
    floor.centre.arrive()
    floor.run()
    return floor.newest()


def blocks(dispatcher: Dispatcher, reservation: Reservation) -> int:
    """What keeps its agent from work."""
    with dispatcher.reading() as router:
        return int(router.agents[reservation.agent_id].blocked)


def carry_on(dispatcher: Dispatcher, now_ms: int) -> None:
    """All that is due."""
    while dispatcher.step(now_ms):
        pass


def test_a_restart_after_the_ring_time_is_not_the_agents_fault(floor: Floor, ringing: Reservation) -> None:
    floor.clock.advance(10 * floor.centre.chat.timeout_ms)
    again = Dispatcher()
    again.start(floor.clock())
    carry_on(again, floor.clock())
    ringing.refresh_from_db()
    assert ringing.state == "pending"
    assert not blocks(again, ringing) & B_NOT_RESPONDING

    floor.clock.advance(floor.centre.chat.grace_ms)
    carry_on(again, floor.clock())
    ringing.refresh_from_db()
    assert (ringing.state, ringing.interaction.state) == ("rescinded", "queued")
    assert not blocks(again, ringing) & B_NOT_RESPONDING
    floor.centre.ask("desk_back", agent=ringing.agent_id, desk=1)
    carry_on(again, floor.clock())
    assert (floor.newest().state, floor.newest().agent_id) == ("pending", ringing.agent_id)


def test_who_comes_back_in_time_hears_it_ring_anew(floor: Floor, ringing: Reservation) -> None:
    floor.clock.advance(10 * floor.centre.chat.timeout_ms)
    again = Dispatcher()
    again.start(floor.clock())
    floor.centre.ask("desk_back", agent=ringing.agent_id, desk=1)
    carry_on(again, floor.clock())
    ringing.refresh_from_db()
    assert (ringing.state, ringing.due_ms) == ("pending", floor.clock() + floor.centre.chat.timeout_ms)
    assert blocks(again, ringing) == B_RINGING


@sqlite_only
def test_a_lost_database_is_not_the_agents_fault(floor: Floor, ringing: Reservation) -> None:
    with refusing_journal():
        floor.clock.advance(10 * floor.centre.chat.timeout_ms)
        with pytest.raises(DatabaseError):
            floor.run()
    floor.run()
    ringing.refresh_from_db()
    assert (ringing.state, ringing.due_ms) == ("pending", floor.clock() + floor.centre.chat.timeout_ms)
    floor.after(floor.centre.chat.timeout_ms)
    ringing.refresh_from_db()
    assert ringing.state == "timed_out"
