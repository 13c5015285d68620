"""The one door into the routing core for whoever speaks in events: the live floor, a replay, a recovery, a test.

`apply` looks the ids up, refuses what is unknown, and calls the verb. A new event is a function and a line in EVENTS.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from woezo.journal.effects import Encoded, encode
from woezo.journal.marks import MARKS
from woezo.journal.naming import (
    Unknown,
    agent_of,
    interaction_of,
    is_set,
    new_interaction,
    preferred_of,
    queue_of,
    reservation_of,
)
from woezo.routing import alarms, configuring, contacts, desks, talks
from woezo.routing.activities import OFFLINE
from woezo.routing.codes import B_DESK_LOST, MAX_TIME_MS, QUEUED, REFUSALS
from woezo.routing.matching import settle
from woezo.routing.model import Agent, Args, Interaction, Reservation
from woezo.routing.reserving import reserve
from woezo.routing.router import Router, refuse
from woezo.routing.rules import MAX_ID, MAX_PRIORITY, MAX_WAIT_MS, RuleError, number, requirements

Refused = str
"""A word of codes.REFUSALS, "" if the event was carried out."""
Handler = Callable[[Router, Args], Refused]


def apply(
    router: Router, at_ms: int, event: str, args: Args, recorded: Sequence[Encoded] | None = None
) -> list[Encoded]:
    """Carry out one event at a time and return its effects.

    at_ms: milliseconds since 1970, raised to the last event's time if it lies before it. An event that is stale,
    doubled, illegal or malformed changes nothing and has the one effect ["refused", reason, detail?].
    recorded: the effects of this event in a journal. Nothing is decided then: its reservations are made again.
    A mark of the journal (journal.marks) concerns no router.
    """
    if at_ms > MAX_TIME_MS:
        raise OverflowError(f"at_ms {at_ms} is past the year 3000")
    router.now_ms = max(at_ms, router.now_ms)
    router.effects = []
    router.made = None
    handler = EVENTS.get(event)
    if handler is None and event in MARKS:
        return list(MARKS[event])
    router.deciding = recorded is None
    detail = ""
    try:
        refused = "unknown_event" if handler is None else handler(router, _with_recorded(event, args, recorded))
    except Unknown as error:
        refused = str(error)
    except RuleError as error:
        refused, detail = "bad_argument", str(error)
    if refused:
        refuse(router, REFUSALS.index(refused))
    if recorded is not None:
        _repeat(router, recorded)
    settle(router)
    router.deciding = True
    effects = [encode(effect) for effect in router.effects]
    if detail:
        effects[-1].append(detail)
    return effects


def _with_recorded(event: str, args: Args, recorded: Sequence[Encoded] | None) -> Args:
    """A consultation with a queue names an agent by itself; in recovery it names the recorded one."""
    if event == "consult" and recorded is not None:
        for effect in recorded:
            if effect[0] == "reserved":
                return {**args, "agent": effect[3]}
    return args


def _repeat(router: Router, recorded: Sequence[Encoded]) -> None:
    """Make the recorded reservations that the event's own verb has not made."""
    for effect in recorded:
        if effect[0] != "reserved":
            continue
        id, interaction_id, agent_id = int(effect[1]), int(effect[2]), int(effect[3])
        if id < router.next_reservation_id:
            continue
        interaction = router.interactions[interaction_id]
        if interaction.state != QUEUED:
            raise RuntimeError(f"journal: interaction {interaction_id} does not wait, yet reservation {id} was made")
        router.next_reservation_id = id
        reserve(router, interaction, router.agents[agent_id])


def rewind_to(
    router: Router, at_ms: int, event: str, args: Args, recorded: Sequence[Encoded], reservation: int
) -> None:
    """Bring a router to the very moment at which a recorded reservation was decided.

    The router stands before the event. Afterwards the event's transitions have happened and so have the reservations
    it made earlier, but not this one: what `explain` sees is what the router saw.
    """
    earlier = [effect for effect in recorded if effect[0] == "reserved" and int(effect[1]) < reservation]
    router.now_ms = max(at_ms, router.now_ms)
    router.deciding = False
    EVENTS[event](router, args)
    _repeat(router, earlier)
    router.deciding = True


