"""What the arguments of an event name: the objects of a router, by their ids."""

from __future__ import annotations

from woezo.routing.model import Agent, Args, Interaction, Queue, Reservation
from woezo.routing.router import Router
from woezo.routing.rules import MAX_ID, MAX_PRIORITY, MAX_WAIT_MS, RuleError, number, requirements


class Unknown(Exception):
    """An id of the event is not known; carries the refusal."""


def agent_of(router: Router, args: Args) -> Agent:
    """The agent that an event names. Raises Unknown."""
    agent = router.agents.get(number(args, "agent", 1, MAX_ID))
    if agent is None:
        raise Unknown("unknown_agent")
    return agent


def queue_of(router: Router, args: Args) -> Queue:
    """The queue that an event names. Raises Unknown."""
    queue = router.queues.get(number(args, "queue", 1, MAX_ID))
    if queue is None:
        raise Unknown("unknown_queue")
    return queue


def interaction_of(router: Router, args: Args) -> Interaction:
    """The interaction that an event names. Raises Unknown."""
    interaction = router.interactions.get(number(args, "interaction", -MAX_ID, MAX_ID))
    if interaction is None:
        raise Unknown("unknown_interaction")
    return interaction


def reservation_of(router: Router, args: Args) -> Reservation:
    """The reservation that an event names. Raises Unknown."""
    reservation = router.reservations.get(number(args, "reservation", 1, MAX_ID))
    if reservation is None:
        raise Unknown("unknown_reservation")
    return reservation


def preferred_of(router: Router, args: Args) -> Agent | None:
    """The agent that an event prefers, None if it names none. Raises Unknown."""
    if args.get("preferred") is None:
        return None
    return agent_of(router, {"agent": args["preferred"]})


def is_set(args: Args, name: str) -> bool:
    """An argument that is true or false, false where it is missing. Raises RuleError."""
    value = args.get(name, False)
    if not isinstance(value, bool):
        raise RuleError(f"{name}: not true or false")
    return value


def new_interaction(router: Router, args: Args, name: str, queue: Queue) -> Interaction:
    """A fresh interaction with the optional requirements, priority and credit of the event. Raises Unknown."""
    id = number(args, name, 1, MAX_ID)
    if id in router.interactions:
        raise Unknown("already_exists")
    interaction = Interaction(id, queue, router.now_ms)
    interaction.required = requirements(args, "skills")
    interaction.priority = number(args, "priority", -1, MAX_PRIORITY, -1)
    interaction.credited_ms = router.now_ms - number(args, "credit_ms", 0, MAX_WAIT_MS, 0)
    return interaction
