"""From the arguments of a configuration event to the fields of a queue or an agent, with their bounds.

The bounds keep every score and every time within 64 bits, where the compiled core would wrap silently:
points <= 1e6, slope <= 1e8 millionths per ms, waits <= 1e10 ms, waiting points <= 1e5 for each of 1e6, so a score stays below
2e18.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from mypy_extensions import i64

from woezo.routing.codes import (
    ACCEPT_MODES,
    CHANNELS,
    FOREVER,
    LIMIT_ACTIONS,
    REJECT_RULES,
    TEXT_CHANNELS,
    WRAP_UP_MODES,
    WRITTEN_CHANNELS,
)
from woezo.routing.eligibility import MICRO
from woezo.routing.model import Args, Queue, Requirements, Tier

MAX_POINTS: Final = 1_000_000
MAX_WAIT_MS: Final = 10_000_000_000
MAX_LEVEL: Final = 5
MAX_PRIORITY: Final = 9
MAX_ID: Final = 1 << 53  # what JSON readers keep exactly


class RuleError(ValueError):
    """A configuration argument cannot be used; the message is `field: what is wrong`."""


def number(args: Mapping[str, object], name: str, low: int, high: int, default: int | None = None) -> int:
    """An integer argument within bounds."""
    value = args.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise RuleError(f"{name}: not an integer")
    if not low <= value <= high:
        raise RuleError(f"{name}: {value} is not within {low}..{high}")
    return value


def word(args: Mapping[str, object], name: str, words: tuple[str, ...], default: str) -> int:
    """The index of a word of a closed list."""
    value = args.get(name, default)
    if not isinstance(value, str) or value not in words:
        raise RuleError(f"{name}: not one of {', '.join(words)}")
    return words.index(value)


def mapping(args: Mapping[str, object], name: str) -> dict[str, object]:
    """An object argument, {} if absent."""
    value = args.get(name) or {}
    if not isinstance(value, dict):
        raise RuleError(f"{name}: not an object")
    return {str(key): item for key, item in value.items()}


def items(args: Mapping[str, object], name: str) -> list[object]:
    """A list argument, [] if absent."""
    value = args.get(name) or []
    if not isinstance(value, (list, tuple)):
        raise RuleError(f"{name}: not a list")
    return list(value)


def integers(args: Mapping[str, object], name: str, low: int, high: int) -> list[i64]:
    """A list of integers within bounds."""
    return [number({name: value}, name, low, high) for value in items(args, name)]


def requirements(args: Mapping[str, object], name: str) -> Requirements:
    """{skill id: level} as a sorted tuple; levels are 1..5."""
    found: list[tuple[int, int]] = []
    for skill, level in mapping(args, name).items():
        if not skill.isascii() or not skill.isdigit():
            raise RuleError(f"{name}: {skill[:20]!r} is not a skill id")
        found.append((int(skill), number({f"{name}.{skill}": level}, f"{name}.{skill}", 1, MAX_LEVEL)))
    return tuple(sorted(found))


def read_queue(queue: Queue, args: Args) -> None:
    """Set every rule of a queue. Checks all before it changes anything that others see."""
    channel = word(args, "channel", CHANNELS, "task")
    queue.channel = channel
    queue.text = CHANNELS[channel] in TEXT_CHANNELS
    queue.written = CHANNELS[channel] in WRITTEN_CHANNELS
    queue.required = requirements(args, "skills")
    queue.target_ms = number(args, "target_ms", 1, MAX_WAIT_MS, 30_000)
    queue.set_priority = number(args, "priority", 0, MAX_PRIORITY, 0)
    _read_scoring(queue, mapping(args, "scoring"))
    queue.accept = word(args, "accept", ACCEPT_MODES, "manual")
    queue.tone_ms = number(args, "tone_ms", 0, MAX_WAIT_MS, 0)
    queue.timeout_ms = number(args, "timeout_ms", 0, MAX_WAIT_MS, 0)
    queue.reject = word(args, "reject", REJECT_RULES, "stay_ready")
    queue.not_again_ms = number(args, "not_again_ms", 0, MAX_WAIT_MS, 30_000)
    queue.wrap_up = word(args, "wrap_up", WRAP_UP_MODES, "optional")
    queue.wrap_up_ms = number(args, "wrap_up_ms", 0, MAX_WAIT_MS, 0)
    queue.max_waiting = number(args, "max_waiting", 0, MAX_POINTS, 0)
    queue.max_wait_ms = number(args, "max_wait_ms", 0, MAX_WAIT_MS, 0)
    queue.limit_overflows = word(args, "limit_action", LIMIT_ACTIONS, "deflect") == 0
    queue.overflow_queue = number(args, "overflow_queue", 0, MAX_ID, 0)
    queue.grace_ms = number(args, "grace_ms", 0, MAX_WAIT_MS, 30_000)
    queue.tiers = read_tiers(args)


def _read_scoring(queue: Queue, scoring: Mapping[str, object]) -> None:
    """Default: a level of priority is worth ten minutes of waiting, a preferred agent five; cost and level nothing."""
    queue.priority_points = number(scoring, "priority_points", 0, MAX_POINTS // 10, 600)
    per_s = number(scoring, "wait_points_per_s", 0, 10_000, 1)
    urgency = number(scoring, "urgency_points", 0, MAX_POINTS, 0)
    slope = per_s * MICRO // 1000 + urgency * MICRO // queue.target_ms
    if slope > 100 * MICRO:
        raise RuleError("scoring.urgency_points: too many points for so short a target")
    queue.slope = slope
    queue.waiting_points = number(scoring, "waiting_points", 0, MAX_POINTS // 10, 0) * MICRO
    queue.cost_points = number(scoring, "cost_points", 0, 1000, 0)
    queue.level_points = number(scoring, "level_points", 0, 10_000, 0)
    queue.preferred_points = number(scoring, "preferred_points", 0, MAX_POINTS, 300)


def read_tiers(args: Args) -> list[Tier]:
    """The tiers in order; none means one tier that admits every group with the skills."""
    tiers: list[Tier] = []
    for index, value in enumerate(items(args, "tiers")):
        if not isinstance(value, dict):
            raise RuleError(f"tiers[{index}]: not an object")
        try:
            tiers.append(_read_tier(index, cast("dict[str, object]", value)))
        except RuleError as error:
            raise RuleError(f"tiers[{index}].{error}") from None
    return tiers or [Tier(0)]


def _read_tier(index: int, args: dict[str, object]) -> Tier:
    tier = Tier(index)
    tier.min_levels = requirements(args, "min_levels")
    tier.sites = tuple(int(site) for site in integers(args, "sites", 1, MAX_ID))
    after_ms = number(args, "after_ms", -1, MAX_WAIT_MS, 0)
    tier.after_ms = FOREVER if after_ms < 0 else after_ms  # -1: opens by expected wait or by hand only
    tier.expected_wait_permille = number(args, "expected_wait_permille", 0, 100_000, 0)
    tier.points = number(args, "points", -MAX_POINTS, MAX_POINTS, 0)
    hold_back = mapping(args, "hold_back")
    tier.hold_counts = integers(hold_back, "counts", 0, MAX_POINTS)
    tier.hold_waits_ms = integers(hold_back, "waits_ms", 0, MAX_WAIT_MS)
    tier.holds = bool(tier.hold_counts or tier.hold_waits_ms)
    return tier
