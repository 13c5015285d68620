"""Topics, versions, slow screens: what a screen gets makes the state, whatever it missed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from woezo.operations.dispatcher import Unavailable
from woezo.push.hub import FAILED_APART, Hub
from woezo.push.patch import merge
from woezo.push.topics import DOUBTFUL_AT_ONCE, QUEUE_LIMIT, Screen


class World:
    """What the views show."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, Any]] = {"desk:1": {"n": 0}, "desk:2": {"n": 0}}
        self.built: list[str] = []
        self.tries = 0
        self.down: Exception | None = None
        self.bad: set[str] = set()

    def build(self, names: list[str]) -> dict[str, dict[str, Any]]:
        self.tries += 1
        if self.down is not None:
            raise self.down
        if self.bad.intersection(names):
            raise KeyError("a bad topic")
        self.built += names
        return {name: dict(self.values[name]) for name in names}


async def receive(hub: Hub, screen: Screen, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """Messages of a screen until there are enough."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(5):
        while True:
            screen.waiting.clear()
            found += [json.loads(text) for text in hub.take(screen)]
            if enough(found):
                return found
            await screen.waiting.wait()


def play(script: Callable[[Hub, World], Awaitable[None]]) -> None:
    """Run a script against a hub."""

    async def run() -> None:
        with ThreadPoolExecutor(1) as executor:
            hub, world = Hub(lambda: 7, executor), World()
            hub.register("desk", world.build, failing={"alive": False})
            await hub.start()
            await script(hub, world)
            await hub.stop()

    asyncio.run(run())


def test_snapshot_then_deltas_in_order() -> None:
    async def script(hub: Hub, world: World) -> None:
        screen = hub.join("desk:1")
        (snapshot,) = await receive(hub, screen, lambda m: len(m) == 1)
        assert (snapshot["t"], snapshot["v"], snapshot["state"]) == ("snapshot", 1, {"n": 0})
        world.values["desk:1"] = {"n": 1, "more": {"a": 1}}
        hub.call_from_thread(hub.touch, ["desk:1"])
        (delta,) = await receive(hub, screen, lambda m: len(m) == 1)
        assert (delta["t"], delta["v"]) == ("delta", 2)
        assert merge(snapshot["state"], delta["patch"]) == world.values["desk:1"]

    play(script)


def test_only_what_somebody_looks_at_is_built() -> None:
    async def script(hub: Hub, world: World) -> None:
        screen = hub.join("desk:1")
        await receive(hub, screen, bool)
        hub.touch(["desk:2", "desk:1"])
        world.values["desk:1"] = {"n": 5}
        await receive(hub, screen, bool)
        assert set(world.built) == {"desk:1"}
        hub.leave(screen)
        assert hub.topics == {}

    play(script)


def test_a_screen_that_reads_too_slowly_gets_a_snapshot() -> None:
    async def script(hub: Hub, world: World) -> None:
        slow, quick = hub.join("desk:1"), hub.join("desk:1")
        await receive(hub, slow, bool)
        await receive(hub, quick, bool)
        for n in range(1, QUEUE_LIMIT + 3):
            world.values["desk:1"] = {"n": n}
            hub.touch(["desk:1"])
            await receive(hub, quick, bool)
        (snapshot,) = await receive(hub, slow, bool)
        assert (snapshot["t"], snapshot["state"]) == ("snapshot", world.values["desk:1"])

    play(script)


def test_a_view_that_cannot_be_built_is_tried_again() -> None:
    async def script(hub: Hub, world: World) -> None:
        world.down = OSError("disk")
        screen = hub.join("desk:1")
        async with asyncio.timeout(5):
            while not world.tries:
                await asyncio.sleep(0)
        world.down = None
        assert (await receive(hub, screen, bool))[0]["t"] == "snapshot"

    play(script)


def test_a_screen_whose_state_cannot_be_built_says_so() -> None:
    async def script(hub: Hub, world: World) -> None:
        world.values["desk:1"]["alive"] = True
        screen = hub.join("desk:1")
        await receive(hub, screen, bool)
        world.down = Unavailable()
        hub.touch(["desk:1"])
        (delta,) = await receive(hub, screen, bool)
        assert delta["patch"] == {"alive": False}
        world.down = None
        (delta,) = await receive(hub, screen, bool)
        assert delta["patch"] == {"alive": True}

    play(script)


def test_a_bad_topic_holds_back_no_other() -> None:
    async def script(hub: Hub, world: World) -> None:
        world.bad = {"desk:1"}
        bad, good = hub.join("desk:1"), hub.join("desk:2")
        assert (await receive(hub, good, bool))[0]["state"] == {"n": 0}
        world.bad = set()
        assert (await receive(hub, bad, bool))[0]["t"] == "snapshot"

    play(script)


def test_where_all_topics_fail_not_each_of_them_is_tried_at_once() -> None:
    async def script(hub: Hub, world: World) -> None:
        world.values = {f"desk:{k}": {"n": k} for k in range(50)}
        world.down = OSError("disk")
        screens = [hub.join(name) for name in world.values]
        async with asyncio.timeout(5):
            while world.tries < 1 + FAILED_APART:
                await asyncio.sleep(0)
        world.down = None
        for screen in screens:
            await receive(hub, screen, bool)
        assert world.tries == 1 + FAILED_APART + 1

    play(script)


def test_a_desk_that_rings_does_not_wait_for_all_the_others() -> None:
    async def script(hub: Hub, world: World) -> None:
        world.values = {f"desk:{k:04}": {"n": k} for k in range(5 * DOUBTFUL_AT_ONCE)}
        screens = [hub.join(name) for name in world.values]
        for screen in screens:
            await receive(hub, screen, bool)
        world.built.clear()
        last = max(world.values)
        hub.touch_all()
        hub.touch([last])
        world.values[last] = {"n": -1}
        await receive(hub, screens[-1], bool)
        assert last in world.built[: DOUBTFUL_AT_ONCE + 1]
        async with asyncio.timeout(5):
            while set(world.built) != set(world.values):
                await asyncio.sleep(0)

    play(script)


def test_nothing_is_built_where_nobody_looks() -> None:
    async def script(hub: Hub, world: World) -> None:
        hub.touch_all()
        hub.touch(["desk:1"])
        screen = hub.join("desk:2")
        await receive(hub, screen, bool)
        assert world.tries == 1

    play(script)


def test_what_many_commits_touch_a_little_is_built_once() -> None:
    async def script(hub: Hub, world: World) -> None:
        screen = hub.join("desk:1")
        await receive(hub, screen, bool)
        world.values["desk:1"] = {"n": 1}
        for _ in range(20):
            hub.touch_within(0.01, {"desk:1", "desk:2"})
        await receive(hub, screen, bool)
        assert world.tries == 2

    play(script)
