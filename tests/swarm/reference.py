"""A second router, written from docs/explanation/routing.md: it looks at everything each time.

Slow and plain on purpose. The same events go in as into woezo.journal.apply, the same effects must come out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tests.swarm import reference_configuring as configuring
from tests.swarm import reference_people as people
from tests.swarm import reference_rules as rules
from tests.swarm import reference_talks as talks
from tests.swarm import reference_timers as timers
from tests.swarm import reference_work as work
from tests.swarm.reference_matching import match
from tests.swarm.reference_model import Agent, Interaction, LineKey, Queue, Refused, Reservation
from tests.swarm.reference_rules import MAX_ID, MAX_TIME_MS, MAX_WAIT_MS, Args, activity, flag, levels, number
from tests.swarm.reference_state import Effect, State

T = TypeVar("T")
Handler = Callable[[State, Args], None]


class Reference:
    """One state and one door into it."""

    def __init__(self) -> None:
        self.state = State()

    def first_due(self) -> tuple[int, int | LineKey] | None:
        """Kind and owner of the timer that would fire now."""
        return timers.first_due(self.state)

    def due_lines(self) -> list[tuple[int, LineKey]]:
        """The lines whose timer is due."""
        state = self.state
        return [(timers.LINE, key) for key, line in state.lines.items() if 0 < line.due_ms <= state.now_ms]

    def apply(self, at_ms: int, event: str, args: dict[str, Any], line: LineKey | None = None) -> list[Effect]:
        """Carry out one event; every verb refuses before it changes anything. line: whose timer fires."""
        state = self.state
        state.now_ms = max(state.now_ms, at_ms)
        state.effects = []
        try:
            handler = EVENTS.get(event)
            if handler is None:
                raise Refused("unknown_event")
            if line is not None:
                timers.fire_line(state, line)
            else:
                handler(state, args)
            match(state)
            state.set_line_timers()
        except Refused as refused:
            return [["refused", str(refused)]]
        return state.effects


# -- looking ids up --------------------------------------------------------------------------------------------
def _agent(state: State, args: Args) -> Agent:
    return _find(state.agents, number(args, "agent", 1, MAX_ID), "unknown_agent")


def _queue(state: State, args: Args) -> Queue:
    return _find(state.queues, number(args, "queue", 1, MAX_ID), "unknown_queue")


def _interaction(state: State, args: Args) -> Interaction:
    return _find(state.interactions, number(args, "interaction", -MAX_ID, MAX_ID), "unknown_interaction")


def _reservation(state: State, args: Args) -> Reservation:
    return _find(state.reservations, number(args, "reservation", 1, MAX_ID), "unknown_reservation")


def _find(things: dict[int, T], id: int, reason: str) -> T:
    if id not in things:
        raise Refused(reason)
    return things[id]


def _preferred(state: State, args: Args) -> Agent | None:
    return None if args.get("preferred") is None else _agent(state, {"agent": args["preferred"]})


def _fresh(state: State, args: Args, name: str) -> int:
    id = number(args, name, 1, MAX_ID)
    if id in state.interactions:
        raise Refused("already_exists")
    return id


def _new(state: State, args: Args, name: str) -> Interaction:
    queue = _queue(state, args)
    interaction = Interaction(_fresh(state, args, name), queue.id, state.now_ms, state.now_ms)
    interaction.required = levels(args, "skills")
    interaction.priority = number(args, "priority", -1, 9, -1)
    interaction.credited_ms -= number(args, "credit_ms", 0, MAX_WAIT_MS, 0)
    return interaction


# -- events ----------------------------------------------------------------------------------------------------
def _arrive(state: State, args: Args) -> None:
    interaction = _new(state, args, "interaction")
    agent = None if args.get("preferred") is None else state.agents.get(number(args, "preferred", 1, MAX_ID))
    patience_ms, exclusive = number(args, "preferred_ms", 0, MAX_WAIT_MS, 0), flag(args, "exclusive")
    if agent is not None:
        talks.prefer(state, interaction, agent, patience_ms, exclusive)
    state.interactions[interaction.id] = interaction
    work.enter(state, interaction)


def _transfer(state: State, args: Args) -> None:
    parent, child = _interaction(state, args), _new(state, args, "child")
    patience_ms = number(args, "preferred_ms", 0, MAX_WAIT_MS, 0)
    talks.transfer(state, parent, child, _preferred(state, args), patience_ms)


def _consult(state: State, args: Args) -> None:
    agent = None if args.get("agent") is None else _agent(state, args)
    queue = None if args.get("queue") is None else _queue(state, args)
    if agent is None and queue is None:
        raise Refused(rules.BAD)
    talks.consult(state, _interaction(state, args), agent, queue)


def _deflect(state: State, args: Args) -> None:
    interaction = _interaction(state, args)
    if interaction.state != "queued":
        raise Refused("wrong_state")
    work.finish(state, interaction, "deflected")


def _overflow(state: State, args: Args) -> None:
    interaction, queue = _interaction(state, args), _queue(state, args)
    if queue.id == interaction.queue:
        raise Refused(rules.BAD)
    if interaction.state != "queued":
        raise Refused("wrong_state")
    if work.closed_door(state, queue):
        raise Refused("programme_closed")
    if work.full(state, queue):
        raise Refused("queue_full")
    child = _fresh(state, args, "child")
    work.overflow(state, interaction, child, queue)


def _callback(state: State, args: Args) -> None:
    interaction, child = _interaction(state, args), _fresh(state, args, "child")
    work.call_back(state, interaction, child, number(args, "at_ms", 0, MAX_TIME_MS, 0))


def _unpark(state: State, args: Args) -> None:
    patience_ms = number(args, "preferred_ms", 0, MAX_WAIT_MS, 60_000)
    talks.unpark(state, _interaction(state, args), patience_ms)


def _sign_in(state: State, args: Args) -> None:
    agent = _agent(state, args)
    people.sign_in(state, agent, number(args, "desk", 1, MAX_ID), activity(args), flag(args, "routable"))


def _activity(state: State, args: Args) -> None:
    people.change_activity(state, _agent(state, args), activity(args), flag(args, "routable"))


def _desk(verb: Callable[[State, Agent], None]) -> Handler:
    def handler(state: State, args: Args) -> None:
        agent = _agent(state, args)
        if agent.desk == 0 or agent.desk != number(args, "desk", 1, MAX_ID):
            raise Refused("wrong_desk")
        verb(state, agent)

    return handler


def _site(up: bool) -> Handler:
    def handler(state: State, args: Args) -> None:
        site = _find(state.sites, number(args, "site", 1, MAX_ID), "unknown_site")
        if site.up == up:
            raise Refused("wrong_state")
        (people.site_up if up else people.site_down)(state, site.id)

    return handler


def _programme(opens: bool) -> Handler:
    def handler(state: State, args: Args) -> None:
        programme = _find(state.programmes, number(args, "programme", 1, MAX_ID), "unknown_programme")
        if programme.open == opens:
            raise Refused("wrong_state")
        programme.open = opens

    return handler


def _until(args: Args) -> int:
    return number(args, "until_ms", 0, MAX_TIME_MS)


def _override_skills(state: State, args: Args) -> None:
    configuring.override_skills(state, _agent(state, args), levels(args, "skills"), _until(args))


def _override_tiers(state: State, args: Args) -> None:
    queue, through = _queue(state, args), number(args, "open_through", 0, 1000, 0)
    configuring.override_tiers(state, queue, through, _until(args))


def _override_priority(state: State, args: Args) -> None:
    queue, priority = _queue(state, args), number(args, "priority", 0, 9, 0)
    configuring.override_priority(state, queue, priority, _until(args))


def _on_interaction(verb: Callable[[State, Interaction], None]) -> Handler:
    return lambda state, args: verb(state, _interaction(state, args))


def _on_reservation(verb: Callable[[State, Reservation], None]) -> Handler:
    return lambda state, args: verb(state, _reservation(state, args))


def _on_agent(verb: Callable[[State, Agent], None]) -> Handler:
    return lambda state, args: verb(state, _agent(state, args))


EVENTS: dict[str, Handler] = {
    "set_site": configuring.set_site,
    "set_programme": configuring.set_programme,
    "set_queue": configuring.set_queue,
    "set_agent": configuring.set_agent,
    "remove_agent": _on_agent(configuring.remove_agent),
    "programme_open": _programme(True),
    "programme_closed": _programme(False),
    "site_down": _site(False),
    "site_up": _site(True),
    "override_skills": _override_skills,
    "override_tiers": _override_tiers,
    "override_priority": _override_priority,
    "sign_in": _sign_in,
    "sign_out": _on_agent(people.sign_out),
    "activity": _activity,
    "desk_lost": _desk(people.desk_lost),
    "desk_back": _desk(people.desk_back),
    "arrive": _arrive,
    "hang_up": _on_interaction(work.hang_up),
    "cancel": _on_interaction(work.cancel),
    "deflect": _deflect,
    "overflow": _overflow,
    "callback": _callback,
    "accept": _on_reservation(work.accept),
    "reject": _on_reservation(work.reject),
    "rescind": _on_reservation(work.rescind),
    "complete": _on_reservation(work.complete),
    "request_wrap_up": _on_reservation(talks.request_wrap_up),
    "leave": _on_reservation(talks.leave),
    "answer": _on_interaction(talks.answer),
    "hold": _on_interaction(talks.hold),
    "retrieve": _on_interaction(talks.retrieve),
    "end": _on_interaction(talks.end),
    "park": _on_interaction(talks.park),
    "unpark": _unpark,
    "transfer": _transfer,
    "consult": _consult,
    "conference": _on_interaction(talks.conference),
    "timer": lambda state, args: timers.fire(state),
}
