"""What `woezo erlang` says, in French and English; words.py says it."""

from __future__ import annotations

from typing import Final

ERLANG_WORDS: Final[dict[str, tuple[str, str]]] = {
    "help_erlang_arrivals": ("contacts par heure", "contacts an hour"),
    "help_erlang_handling": ("DMT, post-appel compris, en secondes", "AHT, wrap-up included, in seconds"),
    "help_erlang_agents": (
        "conseillers présents ; sans eux, ceux qu’il faut pour les objectifs",
        "agents present; without it, those that the goals take",
    ),
    "help_erlang_patience": ("patience moyenne, en secondes", "mean patience, in seconds"),
    "help_erlang_target": (
        "seuil du niveau de service, en secondes (20)",
        "threshold of the service level, in seconds (20)",
    ),
    "help_erlang_formula": ("formule du niveau de service (SL-3)", "formula of the service level (SL-3)"),
    "help_erlang_level": ("objectif : niveau de service, 0.8", "goal: service level, 0.8"),
    "help_erlang_asa": ("objectif : DMR au plus, en secondes", "goal: ASA at most, in seconds"),
    "help_erlang_abandoned": ("objectif : part d’abandons au plus, 0.05", "goal: share abandoned at most, 0.05"),
    "help_erlang_occupancy": ("objectif : taux d’occupation au plus, 0.85", "goal: occupancy at most, 0.85"),
    "erlang_title": (
        "{arrivals} contacts par heure de {handling} s : {erlangs} erlangs. Conseillers : {agents}.",
        "{arrivals} contacts an hour of {handling} s: {erlangs} erlangs. Agents: {agents}.",
    ),
    "erlang_blocked": ("Perdus", "Lost"),
    "erlang_waiting": ("Attendent", "Wait at all"),
    "erlang_longer": ("Dans la file plus de {target} s", "In the queue for more than {target} s"),
    "erlang_level": ("Niveau de service {formula} à {target} s", "Service level {formula} within {target} s"),
    "erlang_asa": ("DMR, s", "ASA, s"),
    "erlang_mean_wait": ("Attente moyenne de tous, s", "Mean wait of all, s"),
    "erlang_wait_90": ("Attente de 90 % au plus, s", "90% wait no longer than, s"),
    "erlang_queue": ("En attente, en moyenne", "Waiting on average"),
    "erlang_abandoned": ("Abandons", "Abandoned"),
    "erlang_occupancy": ("Taux d’occupation", "Occupancy"),
    "erlang_needed": ("Conseillers qu’il faut", "Agents needed"),
    "erlang_models": (
        "Erlang B : personne n’attend. Erlang C : personne ne part.",
        "Erlang B: nobody waits. Erlang C: nobody leaves.",
    ),
    "erlang_patience": (
        "Erlang A : qui attend part après {patience} s en moyenne.",
        "Erlang A: who waits leaves after {patience} s on average.",
    ),
    "erlang_no_patience": (
        "Erlang A : ajoutez la patience moyenne, --patience-s.",
        "Erlang A: add the mean patience, --patience-s.",
    ),
    "erlang_unstable": (
        "Erlang C sans résultat : à {agents} pour {erlangs} erlangs, la file grandit sans fin.",
        "No figures of Erlang C: with {agents} for {erlangs} erlangs the queue grows without end.",
    ),
    "erlang_range": (
        "« {given} » ; écrivez un nombre de {least} à {most}",
        "“{given}”; write a number from {least} to {most}",
    ),
    "erlang_agents_or_goal": (
        "donnez les conseillers présents, ou un objectif : --service-level 0.8",
        "give the agents present, or a goal: --service-level 0.8",
    ),
    "erlang_out_of_reach": (
        "Il faudrait plus de {most} conseillers. Vérifiez les contacts, la DMT et les objectifs.",
        "It would take more than {most} agents. Check the contacts, the AHT and the goals.",
    ),
}
