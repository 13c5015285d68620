"""What `woezo import` and the readers of journals say, in French and English; words.py says it."""

from __future__ import annotations

from typing import Final

IMPORT_WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- help
    "help_import_format": (
        "format du fichier : anonymous-bank, asterisk-queue-log ou csv",
        "format of the file: anonymous-bank, asterisk-queue-log or csv",
    ),
    "help_import_file": ("le fichier, éventuellement compressé (.gz)", "the file, compressed or not (.gz)"),
    "help_import_journal": (
        "écrire le journal dans ce fichier (.jsonl ou .jsonl.gz)",
        "write the journal into this file (.jsonl or .jsonl.gz)",
    ),
    "help_import_from": ("premier jour : 2024-03-01", "first day: 2024-03-01"),
    "help_import_to": ("dernier jour, compris : 2024-03-31", "last day, included: 2024-03-31"),
    "help_import_zone": (
        "fuseau horaire du centre : Africa/Lome (défaut : celui des heures du fichier, ou UTC)",
        "the centre's time zone: Africa/Lome (default: that of the file's times, or UTC)",
    ),
    "help_import_names": (
        "garder les noms des conseillers dans le journal (données personnelles)",
        "keep agents' names in the journal (personal data)",
    ),
    "help_import_date": (
        "sans --journal : le jour à rejouer (défaut : le plus chargé)",
        "without --journal: the day to play (default: the one with most calls)",
    ),
    "help_import_target": (
        "seuil du niveau de service, en secondes (30)",
        "threshold of the service level, seconds (30)",
    ),
    "help_import_gap": (
        "un agent sans contact depuis tant de secondes était absent (1800)",
        "an agent without a contact for so many seconds was away (1800)",
    ),
    # -- a day through the dispatcher
    "import_progress": ("Lecture de la journée : {percent} %", "Playing the day: {percent} %"),
    "import_rows": (
        "{good} lignes utilisées, {bad} écartées :",
        "{good} rows used, {bad} set aside:",
    ),
    "import_rows_all": ("{good} lignes utilisées, aucune écartée.", "{good} rows used, none set aside."),
    "import_line": ("ligne", "line"),
    "import_more": ("  et {more} autres ; toutes avec --json", "  and {more} more; all of them with --json"),
    "import_title": (
        "{date} : ce qui s’est passé, et la même journée par le routeur de Woezo (seuil {target} s)",
        "{date}: what happened, and the same day through Woezo's router (threshold {target} s)",
    ),
    "import_was": ("ce jour-là", "that day"),
    "import_played": ("par Woezo", "through Woezo"),
    "import_hour": ("heure", "hour"),
    "import_day": ("jour", "day"),
    "import_offered": ("reçus", "offered"),
    "import_answered": ("traités", "answered"),
    "import_abandoned": ("abandons", "abandoned"),
    "import_asa_s": ("DMR s", "ASA s"),
    "import_no_calls": ("aucun appel traité le {date} dans ce fichier", "no answered call on {date} in this file"),
    "import_note": (
        "Le journal ne montre ni pauses ni travail après appel : un agent y est présent d’un appel à l’autre (moins de\n"
        "{gap} s entre deux). Les attentes jouées sont donc un minimum ; un --gap-s plus court s’approche des présences.",
        "The log shows neither breaks nor work after a call: an agent counts as present from call to call (less than\n"
        "{gap} s between two). The waits played are therefore a minimum; a shorter --gap-s comes closer to who was there.",
    ),
    "row_unreadable": ("une heure ou la priorité ne se lit pas", "a time or the priority cannot be read"),
    "row_queue_backwards": ("sortie de la file avant d’y entrer", "it left the queue before it entered"),
    "row_phantom": ("appel fantôme, sans appelant", "phantom call, no caller"),
    "row_unknown_outcome": ("issue inconnue", "unknown outcome"),
    "row_no_server": ("servi par un agent que le journal ne nomme pas", "served by an agent the log does not name"),
    "row_service_backwards": ("le service finit avant de commencer", "the service ends before it begins"),
    "row_service_early": ("le service commence avant l’appel", "the service begins before the call arrives"),
    "row_not_queue_log": (
        "n’a pas la forme heure|appel|file|agent|événement",
        "not of the form time|call|queue|agent|event",
    ),
    "row_call_interrupted": (
        "l’appel n’a pas de fin : un autre début ou un redémarrage le suit",
        "the call has no end: another beginning or a restart follows",
    ),
    "row_call_unfinished": (
        "l’appel n’a pas de fin : le fichier s’arrête avant",
        "the call has no end: the file stops before it",
    ),
    "row_call_unknown": ("l’appel n’a pas de début, ou pas de réponse", "the call has no beginning, or no answer"),
    "row_time_unreadable": (
        "une heure manque ou ne se lit pas : 2024-03-01T10:00:05+01:00",
        "a time is missing or cannot be read: 2024-03-01T10:00:05+01:00",
    ),
    "row_too_many_cells": ("plus de cellules que la première ligne", "more cells than the first line"),
    "row_no_queue": ("la file manque", "the queue is missing"),
    "row_backwards": ("arrivée, réponse et fin ne se suivent pas", "arrival, answer and end do not follow each other"),
    "row_too_long": ("plus de 31 jours de l’arrivée à la fin", "more than 31 days from arrival to end"),
    "row_agent_unanswered": ("un agent, mais pas d’heure de réponse", "an agent, but no time of the answer"),
    "row_outcome_contradicts": (
        "l’issue ne va pas avec l’heure de réponse, ou avec son absence",
        "the outcome does not go with the time of the answer, or with its absence",
    ),
    "row_unknown_channel": ("canal inconnu", "unknown channel"),
    "row_other_channel": (
        "un autre canal que la première ligne de cette file",
        "another channel than the first row of this queue",
    ),
    "row_twice": (
        "le même contact, dans la même file, au même instant",
        "the same contact, queue and moment once more",
    ),
    "row_wrap_up": ("le post-appel n’est pas un nombre de secondes", "the wrap-up is no number of seconds"),
    "import_empty": ("aucune ligne utilisable", "no usable row"),
    # -- a log as a journal
    "import_writing": ("Journal écrit à {percent} %", "{percent}% of the journal written"),
    "import_journal": ("seulement avec --journal", "only with --journal"),
    "import_no_journal": ("seulement sans --journal", "only without --journal"),
    "import_journal_needed": (
        "à donner ; le format {format} devient un journal et ne se rejoue pas",
        "to be given; the format {format} becomes a journal and is not played",
    ),
    "import_zone_known": ("ce fichier est de {zone}", "this file is of {zone}"),
    "import_not_over": (
        "{file} existe et n’est pas un journal. Choisissez un autre nom",
        "{file} exists and is no journal. Choose another name",
    ),
    "import_seconds": ("un nombre de 1 à 86400", "a number from 1 to 86400"),
    "import_date": (
        "« {given} » ; écrivez une date, par exemple 2024-03-01",
        "“{given}”; write a date, such as 2024-03-01",
    ),
    "import_asides": (
        "Sans faute, mais hors du journal ou noté autrement :",
        "No fault, and yet not in the journal, or otherwise than in the file:",
    ),
    "aside_left_menu": ("ont quitté le menu avant toute file", "left in the menu, before any queue"),
    "aside_transferred": (
        "appels transférés : terminés pour le journal, car le fichier ne dit pas où ils allaient",
        "calls transferred: completed for the journal, since the file does not say where they went",
    ),
    "aside_endless": (
        "présences de plus de 24 h, que personne n’a : leurs appels disent quand ces conseillers étaient là",
        "times of presence of more than 24 h, which nobody has: calls tell when these agents were there",
    ),
    "aside_overlaps": (
        "conversations commencées alors que l’agent en avait encore une : notées telles quelles",
        "conversations that began while their agent still had one: told as they are",
    ),
    "aside_ring_alone": (
        "sonneries dont l’appel était déjà fini ou n’a pas de début",
        "rings whose call was over or has no beginning",
    ),
    "aside_ring_unheard": (
        "sonneries d’une durée nulle, ou à plusieurs postes à la fois",
        "rings of no length, or at several desks at once",
    ),
    "aside_other_days": ("d’un autre jour que ceux demandés", "of another day than those asked for"),
    "import_unknown": ("Mots du fichier sans effet ici : {words}", "Words of the file without effect here: {words}"),
    "import_days": (
        "Du {first} au {last} ({zone}). Jours avec des contacts : {count}, conseillers : {agents}.",
        "From {first} to {last} ({zone}). Days with contacts: {count}, agents: {agents}.",
    ),
    "import_presence": (
        "Le fichier ne dit pas quand étaient là {agents} de ces conseillers : pour eux, {gap} s sans contact valent une "
        "absence (--gap-s).",
        "The file does not say when {agents} of these agents were there: for them, {gap} s without a contact are an absence "
        "(--gap-s).",
    ),
    "import_queue": ("file", "queue"),
    "import_total": ("total", "total"),
    "import_other": ("autres", "other"),
    "import_within": ("≤ {target} s", "≤ {target} s"),
    "import_written": ("{file} : {records} enregistrements.", "{file}: {records} records."),
    # -- errors
    "log_not_utf8": (
        "{file} n’est pas un texte UTF-8. Enregistrez-le en UTF-8.",
        "{file} is no UTF-8 text. Save it as UTF-8.",
    ),
    "log_bank_columns": (
        "{file} : colonnes absentes : {missing}. Ce n’est pas le journal de la banque : vérifiez FORMAT et le fichier.",
        "{file}: columns missing: {missing}. That is not the call log of the bank: check FORMAT and the file.",
    ),
    "log_columns": (
        "{file} : colonnes absentes : {missing}. Un fichier de contacts a une première ligne avec {columns}, dans un ordre "
        "quelconque ; les cinq premières sont obligatoires.",
        "{file}: columns missing: {missing}. A file of contacts has a first line with {columns}, in any order; the first "
        "five are needed.",
    ),
    "log_zone_missing": (
        "{file}, ligne {line} : dans quel fuseau est cette heure ? Dites-le : --zone Africa/Lome, par exemple.",
        "{file}, line {line}: in which time zone is this time? Say so: --zone Africa/Lome, for example.",
    ),
    "log_mixed_offsets": (
        "{file} : les heures des lignes {first_line} et {line} sont l’une avec décalage, l’autre sans. Écrivez-les toutes "
        "avec (2024-03-01T10:00:05+01:00), ou toutes sans et donnez --zone.",
        "{file}: of the times in lines {first_line} and {line} one has an offset, the other has none. Write all with it "
        "(2024-03-01T10:00:05+01:00), or all without and give --zone.",
    ),
    "log_two_zones": (
        "{file}, ligne {line} : {found}, mais {first} à la ligne {first_line}. Été et hiver d’un même fuseau ? Dites lequel : "
        "--zone Europe/Paris. Sinon, un fichier par fuseau.",
        "{file}, line {line}: {found}, but {first} in line {first_line}. Summer and winter of one time zone? Say which: "
        "--zone Europe/Paris. Else make a file for each zone.",
    ),
    "log_other_zone": (
        "{file}, ligne {line} : {found}, mais {zone} est alors à {expected}, et le fichier a plusieurs décalages. Corrigez "
        "l’heure ou --zone, ou faites un fichier par fuseau.",
        "{file}, line {line}: {found}, but {zone} then has {expected}, and the file has several offsets. Correct the time or "
        "--zone, or make a file for each zone.",
    ),
    "log_without_contacts": (
        "{file} ne contient aucun contact utilisable : {reasons}. Vérifiez le format, le fichier et les dates demandées.",
        "{file} has no contact that can be used: {reasons}. Check the format, the file and the dates asked for.",
    ),
    "log_out_of_order": (
        "{file}, ligne {line} : plus tôt que la ligne {earlier}. Triez le fichier par heure (sort -s -n {file}) ; si l’horloge "
        "a été reculée, importez chaque partie à part.",
        "{file}, line {line}: earlier than line {earlier}. Sort the file by time (sort -s -n {file}); if the clock was put "
        "back, import each part by itself.",
    ),
    "journal_missing_header": (
        "{file} n’est pas un journal : sa première ligne ne le dit pas. Faites-en un avec woezo import … --journal {file}",
        "{file} is no journal: its first line does not say so. Make one with woezo import … --journal {file}",
    ),
    "journal_form_newer": (
        "{file} vient d’une version plus récente de Woezo. Installez-la, ou refaites le journal avec celle-ci.",
        "{file} comes from a newer version of Woezo. Install it, or make the journal again with this one.",
    ),
    "journal_record": (
        "{file}, ligne {line} : ce n’est pas un enregistrement. Le fichier est abîmé ou coupé ; refaites-le.",
        "{file}, line {line}: this is no record. The file is damaged or cut; make it again.",
    ),
    "journal_zone": (
        "{file}, ligne 1 : « {zone} » n’est pas un fuseau horaire. Écrivez-en un comme Africa/Lome, ou refaites le journal.",
        "{file}, line 1: “{zone}” is not a time zone. Write one such as Africa/Lome, or make the journal again.",
    ),
    "journal_lacks": (
        "un enregistrement n’a pas ce qu’il lui faut",
        "a record lacks what it needs",
    ),
    "journal_order": (
        "{file}, ligne {line} : le temps recule. Triez les enregistrements par heure, ou refaites le journal.",
        "{file}, line {line}: time runs backwards. Sort the records by time, or make the journal again.",
    ),
}
