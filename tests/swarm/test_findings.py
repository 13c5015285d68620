"""What the random centres have found, each as the few events that show it."""

from __future__ import annotations

from typing import Any

from tests.swarm.compare import Pair
from tests.swarm.invariants import state_is_right
from woezo.journal import digest, restore, take_snapshot
from woezo.routing import Router
from woezo.routing.codes import B_NOT_RESPONDING

Effects = list[list[int | str]]
T0 = 1_700_000_000_000


class Centre:
    """One site, one programme, queue 1 and agents 1, 2, …; the reference watches, and everything holds each time."""

    def __init__(self, agents: int = 1, units: int = 1, **rules: Any) -> None:
        self.pair = Pair()
        self.do(0, "set_site", site=1, country="FR")
        self.do(0, "set_programme", programme=1, client=1)
        self.set_queue(1, **rules)
        for agent in range(1, agents + 1):
            capacity = {"units": units, "weights": {"chat": 1, "voice": 1}}
            self.do(0, "set_agent", agent=agent, site=1, skills={}, capacity=capacity)

    @property
    def router(self) -> Router:
        return self.pair.router

    def set_queue(self, queue: int, at_ms: int = 0, **rules: Any) -> Effects:
        return self.do(at_ms, "set_queue", **{"queue": queue, "programme": 1, "channel": "chat", **rules})

    def sign_in(self, at_ms: int, *agents: int) -> None:
        for agent in agents:
            self.do(at_ms, "sign_in", agent=agent, desk=agent, activity="available", routable=True)

    def do(self, at_ms: int, event: str, **args: Any) -> Effects:
        effects = self.pair.apply(T0 + at_ms, event, args)
        state_is_right(self.router)
        return effects

    def fire(self) -> Effects:
        """The next timer, at its time."""
        due = self.router.next_due_ms
        assert due is not None
        return self.do(due - T0, "timer")


def test_a_doubled_loss_of_a_desk_is_refused() -> None:
    centre = Centre()
    centre.sign_in(0, 1)
    assert centre.do(1, "desk_lost", agent=1, desk=1) == [["agent", 1]]
    assert centre.do(2, "desk_lost", agent=1, desk=1) == [["refused", "wrong_state"]]
    assert centre.do(3, "desk_back", agent=1, desk=1) == [["agent", 1]]
    assert centre.do(4, "desk_back", agent=1, desk=1) == [["refused", "wrong_state"]]


def test_a_programme_is_closed_once() -> None:
    centre = Centre()
    assert centre.do(1, "programme_closed", programme=1) == []
    assert centre.do(2, "programme_closed", programme=1) == [["refused", "wrong_state"]]


def test_a_named_agent_must_serve_the_queue_that_is_named() -> None:
    centre = Centre(agents=2, accept="automatic")
    centre.set_queue(2, skills={"7": 1})
    centre.sign_in(0, 1, 2)
    centre.do(1, "arrive", interaction=1, queue=1)
    assert centre.do(2, "consult", interaction=1, agent=2, queue=2) == [["refused", "not_eligible"]]


def test_heads_that_reach_a_tier_together_are_all_served() -> None:
    centre = Centre(units=2, accept="automatic", tiers=[{"after_ms": 1000}])
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.do(0, "arrive", interaction=2, queue=1)
    assert [effect[2] for effect in centre.fire() if effect[0] == "reserved"] == [1, 2]


def test_a_missed_threshold_is_still_looked_at() -> None:
    """A command between the time of a timer and the timer must not move it past what it was for."""
    centre = Centre(tiers=[{"after_ms": 1000}], max_wait_ms=9000)
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=2, queue=1)
    centre.do(0, "arrive", interaction=3, queue=1)
    centre.do(1500, "hang_up", interaction=2)
    assert ["reserved", 1, 3, 1, 1] in centre.do(1600, "timer")


