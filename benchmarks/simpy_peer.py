"""The same workloads in SimPy: a as its users write it, b and c around the same router, so that only the driver differs."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.workloads import Workload
from woezo.routing import Router, contacts, desks, talks
from woezo.routing.codes import QUEUED, R_ACCEPTED, R_PENDING, R_WRAPPING
from woezo.routing.model import Interaction

Process = Generator[Any, Any, None]


def play_a(load: Workload) -> float:
    """M/M/100+M with a simpy.Resource: CPU seconds."""
    env = simpy.Environment()
    agents = simpy.Resource(env, capacity=load.agents)

    def contact(index: int) -> Process:
        with agents.request() as request:
            yield request | env.timeout(load.patience_ms[index])
            if request.triggered:
                yield env.timeout(load.handling_ms[index])

    def arrivals() -> Process:
        for index, at_ms in enumerate(load.arrival_ms):
            yield env.timeout(at_ms - env.now)
            env.process(contact(index))

    env.process(arrivals())
    start = time.process_time()
    env.run()
    return time.process_time() - start


def play_router(load: Workload) -> tuple[float, int]:
    """A workload around our router: CPU seconds and contacts answered."""
    env = simpy.Environment()
    router: Router = load.router()
    queues = [router.queues[k + 1] for k in range(load.queues)]
    waiting: dict[int, simpy.Event] = {}
    answered = 0

    def tell() -> None:
        """Wake the contacts that were given to an agent."""
        reservation = router.made
        router.made = None
        while reservation is not None:
            waiting[int(reservation.interaction.id)].succeed(reservation)
            reservation = reservation.made_after

    def contact(index: int) -> Process:
        nonlocal answered
        router.now_ms = int(env.now)
        interaction = Interaction(index, queues[load.queue[index]], int(env.now))
        given = waiting[index] = env.event()
        contacts.arrive(router, interaction)
        tell()
        refused = load.ring_ms[index] >= 0
        patience = env.timeout(load.patience_ms[index])
        while True:
            yield given if interaction.state != QUEUED else given | patience
            router.now_ms = int(env.now)
            if not given.triggered:
                contacts.hang_up(router, interaction)
                tell()
                return
            reservation = given.value
            if reservation.state == R_PENDING:
                yield env.timeout(abs(load.ring_ms[index]))
                router.now_ms = int(env.now)
                if not refused:
                    refused = True
                    given = waiting[index] = env.event()
                    talks.reject(router, reservation)
                    tell()
                    continue
                talks.accept(router, reservation)
                tell()
            break
        answered += 1
        yield env.timeout(load.handling_ms[index])
        router.now_ms = int(env.now)
        assert reservation.state == R_ACCEPTED
        talks.end(router, interaction)
        tell()
        if reservation.state == R_WRAPPING:
            yield env.timeout(load.wrap_ms[index])
            router.now_ms = int(env.now)
            talks.complete(router, reservation)
            tell()

    def arrivals() -> Process:
        for index, at_ms in enumerate(load.arrival_ms):
            yield env.timeout(at_ms - env.now)
            env.process(contact(index))

    def shifts() -> Process:
        for at_ms, agent, present in load.shifts:
            yield env.timeout(at_ms - env.now)
            router.now_ms = int(env.now)
            if present:
                desks.sign_in(router, router.agents[agent + 1], 1, "available", True)
            else:
                desks.sign_out(router, router.agents[agent + 1])
            tell()

    env.process(shifts())
    env.process(arrivals())
    start = time.process_time()
    env.run()
    return time.process_time() - start, answered
