"""The demo's clients, programmes and queues: seven contracts as an African outsourcer signs them, with invented brands.

MARCHE is open day and night here, on holidays too, so that whoever tries the demo at any hour is answered; such a shop
would keep 8-20 from Monday to Saturday. The other six keep the hours of their contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

EVERY_DAY: Final = range(7)
MONDAY_TO_FRIDAY: Final = range(5)


@dataclass(frozen=True)
class QueueSeed:
    """A queue: its code after the programme's, channel, skills, target, and the fields that differ from the default."""

    code: str
    name: str
    channel: str
    skills: dict[str, int]
    target_s: int
    ratio: str = "0.800"
    rules: dict[str, Any] = field(default_factory=dict)
    tiers: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class ProgrammeSeed:
    """A client's programme."""

    client: str
    name: str
    slug: str
    zone: str
    countries: list[str]
    languages: list[str]
    days: range
    hours: tuple[str, str]
    queues: list[QueueSeed]
    dispositions: str
    holiday_country: str = ""
    brand: dict[str, str] = field(default_factory=dict)
    retention_days: int = 365


TEXT: Final[dict[str, Any]] = {"timeout_ms": 30_000, "grace_ms": 60_000}
PHONE: Final[dict[str, Any]] = {"accept": "automatic", "tone_ms": 800, "timeout_ms": 15_000}
SLOW: Final[dict[str, Any]] = {"timeout_ms": 120_000, "grace_ms": 300_000, "wrap_up": "optional"}

AFRICA_FIRST: Final[list[dict[str, Any]]] = [
    {"sites": ["Lomé", "Cotonou"]},
    {"sites": ["Lomé", "Cotonou", "Douala"], "after_ms": 15_000},
    {"after_ms": 40_000, "expected_wait_permille": 1500, "points": -200},
]

