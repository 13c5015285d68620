"""Random centres with printed seeds. `python -m tests.swarm SEED [EVENTS]` repeats one; WOEZO_SWARM_EVENTS makes it long."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.swarm.centre import Centre
from tests.swarm.runs import Compared, Recovered, Restored, digests, run
from woezo.journal import EVENTS, apply
from woezo.routing import Router
from woezo.routing.codes import EFFECTS, OUTCOMES, REFUSALS

TOTAL = int(os.environ.get("WOEZO_SWARM_EVENTS", "1000000"))
CHUNKS = 20
EVENTS_A_SEED = 5000
SEEDS_A_CHUNK = -(-TOTAL // (CHUNKS * EVENTS_A_SEED))
LONGER = max(1, TOTAL // 1_000_000)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_router_alone_keeps_what_must_hold(chunk: int) -> None:
    for seed in range(chunk * SEEDS_A_CHUNK, (chunk + 1) * SEEDS_A_CHUNK):
        run("alone", seed, EVENTS_A_SEED)


@pytest.mark.parametrize("chunk", range(5))
def test_everything_holds_after_every_event(chunk: int) -> None:
    for seed in range(10_000 + chunk * 4 * LONGER, 10_000 + (chunk + 1) * 4 * LONGER):
        run("closely", seed, 800)


@pytest.mark.parametrize("chunk", range(16))
def test_router_and_reference_do_the_same(chunk: int) -> None:
    settled = 0
    for seed in range(20_000 + chunk * 8 * LONGER, 20_000 + (chunk + 1) * 8 * LONGER):
        big = Centre(seed).parameters.agents > 30  # the reference looks at every pair each time
        it = run("compared", seed, 250 if big else 1200)
        assert isinstance(it, Compared)
        settled += it.watch.settled
    assert settled > 20


@pytest.mark.parametrize("chunk", range(4))
def test_a_restored_router_goes_on_alike(chunk: int) -> None:
    restored = 0
    for seed in range(30_000 + chunk * 6 * LONGER, 30_000 + (chunk + 1) * 6 * LONGER):
        it = run("restored", seed, 1000)
        assert isinstance(it, Restored)
        restored += it.restored
    assert restored > 50


@pytest.mark.parametrize("chunk", range(4))
def test_a_recovered_router_obeys_the_journal(chunk: int) -> None:
    """Also where its own matching would decide otherwise."""
    overruled = 0
    for seed in range(40_000 + chunk * 6 * LONGER, 40_000 + (chunk + 1) * 6 * LONGER):
        it = run("recovered", seed, 500)
        assert isinstance(it, Recovered)
        overruled += it.overruled
    assert overruled > 3


def test_random_centres_do_everything() -> None:
    """Every event is carried out and refused, every effect, outcome and refusal comes: the swarm is no desert."""
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for seed in range(150):
        centre, router = Centre(seed), Router()
        for _ in range(700):
            at_ms, event, args = centre.next(router)
            effects = apply(router, at_ms, event, args)
            if effects and effects[0][0] == "refused":
                refused[event] += 1
                words[f"refused {effects[0][1]}"] += 1
            else:
                done[event] += 1
            words.update(f"ended {effect[2]}" if effect[0] == "ended" else str(effect[0]) for effect in effects)
    assert min(done[event] for event in EVENTS) >= 10, sorted(done.items(), key=lambda item: item[1])[:8]
    assert min(refused[event] for event in EVENTS if event != "timer") >= 1, sorted(refused.items())
    missing = {effect for effect in EFFECTS if effect != "ended" and not words[effect]}
    missing |= {outcome for outcome in OUTCOMES if outcome not in ("", "failed") and not words[f"ended {outcome}"]}
    missing |= {refusal for refusal in REFUSALS if refusal and not words[f"refused {refusal}"]}
    assert not missing, missing


def test_the_same_seed_ends_in_the_same_state() -> None:
    assert digests() == digests()
