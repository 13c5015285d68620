"""Queues worked out the long way, without any of the closed forms: the chance of each state from what leads up and down.

All in Decimal: no state is rounded away and nothing cancels at this precision. Times are in means of the handling time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from math import prod
from operator import mul

DIGITS = 40
NOTHING = Decimal(10) ** -25


def balance(arrivals: float, leaving: Callable[[int], Decimal], last: int | None) -> list[Decimal]:
    """Chances of 0, 1, 2 … in the system; last: its size, None if customers stop coming only by chance."""
    with localcontext(prec=DIGITS):
        rate, weights, total = Decimal(arrivals), [Decimal(1)], Decimal(1)
        while last is None or len(weights) <= last:
            out = leaving(len(weights))
            weights.append(weights[-1] * rate / out)
            total += weights[-1]
            if last is None and rate < out and weights[-1] * out < NOTHING * total * (out - rate):
                break
        return [one / total for one in weights]


@dataclass
class Chain:
    """M/M/n+M; patience 0: nobody leaves."""

    arrivals: float
    agents: int
    leaves: float = 0.0

    def __post_init__(self) -> None:
        self.chances = balance(self.arrivals, self._out, None)

    def _out(self, state: int) -> Decimal:
        return Decimal(min(state, self.agents)) + max(0, state - self.agents) * Decimal(self.leaves)

    def waits(self) -> Decimal:
        """Who finds all agents busy."""
        return sum(self.chances[self.agents :], Decimal(0))

    def queue(self) -> Decimal:
        """How many wait on average."""
        return sum((j * one for j, one in enumerate(self.chances[self.agents :])), Decimal(0))

    def busy(self) -> Decimal:
        """How many agents are busy on average."""
        return sum((min(self.agents, j) * one for j, one in enumerate(self.chances)), Decimal(0))

    def speed_of_answer(self) -> Decimal:
        """Mean wait of the answered: behind j others he moves up or leaves, one rate after the other."""
        n, leaves, wait, waited, answered = (
            Decimal(self.agents),
            Decimal(self.leaves),
            Decimal(0),
            Decimal(0),
            Decimal(0),
        )
        stays = Decimal(1)
        for j, one in enumerate(self.chances[self.agents :]):
            step = n + (j + 1) * leaves
            stays *= (n + j * leaves) / step
            wait += 1 / step
            waited += one * stays * wait
            answered += one * stays
        return waited / (1 - self.waits() + answered)

    def waits_longer(self, t: float) -> Decimal:
        """Who is still in the queue after t, served or not in the end: the steps of who cannot leave, and patience."""
        steps = longer([self._step(i) for i in range(len(self.chances) - self.agents)], t)
        stays = (-Decimal(t) * Decimal(self.leaves)).exp()
        return stays * sum((a * b for a, b in zip(self.chances[self.agents :], steps, strict=True)), Decimal(0))

    def answered_within(self, t: float) -> Decimal:
        """Who is answered by t: he does not leave, and the steps of who is served take no longer."""
        steps = longer([self._step(i + 1) for i in range(len(self.chances) - self.agents)], t)
        within, stays = 1 - self.waits(), Decimal(1)
        for j, (one, late) in enumerate(zip(self.chances[self.agents :], steps, strict=True)):
            stays *= self._step(j) / self._step(j + 1)
            within += one * stays * (1 - late)
        return within

    def _step(self, behind: int) -> Decimal:
        """How fast a queue moves up that has so many who may leave."""
        return Decimal(self.agents) + behind * Decimal(self.leaves)


def longer(rates: list[Decimal], t: float) -> list[Decimal]:
    """The chances that the first, the first two … of these exponential steps take longer than t; rates differ or are one."""
    if len(set(rates)) == 1:
        return _poisson(rates[0] * Decimal(t), len(rates))
    with localcontext(prec=DIGITS + 3 * len(rates)):
        late = [(-rate * Decimal(t)).exp() for rate in rates]
        found: list[Decimal] = []
        shares: list[Decimal] = []
        for j, rate in enumerate(rates):
            shares = [share * rate / (rate - other) for share, other in zip(shares, rates, strict=False)]
            shares.append(prod((other / (other - rate) for other in rates[:j]), start=Decimal(1)))
            found.append(sum(map(mul, shares, late), Decimal(0)))
        return found


def _poisson(mean: Decimal, count: int) -> list[Decimal]:
    """The chances of fewer than one, two …"""
    term = (-mean).exp()
    found = [term]
    for k in range(1, count):
        term *= mean / k
        found.append(found[-1] + term)
    return found
