"""The closed lists of the routing core: states, outcomes, blocks, effects, refusals, reasons.

Small integers inside the core, words outside (journal, API, cases). The words are those of the glossary and are
stored in journals: a word may be added at the end of a list, never changed or moved.
"""

from typing import Final

# -- channels: synchronous ones end when the customer leaves; text ones may be parked -------------------------------
CHANNELS: Final = ("voice", "chat", "messaging", "email", "task", "callback")
TEXT_CHANNELS: Final = ("chat", "messaging", "email", "task")
# Somebody reads what an agent writes: his first message is the answer. All others are answered by being accepted.
WRITTEN_CHANNELS: Final = ("chat", "messaging", "email")
# A closed programme sends these away at the door; the others wait for an agent, who may work after hours.
LIVE_CHANNELS: Final = ("voice", "chat", "callback")

# -- interaction ----------------------------------------------------------------------------------------------------
CREATED: Final = 0
QUEUED: Final = 1
RESERVED: Final = 2
CONNECTED: Final = 3
HELD: Final = 4
PARKED: Final = 5
ENDED: Final = 6
INTERACTION_STATES: Final = ("created", "queued", "reserved", "connected", "held", "parked", "ended")

COMPLETED: Final = 1
TRANSFERRED: Final = 2
ABANDONED: Final = 3
OVERFLOWED: Final = 4
DEFLECTED: Final = 5
CALLED_BACK: Final = 6
CANCELED: Final = 7
FAILED: Final = 8
OUTCOMES: Final = (
    "",
    "completed",
    "transferred",
    "abandoned",
    "overflowed",
    "deflected",
    "called_back",
    "canceled",
    "failed",
)

# -- reservation ----------------------------------------------------------------------------------------------------
R_PENDING: Final = 0
R_ACCEPTED: Final = 1
R_WRAPPING: Final = 2
R_COMPLETED: Final = 3
R_REJECTED: Final = 4
R_TIMED_OUT: Final = 5
R_RESCINDED: Final = 6
R_CANCELED: Final = 7
RESERVATION_STATES: Final = (
    "pending",
    "accepted",
    "wrapping",
    "completed",
    "rejected",
    "timed_out",
    "rescinded",
    "canceled",
)

# -- what keeps an agent from new work; one bit each, so that "may take work" is one comparison with zero -------------
B_SIGNED_OUT: Final = 1
B_DESK_LOST: Final = 2
B_SITE_DOWN: Final = 4
B_ACTIVITY: Final = 8
B_NOT_RESPONDING: Final = 16
B_NEXT_ACTIVITY: Final = 32
B_RINGING: Final = 64
B_WRAPPING: Final = 128
# The order in which a single reason is named when several hold.
BLOCK_REASONS: Final = (
    (B_SIGNED_OUT, "signed_out"),
    (B_SITE_DOWN, "site_down"),
    (B_DESK_LOST, "desk_lost"),
    (B_NOT_RESPONDING, "not_responding"),
    (B_ACTIVITY, "activity"),
    (B_NEXT_ACTIVITY, "next_activity"),
    (B_RINGING, "ringing"),
    (B_WRAPPING, "wrapping"),
)

# -- per queue ------------------------------------------------------------------------------------------------------
MANUAL: Final = 0
AUTOMATIC: Final = 1
ACCEPT_MODES: Final = ("manual", "automatic")

REJECT_NOT_ALLOWED: Final = 0
REJECT_STAY_READY: Final = 1
REJECT_NOT_RESPONDING: Final = 2
REJECT_RULES: Final = ("not_allowed", "stay_ready", "not_responding")

W_OPTIONAL: Final = 0
W_MANDATORY: Final = 1
W_MANDATORY_TIMEOUT: Final = 2
W_FORCED_TIMEOUT: Final = 3
W_ON_REQUEST: Final = 4
WRAP_UP_MODES: Final = ("optional", "mandatory", "mandatory_timeout", "forced_timeout", "on_request")

LIMIT_ACTIONS: Final = ("overflow", "deflect")

# -- effects --------------------------------------------------------------------------------------------------------
E_QUEUED: Final = 0
E_RESERVED: Final = 1
E_ACCEPTED: Final = 2
E_REJECTED: Final = 3
E_TIMED_OUT: Final = 4
E_RESCINDED: Final = 5
E_CANCELED: Final = 6
E_WRAPPING: Final = 7
E_COMPLETED: Final = 8
E_ANSWERED: Final = 9
E_HELD: Final = 10
E_RETRIEVED: Final = 11
E_PARKED: Final = 12
E_ENDED: Final = 13
E_CHILD: Final = 14
E_AGENT: Final = 15
E_DESK_TAKEN: Final = 16
E_REFUSED: Final = 17
EFFECTS: Final = (
    "queued",
    "reserved",
    "accepted",
    "rejected",
    "timed_out",
    "rescinded",
    "canceled",
    "wrapping",
    "completed",
    "answered",
    "held",
    "retrieved",
    "parked",
    "ended",
    "child",
    "agent",
    "desk_taken",
    "refused",
)
CHILD_KINDS: Final = ("transfer", "callback", "overflow")

# -- why an event was refused: stale, doubled or illegal events change nothing and say why ------------------------------
REFUSALS: Final = (
    "",
    "unknown_interaction",
    "unknown_reservation",
    "unknown_agent",
    "unknown_queue",
    "unknown_site",
    "unknown_programme",
    "unknown_event",
    "bad_argument",
    "already_exists",
    "wrong_state",
    "wrong_desk",
    "reject_not_allowed",
    "wrap_up_forced",
    "queue_full",
    "programme_closed",
    "not_eligible",
    "agent_not_ready",
    "no_agent_ready",
    "not_text",
    "in_use",
    "nothing_due",
)
# Their indexes, written out: a literal is compiled into the code, a look-up would be made at every event.
F_NONE: Final = 0
F_WRONG_STATE: Final = 10
F_REJECT_NOT_ALLOWED: Final = 12
F_WRAP_UP_FORCED: Final = 13
F_QUEUE_FULL: Final = 14
F_PROGRAMME_CLOSED: Final = 15
F_NOT_ELIGIBLE: Final = 16
F_AGENT_NOT_READY: Final = 17
F_NO_AGENT_READY: Final = 18
F_NOT_TEXT: Final = 19

# -- why a pair (agent, waiting interaction) is not matched: exactly one of these -----------------------------------------
PAIR_REASONS: Final = (
    "chosen",
    "barred",
    "country",
    "missing_skill",
    "level_too_low",
    "channel",
    "no_tier",
    *(name for _, name in BLOCK_REASONS),
    "at_capacity",
    "rejected_recently",
    "held_for_preferred",
    "tier_not_open",
    "held_back",
    # Only for a reservation that was made: why this able agent was not the one.
    "later_tier",
    "fewer_points",
    "more_loaded",
    "ready_later",
)

FOREVER: Final = 1 << 60
"""A time that never comes, in milliseconds; leaves room for one addition in 64 bits."""

MAX_TIME_MS: Final = 32_503_680_000_000
"""The year 3000: later times are refused, so that a time plus a wait stays far from 64 bits."""
