"""The reference's reading of arguments, with the bounds of woezo.routing.rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.swarm.reference_model import CHANNELS, Agent, Capacity, Levels, Queue, Refused, Tier

MAX_WAIT_MS = 10_000_000_000
MAX_TIME_MS = 32_503_680_000_000
MAX_ID = 1 << 53
MAX_POINTS = 1_000_000
Args = Mapping[str, Any]
BAD = "bad_argument"


def number(args: Args, name: str, low: int, high: int, default: int | None = None) -> int:
    value = args.get(name, default)
    if type(value) is not int or not low <= value <= high:
        raise Refused(BAD)
    return value


def word(args: Args, name: str, words: tuple[str, ...], default: str) -> str:
    value = args.get(name, default)
    if not isinstance(value, str) or value not in words:
        raise Refused(BAD)
    return value


def flag(args: Args, name: str) -> bool:
    value = args.get(name, False)
    if not isinstance(value, bool):
        raise Refused(BAD)
    return value


def mapping(args: Args, name: str) -> dict[str, Any]:
    value = args.get(name) or {}
    if not isinstance(value, dict):
        raise Refused(BAD)
    return {str(key): item for key, item in value.items()}


def numbers(args: Args, name: str, low: int, high: int) -> tuple[int, ...]:
    value = args.get(name) or []
    if not isinstance(value, (list, tuple)):
        raise Refused(BAD)
    return tuple(number({name: item}, name, low, high) for item in value)


def levels(args: Args, name: str) -> Levels:
    found: list[tuple[int, int]] = []
    for skill, level in mapping(args, name).items():
        if not (skill.isascii() and skill.isdigit()):
            raise Refused(BAD)
        found.append((int(skill), number({name: level}, name, 1, 5)))
    return tuple(sorted(found))


def activity(args: Args) -> str:
    value = args.get("activity", "available")
    if not isinstance(value, str) or not 1 <= len(value) <= 40 or not value.replace("_", "a").isalnum():
        raise Refused(BAD)
    return value


QUEUE_NUMBERS = (
    ("target_ms", 1, MAX_WAIT_MS, 30_000),
    ("priority", 0, 9, 0),
    ("tone_ms", 0, MAX_WAIT_MS, 0),
    ("timeout_ms", 0, MAX_WAIT_MS, 0),
    ("not_again_ms", 0, MAX_WAIT_MS, 30_000),
    ("wrap_up_ms", 0, MAX_WAIT_MS, 0),
    ("max_waiting", 0, MAX_POINTS, 0),
    ("max_wait_ms", 0, MAX_WAIT_MS, 0),
    ("overflow_queue", 0, MAX_ID, 0),
    ("grace_ms", 0, MAX_WAIT_MS, 30_000),
)
SCORING_NUMBERS = (
    ("priority_points", 0, MAX_POINTS // 10, 600),
    ("wait_points_per_s", 0, 10_000, 1),
    ("waiting_points", 0, MAX_POINTS // 10, 0),
    ("urgency_points", 0, MAX_POINTS, 0),
    ("cost_points", 0, 1000, 0),
    ("level_points", 0, 10_000, 0),
    ("preferred_points", 0, MAX_POINTS, 300),
)


def read_queue(id: int, programme: int, args: Args) -> Queue:
    rules = {name: number(args, name, low, high, default) for name, low, high, default in QUEUE_NUMBERS}
    scoring = mapping(args, "scoring")
    rules |= {name: number(scoring, name, low, high, default) for name, low, high, default in SCORING_NUMBERS}
    queue = Queue(
        id,
        programme,
        word(args, "channel", CHANNELS, "task"),
        levels(args, "skills"),
        read_tiers(args),
        rules,
        word(args, "accept", ("manual", "automatic"), "manual"),
        word(args, "reject", ("not_allowed", "stay_ready", "not_responding"), "stay_ready"),
        word(
            args,
            "wrap_up",
            ("optional", "mandatory", "mandatory_timeout", "forced_timeout", "on_request"),
            "optional",
        ),
        word(args, "limit_action", ("overflow", "deflect"), "deflect"),
    )
    if queue.slope > 100 * 1_000_000:
        raise Refused(BAD)
    return queue


def read_tiers(args: Args) -> list[Tier]:
    value = args.get("tiers") or []
    if not isinstance(value, (list, tuple)):
        raise Refused(BAD)
    return [_read_tier(index, item) for index, item in enumerate(value)] or [Tier(0)]


def _read_tier(index: int, args: object) -> Tier:
    if not isinstance(args, dict):
        raise Refused(BAD)
    hold_back = mapping(args, "hold_back")
    return Tier(
        index,
        levels(args, "min_levels"),
        numbers(args, "sites", 1, MAX_ID),
        number(args, "after_ms", -1, MAX_WAIT_MS, 0),
        number(args, "expected_wait_permille", 0, 100_000, 0),
        number(args, "points", -MAX_POINTS, MAX_POINTS, 0),
        numbers(hold_back, "counts", 0, MAX_POINTS),
        numbers(hold_back, "waits_ms", 0, MAX_WAIT_MS),
    )


def read_agent(id: int, site: int, args: Args) -> Agent:
    capacity = mapping(args, "capacity")
    return Agent(
        id,
        site,
        levels(args, "skills"),
        number(args, "cost", 0, 1_000_000, 0),
        frozenset(numbers(args, "barred", 1, MAX_ID)),
        Capacity(
            number(capacity, "units", 1, 1000, 1),
            _per_channel(capacity, "weights"),
            _per_channel(capacity, "limits"),
        ),
        number(args, "timeout_ms", 0, MAX_WAIT_MS, 0),
    )


def _per_channel(capacity: dict[str, Any], name: str) -> tuple[tuple[str, int], ...]:
    found = mapping(capacity, name)
    for channel in found:
        if channel not in CHANNELS:
            raise Refused(BAD)
    return tuple(sorted((channel, number(found, channel, 0, 1000)) for channel in found if found[channel] != 0))
