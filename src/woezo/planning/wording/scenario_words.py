"""What the measures of a scenario and its faults are called. words.py says them together with those of plans."""

from __future__ import annotations

from typing import Final

from woezo.parameters.declaring import Counted, ngettext_noop
from woezo.parameters.declaring import gettext_noop as _

SERVICE_LEVELS: Final = (
    _("Service level SL-1"),
    _("Service level SL-2"),
    _("Service level SL-3"),
    _("Service level SL-4"),
    _("Service level SL-5"),
    _("Service level SL-6"),
)

SCENARIO_LABELS: Final[dict[str, str]] = {
    "queues": _("Queues"),
    "queue": _("Queue"),
    "further_measures": _("Further measures of the queues"),
    "programmes_played": _("Programmes"),
    "groups": _("Groups"),
    "group": _("Group"),
    "sites": _("Sites"),
    "site": _("Site"),
    "total": _("Whole centre"),
    "measure": _("Measure"),
    "apart": _("Difference"),
    "patience_median": _("Median patience"),
    "redial_ratio": _("Redials"),
    "redial_median": _("Median delay"),
    "check": _("By hour of the day"),
    "single_hours": _("Single hours"),
    "hour": _("Hour"),
    "held_by_90": _("In the interval"),
    "near": _("Near"),
    "ceiling": _("Ceiling"),
    "abandonment_ratio_was": _("Abandonment, was"),
    "abandonment_ratio_played": _("Abandonment, played"),
    "mean_wait_ms_was": _("Wait, was"),
    "mean_wait_ms_played": _("Wait, played"),
    "SL-3_was": _("SL-3, was"),
    "SL-3_played": _("SL-3, played"),
    "occupancy_was": _("Occupancy, was"),
    "occupancy_played": _("Occupancy, played"),
    "certain": _("certain"),
    "uncertain": _("not certain"),
    "same": _("the same"),
    "programme": _("Programme"),
    "threshold": _("Threshold"),
    **{f"SL-{number}": text for number, text in enumerate(SERVICE_LEVELS, 1)},
    "offered": _("Offered"),
    "answered": _("Answered contacts"),
    "abandoned": _("Abandoned"),
    "blocked": _("No line free"),
    "deflected": _("Deflected"),
    "overflowed": _("Overflowed"),
    "called_back": _("Called back"),
    "transferred": _("Transferred"),
    "abandonment_ratio": _("Abandonment"),
    "blocking_ratio": _("Blocking rate"),
    "mean_wait_ms": _("Mean wait"),
    "average_speed_of_answer_ms": _("Average speed of answer"),
    "handling_ms": _("Handling"),
    "wrap_ms": _("Wrap-up"),
    "accepted": _("Taken"),
    "missed": _("Not taken"),
    "handled": _("Handled"),
    "signed_in": _("Signed in"),
    "available": _("Available"),
    "busy": _("Busy"),
    "occupancy": _("Occupancy"),
    "ringing_ratio": _("Ringing"),
    "talking_ratio": _("Talking"),
    "wrapping_ratio": _("Wrapping up"),
}

SCENARIO_FAULTS: Final[dict[str, str | Counted]] = {
    "not_numbers": _("this is not a list of numbers. Write one such as [12, 30, 45]."),
    "not_texts": _('this is not a list of names. Write one such as ["Lomé", "Cotonou"].'),
    "not_levels": _("this is not a table of levels. Write one such as {{ french = 2 }}."),
    "not_a_clock": _('“{given}” is not a time of day. Write one such as "08:30", up to "24:00".'),
    "not_a_break": _("“{given}” is not a break. Write its begin and end, such as 12:00-12:45."),
    "not_weekdays": _("“{given}” are no days of the week. Write digits from 1 (Monday) to 7, such as 12345."),
    "no_such_name": _("“{given}” stands nowhere under [[{kind}]]. Correct the name, or add it there."),
    "no_such_name_near": _("“{given}” stands nowhere under [[{kind}]]. Did you mean “{near}”?"),
    "weights_differ": _("weights: {given}, values: {values}; or all weights are 0. Write one weight for each value."),
    "not_24_hours": ngettext_noop(
        "there is {given} factor. Write 24, one for each hour of the day from 0:00 on.",
        "there are {given} factors. Write 24, one for each hour of the day from 0:00 on.",
        "given",
    ),
    "law_without_mean": _("the law {law} needs a mean above 0. Write mean_s, in seconds."),
    "gamma_hurried": _(
        "with hurry_by_place the law cannot be gamma. Take lognormal, weibull, exponential or empirical."
    ),
    "one_of": _("two of {names} stand here. Keep one of them."),
    "not_rising": _("a time lies before the one that stands before it. Sort the times."),
    "weight_too_large": _(
        "one contact would take {given} units of an agent who has {units}. Lower it, or raise units."
    ),
    "too_many_mixtures": _("{given} units allow too many mixtures of channels. Use fewer units, and larger weights."),
    "too_urgent": _("{given} points are too many for a threshold of {target} s. Lower them, or raise target_s."),
    "break_outside": _("{given} does not lie within the shift from {begins} to {ends}. Change one of them."),
    "more_than_the_group": _("the shifts have {given} agents, the group has {people}. Change one of them."),
    "ends_before": _("the run would end at {given}, when it begins at {begins}. Write a later end, or more days."),
    "warm_up_too_long": ngettext_noop(
        "{given} minute is not counted, and the run has {minutes}. Shorten the one, or lengthen the other.",
        "{given} minutes are not counted, and the run has {minutes}. Shorten the one, or lengthen the other.",
        "given",
    ),
    "too_many_rows": _('the report would have {given} rows, {most} at most. Write slots = "day", or fewer days.'),
    "too_many_agents": _("all groups together have {given} agents, {most} at most. Leave some out."),
    "needs_one": _("at least one is needed. Begin it with [[{cell}]]."),
    "nobody_serves": _(
        "nobody can serve “{given}”: no group has the levels {needed} and a tier that admits it. "
        "Give them to a group, or lower what the queue needs."
    ),
    "no_agents": _("nobody can serve “{given}”: the groups that could have no agents ({groups}). Give them some."),
    "nobody_there": _(
        "nobody is there for “{given}” during the run ({groups}). Correct shifts, weekdays, absence_ratio, or begins and ends."
    ),
    "overloaded_queue": _(
        "the work of “{given}” keeps {load} agents busy, {people} can serve it, and nobody leaves: the wait grows as long "
        "as the run. Add agents, or say how long customers wait (patience)."
    ),
    "overloaded": _(
        "the whole work keeps {load} agents busy, there are {given}, and nobody leaves: waits grow as long as the run. "
        "Add agents, or say how long customers wait (patience)."
    ),
    "idle_agents": _("“{given}” can serve no queue. Give it skills or weights, or leave it out."),
    "never_overflows": _(
        'nobody overflows to “{given}”. Write limit_action = "overflow", and max_waiting or max_wait_s.'
    ),
    "outage_outside": _("the outage (day, time: {given}) lies outside of the run. Correct day or at."),
}

SCENARIO_INSTEAD: Final[dict[str, str | Counted]] = {
    "not_a_table": _("a table is needed here. Write its keys in braces, such as {{ mean_s = 240 }}."),
    "not_a_list": _("a list of tables is needed here. Write one such as [{{ … }}, {{ … }}]."),
    "too_many": _("{given} entries, {most} at most. Leave some out."),
    "missing": _("this is needed. Add it."),
    "missing_site": _("this is needed. Add it."),
}
"""Sentences that differ from those of a plan: a scenario that has a fault is not played."""
