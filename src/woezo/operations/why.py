"""A decision of the router in words: one sentence, what happened when, everybody's one reason, the sum of the points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from woezo.interactions.models import Interaction, Reservation
from woezo.operations.directory import Directory
from woezo.operations.past import explanation_of
from woezo.routing.explain import Candidate, Explanation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN: Final = 40
ABLE: Final = ("chosen", "later_tier", "fewer_points", "more_loaded", "ready_later")

REASONS: Final[dict[str, _StrPromise]] = {
    "": gettext_lazy("Could take it"),
    "chosen": gettext_lazy("Chosen"),
    "barred": gettext_lazy("Barred from this client"),
    "country": gettext_lazy("Country not allowed by the programme"),
    "missing_skill": gettext_lazy("Lacks a skill"),
    "level_too_low": gettext_lazy("Level too low"),
    "channel": gettext_lazy("Does not serve this channel"),
    "no_tier": gettext_lazy("In no tier of the queue"),
    "signed_out": gettext_lazy("Signed out"),
    "site_down": gettext_lazy("Site down"),
    "desk_lost": gettext_lazy("Connection lost"),
    "not_responding": gettext_lazy("Not responding"),
    "activity": gettext_lazy("In an activity without contacts"),
    "next_activity": gettext_lazy("About to change activity"),
    "ringing": gettext_lazy("Another contact rang"),
    "wrapping": gettext_lazy("In wrap-up"),
    "at_capacity": gettext_lazy("All places taken"),
    "rejected_recently": gettext_lazy("Had just declined it"),
    "held_for_preferred": gettext_lazy("Kept for another agent"),
    "tier_not_open": gettext_lazy("Tier not open yet"),
    "held_back": gettext_lazy("Held back for other queues"),
    "later_tier": gettext_lazy("Later tier"),
    "fewer_points": gettext_lazy("Fewer points"),
    "more_loaded": gettext_lazy("Had more in hand"),
    "ready_later": gettext_lazy("Ready for less long"),
}
DECISIVE: Final[dict[str, _StrPromise]] = {
    "later_tier": gettext_lazy("the others belong to a later tier"),
    "fewer_points": gettext_lazy("more points than the others"),
    "more_loaded": gettext_lazy("less in hand than the others"),
    "ready_later": gettext_lazy("ready for the longest time"),
}
STEPS: Final[dict[str, _StrPromise]] = {
    "asked": gettext_lazy("{name} called in"),
    "pending": gettext_lazy("Proposed to {name}"),
    "accepted": gettext_lazy("Taken by {name}"),
    "rejected": gettext_lazy("Declined by {name}"),
    "timed_out": gettext_lazy("No answer from {name}"),
    "rescinded": gettext_lazy("Taken back from {name}"),
    "canceled": gettext_lazy("The customer left while it rang at {name}"),
}


def why(interaction: Interaction, directory: Directory) -> dict[str, Any]:
    """The explanation as the API gives it."""
    found = explanation_of(interaction)
    return {
        "summary": _summary(found, directory),
        "timeline": _timeline(interaction, directory),
        "candidates": [] if found is None else [_row(one, directory) for one in found.candidates[:SHOWN]],
        "formula": "" if found is None else _formula(found),
    }


def _name(agent: int, directory: Directory) -> str:
    entry = directory.agents.get(agent)
    if entry is None:
        return _("a former agent")
    return f"{entry.alias} ({directory.sites[entry.site].name})"


def _summary(found: Explanation | None, directory: Directory) -> str:
    if found is None:
        return _("The router has not looked at this contact yet.")
    able = [one for one in found.candidates if one.reason in ABLE]
    if not found.chosen:
        return _("Nobody can take this contact at the moment. Agents: {count}, each with a reason below.").format(
            count=len(found.candidates)
        )
    name = _name(found.chosen, directory)
    if len(able) <= 1:
        return _("{name} was the only agent who could take this contact.").format(name=name)
    others = [one.reason for one in able if one.reason != "chosen"]
    decisive = next(
        (word for word in ("ready_later", "more_loaded", "fewer_points", "later_tier") if word in others), ""
    )
    return _("{name} was chosen among {count} agents: {why}.").format(
        name=name, count=len(able), why=DECISIVE.get(decisive, DECISIVE["ready_later"])
    )


def _row(one: Candidate, directory: Directory) -> dict[str, Any]:
    return {
        "who": _name(one.agent, directory),
        "tier": None if one.tier < 0 else one.tier + 1,
        "points": None if one.tier < 0 else one.score,
        "reason_code": one.reason or "able",
        "reason": str(REASONS[one.reason]),
    }


def _formula(found: Explanation) -> str:
    chosen = next((one for one in found.candidates if one.agent == found.chosen), None)
    if chosen is None or chosen.tier < 0:
        return ""
    priority, wait, fixed, preferred = chosen.terms
    return _(
        "{total} points = {priority} for priority + {wait} for {seconds} s of waiting + {fixed} for tier, level and cost "
        "+ {preferred} for the preferred agent. Among agents: tier, then points, then least in hand, then longest ready."
    ).format(
        total=chosen.score,
        priority=priority,
        wait=wait,
        seconds=found.wait_ms // 1000,
        fixed=fixed,
        preferred=preferred,
    )


def _timeline(interaction: Interaction, directory: Directory) -> list[dict[str, Any]]:
    """What happened when, oldest first."""
    steps: list[tuple[int | None, str]] = [(interaction.arrived_at_ms, _("Arrived"))]
    if interaction.queued_at_ms != interaction.arrived_at_ms:
        steps.append((interaction.queued_at_ms, _("Waits in the queue")))
    for reservation in Reservation.objects.filter(interaction=interaction).order_by("id"):
        steps += _steps_of(reservation, _name(reservation.agent_id, directory))
    steps.append((interaction.answered_at_ms, _("Answered")))
    steps.append((interaction.ended_at_ms, _("Ended")))
    known = [(at_ms, label) for at_ms, label in steps if at_ms is not None]
    return [{"at_ms": at_ms, "label": label} for at_ms, label in sorted(known, key=lambda step: step[0])]


def _steps_of(reservation: Reservation, name: str) -> list[tuple[int | None, str]]:
    made = "asked" if reservation.consult else "pending"
    steps: list[tuple[int | None, str]] = [(reservation.made_ms, str(STEPS[made]).format(name=name))]
    steps.append((reservation.accepted_ms, str(STEPS["accepted"]).format(name=name)))
    if reservation.state in STEPS and reservation.ended_ms is not None:
        steps.append((reservation.ended_ms, str(STEPS[reservation.state]).format(name=name)))
    return steps
