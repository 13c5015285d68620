"""What versions of plans and of site files have in common: how a text is read and changed, and the note that tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from woezo.accounts.fields import has_controls
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning.models import Version
from woezo.planning.texts import rewriting, toml
from woezo.trail.clock import now_ms

LONGEST_NOTE: Final = 200
PER_PAGE: Final = 50


def document_of(text: str) -> dict[str, Any]:
    """What a plan's text says. Raises Problem: plan_too_large, and toml_… with the line and the remedy."""
    size = len(text.encode("utf-8", "replace"))
    if size > toml.LARGEST_BYTES:
        raise Problem("plan_too_large", "text", size=-(-size // 1000), most=toml.LARGEST_BYTES // 1000)
    try:
        return toml.read(text)
    except toml.NotToml as error:
        raise Problem(f"toml_{error.reason}", "text", line=error.line, column=error.column) from None


def fault_of(text: str) -> Problem | None:
    """Why a stored text no longer reads: rules may have become stricter since it was written. None where it does."""
    try:
        document_of(text)
    except Problem as problem:
        return problem
    return None


def stored(text: str) -> dict[str, Any]:
    """What a stored text says; nothing where it no longer reads, so that its page can show it to be mended."""
    return {} if fault_of(text) else document_of(text)


def differences(before: str, after: str) -> list[toml.Difference]:
    """What differs between two stored texts; nothing that could be told where one of them no longer reads."""
    if fault_of(before) or fault_of(after):
        return []
    return toml.differences(toml.read(before), toml.read(after))


def to_mend(text: str, action: str, seen: int | None) -> dict[str, Any]:
    """For templates/planning/mend.html: what is wrong with a stored text, and the text; empty where it reads."""
    problem = fault_of(text)
    if problem is None:
        return {}
    line = toml.line_of(text, problem.values.get("line"))
    return {"error": problem.body()["error"], "line": line, "text": text, "action": action, "seen": seen}


def entered(text: str, changes: Mapping[str, toml.Value | None], actor: User) -> str:
    """The text with other values; one with provenance says that they were entered by this user today."""
    source = _("Entered by %(name)s") % {"name": actor.name}
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date()
    return rewriting.changed(text, changes, source, today)


def rewritten(text: str, write: Callable[[str], str]) -> str:
    """What `write` makes of a text. Raises Problem: plan_no_key, plan_by_hand, and see document_of."""
    try:
        return write(text)
    except toml.NotToml:
        raise fault_of(text) or Problem("plan_by_hand") from None
    except rewriting.NoSuchKey as error:
        raise Problem("plan_no_key", str(error), value=error) from None
    except rewriting.TooIntricate:
        raise Problem("plan_by_hand") from None


def conflict(last: Version) -> Problem:
    """Somebody was quicker: who, and when."""
    return Problem("plan_changed", who=author_of(last), time=f"{last.at:%H:%M}")


def author_of(version: Version) -> str:
    """Who wrote it, by name."""
    return version.author.name if version.author else _("The system")


def note(what: str) -> str:
    """What a version tells of itself, cut where it is longer than its column."""
    told = plain(what)
    return told if len(told) <= LONGEST_NOTE else f"{told[: LONGEST_NOTE - 1]}…"


def plain(text: str) -> str:
    """In one line, without the characters that no column holds: a TOML text may spell them out."""
    line = " ".join(text.split())
    return "".join(character for character in line if not has_controls(character))
