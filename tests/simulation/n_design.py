"""The exact optimum of a small N design, by value iteration: two classes, a pool for the first alone, a pool for both.

A state is (busy in the first pool, second pool busy with class 1, with class 2, waiting of class 1, of class 2). Time is made
of steps of a uniformised chain; after each, waiting customers may be given to idle agents, or not: idling is allowed.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

Values = np.ndarray[Any, np.dtype[np.float64]]
AGENTS: Final = 4  # in each pool
PLACES: Final = 16  # of each queue
ARRIVALS: Final = (3.4, 2.6)
SERVICE_A: Final = 1.0
SERVICE_B: Final = (0.6, 1.0)  # the generalists are slow with class 1
LEAVING: Final = (0.2, 0.4)
COSTS: Final = (1.0, 2.0)  # of a customer who waits, per unit of time
SHAPE: Final = (AGENTS + 1, AGENTS + 1, AGENTS + 1, PLACES + 1, PLACES + 1)
RATE: Final = sum(ARRIVALS) + AGENTS * (SERVICE_A + max(SERVICE_B)) + PLACES * sum(LEAVING)
GRID: Final = np.indices(SHAPE)
POSSIBLE: Final = GRID[1] + GRID[2] <= AGENTS
BARRED: Final = 1e30  # of states that cannot be


def moved(values: Values, axis: int, by: int) -> Values:
    """The value of the state one step along an axis; at the edge, of the state itself."""
    places = np.clip(np.arange(SHAPE[axis]) + by, 0, SHAPE[axis] - 1)
    return np.take(values, places, axis=axis)


def step(decided: Values) -> Values:
    """The expected cost of a step and of what follows it. decided: the value of a state in which nothing is decided yet."""
    busy_a, busy_1, busy_2, waiting_1, waiting_2 = GRID
    flows = (
        (np.full(SHAPE, ARRIVALS[0]), 3, 1),
        (np.full(SHAPE, ARRIVALS[1]), 4, 1),
        (SERVICE_A * busy_a, 0, -1),
        (SERVICE_B[0] * busy_1, 1, -1),
        (SERVICE_B[1] * busy_2, 2, -1),
        (LEAVING[0] * waiting_1, 3, -1),
        (LEAVING[1] * waiting_2, 4, -1),
    )
    found = COSTS[0] * waiting_1 + COSTS[1] * waiting_2 + RATE * decided
    for rate, axis, by in flows:
        found = found + rate * (moved(decided, axis, by) - decided)
    return np.where(POSSIBLE, found / RATE, BARRED)


def best(values: Values) -> Values:
    """The least of giving nothing to anybody and of any way to give."""
    found = np.where(POSSIBLE, values, BARRED)
    for _ in range(3):
        for axis, queue in ((0, 3), (1, 3), (2, 4)):
            given = np.full(SHAPE, BARRED)
            to = [slice(None)] * 5
            of = [slice(None)] * 5
            of[axis], to[axis], of[queue], to[queue] = slice(1, None), slice(None, -1), slice(None, -1), slice(1, None)
            given[tuple(to)] = found[tuple(of)]
            found = np.minimum(found, given)
    return found


def by_thresholds(counts: tuple[int, ...]) -> Values:
    """Where the rule leads from each state, as flat indexes: first class 2 at once; class 1 to the first pool at once, to the
    second with k of it idle if at least counts[k - 1] wait."""
    state = GRID.copy()
    for _ in range(2 * AGENTS):
        idle = AGENTS - state[1] - state[2]
        enough = np.array((10**9, *counts))[np.clip(idle, 0, len(counts))]
        to_2 = POSSIBLE & (idle > 0) & (state[4] > 0)
        to_a = ~to_2 & (state[0] < AGENTS) & (state[3] > 0)
        to_1 = POSSIBLE & ~to_2 & ~to_a & (idle > 0) & (state[3] >= enough) & (state[3] > 0)
        state[2] += to_2
        state[4] -= to_2
        state[0] += to_a
        state[1] += to_1
        state[3] -= to_a | to_1
    return np.ravel_multi_index(tuple(state), SHAPE)


def cost_rate(counts: tuple[int, ...] | None = None, precision: float = 1e-5) -> float:
    """Mean cost per unit of time: of the rule with these thresholds, without any, of the best there is."""
    rule = None if counts is None else by_thresholds(counts)
    values = np.where(POSSIBLE, 0.0, BARRED)
    while True:
        decided = best(values) if rule is None else values.ravel()[rule]
        after = step(decided)
        change = (after[POSSIBLE] - values[POSSIBLE]) * RATE
        if change.max() - change.min() < precision * change.min():
            return float(change.max() + change.min()) / 2
        values = after - after[0, 0, 0, 0, 0]
