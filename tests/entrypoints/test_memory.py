"""The collector does not walk through a full floor by itself; what it would have found is found all the same."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from woezo.entrypoints import wiring


class Ring:
    """Only the collector finds it."""

    def __init__(self) -> None:
        self.me = self


def test_the_oldest_generation_is_collected_at_its_hour_only(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.get_threshold()
    hours: list[asyncio.Future[None]] = []

    async def hour(seconds: float) -> None:
        assert seconds == wiring.TIDY_EVERY_S
        hours.append(asyncio.get_running_loop().create_future())
        await hours[-1]

    async def run() -> None:
        tidying = asyncio.create_task(wiring.tidy_memory())
        await real_sleep(0)
        assert gc.get_threshold()[2] == wiring.NEVER
        ring = Ring()
        gc.collect(1)  # it grows old
        gone = weakref.ref(ring)
        del ring
        gc.collect(1)
        assert gone() is not None
        hours[0].set_result(None)
        while len(hours) < 2:
            await real_sleep(0)
        assert gone() is None
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)

    real_sleep = asyncio.sleep
    monkeypatch.setattr(wiring.asyncio, "sleep", hour)
    asyncio.run(run())
    assert gc.get_threshold() == before
