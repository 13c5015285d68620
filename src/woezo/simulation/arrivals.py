"""When customers come: Poisson streams whose rate changes in time and from day to day, or times that are given.

The n-th customer of a stream comes when its accumulated rate has passed the sum of n exponential numbers, each a function of
(seed, stream, n): in a variant with a tenth more work, the same customers come a little sooner.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from woezo.routing.codes import FOREVER
from woezo.simulation.chance import P_ARRIVAL, P_BUSYNESS, STREAM_SHIFT, Chance
from woezo.simulation.laws import gamma

DAY_MS: Final = 86_400_000


class Stream:
    """The arrivals of one queue. next_ms: when the next one comes, FOREVER if nobody does any more.

    Nobody comes before 1 ms: to the core and the counts a time of 0 is one that has not been.
    """

    __slots__ = ("next_ms", "number")

    def __init__(self) -> None:
        self.next_ms: i64 = FOREVER
        self.number: i64 = -1  # of the customer who comes at next_ms, from 0

    def start(self, chance: Chance, stream: i64, from_ms: i64, until_ms: i64) -> None:
        """Begin a replication; nobody comes before from_ms, or at until_ms or later."""
        raise NotImplementedError

    def advance(self) -> None:
        """The one of next_ms has come: find the next."""
        raise NotImplementedError


class Rates(Stream):
    """Rates (customers a millisecond) in intervals of equal length, again and again from the beginning.

    busyness: the shape of a gamma number of mean 1 by which each day's rates are multiplied, 0 for none.
    """

    __slots__ = ("base", "busyness", "chance", "day", "factor", "interval_ms", "moment", "rates", "until_ms")

    def __init__(self, rates: list[float], interval_ms: i64, busyness: float) -> None:
        super().__init__()
        self.rates = rates
        self.interval_ms = interval_ms
        self.busyness = busyness
        self.chance = Chance(0, 0)
        self.base: i64 = 0
        self.until_ms: i64 = 0
        self.moment = 0.0
        self.day: i64 = -1
        self.factor = 1.0

    def start(self, chance: Chance, stream: i64, from_ms: i64, until_ms: i64) -> None:
        """From then on."""
        self.chance = chance
        self.base = stream << STREAM_SHIFT
        self.until_ms = until_ms
        self.moment = float(from_ms)
        self.day = -1
        self.factor = 1.0
        self.number = -1
        self.advance()

    def advance(self) -> None:
        """Walk through the intervals until the rate has added up."""
        self.number = self.number + 1
        left = self.chance.exponential(self.number, self.base | P_ARRIVAL)
        moment = self.moment
        interval: i64 = int(moment) // self.interval_ms
        many: i64 = len(self.rates)
        until = float(self.until_ms)
        while moment < until:
            if self.busyness > 0.0:
                self._look_at_day(interval)
            end = float((interval + 1) * self.interval_ms)
            rate = self.rates[interval % many] * self.factor
            room = rate * (end - moment)
            if room > left:
                moment = moment + left / rate
                break
            left = left - room
            moment = end
            interval = interval + 1
        self.moment = moment
        self.next_ms = max(1, int(moment)) if moment < until else FOREVER

    def _look_at_day(self, interval: i64) -> None:
        day: i64 = interval * self.interval_ms // DAY_MS
        if day != self.day:
            self.day = day
            shape = self.busyness
            self.factor = gamma(self.chance, shape, day, self.base | P_BUSYNESS) / shape


class Given(Stream):
    """Times that are known, rising, from the beginning on."""

    __slots__ = ("from_ms", "times_ms", "until_ms")

    def __init__(self, times_ms: list[int]) -> None:
        super().__init__()
        times: vec[i64] = vec[i64]()
        for one in times_ms:
            times = append(times, one)
        self.times_ms = times
        self.from_ms: i64 = 0
        self.until_ms: i64 = 0

    def start(self, chance: Chance, stream: i64, from_ms: i64, until_ms: i64) -> None:
        """From the first one."""
        self.from_ms = from_ms
        self.until_ms = until_ms
        self.number = -1
        self.advance()

    def advance(self) -> None:
        """The next of the list."""
        self.number = self.number + 1
        self.next_ms = FOREVER
        if self.number < len(self.times_ms):
            time_ms: i64 = max(1, self.from_ms + self.times_ms[self.number])
            if time_ms < self.until_ms:
                self.next_ms = time_ms


class Streams:
    """All streams as one, earliest first, by a heap of (time, stream)."""

    __slots__ = ("heap", "streams", "until_ms")

    def __init__(self, streams: list[Stream], chance: Chance, from_ms: i64, until_ms: i64) -> None:
        self.streams = streams
        self.until_ms = until_ms
        self.heap: vec[i64] = vec[i64]()
        for index, stream in enumerate(streams):
            stream.start(chance, index, from_ms, until_ms)
            if stream.next_ms < FOREVER:
                self._push((stream.next_ms << 20) | index)

    def next_ms(self) -> i64:
        """When the next customer comes, FOREVER if nobody does."""
        if len(self.heap) == 0 or self.heap[0] >= FOREVER:
            return FOREVER
        return self.heap[0] >> 20

    def first(self) -> i64:
        """The stream from which he comes. There must be one."""
        return self.heap[0] & 0xFFFFF

    def advance(self) -> None:
        """He has come."""
        index = self.heap[0] & 0xFFFFF
        stream = self.streams[index]
        stream.advance()
        key: i64 = (stream.next_ms << 20) | index
        if stream.next_ms >= FOREVER:
            key = FOREVER | index  # it sinks below all others and stays there
        self._sink(key)

    def _push(self, key: i64) -> None:
        heap = append(self.heap, key)
        self.heap = heap
        position: i64 = len(heap) - 1
        while position > 0:
            parent: i64 = (position - 1) >> 1
            if heap[parent] <= key:
                break
            heap[position] = heap[parent]
            position = parent
        heap[position] = key

    def _sink(self, key: i64) -> None:
        heap = self.heap
        size: i64 = len(heap)
        position: i64 = 0
        child: i64 = 1
        while child < size:
            if child + 1 < size and heap[child + 1] < heap[child]:
                child = child + 1
            if heap[child] >= key:
                break
            heap[position] = heap[child]
            position = child
            child = 2 * child + 1
        heap[position] = key
