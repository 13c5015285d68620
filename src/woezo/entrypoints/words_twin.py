"""What the commands of the twin say, in French and English; words.py says it."""

from __future__ import annotations

from typing import Final

TWIN_WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- help
    "help_scenario": ("le scénario, un fichier TOML", "the scenario, a TOML file"),
    "help_scenario_other": (
        "l’autre scénario, joué avec le même hasard",
        "the other scenario, played with the same chance",
    ),
    "help_replications": (
        "combien de fois le jouer (défaut : selon le scénario)",
        "how often to play it (default: as the scenario says)",
    ),
    "help_processes": ("processus en parallèle (1)", "processes side by side (1)"),
    "help_twin_seed": (
        "graine du hasard (défaut : selon le scénario)",
        "seed of chance (default: as the scenario says)",
    ),
    "help_twin_set": (
        "changer une valeur : queue.1.target_s=30, group.2.agents=12",
        "change a value: queue.1.target_s=30, group.2.agents=12",
    ),
    "help_records": (
        "écrire chaque contact de la première réplication dans ce fichier CSV",
        "write each contact of the first replication into this CSV file",
    ),
    # -- what is said
    "twin_played": (
        "{name} : {replications} réplications, graine {seed}, {events} événements",
        "{name}: {replications} replications, seed {seed}, {events} events",
    ),
    "twin_left": (
        "{left} contacts n’étaient pas terminés quand plus rien ne pouvait arriver : personne n’était plus là pour eux. "
        "Prolongez un poste de travail, ou dites combien de temps on attend (patience).",
        "{left} contacts had not ended when nothing more could happen: nobody was there for them any more. "
        "Let a shift last longer, or say how long people wait (patience).",
    ),
    "twin_intervals": (
        "± : intervalle à 95 % de la moyenne sur les réplications.",
        "±: 95% interval of the mean over replications.",
    ),
    "twin_one": (
        "Une seule réplication : sans intervalle. Jouez-en davantage pour savoir à quel point c’est sûr.",
        "One replication only: no interval. Play more of them to know how sure it is.",
    ),
    "scenario_wrong": (
        "{file} ne peut pas être joué. À corriger :\n{faults}\n ",
        "{file} cannot be played. To mend:\n{faults}\n ",
    ),
    "twin_warnings": ("À savoir :", "Worth knowing:"),
    "twin_progress": ("joué : {percent} %", "played: {percent}%"),
    "twin_range": ("un nombre de {least} à {most}", "a number from {least} to {most}"),
    "twin_piled_up": (
        "plus d’un million de contacts en cours à la fois : personne n’en vient à bout. Ajoutez des agents, ou une patience.",
        "more than a million contacts in hand at once: nobody can cope. Add agents, or patience.",
    ),
    # -- comparing
    "twin_certain_more": (
        "C’est sûr (95 %) : {measure}, {by} de plus dans {second}{verdict}.",
        "This is certain (95%): {measure}, {by} more in {second}{verdict}.",
    ),
    "twin_certain_less": (
        "C’est sûr (95 %) : {measure}, {by} de moins dans {second}{verdict}.",
        "This is certain (95%): {measure}, {by} less in {second}{verdict}.",
    ),
    "twin_uncertain": (
        "Ce n’est pas sûr : {measure} ; la différence est entre {low} et {high}.",
        "This is not certain: {measure}; the difference lies between {low} and {high}.",
    ),
    "twin_same": ("Pas de différence : {measure}.", "No difference: {measure}."),
    "twin_better": (", c’est mieux", ", which is better"),
    "twin_worse": (", c’est moins bien", ", which is worse"),
    "twin_points": ("{value} points", "{value} points"),
    "twin_from_to": ("entre {low} et {high}", "between {low} and {high}"),
}
