"""What happens by itself when a timer is due: one timer, one event."""

from __future__ import annotations

from typing import cast

from woezo.routing.activities import stop_responding
from woezo.routing.codes import E_TIMED_OUT, QUEUED, R_TIMED_OUT
from woezo.routing.configuring import end_priority_override, end_skills_override, end_tiers_override
from woezo.routing.contacts import callback_due, limit_reached
from woezo.routing.desks import grace_over
from woezo.routing.lines import dequeue, leave_own_line, stand
from woezo.routing.matching import offer, place, rematch, serve_line
from woezo.routing.model import Agent, Interaction, Line, Queue, Reservation
from woezo.routing.reserving import accept, complete
from woezo.routing.router import Router
from woezo.routing.steps import first_limited, refresh_line
from woezo.routing.talks import give_back
from woezo.routing.timers import (
    T_CALLBACK,
    T_EXCLUSION,
    T_GRACE,
    T_LINE,
    T_PREFERRED,
    T_PRIORITY,
    T_RESERVATION,
    T_SKILLS,
    T_TIERS,
    T_WRAP_UP,
)


def fire(router: Router) -> bool:
    """Fire the first timer if it is due. False if none is."""
    timer = router.timers.first()
    if timer is None or timer.due_ms > router.now_ms:
        return False
    router.timers.stop(timer)
    kind = timer.kind
    owner = timer.owner
    if kind == T_RESERVATION:
        _rang_out(router, cast(Reservation, owner))
    elif kind == T_WRAP_UP:
        reservation = cast(Reservation, owner)
        complete(router, reservation)
        offer(router, reservation.agent)
    elif kind == T_GRACE:
        grace_over(router, cast(Reservation, owner))
    elif kind == T_LINE:
        _line_matured(router, cast(Line, owner))
    elif kind == T_PREFERRED:
        _patience_over(router, cast(Interaction, owner))
    elif kind == T_EXCLUSION:
        _exclusion_over(router, cast(Interaction, owner))
    elif kind == T_CALLBACK:
        callback_due(router, cast(Interaction, owner))
    elif kind == T_SKILLS:
        end_skills_override(router, cast(Agent, owner))
        rematch(router)
    elif kind == T_TIERS:
        end_tiers_override(router, cast(Queue, owner))
        rematch(router)
    elif kind == T_PRIORITY:
        end_priority_override(router, cast(Queue, owner))
    return True


def _rang_out(router: Router, reservation: Reservation) -> None:
    """The tone is over: accepted. Or nobody answered: the agent is not there, the interaction returns to its place."""
    if reservation.tone:
        accept(router, reservation)
        offer(router, reservation.agent)
        return
    stop_responding(router, reservation.agent)
    give_back(router, reservation, R_TIMED_OUT, E_TIMED_OUT, False)


def _line_matured(router: Router, line: Line) -> None:
    """The head of a line has reached a tier, a hold-back wait or the limit of its queue."""
    queue = line.queue
    head = line.head
    if head is None:
        return
    if queue.max_wait_ms > 0:
        limited = first_limited(head)
        if limited is not None and router.now_ms - limited.credited_ms >= queue.max_wait_ms:
            limit_reached(router, line)
    router.timers.stop(line.timer)
    refresh_line(router, line)
    if line.head is None or not router.deciding:
        return
    if queue.holds:
        router.dirty_queues.append(queue)
        return
    serve_line(router, line)


def _patience_over(router: Router, interaction: Interaction) -> None:
    """The preferred agent did not become free in time: from now on anyone may take it, from its place in the line."""
    if not interaction.exclusive or interaction.state != QUEUED:
        leave_own_line(interaction)
        interaction.exclusive = False
        return
    dequeue(router, interaction, False)
    interaction.preferred = None
    interaction.exclusive = False
    stand(router, interaction)
    place(router, interaction)


def _exclusion_over(router: Router, interaction: Interaction) -> None:
    """An agent who rejected the interaction may be asked again: it moves to the line to which it now belongs."""
    if interaction.state == QUEUED:
        dequeue(router, interaction, False)
        stand(router, interaction)
        place(router, interaction)
