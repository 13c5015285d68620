"""What each promise says, in words: how many, counted how and when, who counts, to whom it was made. Without Django and numpy:
the command and the pages say the same.
"""

from __future__ import annotations

from typing import Final

from woezo.parameters.declaring import gettext_noop as _
from woezo.planning.wording.words import Words
from woezo.workforce.hiring.plan import STARTS, Promise
from woezo.workforce.hiring.results import Chance, Report

NATIONALS: Final = _("nationals of the country")
BETWEEN: Final = _("aged {first} to {last}")
OLDER: Final = _("aged {first} or older")
YOUNGER: Final = _("aged {last} or younger")
WITHIN: Final = _("{target} ({counted}) from {first} to {last}")
UP_TO: Final = _("{target} ({counted}) up to {last}")
ON: Final = _("{target} ({counted}) on {last}")
ONLY: Final = _("who counts: {who} ({share} of the recruits)")
EVERYBODY: Final = _("everybody counts")
TO: Final = _("promised to {authority}")
WITHOUT: Final = _(
    "Without the promise “{name}”: as it stands it cannot be measured. Nothing here counts it (see “To mend in the plan”)."
)
TO_NOBODY: Final = _("promised to nobody by name")


def who_counts(promise: Promise, words: Words) -> str:
    """The only people who count; empty where everybody does."""
    found = [words.translate(NATIONALS)] if promise.nationals_only else []
    return ", ".join([*found, *([_aged(promise, words)] if promise.ages else [])])


def _aged(promise: Promise, words: Words) -> str:
    if promise.age_from is None:
        said = YOUNGER
    else:
        said = OLDER if promise.age_to is None else BETWEEN
    return words.translate(said).format(first=promise.age_from, last=promise.age_to)


def definitions(report: Report, words: Words) -> list[tuple[str, str]]:
    """Each promise that can be measured: its name, and the rest of what it says."""
    if report.plan is None or not report.readings:
        return []
    chances = {(one.promise, one.metric): one for one in report.readings[0].chances}
    return [(one.name, _defined(report, one, chances[one.number, one.metric], words)) for one in report.plan.promises]


def without(report: Report, words: Words) -> list[str]:
    """A sentence for each promise that is left out: it stands before the figures, which answer another question without it."""
    return [words.translate(WITHOUT).format(name=name) for name in report.left_out]


def _defined(report: Report, promise: Promise, over: Chance, words: Words) -> str:
    assert report.plan is not None
    when = ON if promise.metric != STARTS else WITHIN if over.first else UP_TO
    parts = [
        words.translate(when).format(
            target=words.cell(promise.target, "count"),
            counted=words.within(promise.metric),
            first=words.cell(over.first, "date"),
            last=words.cell(over.last, "date"),
        )
    ]
    if who := who_counts(promise, words):
        share = words.percent(report.plan.share_that_counts(promise))
        parts.append(words.translate(ONLY).format(who=who, share=share))
    else:
        parts.append(words.translate(EVERYBODY))
    to = words.translate(TO if promise.authority else TO_NOBODY)
    return " · ".join([*parts, to.format(authority=promise.authority)])
