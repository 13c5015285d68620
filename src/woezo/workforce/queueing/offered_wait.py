"""How long a customer of endless patience would wait in an Erlang A queue, given that he waits: the core of erlang_a.

Times are in mean patiences; y is how many contacts the agents, all busy, finish in one, x is how many arrive. The density of
that wait at t is proportional to exp(x (1 - e^-t) - y t) (S. Zeltyn and A. Mandelbaum, Queueing Systems 51 (2005), for
exponential patience), so its tail is the lower incomplete gamma function of y and z = x e^-t. That leaves the range of floats
at a few hundred customers, so all of it is kept relative to its value at a turning point z0. Below z0 its series is used (NIST
Handbook of Mathematical Functions, 8.7.1), above it the continued fraction of the upper function (8.9.2, contracted).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp, expm1, log
from typing import Final

PRECISION: Final = 1e-17
SERIES_MOST: Final = 500.0  # up to here the series cannot overflow: e^500 is a float
SMALL: Final = 0.05
STEPS_MOST: Final = 10_000_000


@dataclass(frozen=True)
class OfferedWait:
    """y > 0, x >= 0."""

    y: float
    x: float

    def longer_ratio(self, t: float) -> float:
        """The chance that the wait is longer than t >= 0, given that there is one."""
        return min(1.0, self._mass(self._start + t) / self._mass(self._start))

    def none_ahead_ratio(self, t: float) -> float:
        """At t = 0 the chance that, all agents being busy, nobody is in the queue; then that times the falling density."""
        return self._density(self._start + t) / (self.y * self._mass(self._start))

    @cached_property
    def _z0(self) -> float:
        return min(self.x, max(self.y, SERIES_MOST))

    @cached_property
    def _start(self) -> float:
        """Now, on a clock that is at 0 when z is z0: 0 or less."""
        return log(self._z0 / self.x) if self._z0 < self.x else 0.0

    def _density(self, d: float) -> float:
        """(z / z0)^y e^(z0 - z), written so that nothing cancels near z0 = y."""
        return exp((self._z0 - self.y) * d - self._z0 * bend(d))

    def _mass(self, d: float) -> float:
        """The integral of the density from d on."""
        if d >= 0:
            return self._density(d) * series(self.y, self._z0 * exp(-d)) / self.y
        return self._mass_from_turn - self._density(d) * fraction(self.y, self._z0 * exp(-d))

    @cached_property
    def _mass_from_turn(self) -> float:
        return self._mass(0.0) + fraction(self.y, self._z0)


def bend(d: float) -> float:
    """d - 1 + e^-d without cancelling near 0."""
    if abs(d) > SMALL:
        return d + expm1(-d)
    total = 1.0
    for k in range(12, 2, -1):
        total = 1 - d / k * total
    return d * d / 2 * total


def series(y: float, z: float) -> float:
    """1 + z/(y+1) + z^2/((y+1)(y+2)) + …, for z up to the larger of y and SERIES_MOST."""
    total, term, k = 1.0, 1.0, y + 1
    while k <= z or term * z > PRECISION * total * (k - z):  # what is left is less than a geometric series
        term *= z / k
        total += term
        k += 1
    return total


def fraction(y: float, z: float) -> float:
    """e^z z^-y times the upper incomplete gamma function of (y, z), for z >= y that is not small; by Lentz's method."""
    b = z + 1 - y
    d = 1 / b
    c, value = 1e300, d
    for k in range(1, STEPS_MOST):
        a, b = k * (y - k), b + 2
        d, c = 1 / (b + a * d), b + a / c
        value *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return value
