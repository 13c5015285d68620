"""What `woezo plan` says, in French and English; words.py says it."""

from __future__ import annotations

from typing import Final

PLAN_WORDS: Final[dict[str, tuple[str, str]]] = {
    "help_plan": ("un plan fourni avec Woezo (lome) ou un fichier", "a plan that comes with Woezo (lome), or a file"),
    "help_plan_set": (
        "changer un paramètre : training.weeks=5, promise.2.target=400, attrition.later_ratio=2,5%%",
        "change a parameter: training.weeks=5, promise.2.target=400, attrition.later_ratio=2.5%%",
    ),
    "help_plan_on": ("les effectifs à cette date : 2021-06-30", "the people on that day: 2021-06-30"),
    "help_plan_class_fails": (
        "et si : la promotion de ce jour échoue, au lieu de la deuxième",
        "what if: the class of that day fails, instead of the second one",
    ),
    "help_plan_programme_late": (
        "et si : ce programme commence deux mois plus tard, au lieu du premier",
        "what if: that programme starts two months late, instead of the first one",
    ),
    "help_plan_seed": ("graine des plans simulés (2020)", "seed of the simulated plans (2020)"),
    "help_plan_plans": ("nombre de plans simulés (1000)", "number of simulated plans (1000)"),
    "help_plan_csv": ("écrire chaque tableau dans ce répertoire", "write every table into this directory"),
    "help_plan_text": (
        "afficher le plan lui-même, pour en écrire un autre",
        "print the plan itself, to write another from it",
    ),
    "plan_title": ("{site}, ouverture le {opening}", "{site}, opening on {opening}"),
    "plan_at_the_end": ("à la fin du plan", "at the end of the plan"),
    "plan_on_the_day": ("le {day}", "on {day}"),
    "plan_left": (
        "{hired} personnes recrutées en laissent {left} en poste {when}.",
        "{hired} people recruited leave {left} on the payroll {when}.",
    ),
    "plan_left_one": (
        "{hired} personne recrutée en laisse {left} en poste {when}.",
        "{hired} person recruited leaves {left} on the payroll {when}.",
    ),
    "plan_difference": (
        "Pour en avoir {there} en poste, il faut en recruter {needed} : {more} de plus, {cost} {currency} de plus{euro}.",
        "To have {there} on the payroll, {needed} must be recruited: {more} more people, {cost} {currency} more{euro}.",
    ),
    "plan_difference_one": (
        "Pour en avoir {there} en poste, il faut en recruter {needed} : {more} de plus, {cost} {currency} de plus{euro}.",
        "To have {there} on the payroll, {needed} must be recruited: {more} more person, {cost} {currency} more{euro}.",
    ),
    "plan_left_of_those": (
        "{hired} personnes recrutées, dont {count} comptent ({who}), en laissent {left} qui comptent en poste {when}.",
        "{hired} people recruited, of whom {count} count ({who}), leave {left} who count on the payroll {when}.",
    ),
    "plan_left_of_those_one": (
        "{hired} personne recrutée, dont {count} compte ({who}), en laisse {left} qui compte en poste {when}.",
        "{hired} person recruited, of whom {count} counts ({who}), leaves {left} who counts on the payroll {when}.",
    ),
    "plan_difference_of_those": (
        "Pour en avoir {there} qui comptent en poste, il faut recruter {needed} personnes : {more} de plus, "
        "{cost} {currency} de plus{euro}.",
        "To have {there} who count on the payroll, {needed} people must be recruited: {more} more people, "
        "{cost} {currency} more{euro}.",
    ),
    "plan_difference_of_those_one": (
        "Pour en avoir {there} qui comptent en poste, il faut recruter {needed} personnes : {more} de plus, "
        "{cost} {currency} de plus{euro}.",
        "To have {there} who count on the payroll, {needed} people must be recruited: {more} more person, "
        "{cost} {currency} more{euro}.",
    ),
    "plan_promised": ("Ce qui est promis :", "What was promised:"),
    "plan_to_know": ("À savoir :", "Good to know:"),
    "plan_note": (
        "Valeurs attendues exactes. Les fourchettes des fichiers viennent de {plans} plans simulés, graine {seed}.",
        "Expected values are exact. The bands in the files come from {plans} simulated plans, seed {seed}.",
    ),
    "plan_note_one": (
        "Valeurs attendues exactes. Les fourchettes des fichiers viennent d’un plan simulé, graine {seed}.",
        "Expected values are exact. The bands in the files come from one simulated plan, seed {seed}.",
    ),
    "plan_faults": ("À corriger dans le plan :", "To mend in the plan:"),
    "plan_parts": (
        "ligne {line}, une clé de plus de huit parties",
        "line {line}, a key of more than eight parts",
    ),
    "plan_brackets": (
        "ligne {line}, plus de seize crochets les uns dans les autres",
        "line {line}, more than sixteen brackets within each other",
    ),
    "plan_number": ("ligne {line}, un nombre sans fin", "line {line}, a number without end"),
    "plan_equals": (
        "ligne {line}, colonne {column} : il faut une clé, un signe égal et sa valeur",
        "line {line}, column {column}: a key, an equals sign and its value are needed",
    ),
    "plan_twice": (
        "ligne {line}, colonne {column} : cette clé y est deux fois",
        "line {line}, column {column}: this key stands here twice",
    ),
    "plan_open": (
        "ligne {line}, colonne {column} : un crochet, une accolade ou des guillemets restent ouverts",
        "line {line}, column {column}: a bracket, a brace or quotation marks are not closed",
    ),
    "plan_rest": (
        "ligne {line}, colonne {column} : la valeur est finie, mais la ligne continue",
        "line {line}, column {column}: the value is over, and the line goes on",
    ),
    "plan_character": (
        "ligne {line}, colonne {column} : un caractère n’a pas sa place ici",
        "line {line}, column {column}: a character that cannot stand here",
    ),
    "plan_value": (
        "ligne {line}, colonne {column} : ce n’est pas une valeur ; un texte s’écrit entre guillemets droits",
        "line {line}, column {column}: this is no value; a text stands in quotation marks",
    ),
    "plan_other": ("ligne {line}, un texte illisible", "line {line}, a text that cannot be read"),
    "plan_plans_range": ("un nombre de 1 à 100 000", "a number from 1 to 100,000"),
    "plan_on_date": (
        "« {given} » ; écrivez une date, par exemple 2021-06-30",
        "“{given}”; write a date, such as 2021-06-30",
    ),
    "plan_no_class": (
        "aucune promotion ne commence le {given} ; la plus proche : {near}",
        "no class starts on {given}; the nearest: {near}",
    ),
    "plan_no_programme": (
        "« {given} » n’est pas un programme du plan ; il a : {names}",
        "“{given}” is no programme of the plan; it has: {names}",
    ),
    "plan_set_form": (
        "« {given} » ; écrivez CLÉ=VALEUR, par exemple training.weeks=5",
        "“{given}”; write KEY=VALUE, such as training.weeks=5",
    ),
    "plan_set_entry": (
        "{key} : entrées dans la liste : {count} ; en ajouter une : numéro {next}",
        "{key}: entries in the list: {count}; to add one, number {next}",
    ),
    "plan_unreadable": (
        "Le plan {file} ne peut pas être lu ({error}). Donnez un fichier .toml, ou un plan fourni : {presets}.",
        "The plan {file} cannot be read ({error}). Name a .toml file, or a plan that comes with Woezo: {presets}.",
    ),
    "plan_too_large": (
        "{file} dépasse {most} ko. Un plan en fait quelques-uns : vérifiez le fichier.",
        "{file} is larger than {most} kB. A plan has a few: check the file.",
    ),
    "plan_not_toml": (
        "{file} n’est pas du TOML : {error}. Corrigez cette ligne ; « woezo plan lome --text » montre un plan complet.",
        "{file} is not TOML: {error}. Mend that line; “woezo plan lome --text” shows a whole plan.",
    ),
}
