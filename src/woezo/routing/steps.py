"""What a wait opens: tiers by time or by expected wait, hold-back by wait, the queue's limit.

All of them are thresholds on one number, the credited wait of a line's head. A line therefore needs one timer, for the
next threshold ahead of it, and queues without any need none.
"""

from __future__ import annotations

from mypy_extensions import i64

from woezo.routing.codes import FOREVER
from woezo.routing.model import Interaction, Line, Queue, due_ms
from woezo.routing.router import Router


def refresh_tiers(router: Router, queue: Queue) -> None:
    """Derive from which wait each tier is open now, and the waits at which something may change."""
    maturities: list[i64] = []
    queue.holds = False
    queue.expects = False
    for tier in queue.tiers:
        opens_ms = tier.after_ms
        if tier.expected_wait_permille > 0:
            queue.expects = True
            # waited + mean >= share x target, solved for the wait
            by_expectation: i64 = tier.expected_wait_permille * queue.target_ms // 1000 - queue.head_mean_ms
            opens_ms = min(opens_ms, max(by_expectation, 0))
        if tier.index <= queue.tiers_override:
            opens_ms = 0
        tier.opens_ms = opens_ms
        if 0 < opens_ms < FOREVER and opens_ms not in maturities:
            maturities.append(opens_ms)
        queue.holds = queue.holds or tier.holds
        for wait_ms in tier.hold_waits_ms:
            if wait_ms > 0 and wait_ms not in maturities:
                maturities.append(wait_ms)
    maturities.sort()
    queue.maturities_ms = maturities


def refresh_line(router: Router, line: Line) -> None:
    """Set the line's timer to the next threshold ahead of its head, or stop it.

    A timer that is due and has not fired yet stays: nobody has looked at what the wait has reached.
    """
    due: i64 = FOREVER
    head = line.head
    queue = line.queue
    if head is not None and line.timer.position >= 0 and line.timer.due_ms <= router.now_ms:
        return
    if head is not None:
        wait_ms = router.now_ms - head.credited_ms
        for maturity_ms in queue.maturities_ms:
            if maturity_ms > wait_ms:
                due = head.credited_ms + maturity_ms
                break
        if queue.max_wait_ms > 0:
            limited = first_limited(head)
            if limited is not None:
                due = min(due, max(limited.credited_ms + queue.max_wait_ms, router.now_ms))
    if due < FOREVER:
        router.timers.start(line.timer, due)
    else:
        router.timers.stop(line.timer)


def first_limited(head: Interaction | None) -> Interaction | None:
    """The first of a line to which the queue's limit applies: an interaction overflows once, so it cannot go round."""
    while head is not None and head.stays:
        head = head.next
    return head


def note_taken(router: Router, line: Line) -> None:
    """The head was taken: learn how long heads stand, and open or close tiers by it."""
    queue = line.queue
    stood_ms = router.now_ms - line.head_since_ms
    queue.head_mean_ms = queue.head_mean_ms + (stood_ms - queue.head_mean_ms) // 8
    before: list[i64] = [tier.opens_ms for tier in queue.tiers]
    refresh_tiers(router, queue)
    for other in queue.lines:
        refresh_line(router, other)
        if _has_opened(router, other, before) and due_ms(other.timer) > router.now_ms:
            router.timers.start(other.timer, router.now_ms)


def _has_opened(router: Router, line: Line, before: list[i64]) -> bool:
    """Whether a tier that was closed for the head of the line is open now, although no time has passed."""
    head = line.head
    if head is None:
        return False
    wait_ms = router.now_ms - head.credited_ms
    return any(tier.opens_ms <= wait_ms < before[index] for index, tier in enumerate(line.queue.tiers))