PROGRAMMES: Final = [
    ProgrammeSeed(
        client="Brindelune",
        name="MARCHE",
        slug="marche",
        zone="Europe/Paris",
        countries=["TG", "BJ", "CM", "FR"],
        languages=["fr"],
        days=EVERY_DAY,
        hours=("00:00", "00:00"),
        dispositions="shop",
        brand={
            "name": "Brindelune",
            "accent": "#734321",
            "accent_strong": "#5a3318",
            "accent_bg": "#f5ebe2",
            "headline": "Lampe Ondine",
            "text": "Lin et hêtre, 42 cm. En stock, livrée jeudi. 89,90 €",
        },
        queues=[
            QueueSeed("voix", "MARCHE voix", "voice", {"fra": 3, "commande": 2}, 20, rules=PHONE, tiers=AFRICA_FIRST),
            QueueSeed("chat", "MARCHE chat", "chat", {"fra": 3, "commande": 2}, 45, rules=TEXT, tiers=AFRICA_FIRST),
            QueueSeed("email", "MARCHE e-mail", "email", {"fra": 4, "commande": 2}, 14_400, rules=SLOW),
            QueueSeed("dossiers", "MARCHE dossiers", "task", {"fra": 2, "commande": 3}, 28_800, rules=SLOW),
            QueueSeed("chat-produit", "MARCHE chat produit", "chat", {"fra": 4, "commande": 4}, 60, rules=TEXT),
        ],
    ),
    ProgrammeSeed(
        client="Ampérelle",
        name="VOLT",
        slug="volt",
        zone="Europe/Paris",
        countries=["BJ", "CM", "FR"],
        languages=["fr"],
        days=MONDAY_TO_FRIDAY,
        hours=("08:00", "19:00"),
        holiday_country="FR",
        dispositions="contract",
        queues=[
            QueueSeed("voix", "VOLT voix", "voice", {"fra": 4, "energie": 2}, 30, rules=PHONE),
            QueueSeed("rappels", "VOLT rappels", "callback", {"fra": 4, "energie": 2}, 900, "0.900"),
        ],
    ),
    ProgrammeSeed(
        client="Mutuelle Orfane",
        name="SANTE+",
        slug="sante",
        zone="Europe/Paris",
        countries=["FR"],
        languages=["fr"],
        days=MONDAY_TO_FRIDAY,
        hours=("08:30", "18:00"),
        holiday_country="FR",
        dispositions="contract",
        retention_days=180,
        queues=[
            QueueSeed("voix", "SANTE+ voix", "voice", {"fra": 4, "sante": 3}, 30, "0.900", rules=PHONE),
            QueueSeed("dossiers", "SANTE+ dossiers", "task", {"fra": 4, "sante": 2}, 86_400, "0.950", rules=SLOW),
        ],
    ),
    ProgrammeSeed(
        client="Ndolink",
        name="TELKAMER",
        slug="telkamer",
        zone="Africa/Douala",
        countries=["CM"],
        languages=["fr", "en"],
        days=EVERY_DAY,
        hours=("00:00", "00:00"),
        dispositions="mobile",
        queues=[
            QueueSeed("voix-fr", "TELKAMER voix français", "voice", {"fra": 3, "mobile": 1}, 20, rules=PHONE),
            QueueSeed("voix-en", "TELKAMER voix anglais", "voice", {"eng": 3, "mobile": 1}, 20, rules=PHONE),
            QueueSeed("voix-wes", "TELKAMER voix pidgin", "voice", {"wes": 3, "mobile": 1}, 30, rules=PHONE),
            QueueSeed("messagerie", "TELKAMER messagerie", "messaging", {"fra": 3, "mobile": 1}, 120, rules=TEXT),
            QueueSeed("rappels", "TELKAMER rappels", "callback", {"fra": 3, "mobile": 1}, 600),
        ],
    ),
    ProgrammeSeed(
        client="Banque Koraline",
        name="PANBANK",
        slug="panbank",
        zone="Africa/Lome",
        countries=["TG", "BJ"],
        languages=["fr", "en"],
        days=EVERY_DAY,
        hours=("07:00", "21:00"),
        holiday_country="TG",
        dispositions="bank",
        queues=[
            QueueSeed("voix", "PANBANK voix", "voice", {"fra": 3, "banque": 2}, 30, rules=PHONE),
            QueueSeed("ewe", "PANBANK voix éwé", "voice", {"ewe": 4, "banque": 1}, 30, rules=PHONE),
            QueueSeed("messagerie", "PANBANK messagerie", "messaging", {"fra": 3, "banque": 2}, 120, rules=TEXT),
            QueueSeed("email", "PANBANK e-mail", "email", {"fra": 4, "banque": 2}, 14_400, rules=SLOW),
        ],
    ),
    ProgrammeSeed(
        client="Sikavi",
        name="MOMO",
        slug="momo",
        zone="Africa/Lome",
        countries=["TG"],
        languages=["fr"],
        days=EVERY_DAY,
        hours=("06:00", "23:00"),
        dispositions="bank",
        queues=[
            QueueSeed("voix", "MOMO voix", "voice", {"fra": 2, "paiement": 1}, 30, "0.750", rules=PHONE),
            QueueSeed(
                "fraude", "MOMO fraude", "voice", {"fra": 3, "fraude": 3}, 10, "0.900", rules=PHONE | {"priority": 7}
            ),
            QueueSeed("messagerie", "MOMO messagerie", "messaging", {"fra": 2, "paiement": 1}, 300, rules=TEXT),
        ],
    ),
    ProgrammeSeed(
        client="Cirrusal",
        name="VOYAGE",
        slug="voyage",
        zone="Europe/Paris",
        countries=[],
        languages=["fr", "en"],
        days=EVERY_DAY,
        hours=("07:00", "23:00"),
        dispositions="travel",
        brand={
            "name": "Cirrusal",
            "accent": "#1d4e94",
            "accent_strong": "#163c72",
            "accent_bg": "#e4edf9",
            "headline": "Lomé, aller et retour",
            "text": "Deux bagages compris, départ chaque jour.",
        },
        queues=[
            QueueSeed("voix", "VOYAGE voix", "voice", {"fra": 3, "voyage": 2}, 60, "0.700", rules=PHONE),
            QueueSeed(
                "chat", "VOYAGE chat", "chat", {"eng": 3, "voyage": 2}, 60, "0.700", rules=TEXT | {"max_waiting": 40}
            ),
            QueueSeed("dossiers", "VOYAGE dossiers", "task", {"fra": 3, "voyage": 2}, 86_400, rules=SLOW),
        ],
    ),
]
