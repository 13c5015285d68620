"""The set-up of a case: `queue Chat for chat of Marché` becomes the event set_queue, `queue Chat now …` changes it."""

from __future__ import annotations

import copy
import re
from typing import Final

from tests.cases.names import NAME, Names
from tests.cases.phrases import Phrase, Values, read_one
from tests.cases.text import CONFIGURATION, CaseError
from woezo.routing.codes import CHANNELS

Event = tuple[str, Values]

SCORING: Final = (
    "priority_points",
    "wait_points_per_s",
    "waiting_points",
    "urgency_points",
    "cost_points",
    "level_points",
    "preferred_points",
)
QUEUE: Final = (
    Phrase("for {channel} of {programme}"),
    Phrase("needs {skills}"),
    Phrase("target {target_ms}"),
    Phrase("priority {priority}"),
    Phrase("rings {timeout_ms}"),
    Phrase("accepts by hand", fixed={"accept": "manual"}),
    Phrase("accepts by itself", fixed={"accept": "automatic", "tone_ms": 0}),
    Phrase("accepts by itself after a tone of {tone_ms}", fixed={"accept": "automatic"}),
    Phrase("refusing is not allowed", fixed={"reject": "not_allowed"}),
    Phrase("refusing keeps ready", fixed={"reject": "stay_ready"}),
    Phrase("refusing means not responding", fixed={"reject": "not_responding"}),
    Phrase("not again for {not_again_ms}"),
    Phrase("no wrap-up", fixed={"wrap_up": "optional", "wrap_up_ms": 0}),
    Phrase("wrap-up until done", fixed={"wrap_up": "mandatory"}),
    Phrase("wrap-up until done or {wrap_up_ms}", fixed={"wrap_up": "mandatory_timeout"}),
    Phrase("wrap-up of exactly {wrap_up_ms}", fixed={"wrap_up": "forced_timeout"}),
    Phrase("wrap-up if asked", fixed={"wrap_up": "on_request", "wrap_up_ms": 0}),
    Phrase("wrap-up of {wrap_up_ms} if asked", fixed={"wrap_up": "on_request"}),
    Phrase("at most {max_waiting} wait"),
    Phrase("at most {max_wait_ms} of waiting"),
    Phrase("then overflows to {overflow_queue}", fixed={"limit_action": "overflow"}),
    Phrase("then deflects", fixed={"limit_action": "deflect"}),
    Phrase("grace {grace_ms}"),
    Phrase("no grace", fixed={"grace_ms": 0}),
    Phrase("{priority_points} points per priority"),
    Phrase("{wait_points_per_s} points per second"),
    Phrase("{waiting_points} points per waiting contact"),
    Phrase("{urgency_points} points per target waited"),
    Phrase("{cost_points} points off per cost"),
    Phrase("{level_points} points per spare level"),
    Phrase("{preferred_points} points for the preferred agent"),
    Phrase("without tiers", fixed={"tiers": []}),
)
TIER: Final = (
    Phrase("for everybody"),
    Phrase("from {after_ms}"),
    Phrase("never by time", fixed={"after_ms": -1}),
    Phrase("when {expected_wait_permille} % of the target is expected"),
    Phrase("at {sites}"),
    Phrase("with {min_levels}"),
    Phrase("for {points} points"),
    Phrase("held back until {counts} wait"),
    Phrase("held back for {waits_ms}"),
)
AGENT: Final = (
    Phrase("at {site}"),
    Phrase("with {skills}"),
    Phrase("without skills", fixed={"skills": {}}),
    Phrase("cost {cost}"),
    Phrase("barred from nobody", fixed={"barred": []}),
    Phrase("barred from {client}"),
    Phrase("{units} places for {weights}"),
    Phrase("at most {limits} at once"),
    Phrase("rings {timeout_ms}"),
)
SIGN_IN: Final = (
    Phrase("ready", fixed={"activity": "available", "routable": True, "desk": 1}),
    Phrase("ready at desk {desk}", fixed={"activity": "available", "routable": True}),
    Phrase("in {activity}", fixed={"routable": False, "desk": 1}),
    Phrase("signed out", fixed={"desk": 0}),
)
ATTRIBUTES: Final = {
    "site": (Phrase("in {country}"),),
    "programme": (
        Phrase("of {client}"),
        Phrase("served from {countries}"),
        Phrase("served from anywhere", fixed={"countries": []}),
    ),
    "queue": QUEUE,
    "agent": AGENT,
}


