"""What is drawn once per centre: its size, its features and its configuration events."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Any

CHANNELS = ("voice", "chat", "messaging", "email", "task", "callback")
COUNTRIES = ("FR", "MA", "TN", "PT")
REJECTS = ("not_allowed", "stay_ready", "not_responding")
WRAP_UPS = ("optional", "mandatory", "mandatory_timeout", "forced_timeout", "on_request")
Args = dict[str, Any]
Event = tuple[str, Args]


@dataclass
class Parameters:
    """Shares are per cent."""

    agents: int
    queues: int
    sites: int
    programmes: int
    skills: int
    channels: int
    tiers: int
    profiles: int
    hold_back: int
    expected_wait: int
    automatic: int
    limits: int
    text: int
    own_requirements: int
    own_priority: int
    preferred: int
    credit: int
    configure: int
    outages: int
    nonsense: int
    step_ms: int

    def __str__(self) -> str:
        return " ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))


def draw(rng: random.Random) -> Parameters:
    """A centre: tiny, middling or big, each feature absent, rare or common."""
    size = rng.random()
    agents = 1 if size < 0.1 else rng.randint(2, 6) if size < 0.6 else rng.randint(7, 25)
    if size > 0.97:
        agents = rng.randint(60, 120)
    return Parameters(
        agents=agents,
        queues=rng.randint(1, 6),
        sites=rng.randint(1, 3),
        programmes=rng.randint(1, 3),
        skills=rng.choice((0, 1, 2, 3)),
        channels=rng.randint(1, 6),
        tiers=rng.choice((0, 0, 2, 3)),
        profiles=rng.choice((1, 2, 3, 100)),
        hold_back=rng.choice((0, 0, 50, 100)),
        expected_wait=rng.choice((0, 0, 50)),
        automatic=rng.choice((0, 50, 100)),
        limits=rng.choice((0, 0, 50, 100)),
        text=rng.choice((10, 50, 90)),
        own_requirements=rng.choice((0, 0, 40)),
        own_priority=rng.choice((0, 0, 40)),
        preferred=rng.choice((0, 10, 50)),
        credit=rng.choice((0, 10, 50)),
        configure=rng.choice((0, 1, 4)),
        outages=rng.choice((0, 1, 5)),
        nonsense=rng.choice((0, 2, 10)),
        step_ms=rng.choice((10, 300, 1000, 5000)),
    )


class Configurer:
    """Draws the configuration events of a centre, at the start and while it works."""

    def __init__(self, rng: random.Random, parameters: Parameters) -> None:
        self.rng = rng
        self.p = parameters
        ids = rng.sample(range(1, 1000), parameters.agents)
        self.agents = sorted(ids) if rng.random() < 0.5 else ids
        self.queues = rng.sample(range(1, 50), parameters.queues)
        self.sites = rng.sample(range(1, 9), parameters.sites)
        self.programmes = rng.sample(range(1, 9), parameters.programmes)
        self.skills = list(range(1, parameters.skills + 1))
        self.channels = rng.sample(CHANNELS, parameters.channels)
        self.channel = {queue: self._channel() for queue in self.queues}
        self.profiles = [self.profile() for _ in range(min(parameters.profiles, parameters.agents))]

    def _channel(self) -> str:
        wanted = [c for c in self.channels if (c in ("voice", "callback")) != (self.chance(self.p.text))]
        return self.rng.choice(wanted or self.channels)

    def chance(self, per_cent: int) -> bool:
        return self.rng.random() * 100 < per_cent

    def wait(self, most: int = 40) -> int:
        """A wait that is about as long as some steps of this centre; often exactly a multiple."""
        return self.rng.randint(0, most) * self.p.step_ms

    def start(self) -> list[Event]:
        events = [self.site(site) for site in self.sites]
        events += [self.programme(programme) for programme in self.programmes]
        events += [self.queue(queue) for queue in self.queues]
        events += [self.agent(agent) for agent in self.agents]
        self.rng.random()
        for agent in self.agents:
            if self.chance(85):
                args = {"agent": agent, "desk": agent * 10, "activity": "available", "routable": self.chance(90)}
                events.append(("sign_in", args))
        return events

    def again(self) -> Event:
        """A change of the configuration while the centre works."""
        rng = self.rng
        what = rng.randrange(5)
        if what == 0:
            return self.site(rng.choice(self.sites))
        if what == 1:
            return self.programme(rng.choice(self.programmes))
        if what == 2:
            return self.queue(rng.choice(self.queues))
        if self.chance(30):
            self.profiles[rng.randrange(len(self.profiles))] = self.profile()
        return self.agent(rng.choice(self.agents))

    def site(self, site: int) -> Event:
        return "set_site", {"site": site, "country": self.rng.choice(COUNTRIES[:2] if self.chance(70) else COUNTRIES)}

    def programme(self, programme: int) -> Event:
        rng = self.rng
        countries = [] if self.chance(80) else rng.sample(COUNTRIES, rng.randint(1, 3))
        return "set_programme", {"programme": programme, "client": rng.randint(1, 3), "countries": countries}

    def levels(self, share: int, most: int = 5) -> dict[str, int]:
        return {str(skill): self.rng.randint(1, most) for skill in self.skills if self.chance(share)}

    def profile(self) -> Args:
        rng = self.rng
        units = rng.choice((1, 1, 2, 3, 4))
        channels = self.channels if self.chance(80) else rng.sample(self.channels, rng.randint(1, len(self.channels)))
        capacity: Args = {"units": units, "weights": {c: rng.choice((1, 1, 2, units)) for c in channels}}
        if self.chance(30):
            capacity["limits"] = {c: rng.randint(0, 2) for c in channels if self.chance(60)}
        return {
            "skills": self.levels(85),
            "cost": rng.choice((0, 0, 1, 5)),
            "barred": [rng.randint(1, 3)] if self.chance(10) else [],
            "capacity": capacity,
        }

    def agent(self, agent: int) -> Event:
        args = {"agent": agent, "site": self.rng.choice(self.sites), **self.rng.choice(self.profiles)}
        if self.chance(20):
            args["timeout_ms"] = self.wait(10)
        return "set_agent", args

    def tier(self, index: int) -> Args:
        rng = self.rng
        args: Args = {
            "min_levels": self.levels(40, 3) if index < 2 else {},
            "sites": rng.sample(self.sites, rng.randint(1, len(self.sites))) if self.chance(25) else [],
            "after_ms": -1 if self.chance(10) else 0 if index == 0 and self.chance(80) else self.wait(),
            "points": rng.choice((0, 0, 5, -20, 100)),
        }
        if self.chance(self.p.expected_wait):
            args["expected_wait_permille"] = rng.choice((200, 500, 1000, 1500))
            if self.chance(60):
                args["after_ms"] = -1
        if self.chance(self.p.hold_back):
            args["hold_back"] = self.hold_back()
        return args

    def hold_back(self) -> Args:
        rng = self.rng
        counts = sorted((rng.randint(0, 6) for _ in range(rng.randint(0, 4))), reverse=True)
        waits = sorted((self.wait() for _ in range(rng.randint(0, 4))), reverse=True)
        if self.chance(10):
            rng.shuffle(counts)
            rng.shuffle(waits)
        return {"counts": counts, "waits_ms": waits}

    def queue(self, queue: int) -> Event:
        rng, p = self.rng, self.p
        args: Args = {
            "queue": queue,
            "programme": rng.choice(self.programmes),
            "channel": self.channel[queue],
            "skills": self.levels(30, 3),
            "tiers": [self.tier(index) for index in range(rng.randint(0, p.tiers))],
            "target_ms": max(1000, self.wait(20)),
            "priority": rng.randint(0, 9) if self.chance(40) else 0,
            "scoring": self.scoring(),
            "accept": "automatic" if self.chance(p.automatic) else "manual",
            "tone_ms": self.wait(3) if self.chance(40) else 0,
            "timeout_ms": self.wait(15) if self.chance(60) else 0,
            "reject": rng.choice(REJECTS),
            "not_again_ms": self.wait(30) if self.chance(80) else 0,
            "wrap_up": rng.choice(WRAP_UPS),
            "wrap_up_ms": self.wait(15) if self.chance(80) else 0,
            "grace_ms": self.wait(20) if self.chance(80) else 0,
        }
        if self.chance(p.limits):
            args["max_waiting"] = rng.randint(0, 6)
        if self.chance(p.limits):
            args["max_wait_ms"] = self.wait(60)
        args["limit_action"] = rng.choice(("overflow", "deflect"))
        args["overflow_queue"] = rng.choice([*self.queues, 0])
        return "set_queue", args

    def scoring(self) -> Args:
        rng = self.rng
        if self.chance(30):
            return {}
        return {
            "priority_points": rng.choice((0, 10, 600)),
            "wait_points_per_s": rng.choice((0, 1, 10)),
            "waiting_points": rng.choice((0, 0, 0, 5, 100)),
            "urgency_points": rng.choice((0, 0, 100)),
            "cost_points": rng.choice((0, 0, 3, 50)),
            "level_points": rng.choice((0, 0, 2, 40)),
            "preferred_points": rng.choice((0, 20, 300)),
        }
