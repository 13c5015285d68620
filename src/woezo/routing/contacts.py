"""An interaction from its arrival to its end, as the customer and the queue see it.

Every verb makes its transitions first and matches last: a journal is recovered by making the transitions and putting
the recorded reservations where matching would decide.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from woezo.routing.codes import (
    ABANDONED,
    CALLED_BACK,
    CANCELED,
    CHANNELS,
    COMPLETED,
    CONNECTED,
    CREATED,
    DEFLECTED,
    E_CANCELED,
    E_CHILD,
    E_ENDED,
    ENDED,
    HELD,
    LIVE_CHANNELS,
    OVERFLOWED,
    PARKED,
    QUEUED,
    R_ACCEPTED,
    R_CANCELED,
    R_PENDING,
    RESERVED,
)
from woezo.routing.lines import dequeue, enqueue, is_plain, leave_own_line, pass_by, place_of
from woezo.routing.matching import find_agent, offer, place
from woezo.routing.model import T_CALLBACK, T_PREFERRED, Agent, Interaction, Line, Queue, Reservation
from woezo.routing.reserving import drop_pending, forget_if_over, give, wrap
from woezo.routing.router import Router, tell
from woezo.routing.timers import Timer

CHILD_TRANSFER: Final = 0
CHILD_CALLBACK: Final = 1
CHILD_OVERFLOW: Final = 2


def closed_door(queue: Queue) -> bool:
    """A closed programme sends live contacts away; what can wait may be worked on after hours."""
    return not queue.programme.open and CHANNELS[queue.channel] in LIVE_CHANNELS


def full(queue: Queue) -> bool:
    """The queue holds as many waiting interactions as it may."""
    return 0 < queue.max_waiting <= queue.waiting


def arrive(router: Router, interaction: Interaction) -> None:
    """An interaction comes to its queue: it waits, or overflows or is deflected at the door; then it is matched."""
    queue = interaction.queue
    if router.indexed:
        router.interactions[interaction.id] = interaction
    if closed_door(queue):
        finish(router, interaction, DEFLECTED)
    elif full(queue):
        overflowed = send_away(router, interaction)
        if overflowed is not None:
            place(router, overflowed)
    elif passes(router, interaction):
        agent = find_agent(router, interaction, queue.lines[0])
        if agent is None:
            enqueue(router, interaction)
        else:
            pass_by(router, queue.lines[0], interaction)
            give(router, interaction, agent)
    else:
        enqueue(router, interaction)
        place(router, interaction)


def passes(router: Router, interaction: Interaction) -> bool:
    """Whether a newcomer may ask before it stands in line: nobody is there, and standing for no time leaves no trace.

    What nearly every arrival meets where agents are free; nothing else is decided than by standing and asking. Where
    taking the head teaches, it must have stood; where hold-back counts, nobody else of the queue may ask because of it.
    """
    queue = interaction.queue
    return (
        router.deciding
        and queue.lines[0].head is None
        and not queue.expects
        and (not queue.holds or queue.waiting == 0)
        and interaction.preferred is None
        and is_plain(interaction)
    )


def send_away(router: Router, interaction: Interaction) -> Interaction | None:
    """The queue's limit: overflow to another queue where the rule says so and it has room, else deflect."""
    queue = interaction.queue
    if queue.limit_overflows and not interaction.stays:
        target = router.queues.get(queue.overflow_queue)
        if target is not None and target is not queue and not full(target) and not closed_door(target):
            return overflow_to(router, interaction, target, born(router))
    finish(router, interaction, DEFLECTED)
    return None


def born(router: Router) -> i64:
    """An id for an interaction that begins inside the core: negative, so that it meets no id from outside."""
    id = router.next_born_id
    router.next_born_id = id - 1
    return id


def overflow_to(router: Router, interaction: Interaction, target: Queue, child_id: i64) -> Interaction:
    """The interaction ends here and goes on in another queue, with the wait it has earned."""
    child = child_of(router, interaction, child_id, target, CHILD_OVERFLOW)
    child.credited_ms = interaction.credited_ms
    child.stays = True
    finish(router, interaction, OVERFLOWED)
    enqueue(router, child)
    return child


def child_of(router: Router, interaction: Interaction, child_id: i64, queue: Queue, kind: i64) -> Interaction:
    """A new interaction that continues another one with the same requirements (callback, overflow)."""
    child = interaction.continuation(child_id, queue, router.now_ms, kind)
    child.required = interaction.required
    child.priority = interaction.priority
    introduce(router, interaction, child, kind)
    return child


def introduce(router: Router, interaction: Interaction, child: Interaction, kind: i64) -> None:
    """Make a continuation known. It is in no line yet."""
    if router.indexed:
        router.interactions[child.id] = child
    tell(router, E_CHILD, child.id, interaction.id, child.queue.id, kind)


def finish(router: Router, interaction: Interaction, outcome: i64) -> None:
    """The interaction ends. It is in no line and rings nowhere any more."""
    stop_timers(router, interaction)
    leave_own_line(interaction)
    interaction.state = ENDED
    interaction.outcome = outcome
    tell(router, E_ENDED, interaction.id, outcome)
    interaction.over()
    if router.indexed:
        forget_if_over(router, interaction)


def stop_timers(router: Router, interaction: Interaction) -> None:
    """Stop what the interaction waits for."""
    if interaction.preferred_timer is not None:
        router.timers.stop(interaction.preferred_timer)
    if interaction.exclusion_timer is not None:
        router.timers.stop(interaction.exclusion_timer)


