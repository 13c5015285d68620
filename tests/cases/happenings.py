"""What may happen in a case: one sentence per event."""

from __future__ import annotations

import json
from typing import Final

from tests.cases.names import Names
from tests.cases.phrases import Phrase, Values, read_one
from tests.cases.text import CaseError

ROUTABLE: Final = ("available", "outbound")
"""Activities in which an agent takes work; in all others he does not."""
BY_RESERVATION: Final = ("accept", "reject", "rescind", "complete", "request_wrap_up", "leave")
"""Events that name a reservation; in a case, the agent's last one of the contact."""

HOW_IT_ARRIVES: Final = (
    Phrase("priority {priority}"),
    Phrase("needs {skills}"),
    Phrase("prefers {preferred}"),
    Phrase("prefers {preferred} for {preferred_ms}"),
    Phrase("only {preferred} for {preferred_ms}", fixed={"exclusive": True}),
    Phrase("has waited {credit_ms} before"),
)
PHRASES: Final = (
    Phrase("{interaction} arrives in {queue}", "arrive", options=HOW_IT_ARRIVES),
    Phrase("{interaction} hangs up", "hang_up"),
    Phrase("{interaction} is withdrawn", "cancel"),
    Phrase("{interaction} asks for a callback as {child}", "callback"),
    Phrase("{interaction} asks for a callback at {at_ms} as {child}", "callback"),
    Phrase("{interaction} writes again", "unpark"),
    Phrase("{interaction} writes again and waits {preferred_ms} for the same agent", "unpark"),
    Phrase("the vigie deflects {interaction}", "deflect"),
    Phrase("the vigie moves {interaction} to {queue} as {child}", "overflow"),
    Phrase("the leader takes {interaction} from {who}", "rescind"),
    Phrase("{who} accepts {interaction}", "accept"),
    Phrase("{who} refuses {interaction}", "reject"),
    Phrase("{who} answers {interaction}", "answer"),
    Phrase("{who} puts {interaction} on hold", "hold"),
    Phrase("{who} takes {interaction} off hold", "retrieve"),
    Phrase("{who} asks for wrap-up of {interaction}", "request_wrap_up"),
    Phrase("{who} ends {interaction}", "end"),
    Phrase("{who} finishes {interaction}", "complete"),
    Phrase("{who} parks {interaction}", "park"),
    Phrase("{who} transfers {interaction} to {queue} as {child}", "transfer", options=HOW_IT_ARRIVES),
    Phrase("{who} consults {agent} on {interaction}", "consult"),
    Phrase("{who} consults queue {queue} on {interaction}", "consult"),
    Phrase("{who} consults {agent} of queue {queue} on {interaction}", "consult"),
    Phrase("{who} opens the conference on {interaction}", "conference"),
    Phrase("{who} leaves {interaction}", "leave"),
    Phrase("{agent} signs in at desk {desk}", "sign_in", {"activity": "available"}),
    Phrase("{agent} signs in at desk {desk} for {activity}", "sign_in"),
    Phrase("{agent} signs out", "sign_out"),
    Phrase("{agent} turns to {activity}", "activity"),
    Phrase("desk {desk} of {agent} is lost", "desk_lost"),
    Phrase("desk {desk} of {agent} is back", "desk_back"),
    Phrase("{agent} is removed", "remove_agent"),
    Phrase("override {queue} with priority {priority} until {until_ms}", "override_priority"),
    Phrase("override {queue} with own priority", "override_priority", {"until_ms": 0}),
    Phrase("override {agent} with {skills} until {until_ms}", "override_skills"),
    Phrase("override {agent} without skills until {until_ms}", "override_skills", {"skills": {}}),
    Phrase("override {agent} with own skills", "override_skills", {"skills": {}, "until_ms": 0}),
    Phrase("override {queue} opens through tier {open_through} until {until_ms}", "override_tiers"),
    Phrase("override {queue} with own tiers", "override_tiers", {"until_ms": 0}),
    Phrase("{site} goes down", "site_down"),
    Phrase("{site} comes up", "site_up"),
    Phrase("{programme} closes", "programme_closed"),
    Phrase("{programme} opens", "programme_open"),
    Phrase("a timer comes too early", "timer"),
    Phrase("an event {event} {json}"),
)


class Happening:
    """An event with its arguments as far as the text says; reservations are looked up when it happens."""

    def __init__(self, event: str, values: Values) -> None:
        self.event = event
        self.who: int | None = values.pop("who", None)
        self.args = values


def read_happening(names: Names, place: str, text: str) -> Happening:
    """The event of one sentence: the sentence, then its options after commas."""
    if text.startswith("an event "):
        return _raw(names, place, text)
    whole, *parts = text.split(", ")
    phrase, values = read_one(PHRASES, names, place, whole)
    for part in parts:
        if not phrase.options:
            raise CaseError(place, f"not understood: {part}", "nothing after this sentence")
        values.update(read_one(phrase.options, names, place, part)[1])
    if "activity" in values:
        values["routable"] = values["activity"] in ROUTABLE
    if "open_through" in values:
        values["open_through"] -= 1  # people count tiers from one
    return Happening(phrase.means, values)


def _raw(names: Names, place: str, text: str) -> Happening:
    _, values = read_one(PHRASES[-1:], names, place, text)
    try:
        return Happening(values["event"], json.loads(values["json"]))
    except json.JSONDecodeError as error:
        raise CaseError(place, f"not JSON: {error}", "the arguments of the event as a JSON object") from None