class Centre:
    """What has been configured so far, so that a later line may change a part of it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._args: dict[tuple[str, str], Values] = {}
        self._before: dict[tuple[str, str], Values] = {}

    def read(self, place: str, text: str) -> list[Event]:
        """The events of one line of configuration."""
        matched = re.fullmatch(rf"(\w+) ({NAME}) (now )?(.*)", text)
        if not matched or matched[1] not in CONFIGURATION:
            raise CaseError(place, f"not understood: {text}", "site, programme, queue or agent, its name, its rules")
        kind, name, changes, rest = matched.groups()
        args = self._begin(place, kind, name, bool(changes))
        sign_in: Values = {}
        for part in rest.split(", "):
            if kind == "agent" and any(phrase.read(self.names, part) for phrase in SIGN_IN):
                sign_in = {"agent": args["agent"], **read_one(SIGN_IN, self.names, place, part)[1]}
            else:
                self._add(place, kind, args, part.strip())
        self._before = self._args
        self._args = {**self._args, (kind, name): args}
        events = [(f"set_{kind}", copy.deepcopy(args))]
        return [*events, ("sign_in", sign_in)] if sign_in.get("desk") else events

    def forget_last(self) -> None:
        """The last line was refused."""
        self._args = self._before

    def _begin(self, place: str, kind: str, name: str, changes: bool) -> Values:
        known = self._args.get((kind, name))
        if (known is None) == changes:
            problem = f"{kind} {name} is {'not' if changes else 'already'} declared"
            raise CaseError(
                place, problem, f"`{kind} {name} now …` changes what was declared, `{kind} {name} …` declares"
            )
        if known is not None:
            return copy.deepcopy(known)
        args: Values = {kind: self.names.add(kind, name)}
        if kind == "agent":
            args["capacity"] = {"units": 1, "weights": dict.fromkeys(CHANNELS, 1), "limits": {}}
        return args

    def _add(self, place: str, kind: str, args: Values, part: str) -> None:
        tier = re.fullmatch(r"tier (\d+) (.*)", part)
        if kind == "queue" and tier:
            self._add_tier(place, args.setdefault("tiers", []), int(tier[1]), tier[2])
            return
        _, values = read_one(ATTRIBUTES[kind], self.names, place, part)
        if kind == "agent" and "client" in values:
            args["barred"] = [*args.get("barred", []), values["client"]]
            return
        for key, value in values.items():
            _put(args, key, value)

    def _add_tier(self, place: str, tiers: list[Values], number: int, text: str) -> None:
        if not 1 <= number <= len(tiers) + 1:
            raise CaseError(place, f"tier {number} after {len(tiers)} tiers", f"tier 1 to {len(tiers) + 1}")
        tier: Values = {}
        while text:
            found = (phrase.read_start(self.names, text) for phrase in TIER)
            values, rest = next((one for one in found if one), (None, ""))
            if values is None:
                raise CaseError(place, f"not understood: {text}", " | ".join(phrase.pattern for phrase in TIER))
            for key, value in values.items():
                target = tier.setdefault("hold_back", {}) if key in ("counts", "waits_ms") else tier
                target[key] = value
            text = rest
        tiers[number - 1 : number] = [tier]


def _put(args: Values, key: str, value: object) -> None:
    if key in SCORING:
        args.setdefault("scoring", {})[key] = value
    elif key in ("units", "weights", "limits"):
        args["capacity"][key] = value
        if key == "weights":
            args["capacity"]["limits"] = {}
    else:
        args[key] = value
