"""What the journal notes for itself, which no router learns: who writes, and which command was given up.

An upgrade is seen by its numbers. JOURNAL: the form of the records. CONFIGURATION: the arguments of the `set_` events as
rows become them. snapshot.FORMAT: the form of a snapshot. Whoever changes one of them raises it, and reads the earlier
ones. CORE: what the router decides; raise it with every change of a decision. Recovery keeps what was decided, so a
journal goes on under another core, older or newer; a replay decides again, and may differ.
"""

from __future__ import annotations

from typing import Any, Final

from woezo import __version__
from woezo.journal.effects import Encoded
from woezo.journal.snapshot import FORMAT

JOURNAL: Final = 1
CONFIGURATION: Final = 1
CORE: Final = 2
FIRST_CORE: Final = 1
"""It wrote what stands before the first mark."""
FORMATS: Final = ("journal", "snapshot", "configuration")

VERSIONS: Final = "versions"
"""The event of the first record that another version writes; its arguments are `current()`."""
BROKEN: Final = "broken"
"""The event of a command that could not be carried out."""
MARKS: Final[dict[str, list[Encoded]]] = {VERSIONS: [], BROKEN: [["refused", "impossible"]]}
"""Their effects."""

Versions = dict[str, Any]


class NewerJournal(Exception):
    """The journal was written in a form that this version does not know. `fields` say which."""

    def __init__(self, form: str, versions: Versions, known: int) -> None:
        super().__init__(f"{form} {versions[form]} of woezo {versions.get('woezo', '?')}; this version knows {known}")
        self.fields = {"form": form, "found": versions[form], "known": known, "woezo": versions.get("woezo", "?")}


def current() -> Versions:
    """What this version writes."""
    return {
        "journal": JOURNAL,
        "snapshot": FORMAT,
        "configuration": CONFIGURATION,
        "core": CORE,
        "woezo": __version__,
    }


def refuse_newer(versions: Versions) -> None:
    """Raises NewerJournal if one of the forms is newer than ours."""
    known = current()
    for form in FORMATS:
        if versions.get(form, 0) > known[form]:
            raise NewerJournal(form, versions, known[form])
