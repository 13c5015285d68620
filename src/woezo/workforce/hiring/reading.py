"""From a document (a parsed TOML text) to a plan, with everything that is wrong in it.

A cell that cannot be used gives a fault that names it, and the plan goes on with the default: a planner who mistypes one rate
still sees the rest. Only without country, currency and opening of the site there is nothing to go on with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from woezo.parameters.declaring import Confidence, Provenance, declared
from woezo.parameters.faults import Fault, ending, fault, one_a_cell, shown
from woezo.parameters.reading import SAID_ONCE, Reader
from woezo.workforce.hiring.plan import CHARGES, GROUPS, LISTS, Plan
from woezo.workforce.law import changes, first_day, legal

# Of one list: a class a week over the longest plan; of the others more than any page could show.
MOST_ENTRIES: Final = {
    "promise": 20,
    "source": 20,
    "support": 50,
    "set_up": 50,
    "programme": 50,
    "class": 400,
    "reference": 20,
    "holiday": 400,
}


RENAMED: Final = {("promise", "youth_only"): "age_from = 18, age_to = 35"}
MEANT: Final = {("promise", "from"): "since", ("promise", "until"): "to"}
"""Names that people write for another one, which does not look like them."""

NAME, GROUND = "name", ("country", "currency", "opening")
"""Of the site: what a plan is headed by, and what all of it stands on."""


def read(document: Mapping[str, Any]) -> tuple[Plan | None, list[Fault]]:
    """The plan and what is wrong in it; None if the site itself is not known."""
    reader = Reader()
    reader.unknown(document, (*GROUPS, *LISTS, SAID_ONCE), "")
    if SAID_ONCE in document:
        reader.state(SAID_ONCE, document[SAID_ONCE])
    groups = {name: reader.group(kind, name, document.get(name, {})) for name, kind in GROUPS.items()}
    lists: dict[str, Any] = {
        field_name: tuple(reader.entries(name, kind, document.get(name, []), MOST_ENTRIES[name]))
        for name, (field_name, kind) in LISTS.items()
    }
    reader.missing(GROUPS["site"], "site", site := groups["site"])
    if not all(site[name] for name in GROUND):
        return None, [stopped(one) for one in reader.faults]
    if not site[NAME]:
        site[NAME] = site["country"]
        reader.faults = [_taking(one, {f"site.{NAME}": site[NAME]}) for one in reader.faults]
    by_law = _apply_law(reader, groups)
    built: dict[str, Any] = {name: kind(**groups[name]) for name, kind in GROUPS.items()}
    plan = Plan(**built, **lists, provenance=reader.provenance, by_law=by_law)
    _tell_changes(plan)
    return plan, [_renamed(one) for one in reader.faults]


def _renamed(one: Fault) -> Fault:
    """Of a name that plans had before, what stands in its place; of one that is meant for another, that one."""
    entry, _, name = one.cell.rpartition(".")
    key = entry.partition(".")[0], name
    if one.code == "unknown_key" and key in RENAMED:
        return fault("renamed_key", one.cell, instead=RENAMED[key], taken="")
    if one.code == "unknown_key" and key in MEANT:
        return fault("unknown_key", one.cell, near=f"{entry}.{MEANT[key]}")
    return one


def stopped(one: Fault) -> Fault:
    """A fault of a plan that does not go on: of its site's ground it says so, of nothing else that a default stands in."""
    about = tuple(word for word in one.about if word[0] != "taken")
    if one.code != "missing" and one.cell in {f"site.{name}" for name in GROUND}:
        about += (("meanwhile", "nothing"),)
    return replace(one, about=about)


def _taking(one: Fault, taken: Mapping[str, object]) -> Fault:
    """A fault with the value that its cell has in the end, where that is no default."""
    return ending(one, "taken", taken[one.cell]) if one.cell in taken else one


def _tell_changes(plan: Plan) -> None:
    """Beside the charges of the opening, those of later months: the months go by them."""
    key, site = f"pay.{CHARGES}", plan.site
    for later in changes(site.country, CHARGES, site.opening, plan.last_day) if key in plan.by_law else ():
        told = plan.provenance[key]
        plan.provenance[key] = replace(told, source=f"{told.source}; {later.valid_from}: {shown(later.value)}")


def _apply_law(reader: Reader, groups: dict[str, dict[str, Any]]) -> frozenset[str]:
    """Put in what the plan leaves to the law of its country, as it stands on the day of opening. The keys that the law has."""
    site, missing = groups["site"], []
    by_law: dict[str, Decimal] = {}
    for name, kind in GROUPS.items():
        for one, parameter in declared(kind):
            rule = parameter.provenance.source.removeprefix("law:")
            if rule == parameter.provenance.source or groups[name][one.name] is not None:
                continue
            row = legal(site["country"], rule, site["opening"])
            cell = f"{name}.{one.name}"
            if row is None:
                groups[name][one.name] = Decimal(FALLBACK[rule])
                first = first_day(site["country"], rule)
                about = {"country": site["country"], "first": first or "", "taken": FALLBACK[rule]}
                missing.append(fault("law_unknown" if first is None else "law_too_old", cell, **about))
                reader.provenance[cell] = Provenance("", None, Confidence.ASSUMED)
            else:
                groups[name][one.name] = row.value
                reader.provenance[cell] = Provenance(row.source, row.valid_from, row.confidence)
                by_law[cell] = row.value
    told = one_a_cell(reader.faults, missing)
    reader.faults = [_taking(one, by_law) for one in told]
    return frozenset(by_law)


# For a country whose law is not in the table: the commonest among those that are, and the plan says so.
FALLBACK: Final = {"weekly_hours": "40", "leave_weeks": "5", "employer_charges_ratio": "0.2"}
