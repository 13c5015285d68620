"""What the opening and the loss of a desk's socket mean to the floor."""

from __future__ import annotations

import logging

from django.db import DatabaseError

from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.operations import floor, live
from woezo.operations.dispatcher import Unavailable
from woezo.routing.codes import B_DESK_LOST

log = logging.getLogger("woezo.push")
UNKNOWN = -1
_unheard: set[int] = set()
"""Agents whose loss was asked for without an answer: a return must be asked for behind it, whatever the floor says."""


def agent_of(user: User) -> int | None:
    """The agent as whom a user works; nobody else has a desk."""
    entry = live.directory().agent_of_user(user.pk)
    return None if entry is None or user.role != Role.AGENT else entry.id


def desk_of(agent: int) -> int:
    """The desk at which the agent is signed in, 0 for none, UNKNOWN while the floor has no router."""
    try:
        with floor.dispatcher().reading() as router:
            return int(router.agents[agent].desk) if agent in router.agents else 0
    except Unavailable:
        return UNKNOWN


def opened(agent: int, desk: int) -> bool:
    """The same desk is back, or another one takes the agent over; who is not signed in stays so.

    False if the floor could not be told: say it again later.
    """
    try:
        with floor.dispatcher().reading() as router:
            known = router.agents.get(agent)
            if known is None or known.desk == 0:
                return True
            here, lost = known.desk == desk, bool(known.blocked & B_DESK_LOST)
            activity, routable = known.activity, known.routable
        if not here:
            live.ask("sign_in", {"agent": agent, "desk": desk, "activity": activity, "routable": routable})
        elif lost or agent in _unheard:
            live.ask("desk_back", {"agent": agent, "desk": desk})
    except (Unavailable, DatabaseError, Problem) as error:
        log.warning("desk of agent %s: %r; the screen shows what is", agent, error)
        if not isinstance(error, Problem) or error.code == "unavailable":
            return False
    _unheard.discard(agent)
    return True


def lost(agent: int, desk: int) -> bool:
    """The last socket of a desk is gone. False if the floor has not said what it made of that: say it again later.

    A desk that somebody took over meanwhile refuses this by itself.
    """
    where = desk_of(agent)
    if where != desk:
        return where != UNKNOWN
    try:
        live.ask("desk_lost", {"agent": agent, "desk": desk})
    except Problem as problem:
        log.info("desk_lost of agent %s: %s", agent, problem.code)
        if problem.code == "unavailable":  # it may have been carried out at the last moment, or never will be
            _unheard.add(agent)
            return False
    except DatabaseError:
        log.exception("desk_lost of agent %s could not be written", agent)
        return False
    return True
