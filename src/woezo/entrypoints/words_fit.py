"""What `woezo fit` says of redials and writes on its page, in French and English; words.py says it."""

from __future__ import annotations

from typing import Final

FIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- redials
    "fit_redials": (
        "Rappels des clients : part des clients perdus qui rappellent pour cela, et délai que la moitié ne dépasse pas. Le "
        "scénario les ajoute à ses arrivées.",
        "Redials: the share of lost customers who call again because of it, and the delay that half of them do not exceed. "
        "The scenario adds them to its arrivals.",
    ),
    "fit_redials_none": (
        "Les clients perdus ne rappellent pas plus que les autres : aucun rappel n’est écrit.",
        "Lost customers do not call again more often than others: no redials are written.",
    ),
    "fit_redials_few": (
        "Trop peu de clients perdus sont connus : rappels inconnus, chaque appel compte comme un premier.",
        "Too few lost customers are known: redials are unknown, every call counts as a first one.",
    ),
    "fit_redials_unknown": (
        "Le journal ne dit pas qui rappelle : rappels inconnus, chaque appel compte comme un premier.",
        "The journal does not say who calls again: redials are unknown, every call counts as a first one.",
    ),
    # -- the page of a fit
    "plots_title": ("{name} : le journal et le scénario", "{name}: the journal and the scenario"),
    "plots_about": (
        "{contacts} contacts, du {first} au {last}. En gris ce que dit le journal, en couleur ce qui est écrit dans {file}.",
        "{contacts} contacts, from {first} to {last}. Grey is what the journal says, coloured what is written in {file}.",
    ),
    "plots_seen": ("journal", "journal"),
    "plots_written": ("scénario", "scenario"),
    "plots_numbers": ("Les chiffres", "The figures"),
    "plots_hour": ("Heure", "Hour"),
    "plots_hours_axis": ("heure", "hour"),
    "plots_axis_s": ("secondes", "seconds"),
    "plots_axis_min": ("minutes", "minutes"),
    "plots_share": ("Part", "Share"),
    "plots_day": ("Jour", "Day"),
    "plots_from": ("scénario, de", "scenario, from"),
    "plots_to": ("à", "to"),
    "plots_least": ("minimum", "minimum"),
    "plots_most": ("maximum", "maximum"),
    "plots_weekday": ("{weekday} (jours : {days})", "{weekday} (days: {days})"),
    "plots_arrivals": ("Contacts par heure", "Contacts by hour"),
    "plots_arrivals_read": (
        "Une barre est la moyenne de ces jours, un trait va du plus calme au plus chargé ; la ligne doit suivre les barres.",
        "A bar is the mean of these days, a stroke goes from the quietest to the busiest; the line should follow the bars.",
    ),
    "plots_agents": ("Conseillers présents", "Agents there"),
    "plots_agents_read": (
        "Une barre est la présence moyenne, pauses déduites ; la ligne additionne les postes écrits, en conseillers entiers.",
        "A bar is the mean presence, less pauses; the line adds up the shifts that are written, in whole agents.",
    ),
    "plots_handling": ("Durée de traitement", "Handling time"),
    "plots_handling_read": (
        "La courbe monte à la part des conversations finies après cette durée ; les cercles marquent 10, 25, 50, 75 et 90 %.",
        "The curve rises to the share of conversations that are over after so long; circles mark 10, 25, 50, 75 and 90%.",
    ),
    "plots_patience": ("Patience", "Patience"),
    "plots_patience_read": (
        "La courbe monte à la part des clients partis si personne ne répondait (Kaplan-Meier) ; la grise s’arrête où plus "
        "personne n’a attendu.",
        "The curve rises to the share of customers who leave if nobody answers (Kaplan-Meier); the grey one stops where "
        "nobody waited longer.",
    ),
    "plots_redials": ("Rappels des clients", "Redials"),
    "plots_redials_read": (
        "La courbe monte à la part des clients perdus qui ont déjà rappelé ; le trait fin montre les clients servis.",
        "The curve rises to the share of lost customers who have called again; the thin stroke shows the answered ones.",
    ),
    "plots_redials_drawn": ("{queue} : {many} clients perdus", "{queue}: {many} lost customers"),
    "plots_until": ("Délai, minutes", "Within, minutes"),
    "plots_anyway": ("servis", "answered"),
    "plots_wrap": ("Post-traitement", "Wrap-up"),
    "plots_wrap_read": (
        "La courbe monte à la part des conseillers de nouveau libres pendant que des clients attendaient (Kaplan-Meier).",
        "The curve rises to the share of agents who are free again, while customers waited (Kaplan-Meier).",
    ),
    "plots_wrap_known": ("Post-traitement", "Wrap-up"),
    "plots_wrap_known_read": (
        "La courbe monte à la part des conseillers de nouveau libres, comme le journal le dit. Ce qui est écrit compte en "
        "plus le temps jusqu’au contact suivant, pendant que des clients attendaient.",
        "The curve rises to the share of agents who are free again, as the journal says. What is written adds the time until "
        "the next contact, while customers waited.",
    ),
    "plots_many": ("{many} observations", "{many} observations"),
    "plots_cut_short": (
        "{many} observations, dont {cut} interrompues avant la fin",
        "{many} observations, {cut} of them cut short",
    ),
    "plots_left_out": (
        "Les {most} files les plus fréquentées sont montrées ; {left} autres ne le sont pas.",
        "The {most} busiest queues are shown; {left} others are not.",
    ),
    "plots_days": ("D’un jour à l’autre : contacts", "From day to day: contacts"),
    "plots_days_read": (
        "Un point est un jour ; sa bande va jusqu’où le scénario met neuf jours sur dix.",
        "A point is a day; its band reaches as far as nine of ten days of the scenario.",
    ),
    "plots_days_drawn": (
        "Contacts : {inside} jours sur {all} sont dans la bande",
        "Contacts: {inside} of {all} days lie in the band",
    ),
    "plots_pace": ("D’un jour à l’autre : traitement", "From day to day: handling"),
    "plots_pace_read": (
        "Un point est la durée d’un jour sur celle attendue de ces conseillers ; 1 est l’attendu, la bande est celle du "
        "scénario.",
        "A point is the handling of a day over that expected of its agents; 1 is as expected, the band is the scenario’s.",
    ),
    "plots_pace_drawn": (
        "Traitement : {inside} jours sur {all} sont dans la bande",
        "Handling: {inside} of {all} days lie in the band",
    ),
}