# -- events -------------------------------------------------------------------------------------------------------------
def _arrive(router: Router, args: Args) -> Refused:
    interaction = new_interaction(router, args, "interaction", queue_of(router, args))
    # An agent who is gone is no reason to turn a customer away: the preference is dropped.
    agent = router.agents.get(number(args, "preferred", 1, MAX_ID)) if args.get("preferred") is not None else None
    patience_ms = number(args, "preferred_ms", 0, MAX_WAIT_MS, 0)
    exclusive = is_set(args, "exclusive")
    if agent is not None:
        contacts.prefer(router, interaction, agent, patience_ms, exclusive)
    contacts.arrive(router, interaction)
    return ""


def _transfer(router: Router, args: Args) -> Refused:
    interaction = interaction_of(router, args)
    child = new_interaction(router, args, "child", queue_of(router, args))
    patience_ms = number(args, "preferred_ms", 0, MAX_WAIT_MS, 0)
    return REFUSALS[talks.transfer(router, interaction, child, preferred_of(router, args), patience_ms)]


def _consult(router: Router, args: Args) -> Refused:
    agent = None if args.get("agent") is None else agent_of(router, args)
    queue = None if args.get("queue") is None else queue_of(router, args)
    if agent is None and queue is None:
        raise RuleError("agent: name an agent or a queue")
    return REFUSALS[talks.consult(router, interaction_of(router, args), agent, queue)]


def _callback(router: Router, args: Args) -> Refused:
    interaction = interaction_of(router, args)
    child = _child_id(router, args)
    at_ms = number(args, "at_ms", 0, MAX_TIME_MS, 0)
    return _done(contacts.call_back(router, interaction, child, at_ms))


def _overflow(router: Router, args: Args) -> Refused:
    interaction = interaction_of(router, args)
    queue = queue_of(router, args)
    if queue is interaction.queue:
        raise RuleError("queue: it waits there already")
    if interaction.state != QUEUED:
        return "wrong_state"
    if contacts.closed_door(queue):
        return "programme_closed"
    if contacts.full(queue):
        return "queue_full"
    return _done(contacts.overflow(router, interaction, _child_id(router, args), queue))


def _child_id(router: Router, args: Args) -> int:
    id = number(args, "child", 1, MAX_ID)
    if id in router.interactions:
        raise Unknown("already_exists")
    return id


def _done(done: bool) -> Refused:
    return "" if done else "wrong_state"


def _sign_in(router: Router, args: Args) -> Refused:
    agent = agent_of(router, args)
    desk = number(args, "desk", 1, MAX_ID)
    desks.sign_in(router, agent, desk, _activity(args), is_set(args, "routable"))
    return ""


def _activity(args: Args) -> str:
    """A code, not a text: the journal holds no personal data."""
    value = args.get("activity", "available")
    if not isinstance(value, str) or not 1 <= len(value) <= 40 or not value.replace("_", "a").isalnum():
        raise RuleError("activity: not a code of letters, digits and _ (40 at most)")
    return value


def _sign_out(router: Router, args: Args) -> Refused:
    agent = agent_of(router, args)
    if agent.desk == 0:
        return "wrong_state"
    desks.sign_out(router, agent)
    return ""


def _change_activity(router: Router, args: Args) -> Refused:
    agent = agent_of(router, args)
    activity, routable = _activity(args), is_set(args, "routable")
    if agent.desk == 0:
        return "wrong_state"
    if activity == OFFLINE:
        desks.sign_out(router, agent)
        return ""
    desks.change_activity(router, agent, activity, routable)
    return ""


def _desk(router: Router, args: Args) -> Agent:
    agent = agent_of(router, args)
    if agent.desk == 0 or agent.desk != number(args, "desk", 1, MAX_ID):
        raise Unknown("wrong_desk")
    return agent


def _desk_lost(router: Router, args: Args) -> Refused:
    agent = _desk(router, args)
    if agent.blocked & B_DESK_LOST:
        return "wrong_state"
    desks.desk_lost(router, agent)
    return ""