def finish_waiting(router: Router, interaction: Interaction, outcome: i64) -> None:
    """A created, queued, reserved or parked interaction ends before an agent talks to the customer (again)."""
    agent: Agent | None = None
    if interaction.state == QUEUED:
        dequeue(router, interaction, False)
    elif interaction.state == RESERVED:
        reservation = interaction.reservation
        assert reservation is not None
        agent = reservation.agent
        interaction.state = ENDED  # before the release, which forgets what is over
        drop_pending(router, reservation, R_CANCELED, E_CANCELED, True)
    finish(router, interaction, outcome)
    if agent is not None:
        offer(router, agent)


def finish_talk(router: Router, interaction: Interaction, outcome: i64) -> None:
    """A connected or held interaction ends: who talks wraps up, who still rings is let go."""
    reservation = interaction.reservation
    if interaction.others is not None or reservation is None:
        offer_all(router, stop_talk(router, interaction, outcome))
        return
    # nearly always one agent talks: no list of them is made
    finish(router, interaction, outcome)
    wrap(router, reservation)
    offer(router, reservation.agent)


def stop_talk(router: Router, interaction: Interaction, outcome: i64) -> list[Agent]:
    """End a conversation; the agents who may take work again are for the caller to match."""
    reservations = talking(interaction)
    finish(router, interaction, outcome)
    agents: list[Agent] = []
    for reservation in reservations:
        agents.append(reservation.agent)
        if reservation.state == R_ACCEPTED:
            wrap(router, reservation)
        elif reservation.state == R_PENDING:
            drop_pending(router, reservation, R_CANCELED, E_CANCELED, True)
    return agents


def offer_all(router: Router, agents: list[Agent]) -> None:
    """Match agents in the order in which they became free."""
    for agent in agents:
        offer(router, agent)


def talking(interaction: Interaction) -> list[Reservation]:
    """The reservations through which agents are, or are called, in the conversation: the first one leads."""
    found: list[Reservation] = []
    if interaction.reservation is not None:
        found.append(interaction.reservation)
    if interaction.others is not None:
        found.extend(interaction.others)
    return found


def hang_up(router: Router, interaction: Interaction) -> bool:
    """The customer leaves: abandoned while he waits, completed once he was served. False if it is over already."""
    state = interaction.state
    if state in (CREATED, QUEUED, RESERVED):
        # whoever was answered once (and lost his agent) was served; he does not count as one who gave up
        finish_waiting(router, interaction, COMPLETED if interaction.answered_ms else ABANDONED)
    elif state == PARKED:
        finish_waiting(router, interaction, COMPLETED)
    elif state in (CONNECTED, HELD):
        finish_talk(router, interaction, COMPLETED)
    else:
        return False
    return True


def cancel(router: Router, interaction: Interaction) -> bool:
    """The work is withdrawn by whoever asked for it. False if an agent has it in hand or it is over."""
    if interaction.state not in (CREATED, QUEUED, RESERVED, PARKED):
        return False
    finish_waiting(router, interaction, CANCELED)
    return True


def deflect(router: Router, interaction: Interaction) -> bool:
    """The real-time desk asks a waiting customer to come back later."""
    if interaction.state != QUEUED:
        return False
    finish_waiting(router, interaction, DEFLECTED)
    return True


def overflow(router: Router, interaction: Interaction, child_id: i64, target: Queue) -> bool:
    """The real-time desk moves a waiting interaction to another queue, where it keeps its place."""
    if interaction.state != QUEUED:
        return False
    dequeue(router, interaction, False)
    place(router, overflow_to(router, interaction, target, child_id))
    return True


def call_back(router: Router, interaction: Interaction, child_id: i64, at_ms: i64) -> bool:
    """A waiting customer asks to be called back: at once, keeping his place, or at a time of his choice."""
    if interaction.state != QUEUED:
        return False
    queue = interaction.queue
    dequeue(router, interaction, False)
    child = child_of(router, interaction, child_id, queue, CHILD_CALLBACK)
    child.stays = True  # it was promised
    finish(router, interaction, CALLED_BACK)
    if at_ms > router.now_ms:
        child.arrival_ms = at_ms
        child.credited_ms = at_ms
        child.preferred_timer = Timer(T_CALLBACK, child_id, child)
        router.timers.start(child.preferred_timer, at_ms)
        return True
    child.credited_ms = interaction.credited_ms
    enqueue(router, child)
    place(router, child)
    return True


def callback_due(router: Router, interaction: Interaction) -> None:
    """The time of a booked callback has come: it waits like any other, whatever the limits; it was promised."""
    interaction.preferred_timer = None
    enqueue(router, interaction)
    place(router, interaction)


def prefer(router: Router, interaction: Interaction, agent: Agent, patience_ms: i64, exclusive: bool) -> None:
    """Before it waits: let the interaction prefer an agent, alone or first, for a time (0: as long as it waits)."""
    interaction.preferred = agent
    interaction.exclusive = exclusive and patience_ms > 0
    if patience_ms > 0:
        interaction.preferred_timer = Timer(T_PREFERRED, interaction.id, interaction)
        router.timers.start(interaction.preferred_timer, router.now_ms + patience_ms)


def limit_reached(router: Router, line: Line) -> None:
    """The queue's longest wait is over for the first of a line: send away all whose time has come, match what came."""
    queue = line.queue
    due: list[Interaction] = []
    interaction = line.head
    while interaction is not None and router.now_ms - interaction.credited_ms >= queue.max_wait_ms:
        if not interaction.stays:
            due.append(interaction)
        interaction = interaction.next
    moved: list[Interaction] = []
    for interaction in due:
        dequeue(router, interaction, False)
        child = send_away(router, interaction)
        if child is not None:
            moved.append(child)
    for child in sorted(moved, key=place_of):
        if child.state == QUEUED:
            place(router, child)
