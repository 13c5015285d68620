"""Topics, versions, slow screens: what a screen gets makes the state, whatever it missed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from woezo.operations.dispatcher import Unavailable
from woezo.push.hub import QUEUE_LIMIT, Hub, Screen
from woezo.push.patch import merge


class World:
    """What the views show."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, Any]] = {"desk:1": {"n": 0}, "desk:2": {"n": 0}}
        self.built: list[str] = []

    def build(self, names: list[str]) -> dict[str, dict[str, Any]]:
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
            hub.register("desk", world.build)
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
        failures = [1]

        def build(names: list[str]) -> dict[str, dict[str, Any]]:
            if failures:
                failures.pop()
                raise OSError("disk")
            return world.build(names)

        hub.register("desk", build)
        screen = hub.join("desk:1")
        assert (await receive(hub, screen, bool))[0]["t"] == "snapshot"

    play(script)


def test_a_screen_whose_state_cannot_be_built_says_so() -> None:
    async def script(hub: Hub, world: World) -> None:
        broken: list[bool] = []

        def build(names: list[str]) -> dict[str, dict[str, Any]]:
            if broken:
                raise Unavailable
            return {name: {**state, "alive": True} for name, state in world.build(names).items()}

        hub.register("desk", build, failing={"alive": False})
        screen = hub.join("desk:1")
        await receive(hub, screen, bool)
        broken.append(True)
        hub.touch(["desk:1"])
        (delta,) = await receive(hub, screen, bool)
        assert delta["patch"] == {"alive": False}
        broken.clear()
        (delta,) = await receive(hub, screen, bool)
        assert delta["patch"] == {"alive": True}

    play(script)
