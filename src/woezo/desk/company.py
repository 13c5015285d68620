"""Which agents are in the same contact, as the router knows it."""

from __future__ import annotations

from woezo.routing.codes import R_ACCEPTED, R_PENDING
from woezo.routing.contacts import talking
from woezo.routing.router import Router

Company = dict[int, str]
"""Other agents of an interaction, who leads it first: ringing, consulted or talking (with the customer)."""


def company_of(router: Router, agent: int) -> dict[int, Company]:
    """The company that an agent has, by interaction; only where more than one agent takes part."""
    known = router.agents.get(agent)
    found: dict[int, Company] = {}
    for mine in [] if known is None else known.reservations:
        interaction = mine.interaction
        if interaction.others is None:
            continue
        found[int(interaction.id)] = {
            int(other.agent.id): _state(other.state, interaction.conference or not other.consult)
            for other in talking(interaction)
            if other.agent is not known and other.state in (R_PENDING, R_ACCEPTED)
        }
    return found


def _state(state: int, talks: bool) -> str:
    if state == R_PENDING:
        return "ringing"
    return "talking" if talks else "consulted"
