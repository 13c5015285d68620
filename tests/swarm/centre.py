"""Random centres: a seed draws the parameters, the configuration and then events of every type, sane and not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final

from tests.swarm.parameters import Args, Configurer, Event, draw
from woezo.routing import Router
from woezo.routing.codes import (
    B_ACTIVITY,
    B_DESK_LOST,
    B_NOT_RESPONDING,
    B_SIGNED_OUT,
    HELD,
    PARKED,
    QUEUED,
    R_ACCEPTED,
    R_PENDING,
    R_WRAPPING,
)

START_MS: Final = 1_700_000_000_000
Timed = tuple[int, str, Args]


class Centre:
    """Draws one event after the other; looks at the router only to find ids that mean something."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.parameters = draw(self.rng)
        self.configurer = Configurer(self.rng, self.parameters)
        self.start = self.configurer.start()
        self.now_ms = START_MS
        self.drawn = 0
        self.next_id = 1
        self.last: Event | None = None
        self.rush = True
        self.most_in_hand = 3 + 2 * self.parameters.agents + 3 * self.parameters.queues
        self.work = (
            (24, self._arrive),
            (26, self._on_reservation),
            (8, self._on_waiting),
            (26, self._on_talking),
            (9, self._activity),
            (3, self._parked),
        )
        self.weights = [weight for weight, _ in self.work]

    def __str__(self) -> str:
        return f"seed {self.seed}: {self.parameters}"

    def next(self, router: Router) -> Timed:
        """The next event. Timers that are due mostly fire first, sometimes late, sometimes when none is due."""
        self.drawn += 1
        if self.drawn <= len(self.start):
            event, args = self.start[self.drawn - 1]
            return self.now_ms, event, args
        rng = self.rng
        if self.drawn % 60 == 0:
            self.rush = rng.random() < 0.55
        if rng.random() < 0.6:
            self.now_ms += int(rng.random() * 2 * self.parameters.step_ms)
        due_ms = router.next_due_ms
        if due_ms is not None and due_ms <= self.now_ms and rng.random() < 0.93:
            if rng.random() < 0.8:
                return max(due_ms, router.now_ms), "timer", {}
            return self.now_ms, "timer", {}
        event, args = self._draw(router)
        self.last = event, args
        at_ms = self.now_ms - int(rng.random() * 3000) if rng.random() < 0.02 else self.now_ms
        return at_ms, event, args

    def _draw(self, router: Router) -> Event:
        p, chance = self.parameters, self.rng.random() * 100
        if chance < p.nonsense:
            return self._nonsense(router)
        chance -= p.nonsense
        if chance < p.configure:
            return self._configure(router)
        chance -= p.configure
        if chance < p.outages:
            return self._outage(router)
        return self._sane(router)

    def _sane(self, router: Router) -> Event:
        in_hand = len(router.interactions)
        if self.rush and in_hand < self.most_in_hand and self.rng.random() < 0.3:
            return self._arrive(router)
        if not self.rush and self.rng.random() < 0.5:
            return self._calm(router)
        for _ in range(4):
            draw: Callable[[Router], Event | None] = self.rng.choices(self.work, self.weights)[0][1]
            if in_hand >= self.most_in_hand and draw == self._arrive:
                continue
            event = draw(router)
            if event is not None:
                return event
        return self._activity(router)

    def _calm(self, router: Router) -> Event:
        """What lets a centre recover: agents accept, end and come back, places are up again."""
        if self.rng.random() < 0.1:
            for site in router.sites.values():
                if not site.up:
                    return "site_up", {"site": site.id}
            for programme in router.programmes.values():
                if not programme.open:
                    return "programme_open", {"programme": programme.id}
        if self.rng.random() < 0.3:
            return self._leaves(router)
        reservation = self._pick(router.reservations)
        if reservation is not None and self.rng.random() < 0.7:
            if reservation.state == R_ACCEPTED:
                return "end", {"interaction": int(reservation.interaction.id)}
            event = "accept" if reservation.state == R_PENDING else "complete"
            return event, {"reservation": int(reservation.id)}
        return self._activity(router)

    def _leaves(self, router: Router) -> Event:
        """A waiting customer gives up; if nobody waits, an agent asks for something."""
        for _ in range(3):
            interaction = self._pick(router.interactions)
            if interaction is not None and interaction.state == QUEUED:
                return "hang_up", {"interaction": int(interaction.id)}
        agent = self.rng.choice(self.configurer.agents)
        return "activity", {"agent": agent, "activity": "available", "routable": True}

    def _pick(self, things: dict[int, Any]) -> Any:
        """One of a few in a row, cheaply; None if there is none."""
        if not things:
            return None
        values = list(things.values())
        return values[int(self.rng.random() * len(values))]

    # -- work ----------------------------------------------------------------------------------------------------
    def _fresh(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def _arrive(self, router: Router) -> Event:
        args: Args = {"interaction": self._fresh(), **self._wishes()}
        if "preferred" in args and self.rng.random() < 0.5:
            args["exclusive"] = True
        return "arrive", args

    def _wishes(self) -> Args:
        """Queue, requirements, priority, preferred agent and credit of a new interaction."""
        rng, p, c = self.rng, self.parameters, self.configurer
        args: Args = {"queue": rng.choice(c.queues)}
        if p.own_requirements and c.chance(p.own_requirements):
            args["skills"] = c.levels(50, 4)
        if p.own_priority and c.chance(p.own_priority):
            args["priority"] = rng.randint(-1, 3) if rng.random() < 0.8 else 9
        if p.preferred and c.chance(p.preferred):
            args["preferred"] = rng.choice(c.agents)
            if rng.random() < 0.7:
                args["preferred_ms"] = c.wait(30)
        if p.credit and c.chance(p.credit):
            args["credit_ms"] = c.wait(60)
        return args

    def _on_reservation(self, router: Router) -> Event | None:
        reservation = self._pick(router.reservations)
        if reservation is None:
            return None
        id, chance = int(reservation.id), self.rng.random()
        if reservation.state == R_PENDING:
            event = "accept" if chance < 0.75 else "reject" if chance < 0.93 else "rescind"
            return event, {"reservation": id}
        if reservation.state == R_WRAPPING:
            return "complete", {"reservation": id}
        if chance < 0.1:
            return "leave", {"reservation": id}
        if chance < 0.2:
            return "request_wrap_up", {"reservation": id}
        return ("end", {"interaction": int(reservation.interaction.id)}) if chance < 0.6 else None

    def _on_waiting(self, router: Router) -> Event | None:
        interaction = self._pick(router.interactions)
        if interaction is None or (interaction.state != QUEUED and self.rng.random() < 0.6):
            return None
        args: Args = {"interaction": int(interaction.id)}
        chance = self.rng.random()
        if self.rush and chance < 0.5:
            return None
        if chance < 0.65:
            return "hang_up", args
        if chance < 0.72:
            return "cancel", args
        if chance < 0.79:
            return "deflect", args
        args["child"] = self._fresh()
        if chance < 0.9:
            args["queue"] = self.rng.choice(self.configurer.queues)
            return "overflow", args
        if self.rng.random() < 0.7:
            args["at_ms"] = self.now_ms + self.configurer.wait(30) - self.parameters.step_ms
        return "callback", args

    def _on_talking(self, router: Router) -> Event | None:
        rng, c = self.rng, self.configurer
        reservation = self._pick(router.reservations)
        if reservation is None or reservation.state != R_ACCEPTED:
            return None
        interaction = reservation.interaction
        args: Args = {"interaction": int(interaction.id)}
        chance = rng.random()
        if interaction.others is not None and chance < 0.5:
            if chance < 0.25:
                return "leave", {"reservation": int(reservation.id)}
            return ("end" if chance < 0.28 else "conference"), args
        if chance < 0.3:
            if interaction.state == HELD and chance < 0.2:
                return "retrieve", args
            return ("hold" if rng.random() < 0.5 else "answer"), args
        if chance < 0.4 or (chance < 0.6 and interaction.queue.text):
            return "park", args
        if chance < 0.7:
            args |= {"child": self._fresh(), **self._wishes()}
            return "transfer", args
        if chance > 0.95:
            return "hang_up", args
        ready = [int(agent.id) for agent in router.agents.values() if agent.ready]
        if rng.random() < 0.6 or not ready:
            args["queue"] = rng.choice(c.queues) if rng.random() < 0.3 else int(interaction.queue.id)
        if "queue" not in args or rng.random() < 0.3:
            args["agent"] = rng.choice(ready if ready and rng.random() < 0.8 else c.agents)
        return "consult", args

    def _parked(self, router: Router) -> Event | None:
        parked = [i for i in router.interactions.values() if i.state == PARKED]
        if not parked:
            return None
        args: Args = {"interaction": int(self.rng.choice(parked).id)}
        if self.rng.random() < 0.6:
            args["preferred_ms"] = self.configurer.wait(30)
        return ("unpark" if self.rng.random() < 0.9 else "hang_up"), args

    # -- people and places ---------------------------------------------------------------------------------------
    def _activity(self, router: Router) -> Event:
        rng = self.rng
        for _ in range(3):
            id = rng.choice(self.configurer.agents)
            agent = router.agents.get(id)
            if agent is None or agent.blocked & (B_SIGNED_OUT | B_ACTIVITY | B_NOT_RESPONDING | B_DESK_LOST):
                break
        else:
            if rng.random() < 0.7:
                return self._arrive(router) if len(router.interactions) < self.most_in_hand else self._leaves(router)
        routable = rng.random() < 0.9
        activity = ("available" if rng.random() < 0.8 else "outbound") if routable else rng.choice(("break", "lunch"))
        if agent is None:
            return self.configurer.agent(id)
        if agent.blocked & B_DESK_LOST and rng.random() < 0.5:
            return "desk_back", {"agent": id, "desk": int(agent.desk)}
        if agent.desk == 0:
            desk = id * 10 + rng.randint(0, 2)
            return "sign_in", {"agent": id, "desk": desk, "activity": activity, "routable": routable}
        if rng.random() < 0.05:
            activity, routable = "offline", rng.random() < 0.1
        return "activity", {"agent": id, "activity": activity, "routable": routable}

    def _outage(self, router: Router) -> Event:
        rng, c = self.rng, self.configurer
        chance, id = rng.random(), rng.choice(c.agents)
        agent = router.agents.get(id)
        desk = id * 10 if agent is None or agent.desk == 0 or rng.random() < 0.1 else int(agent.desk)
        if chance < 0.25:
            return "desk_lost", {"agent": id, "desk": desk}
        if chance < 0.5:
            return "desk_back", {"agent": id, "desk": desk}
        if chance < 0.6:
            return "sign_out", {"agent": id}
        if chance < 0.75:
            args = {"agent": id, "desk": id * 10 + rng.randint(0, 2), "routable": rng.random() < 0.9}
            return "sign_in", args
        if chance < 0.87:
            site = rng.choice(c.sites)
            down = [site for site in c.sites if not router.sites[site].up]
            return ("site_up", {"site": rng.choice(down)}) if down and chance > 0.79 else ("site_down", {"site": site})
        return ("programme_closed" if chance < 0.92 else "programme_open"), {"programme": rng.choice(c.programmes)}

    def _configure(self, router: Router) -> Event:
        chance = self.rng.random()
        if chance < 0.15:
            out = [int(agent.id) for agent in router.agents.values() if agent.desk == 0]
            return "remove_agent", {"agent": self.rng.choice(out or self.configurer.agents)}
        return self._override() if chance < 0.5 else self.configurer.again()

    def _override(self) -> Event:
        rng, c = self.rng, self.configurer
        until_ms = 0 if rng.random() < 0.2 else self.now_ms + c.wait(60)
        what = rng.randrange(3)
        if what == 0:
            return "override_skills", {"agent": rng.choice(c.agents), "skills": c.levels(75), "until_ms": until_ms}
        args: Args = {"queue": rng.choice(c.queues), "until_ms": until_ms}
        if what == 1:
            return "override_tiers", {**args, "open_through": rng.randint(0, 3)}
        return "override_priority", {**args, "priority": rng.randint(0, 9)}

    # -- nonsense ------------------------------------------------------------------------------------------------
    def _nonsense(self, router: Router) -> Event:
        """The last event again, an illegal one, or one whose arguments are spoilt."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.25 and self.last is not None:
            return self.last
        if chance < 0.6:
            return self._illegal(router)
        event, args = self._sane(router) if rng.random() < 0.7 else self._configure(router)
        args = dict(args)
        name = rng.choice([*args, "skills", "priority", "unheard_of"])
        if rng.random() < 0.3:
            args.pop(name, None)
        else:
            args[name] = rng.choice((None, "", "x", -1, 0, 10**6, 1 << 60, True, 1.5, [], {}, ["x"], {"x": 1}))
        return (event if rng.random() < 0.95 else rng.choice(("", "arrived"))), args

    def _unknown(self) -> Event:
        """About something that nobody has told of; or a timer that is not due."""
        id, rng = 1_000_000 + self.rng.randrange(9), self.rng
        what = rng.randrange(6)
        if what == 0:
            return rng.choice(("site_down", "site_up")), {"site": id}
        if what == 1:
            return rng.choice(("programme_open", "programme_closed")), {"programme": id}
        if what == 2:
            return "arrive", {"interaction": self._fresh(), "queue": id}
        if what == 3:
            return "arrive", {
                "interaction": self._fresh(),
                "queue": rng.choice(self.configurer.queues),
                "preferred": id,
            }
        return ("timer", {}) if what == 4 else ("sign_in", {"agent": id, "desk": 1})

    def _illegal(self, router: Router) -> Event:
        """A real verb on whatever there is, in whatever state, or on what there is not."""
        rng = self.rng
        if rng.random() < 0.1:
            return self._unknown()
        if rng.random() < 0.5:
            verb = rng.choice(("accept", "reject", "rescind", "complete", "request_wrap_up", "leave"))
            reservation = self._pick(router.reservations)
            stale = max(1, int(router.next_reservation_id) - rng.randint(0, 9))
            return verb, {"reservation": stale if reservation is None or rng.random() < 0.3 else int(reservation.id)}
        verb = rng.choice(
            (
                *("hang_up", "cancel", "deflect", "answer", "hold", "retrieve", "end", "park", "unpark"),
                *("conference", "callback", "overflow", "consult", "transfer"),
            )
        )
        interaction = self._pick(router.interactions)
        args: Args = {"interaction": rng.randint(-3, self.next_id) if interaction is None else int(interaction.id)}
        if verb in ("callback", "overflow", "transfer"):
            args["child"] = self._fresh() if rng.random() < 0.8 else args["interaction"]
        if verb in ("overflow", "transfer", "consult"):
            args["queue"] = rng.choice(self.configurer.queues)
        return verb, args
