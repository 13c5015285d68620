"""The demo's people, drawn from lists with one fixed seed: the same centre on every machine."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any, Final

SEED: Final = 20_261_123

CAPACITY: Final[dict[str, Any]] = {
    "units": 6,
    "weights": {"voice": 6, "callback": 6, "email": 3, "task": 3, "chat": 2, "messaging": 1},
    "limits": {"messaging": 4},
}
"""One call, or three chats, or four messaging threads and a chat, or two e-mails."""


@dataclass(frozen=True)
class AgentSeed:
    """An agent as he is written into the demo."""

    first: str
    last: str
    alias: str
    site: str
    team: str
    skills: dict[str, int]
    cost: int
    barred: list[str] = field(default_factory=list)
    language: str = "fr"


@dataclass(frozen=True)
class TeamSeed:
    """A team: its site, leader, size, the knowledge it serves and the languages spoken there besides French."""

    site: str
    name: str
    leader: str
    size: int
    knowledge: tuple[str, ...]
    languages: tuple[str, ...]


TEAMS: Final = [
    TeamSeed("Lomé", "Lomé Commerce", "Kodjo Agbeko", 9, ("commande",), ("ewe", "gej")),
    TeamSeed("Lomé", "Lomé Banque", "Massan Tchalla", 8, ("banque", "paiement"), ("ewe", "gej", "kbp")),
    TeamSeed("Lomé", "Lomé Fraude", "Eyram Lawson", 5, ("fraude", "paiement"), ("ewe", "kbp")),
    TeamSeed("Cotonou", "Cotonou Commerce", "Firmin Hounkpatin", 8, ("commande", "energie"), ("fon",)),
    TeamSeed("Cotonou", "Cotonou Voyage", "Nadège Zinsou", 7, ("voyage", "banque"), ("eng", "fon")),
    TeamSeed("Douala", "Douala Mobile", "Serge Ekambi", 10, ("mobile",), ("eng", "wes")),
    TeamSeed("Douala", "Douala Énergie", "Clarisse Mbarga", 6, ("energie", "commande"), ("eng",)),
    TeamSeed("Paris", "Paris Santé", "Hélène Garance", 7, ("sante", "energie"), ("eng",)),
    TeamSeed("Paris", "Paris Débord", "Bruno Castelnau", 4, ("commande", "voyage"), ("eng",)),
]


def _words(text: str) -> list[str]:
    return text.split()


FIRST: Final = {
    "Lomé": _words(
        """
        Afi Kossi Akouvi Yawa Edem Kafui Sena Dodzi Elom Mawuli Ablavi Komi Esi Kokou Adjoa Selom Enyonam
        Yao Dela Akofa Koffi Abra
        """
    ),
    "Cotonou": _words(
        """
        Sèna Codjo Fifamè Gildas Ayaba Romuald Houefa Prosper Mahoutin Reine Ulrich Nonvignon Edwige
        Rodrigue Sidonie Armel
        """
    ),
    "Douala": _words(
        """
        Ngando Brenda Eposi Cédric Mado Franklin Etonde Junior Manka Thierry Bih Rosine Ebelle Blaise Anyi
        Divine
        """
    ),
    "Paris": _words(
        """
        Camille Rachid Élodie Thomas Aïcha Julien Sophie Mehdi Laure Antoine Inès
        """
    ),
}
LAST: Final = {
    "Lomé": _words(
        """
        Dossou Amouzou Kpodo Adjavon Ayité Tsogbe Kouévi Agbodjan Dogbé Sossou Atayi
        """
    ),
    "Cotonou": _words(
        """
        Gbaguidi Houessou Ahouansou Kiki Dossa Agossou Sagbo Tossou
        """
    ),
    "Douala": _words(
        """
        Ngono Ewane Tabi Nkeng Mbella Fotso Achu Ndoumbe
        """
    ),
    "Paris": _words(
        """
        Vasseur Benali Marchand Roussel Diarra Lemoine Petit
        """
    ),
}
ALIASES: Final = _words(
    """
    Akossiwa Claire Marc Inès Paul Nadia Léo Sarah Hugo Alice Noé Jade Louis Emma Adam Lina Gaël Rose Théo
    Zoé Axel Mila Ivan Eva Loïc Anna Remi Luce Basile Iris Côme Maya Félix Nora Oscar Lise Victor Elsa Simon
    Dora Tom Agathe Jules Céleste Malik Flore Yanis Olga Pierre Salomé Denis Aude Gilles Capucine Omar
    Judith Lucas Sonia Aristide Vera Martin Perle Ulysse Daphné
    """
)

COST: Final = {"Paris": 90, "Douala": 24, "Cotonou": 21, "Lomé": 20}


def agents() -> list[AgentSeed]:
    """All agents, team by team. The first is Afi Dossou, whom the tutorial signs in."""
    rng = random.Random(SEED)
    aliases = iter(ALIASES)
    names = {site: iter(_names(site, rng)) for site in FIRST}
    found: list[AgentSeed] = []
    for team in TEAMS:
        for position in range(team.size):
            first, last = next(names[team.site])
            skills = _afi() if not found else _skills(team, position, rng)
            barred = ["Sikavi"] if team.name == "Lomé Banque" and position < 2 else []
            language = "en" if team.site == "Douala" and skills.get("eng", 0) == 5 else "fr"
            cost = COST[team.site]
            found.append(AgentSeed(first, last, next(aliases), team.site, team.name, skills, cost, barred, language))
    return found


def _afi() -> dict[str, int]:
    return {"fra": 5, "ewe": 5, "commande": 4}


def _names(site: str, rng: random.Random) -> list[tuple[str, str]]:
    """Pairs of first and last name; first names do not repeat within a site, so addresses cannot collide."""
    last = LAST[site]
    start = rng.randrange(len(last)) if site != "Lomé" else 0
    return [(first, last[(start + index) % len(last)]) for index, first in enumerate(FIRST[site])]


def _skills(team: TeamSeed, position: int, rng: random.Random) -> dict[str, int]:
    """French at work, the team's knowledge, often one more language; beginners are the last of each team."""
    beginner = position >= team.size - 2
    skills = {"fra": 3 if beginner else rng.choice([4, 4, 5])}
    for knowledge in team.knowledge:
        skills[knowledge] = 1 if beginner else rng.choice([2, 3, 3, 4, 5])
    if rng.random() < 0.75:
        skills[rng.choice(team.languages)] = rng.choice([3, 4, 4, 5])
    return dict(sorted(skills.items()))
