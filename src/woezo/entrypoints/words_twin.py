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
    "help_log": (
        "écrire les contacts terminés de la première réplication comme un journal d’appels, que woezo import csv sait lire",
        "write the contacts of the first replication that have ended as a call log, which woezo import csv reads",
    ),
    "help_log_from": (
        "de --log : la date du premier jour, 2026-10-05",
        "of --log: the date of the first day, 2026-10-05",
    ),
    # -- what is said
    "twin_played": (
        "{name} : moyennes sur {replications} réplications de {hours} h chacune, graine {seed}",
        "{name}: means of {replications} replications of {hours} h each, seed {seed}",
    ),
    "twin_played_once": (
        "{name} : une réplication de {hours} h, graine {seed}",
        "{name}: one replication of {hours} h, seed {seed}",
    ),
    "twin_log_from": (
        "va avec --from DATE, la date de son premier jour",
        "goes with --from DATE, the date of its first day",
    ),
    "twin_log_weekday": (
        "{given} est un jour {weekday} de la semaine (1 : lundi), et le scénario commence un jour {begins} (weekday). Donnez "
        "une telle date, de {least} à {most}.",
        "{given} is day {weekday} of the week (1: Monday), and the scenario begins on a day {begins} (weekday). Give such a "
        "date, from {least} to {most}.",
    ),
    "twin_left": (
        "{left} contacts n’étaient pas terminés quand plus rien ne pouvait arriver : personne n’était plus là pour eux. "
        "Prolongez un poste de travail, ou dites combien de temps on attend (patience).",
        "{left} contacts had not ended when nothing more could happen: nobody was there for them any more. "
        "Let a shift last longer, or say how long people wait (patience).",
    ),
    "twin_intervals": (
        "{mean} ± {half} : jouée sans fin, la moyenne serait entre {low} et {high}, à 95 % sûr. "
        "Davantage de réplications (--replications) resserrent l’intervalle.",
        "{mean} ± {half}: played without end, the mean would be between {low} and {high}, with a certainty of 95%. "
        "More replications (--replications) make the interval narrower.",
    ),
    "twin_levels": (
        "Niveau de service : répondus en deçà du seuil, SL-3 sur tous (répondus et abandons), "
        "SL-4 sans les abandons en deçà du seuil.",
        "Service level: answered within the threshold, SL-3 of all who were answered or left, "
        "SL-4 without those who left within it.",
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
        "{scenario} : plus d’un million de contacts en cours à la fois. Le plus attendent dans {cell}, « {queue} ». "
        "Ajoutez des conseillers, ou une patience.",
        "{scenario}: more than a million contacts in hand at once. Most wait in {cell}, “{queue}”. Add agents, or patience.",
    ),
    # -- fitting
    "help_journal": (
        "le journal, un fichier de woezo import ou de woezo export",
        "the journal, a file of woezo import or woezo export",
    ),
    "help_export_file": (
        "écrire le journal dans ce fichier (.jsonl ou .jsonl.gz)",
        "write the journal into this file (.jsonl or .jsonl.gz)",
    ),
    "help_export_zone": (
        "fuseau horaire des jours : Africa/Lome (défaut : celui des sites)",
        "time zone of the days: Africa/Lome (default: that of the sites)",
    ),
    "export_progress": ("Journal écrit à {percent} %", "{percent}% of the journal written"),
    "export_written": (
        "{journal} : {records} enregistrements, {contacts} contacts, jours de {zone}.\n"
        "Un scénario en sort par : woezo fit {journal} -o scenario.toml",
        "{journal}: {records} records, {contacts} contacts, days of {zone}.\n"
        "A scenario is made of it by: woezo fit {journal} -o scenario.toml",
    ),
    "export_zones": (
        "à donner, car les sites sont en {zones} : de quel fuseau sont les jours ?",
        "to be given, for the sites are in {zones}: of which zone are the days?",
    ),
    "export_empty": (
        "personne n’est arrivé en ces jours : il n’y a rien à écrire. Choisissez d’autres jours.",
        "nobody came on these days: there is nothing to write. Choose other days.",
    ),
    "help_journal_from": ("à partir de ce jour : 1999-05-01", "from this day on: 1999-05-01"),
    "help_journal_to": ("jusqu’à ce jour compris", "up to this day, which is included"),
    "help_journal_gap": (
        "où le journal ne dit pas qui est là : sans contact si longtemps, un conseiller est absent (1800)",
        "where the journal does not say who is there: without a contact for so long an agent is away (1800)",
    ),
    "help_fit_output": ("le fichier où écrire le scénario", "the file into which the scenario is written"),
    "help_fit_plots": (
        "la page où voir le journal à côté du scénario (défaut : SCENARIO.html)",
        "the page that shows the journal beside the scenario (default: SCENARIO.html)",
    ),
    "help_fit_name": ("nom du scénario", "name of the scenario"),
    "help_check_replications": (
        "combien de fois jouer chaque jour (39 : l’intervalle à 90 %% va du 2e au 38e)",
        "how often each day is played (39: the 90%% interval goes from the 2nd to the 38th)",
    ),
    "help_check_weekdays": ("jours de la semaine, 1 est lundi : 12345", "days of the week, 1 is Monday: 12345"),
    "journal_empty": (
        "{file} ne contient aucun contact terminé. Choisissez un autre journal ou d’autres dates à l’import.",
        "{file} has no contact that has ended. Choose another journal, or other dates when importing.",
    ),
    "journal_no_days": (
        "aucun contact à ces dates. Le journal va du {first} au {last}.",
        "no contact on these days. The journal goes from {first} to {last}.",
    ),
    "journal_date": ("« {given} » n’est pas une date : AAAA-MM-JJ", "“{given}” is no date: YYYY-MM-DD"),
    "fit_nobody_served": (
        "dans cette partie de {file}, personne n’a été servi : rien à estimer. Choisissez d’autres dates.",
        "in this part of {file} nobody was served: there is nothing to estimate. Choose other days.",
    ),
    "fit_title": (
        "{file} est tiré de {contacts} contacts (jours : {days}, conseillers : {agents})",
        "{file} is fitted to {contacts} contacts (days: {days}, agents: {agents})",
    ),
    "fit_people": (
        "Entre deux contacts : {wrap} en moyenne. D’un conseiller à l’autre, les durées de traitement vont de {low} à {high} "
        "fois la moyenne. D’un jour à l’autre elles diffèrent de {day}, d’une heure à l’autre de {hour} (écart type).",
        "Between two contacts: {wrap} on average. From agent to agent handling times go from {low} to {high} times the mean. "
        "From day to day they differ by {day}, from hour to hour by {hour} (standard deviation).",
    ),
    "fit_hurry": (
        "La place compte : avec 0, 1, 2 … clients devant lui, un client est {factors} fois aussi prompt à partir que la "
        "moyenne ; au-delà, comme le dernier.",
        "The place counts: with 0, 1, 2 … before him, a customer is {factors} times as likely to leave as the average one; "
        "beyond, as the last.",
    ),
    "fit_presence": (
        "Le journal ne dit pas quand les conseillers étaient là : c’est déduit de leurs contacts.",
        "The journal does not say when agents were there: that is taken from their contacts.",
    ),
    "fit_few": (
        "Peu sûr, moins de {least} contacts : {queues}. Prenez plus de jours, ou corrigez ces lois à la main.",
        "Uncertain, fewer than {least} contacts: {queues}. Take more days, or mend these laws by hand.",
    ),
    "fit_opened": (
        "Ouvertes une partie du temps : {queues}. Arrivées et conseillers sont des moyennes de tous les jours : prenez ceux où "
        "tout était ouvert (--from, --to).",
        "Open for a part of the time: {queues}. Arrivals and agents are averages of all days: take those on which everything "
        "was open (--from, --to).",
    ),
    "fit_left_out": (
        "Laissées de côté, personne n’y a été servi : {queues}.",
        "Left out, nobody was served in them: {queues}.",
    ),
    # -- rehearsing
    "help_rehearse_scenario": ("le scénario tiré du journal", "the scenario fitted to the journal"),
    "help_rehearse_other": (
        "le même avec d’autres règles ou d’autres compétences",
        "the same with other rules or skills",
    ),
    "help_rehearse_replications": (
        "combien de fois jouer les jours : seul ce que le journal ne dit pas est tiré au sort (10)",
        "how often the days are played: only what the journal does not tell is drawn (10)",
    ),
    "rehearse_was": (
        "Ce qui s’est passé : {offered} contacts, abandon {abandonment}, attente {wait}. Rejoué avec les mêmes clients : "
        "{first} doit en être proche, sinon la comparaison ne vaut rien.",
        "What happened: {offered} contacts, abandonment {abandonment}, wait {wait}. Played with the same customers: {first} "
        "must come near to it, or the comparison is worth nothing.",
    ),
    "fit_plots": (
        "Une page montre le journal à côté de ce qui est écrit : {file}",
        "A page shows the journal beside what is written: {file}",
    ),
    "fit_plots_same": (
        "{file} serait le scénario et la page. Nommez le scénario SCENARIO.toml.",
        "{file} would be the scenario and the page. Name the scenario SCENARIO.toml.",
    ),
    "fit_plots_taken": (
        "{file} existe et ne vient pas de woezo fit. Donnez un autre nom.",
        "{file} exists, and is not from woezo fit. Give another name.",
    ),
    # -- checking
    "check_title": (
        "{name} : {days} jours rejoués, du {first} au {last}",
        "{name}: {days} days played again, {first} to {last}",
    ),
    "check_title_once": ("{name} : le {first} rejoué", "{name}: {first} played again"),
    "check_hours": ("{hours} heures d’au moins {least} contacts", "{hours} hours with {least} contacts at least"),
    "check_strange": (
        "Les clients ont raccroché bien plus tôt que leur patience ne le permet (une panne ?) : {which}. Sans ces heures : "
        "abandon {abandonment_was} réel, {abandonment_played} joué ; attente {wait_was} réelle, "
        "{wait_played} jouée.",
        "Customers left far sooner than their patience allows (something broke?): {which}. "
        "Without these hours: abandonment was {abandonment_was}, played {abandonment_played}; wait was {wait_was}, "
        "played {wait_played}.",
    ),
    "check_handling_ratio": (
        "Les conversations ont duré {ratio} de ce que le scénario dit de ces conseillers, files et heures.",
        "Conversations lasted {ratio} of what the scenario says of these agents, queues and hours.",
    ),
    "check_left_ratio": (
        "Il est parti {ratio} des clients que la patience du scénario laisse partir pendant de telles attentes.",
        "{ratio} as many customers left as the patience of the scenario lets go during such waits.",
    ),
    "check_note": (
        "Ce qui est donné : quand les clients sont venus, quand les conseillers étaient là. Ce qui est tiré au sort : "
        "patience, traitement, post-traitement. Dans l’intervalle : l’intervalle de prédiction à 90 % contient ce qui s’est "
        "passé. Proche : la moyenne jouée est à 2 points (abandon) ou 15 % (attente). Plafond : part des heures où l’heure "
        "elle-même, rejouée, serait aussi proche.",
        "Given: when customers came, when agents were there. Drawn: patience, handling, wrap-up. In the interval: the 90% "
        "prediction interval holds what happened. Near: the mean played is within 2 points (abandonment) or 15% (wait). "
        "Ceiling: the share of hours in which the hour itself, played again, would be as near.",
    ),
    "check_not_played": (
        "Pas rejoués, leur file manque dans le scénario : {queues}. Les conseillers qui les ont servis sont plus libres ici "
        "qu’ils ne l’étaient.",
        "Not played, the scenario has no such queue: {queues}. The agents who served them are freer here than they were.",
    ),
    "check_overnight": (
        "Jouées et pas comptées, on y attend d’un jour à l’autre : {queues}. Un jour rejoué commence sans ceux de la veille.",
        "Played and not counted, their customers wait from one day to the next: {queues}. A day that is played again begins "
        "without those of the day before.",
    ),
    "rehearse_unused": (
        "Sans effet ici : {keys}. Qui a appelé et qui était là, le journal le dit ; `woezo compare` joue ces changements.",
        "Without effect here: {keys}. Who came and who was there, the journal says; `woezo compare` plays such changes.",
    ),
    "rehearse_overnight": (
        "On y attend d’un jour à l’autre : {queues}. Un jour rejoué commence sans ceux de la veille : leur attente n’est pas "
        "celle du journal.",
        "Their customers wait from one day to the next: {queues}. A day that is played again begins without those of the day "
        "before: their waits are not those of the journal.",
    ),
    "check_no_queue": (
        "le scénario n’a aucune des files de {journal} ({queues}), il a : {own}. Donnez-leur les noms du journal, "
        "ou tirez-en un scénario : woezo fit.",
        "the scenario has none of the queues of {journal} ({queues}), it has: {own}. Give them the names of the journal, "
        "or fit a scenario to it: woezo fit.",
    ),
    "check_weekdays": (
        "« {given} » ne nomme pas des jours. Écrivez des chiffres de 1 (lundi) à 7 : 12345.",
        "“{given}” names no days. Write digits from 1 (Monday) to 7: 12345.",
    ),
    "check_no_days": (
        "aucun de ces jours ne peut être rejoué : personne n’y travaillait. Choisissez d’autres dates ou --weekdays.",
        "none of these days can be played: nobody worked on them. Choose other days, or --weekdays.",
    ),
    "twin_process_lost": (
        "un processus qui jouait s’est arrêté, peut-être faute de mémoire. Essayez avec moins de processus.",
        "a process that played has ended, perhaps for lack of memory. Try fewer processes.",
    ),
    "scenario_unreadable": (
        "Le scénario {file} ne peut pas être lu ({error}). Donnez un fichier .toml.",
        "The scenario {file} cannot be read ({error}). Name a .toml file.",
    ),
    "scenario_too_large": (
        "{file} dépasse {most} Mo. Donnez les profils en intervalles plus longs.",
        "{file} is larger than {most} MB. Give profiles in longer intervals.",
    ),
    "scenario_not_toml": (
        "{file} n’est pas du TOML : {error}. Corrigez cette ligne ; docs/reference/scenario.md a des scénarios complets.",
        "{file} is not TOML: {error}. Mend that line; docs/reference/scenario.md has whole scenarios.",
    ),
    # -- comparing
    "twin_compared": (
        "{first} et {second} : {replications} réplications de chacun, avec le même hasard, graine {seed}",
        "{first} and {second}: {replications} replications of each, with the same chance, seed {seed}",
    ),
    "twin_compared_once": (
        "{first} et {second} : une réplication de chacun, avec le même hasard, graine {seed}",
        "{first} and {second}: one replication of each, with the same chance, seed {seed}",
    ),
    "twin_certain": ("C’est sûr (95 %) :", "This is certain (95%):"),
    "twin_uncertain": ("Ce n’est pas sûr :", "This is not certain:"),
    "twin_unknown": ("Avec une seule réplication, rien n’est sûr :", "With one replication nothing is certain:"),
    "twin_more": ("{measure} : {by} de plus dans {second}{verdict}", "{measure}: {by} more in {second}{verdict}"),
    "twin_less": ("{measure} : {by} de moins dans {second}{verdict}", "{measure}: {by} less in {second}{verdict}"),
    "twin_either": (
        "{measure} : entre {low} de moins et {high} de plus dans {second}",
        "{measure}: between {low} less and {high} more in {second}",
    ),
    "twin_same": ("Pas de différence : {measures}.", "No difference: {measures}."),
    "twin_all_same": (
        "Aucune différence entre {first} et {second}.",
        "No difference at all between {first} and {second}.",
    ),
    "twin_better": (", c’est mieux", ", which is better"),
    "twin_worse": (", c’est moins bien", ", which is worse"),
    "twin_from_to": ("de {low} à {high}", "{low} to {high}"),
    "twin_points": ("{value} points", "{value} points"),
    "twin_seconds": ("{value} s", "{value} s"),
    "twin_agents": ("{value} conseillers", "{value} agents"),
    "twin_alike": ("Pareil dans les deux : {names}.", "The same in both: {names}."),
    "names_of_many": ("{names}… ({all} en tout)", "{names}… ({all} in all)"),
    "twin_only_in": ("Seulement dans {name} : {names}.", "Only in {name}: {names}."),
    "twin_apart": (
        "Écart : {second} moins {first}, par paires de réplications au même hasard ; « sûr » si l’intervalle exclut zéro.",
        "Difference: {second} less {first}, by pairs of replications with the same chance; "
        "certain where its interval leaves out zero.",
    ),
}
