"""Agents who leave: the floor lets them go first, then the rows say so. Nobody is offered a contact he cannot take."""

from __future__ import annotations

from collections.abc import Callable

import woezo.accounts.actions as accounts
import woezo.people.actions as people
from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.operations import live
from woezo.operations.dispatcher import Dispatcher, Unavailable
from woezo.people.models import Agent
from woezo.people.reads import agent_of

GONE = ("wrong_state", "unknown_agent")
"""What the floor answers about one who has just left by himself."""


def store_agent(row: Agent, write: Callable[[], object], fields: list[str], actor: User) -> None:
    """Write an agent. One who works here no longer leaves the floor before. Raises Problem while he holds contacts."""
    if row.pk is not None and "is_active" in fields and not row.is_active and _sign_out(row.pk, actor):
        _ask("remove_agent", row.pk, actor)
    people.store(row, write, fields, actor)


def store_user(row: User, write: Callable[[], object], fields: list[str], actor: User) -> None:
    """Write a user. An agent who may not work any more is signed out before. Raises Problem while he holds contacts."""
    if row.pk is not None and {"is_active", "role"} & set(fields) and not (row.is_active and row.role == Role.AGENT):
        agent = agent_of(row.pk)
        if agent is not None:
            _sign_out(agent, actor)
    accounts.store(row, write, fields, actor)


def _sign_out(agent: int, actor: User) -> bool:
    """Close his desk. False if the floor does not know him."""
    try:
        known = live.look(_standing, agent)
    except Unavailable:
        raise Problem("unavailable") from None
    if known is None:
        return False
    is_busy, is_there = known
    if is_busy:
        raise Problem("holds_contacts")
    if is_there:
        _ask("sign_out", agent, actor)
    return True


def _standing(floor: Dispatcher, agent: int) -> tuple[bool, bool] | None:
    """Whether an agent has work in hand, and a desk open; None if the floor does not know him."""
    with floor.reading() as router:
        known = router.agents.get(agent)
        return None if known is None else (bool(known.reservations), known.desk != 0)


def _ask(kind: str, agent: int, actor: User) -> None:
    try:
        live.ask(kind, {"agent": agent}, actor)
    except Problem as problem:
        if problem.code == "in_use":  # a contact came to him meanwhile
            raise Problem("holds_contacts") from None
        if problem.code not in GONE:
            raise
