"""Small scenarios to change, and how they are read and played."""

from __future__ import annotations

import gettext
import tomllib
from decimal import Decimal
from typing import Any

from woezo.entrypoints.cli import LOCALE
from woezo.entrypoints.documents import set_value
from woezo.parameters.faults import Fault
from woezo.planning.wording.words import Words
from woezo.simulation.scenario.model import TABLES, Scenario
from woezo.simulation.scenario.reading import read
from woezo.simulation.scenario.replications import replications
from woezo.simulation.scenario.report import Report, report_of

ENGLISH = Words(gettext.NullTranslations().gettext, "en_GB").of_scenario()
CATALOGUE = gettext.translation("django", LOCALE, ["fr"])
FRENCH = Words(CATALOGUE.gettext, "fr", plural=CATALOGUE.ngettext).of_scenario()

PLAIN = """
[scenario]
replications = 2
begins = "08:00"
ends = "10:00"

[[queue]]
name = "orders"
arrivals = { per_hour = 60 }
patience = { mean_s = 120 }
handling = { mean_s = 180 }

[[group]]
name = "Lomé"
agents = 4
"""


def document(text: str = PLAIN, **values: Any) -> dict[str, Any]:
    """A parsed text with values put in, by key as after --set; two underscores are a point."""
    found = tomllib.loads(text, parse_float=Decimal)
    for key, value in values.items():
        set_value(found, f"{key.replace('__', '.')}={value}", TABLES)
    return found


def scenario(text: str = PLAIN, **values: Any) -> Scenario:
    """One that can be played; its warnings are left aside."""
    found, faults = read(document(text, **values))
    assert found is not None, faults
    return found


def faults(text: str = PLAIN, **values: Any) -> list[Fault]:
    """What is wrong in it."""
    return read(document(text, **values))[1]


def played(one: Scenario) -> Report:
    """Every replication, one after the other."""
    return report_of(one, [], replications(one))