def test_a_longer_mean_opens_a_tier_at_once() -> None:
    """Nothing but the mean has changed: the heads of the other lines ask."""
    tiers = [{"sites": [2]}, {"after_ms": -1, "expected_wait_permille": 1000}]
    centre = Centre(agents=1, target_ms=8000, tiers=tiers)
    centre.do(0, "set_site", site=2, country="FR")
    centre.do(0, "set_agent", agent=9, site=2, skills={}, capacity={"units": 1, "weights": {"chat": 1}})
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.do(200, "arrive", interaction=2, queue=1, priority=0)
    centre.sign_in(7900, 9)
    assert centre.router.interactions[1].reservation is not None
    assert centre.router.next_due_ms == T0 + 7900
    assert ["reserved", 2, 2, 1, 1] in centre.fire()


def test_who_comes_back_together_is_matched_in_order() -> None:
    centre = Centre(agents=3, units=2, accept="automatic", grace_ms=0)
    centre.do(0, "set_site", site=2, country="FR")
    centre.do(0, "set_agent", agent=9, site=2, skills={}, capacity={"units": 2, "weights": {"chat": 1}})
    centre.sign_in(0, 1)
    centre.do(1, "arrive", interaction=5, queue=1, credit_ms=0)
    centre.sign_in(2, 2)
    centre.do(2, "activity", agent=1, activity="break", routable=False)
    centre.do(3, "arrive", interaction=4, queue=1, credit_ms=1000)
    centre.sign_in(4, 9)
    effects = centre.do(5, "site_down", site=1)
    assert [effect[2:4] for effect in effects if effect[0] == "reserved"] == [[4, 9], [5, 9]]


def test_a_tone_stays_a_tone_when_the_queue_changes() -> None:
    centre = Centre(accept="automatic", tone_ms=2000)
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.set_queue(1, 1000, accept="manual", timeout_ms=500)
    assert centre.fire() == [["accepted", 1]]


def test_a_ring_time_stays_a_ring_time_when_the_queue_changes() -> None:
    centre = Centre(accept="manual", timeout_ms=2000)
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.set_queue(1, 1000, accept="automatic")
    assert ["timed_out", 1] in centre.fire()
    assert centre.router.agents[1].blocked == B_NOT_RESPONDING


def test_a_wrap_up_without_end_can_be_ended_in_a_forced_queue() -> None:
    centre = Centre(accept="automatic", wrap_up="mandatory")
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.do(1, "end", interaction=1)
    centre.set_queue(1, 2, wrap_up="forced_timeout", wrap_up_ms=5000)
    assert centre.do(3, "complete", reservation=1) == [["completed", 1]]


def test_lines_that_exclude_do_not_pile_up_behind_who_waits_for_one_agent() -> None:
    centre = Centre(agents=2, not_again_ms=60_000)
    centre.sign_in(0, 1)
    centre.do(0, "arrive", interaction=1, queue=1)
    centre.do(1, "reject", reservation=1)
    centre.sign_in(2, 2)
    centre.do(3, "accept", reservation=2)
    centre.do(4, "park", interaction=1)
    centre.do(5, "unpark", interaction=1, preferred_ms=10_000)
    assert len(centre.router.queues[1].lines) == 1


def test_an_override_that_is_due_is_restored() -> None:
    centre = Centre()
    centre.do(0, "override_skills", agent=1, skills={"3": 2}, until_ms=T0 + 1000)
    centre.do(2000, "set_site", site=2, country="FR")
    restored = restore(take_snapshot(centre.router))
    assert digest(restored) == digest(centre.router)
    assert restored.agents[1].override == ((3, 2),)


def test_who_is_sent_on_together_is_matched_in_order() -> None:
    centre = Centre(agents=2, accept="automatic")
    centre.set_queue(2, max_wait_ms=1000, limit_action="overflow", overflow_queue=1, tiers=[{"after_ms": -1}])
    centre.sign_in(0, 1, 2)
    centre.do(0, "arrive", interaction=1, queue=2)
    centre.do(0, "arrive", interaction=2, queue=2)
    assert [effect[2] for effect in centre.fire() if effect[0] == "reserved"] == [-1, -2]
