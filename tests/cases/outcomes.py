"""What happened, in words: one sentence per effect, and the state of agents, queues and contacts."""

from __future__ import annotations

from typing import Final

from tests.cases.names import Names
from tests.cases.phrases import START_MS
from tests.cases.text import write_time
from woezo.journal.effects import Encoded
from woezo.routing import Router, reading
from woezo.routing.codes import B_DESK_LOST, B_SITE_DOWN
from woezo.routing.model import Agent

RESERVATION_WORDS: Final = {
    "accepted": "{agent} gets {contact}",
    "rejected": "{agent} has refused {contact}",
    "timed_out": "{agent} has let {contact} ring",
    "rescinded": "{contact} is taken from {agent}",
    "canceled": "{contact} rings no more at {agent}",
    "wrapping": "{agent} wraps up {contact}",
    "completed": "{agent} is done with {contact}",
}
CONTACT_WORDS: Final = {
    "answered": "{contact} is answered",
    "held": "{contact} is on hold",
    "retrieved": "{contact} is connected again",
    "parked": "{contact} is parked",
}


class Outcomes:
    """Tells effects. Remembers who had which reservation, because effects name it by its number only."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reservations: dict[int, tuple[int, int]] = {}

    def last_reservation(self, contact: int, agent: int | None) -> int | None:
        """The agent's (or anybody's) last reservation of a contact, None if there never was one."""
        found = [id for id, (c, a) in self.reservations.items() if c == contact and agent in (None, a)]
        return max(found, default=None)

    def tell(self, router: Router, effects: list[Encoded]) -> list[str]:
        """The effects of one event. An agent who is named several times is described once, as he is in the end."""
        told: list[str] = []
        for effect in effects:
            text = self._tell_one(router, effect)
            if effect[0] != "agent" or text not in told:
                told.append(text)
        return told

    def _tell_one(self, router: Router, effect: Encoded) -> str:
        word, *values = effect
        if word in RESERVATION_WORDS:
            contact, agent = self.reservations[int(values[0])]
            return RESERVATION_WORDS[word].format(agent=self._agent(agent), contact=self._contact(contact))
        if word in CONTACT_WORDS:
            return CONTACT_WORDS[word].format(contact=self._contact(values[0]))
        if word == "refused":
            return f"refused {values[0]}" + (f" ({values[1]})" if len(values) > 1 else "")
        return self._tell_special(router, str(word), values)

    def _tell_special(self, router: Router, word: str, values: list[int | str]) -> str:
        if word == "queued":
            return f"{self._contact(values[0])} waits in {self.names.name('queue', values[1])}"
        if word == "reserved":
            self.reservations[int(values[0])] = (int(values[1]), int(values[2]))
            return f"{self._contact(values[1])} is proposed to {self._agent(values[2])}"
        if word == "ended":
            return f"{self._contact(values[0])} ends as {values[1]}"
        if word == "child":
            return self._tell_child(int(values[0]), *values[1:])
        if word == "desk_taken":
            return f"desk {values[1]} of {self._agent(values[0])} is closed"
        assert word == "agent", word
        return agent_is(router, self._agent(values[0]), values[0])

    def _tell_child(self, child: int, parent: int | str, queue: int | str, kind: int | str) -> str:
        if child < 0:
            self.names.add_as("contact", self._contact(parent) + "+", child)
        goes_on = f"{self._contact(child)} continues {self._contact(parent)}"
        return f"{goes_on} in {self.names.name('queue', queue)} by {kind}"

    def _agent(self, id: object) -> str:
        return self.names.name("agent", id)

    def _contact(self, id: object) -> str:
        return self.names.name("contact", id)


# -- states -----------------------------------------------------------------------------------------------------------
def agent_is(router: Router, name: str, id: object) -> str:
    """`Afi is interacting in available, then break, desk lost`."""
    agent = router.agents[int(str(id))]
    return f"{name} is {reading.status(agent)} in {agent.activity}{_besides(agent)}"


def _besides(agent: Agent) -> str:
    parts = [f", then {agent.next_activity}"] if agent.next_activity else []
    parts += [", desk lost"] if agent.blocked & B_DESK_LOST else []
    parts += [", site down"] if agent.blocked & B_SITE_DOWN else []
    return "".join(parts)


def check_agent(router: Router, name: str, id: int) -> str:
    """`Afi is idle in available, 2 of 6 places`."""
    used, total = reading.places(router.agents[id])
    return f"{agent_is(router, name, id)}, {used} of {total} places"


def check_queue(router: Router, name: str, id: int) -> str:
    """`Chat has 2 waiting since 0:05, 0 of 3 free`."""
    waiting, oldest_ms, free, present = reading.floor_counts(router)[id]
    since = f" since {write_time(oldest_ms - START_MS)}" if oldest_ms else ""
    return f"{name} has {waiting} waiting{since}, {free} of {present} free"


def check_contact(router: Router, name: str, id: int) -> str:
    """`A is queued`, `A is over` once the core has forgotten it."""
    interaction = router.interactions.get(id)
    return f"{name} is " + ("over" if interaction is None else reading.interaction_state(interaction))