def _desk_back(router: Router, args: Args) -> Refused:
    agent = _desk(router, args)
    if not agent.blocked & B_DESK_LOST:
        return "wrong_state"
    desks.desk_back(router, agent)
    return ""


def _site(up: bool) -> Handler:
    def handler(router: Router, args: Args) -> Refused:
        site = router.sites.get(number(args, "site", 1, MAX_ID))
        if site is None:
            return "unknown_site"
        if site.up == up:
            return "wrong_state"
        (desks.site_up if up else desks.site_down)(router, site)
        return ""

    return handler


def _programme(open: bool) -> Handler:
    def handler(router: Router, args: Args) -> Refused:
        programme = router.programmes.get(number(args, "programme", 1, MAX_ID))
        if programme is None:
            return "unknown_programme"
        if programme.open == open:
            return "wrong_state"
        programme.open = open
        return ""

    return handler


def _configure(verb: Callable[[Router, Args], None]) -> Handler:
    def handler(router: Router, args: Args) -> Refused:
        verb(router, args)
        return ""

    return handler


def _remove_agent(router: Router, args: Args) -> Refused:
    return "" if configuring.remove_agent(router, agent_of(router, args)) else "in_use"


def _override_skills(router: Router, args: Args) -> Refused:
    agent = agent_of(router, args)
    configuring.override_skills(router, agent, requirements(args, "skills"), _until(args))
    return ""


def _override_tiers(router: Router, args: Args) -> Refused:
    queue = queue_of(router, args)
    configuring.override_tiers(router, queue, number(args, "open_through", 0, 1000, 0), _until(args))
    return ""


def _override_priority(router: Router, args: Args) -> Refused:
    queue = queue_of(router, args)
    configuring.override_priority(router, queue, number(args, "priority", 0, MAX_PRIORITY, 0), _until(args))
    return ""


def _until(args: Args) -> int:
    return number(args, "until_ms", 0, MAX_TIME_MS)


def _unpark(router: Router, args: Args) -> Refused:
    patience_ms = number(args, "preferred_ms", 0, MAX_WAIT_MS, 60_000)
    return REFUSALS[talks.unpark(router, interaction_of(router, args), patience_ms)]


def _timer(router: Router, args: Args) -> Refused:
    return "" if alarms.fire(router) else "nothing_due"


def _on_interaction(verb: Callable[[Router, Interaction], int]) -> Handler:
    return lambda router, args: REFUSALS[verb(router, interaction_of(router, args))]


def _on_reservation(verb: Callable[[Router, Reservation], int]) -> Handler:
    return lambda router, args: REFUSALS[verb(router, reservation_of(router, args))]


def _ends(verb: Callable[[Router, Interaction], bool]) -> Handler:
    return lambda router, args: _done(verb(router, interaction_of(router, args)))


EVENTS: Final[dict[str, Handler]] = {
    "set_site": _configure(configuring.set_site),
    "set_programme": _configure(configuring.set_programme),
    "set_queue": _configure(configuring.set_queue),
    "set_agent": _configure(configuring.set_agent),
    "remove_agent": _remove_agent,
    "programme_open": _programme(True),
    "programme_closed": _programme(False),
    "site_down": _site(False),
    "site_up": _site(True),
    "override_skills": _override_skills,
    "override_tiers": _override_tiers,
    "override_priority": _override_priority,
    "sign_in": _sign_in,
    "sign_out": _sign_out,
    "activity": _change_activity,
    "desk_lost": _desk_lost,
    "desk_back": _desk_back,
    "arrive": _arrive,
    "hang_up": _ends(contacts.hang_up),
    "cancel": _ends(contacts.cancel),
    "deflect": _ends(contacts.deflect),
    "overflow": _overflow,
    "callback": _callback,
    "accept": _on_reservation(talks.accept),
    "reject": _on_reservation(talks.reject),
    "rescind": _on_reservation(talks.rescind),
    "complete": _on_reservation(talks.complete),
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
    "timer": _timer,
}
