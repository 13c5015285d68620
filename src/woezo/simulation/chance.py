"""Random numbers that are a function of what they are for: (seed, replication) and (contact, purpose).

A variant of a scenario then differs by what was changed and by nothing else: the same customer comes at the same minute with
the same patience, however many more agents there are (common random numbers). A generator that hands out a stream cannot do
that: one draw more, and everybody after it is somebody else.

Threefry-2x32 with 13 rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011; 13 is the least
that passes BigCrush there). It adds, rotates and xors words of 32 bits only, so compiled integers of 64 bits and Python's own
give the same numbers; a generator that multiplies words of 64 bits would wrap in one and grow in the other.
"""

from __future__ import annotations

from math import log, sqrt
from typing import Final

from mypy_extensions import i64

WORD: Final = 0xFFFFFFFF
PARITY: Final = 0x1BD11BDA
UNIT: Final = 1.0 / 4503599627370496.0  # 2 ** -52

# What a number is for: the lowest byte of the second word of a counter, above it the generation of a customer (how often he
# has come back), above that the stream from which he comes. The lowest four bits count attempts of what is drawn by rejection.
P_ARRIVAL: Final = 0x00
P_BUSYNESS: Final = 0x10
P_PATIENCE: Final = 0x20
P_BALK: Final = 0x30
P_HANDLING: Final = 0x40
P_WRAP: Final = 0x50
P_RING: Final = 0x60
P_REJECT: Final = 0x70
P_TRANSFER: Final = 0x80
P_REDIAL: Final = 0x90
P_AGAIN: Final = 0xA0
P_CALLBACK: Final = 0xB0
P_ABSENCE: Final = 0xC0
P_MOOD: Final = 0xD0
GENERATION_SHIFT: Final = 8
STREAM_SHIFT: Final = 12
RINGS_SHIFT: Final = 28  # of the first word: which proposal, above the number of the customer in his stream


class Chance:
    """The chance of one replication. seed and replication: 0 to 2**32 - 1."""

    __slots__ = ("key0", "key1")

    def __init__(self, seed: i64, replication: i64) -> None:
        self.key0: i64 = seed & 0xFFFFFFFF
        self.key1: i64 = replication & 0xFFFFFFFF

    def uniform(self, number: i64, purpose: i64) -> float:
        """A number strictly between 0 and 1, with 52 bits, for a counter of two words.

        The half that keeps it from 0 is the 53rd bit of a float: with 53 bits, all ones would be rounded to 1.
        """
        return (float(bits53(self.key0, self.key1, number, purpose) >> 1) + 0.5) * UNIT

    def exponential(self, number: i64, purpose: i64) -> float:
        """An exponential one of mean 1."""
        return -log(self.uniform(number, purpose))

    def normal(self, number: i64, purpose: i64) -> float:
        """A standard normal one, by inversion."""
        return normal_quantile(self.uniform(number, purpose))


def bits53(key0: i64, key1: i64, number: i64, purpose: i64) -> i64:
    """53 bits of the block for this key and counter."""
    key2: i64 = 0x1BD11BDA ^ key0 ^ key1
    a: i64 = (number + key0) & 0xFFFFFFFF
    b: i64 = (purpose + key1) & 0xFFFFFFFF
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 13) | (b >> 19)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 15) | (b >> 17)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 26) | (b >> 6)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 6) | (b >> 26)) & 0xFFFFFFFF) ^ a
    a = (a + key1) & 0xFFFFFFFF
    b = (b + key2 + 1) & 0xFFFFFFFF
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 17) | (b >> 15)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 29) | (b >> 3)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 16) | (b >> 16)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 24) | (b >> 8)) & 0xFFFFFFFF) ^ a
    a = (a + key2) & 0xFFFFFFFF
    b = (b + key0 + 2) & 0xFFFFFFFF
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 13) | (b >> 19)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 15) | (b >> 17)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 26) | (b >> 6)) & 0xFFFFFFFF) ^ a
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 6) | (b >> 26)) & 0xFFFFFFFF) ^ a
    a = (a + key0) & 0xFFFFFFFF
    b = (b + key1 + 3) & 0xFFFFFFFF
    a = (a + b) & 0xFFFFFFFF
    b = (((b << 17) | (b >> 15)) & 0xFFFFFFFF) ^ a
    return (a << 21) | (b >> 11)


def normal_quantile(ratio: float) -> float:
    """The standard normal quantile, to about 1e-16 (Wichura: Algorithm AS 241, Applied Statistics 37, 1988: PPND16)."""
    middle = ratio - 0.5
    if -0.425 <= middle <= 0.425:
        r = 0.180625 - middle * middle
        top = (
            (((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
               + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608  # fmt: skip
        bottom = (
            (((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
               + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
            + 42.313330701600911252
        ) * r + 1.0  # fmt: skip
        return middle * top / bottom
    r = sqrt(-log(ratio if middle < 0 else 1.0 - ratio))
    if r <= 5.0:
        r = r - 1.6
        top = (
            (((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
               + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734  # fmt: skip
        bottom = (
            (((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
               + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
            + 2.05319162663775882187
        ) * r + 1.0  # fmt: skip
    else:
        r = r - 5.0
        top = (
            (((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
               + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772  # fmt: skip
        bottom = (
            (((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
               + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
            + 0.59983220655588793769
        ) * r + 1.0  # fmt: skip
    found = top / bottom
    return -found if middle < 0 else found
