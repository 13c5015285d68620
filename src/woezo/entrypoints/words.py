"""What the command line says, in French and English. Django's own texts need a data directory, which these precede.

An error has a stable code, says what happened and what to do, and goes to stderr.
"""

from __future__ import annotations

import os
from typing import Final

from woezo.entrypoints.words_erlang import ERLANG_WORDS
from woezo.entrypoints.words_files import FILE_WORDS
from woezo.entrypoints.words_fit import FIT_WORDS
from woezo.entrypoints.words_import import IMPORT_WORDS
from woezo.entrypoints.words_plan import PLAN_WORDS
from woezo.entrypoints.words_twin import TWIN_WORDS

WORDS: Final[dict[str, tuple[str, str]]] = {
    # -- help
    "woezo": ("Le centre de contacts ouvert des prestataires.", "The open contact centre for outsourcers."),
    "help_lang": ("langue des messages", "language of messages"),
    "help_data_dir": ("répertoire des données", "data directory"),
    "help_database_url": ("postgresql://… (SQLite par défaut)", "postgresql://… (default: SQLite)"),
    "help_host": ("adresse d’écoute (127.0.0.1)", "address to listen on (127.0.0.1)"),
    "help_port": ("port (8080)", "port (8080)"),
    "help_demo": ("un centre de démonstration, sur cette machine seulement", "a demo centre, on this machine only"),
    "help_insecure": ("écouter au-delà de cette machine sans TLS", "listen beyond this machine without TLS"),
    "help_token_email": ("au nom de qui le programme agit", "as whom the program acts"),
    "help_token_name": ("à quoi sert le jeton", "what the token is for"),
    "help_token_revoke": ("reprendre les jetons de ce nom", "take back the tokens of this name"),
    "help_json": ("le résultat pour des programmes", "the result for programs"),
    # -- progress
    "preparing": ("Base de données : préparation", "Database: preparing"),
    "seeding": ("Centre de démonstration : création (quelques secondes)", "Demo centre: creating (a few seconds)"),
    "starting": ("Serveur : démarrage", "Server: starting"),
    "ready": ("Woezo est prêt : {url}", "Woezo is ready: {url}"),
    "port_moved": ("Le port {port} est pris ; Woezo utilise {next}.", "Port {port} is taken; Woezo uses {next}."),
    "demo_walk": (
        "Un client écrit ici :            {url}chat/{shop}/\n"
        "L’équipe se connecte ici :       {url}sign-in/   (rôles de démonstration, sans mot de passe)\n"
        "Écran mural :                    {url}wallboard/\n"
        "Arrêter : Ctrl C",
        "A customer writes here:          {url}chat/{shop}/\n"
        "The team signs in here:          {url}sign-in/   (demo roles, no password)\n"
        "Wallboard:                       {url}wallboard/\n"
        "Stop: Ctrl C",
    ),
    "sign_in_at": ("Connectez-vous : {url}sign-in/", "Sign in: {url}sign-in/"),
    "stopped": ("Arrêté. Rien n’est perdu.", "Stopped. Nothing is lost."),
    "init_done": (
        "Le centre est créé dans {folder}. Démarrez-le : woezo up --data-dir {folder}{more}",
        "The centre is created in {folder}. Start it: woezo up --data-dir {folder}{more}",
    ),
    "init_prompt": ("{label} : ", "{label}: "),
    "init_outsourcer": ("Nom du prestataire", "Name of the outsourcer"),
    "init_site": ("Premier site (ville)", "First site (town)"),
    "init_country": ("Pays du site, en deux lettres (TG, FR, …)", "Country of the site, two letters (TG, FR, …)"),
    "init_zone": ("Fuseau horaire du site", "Time zone of the site"),
    "init_currency": ("Monnaie du site (XOF, EUR, …)", "Currency of the site (XOF, EUR, …)"),
    "init_client": ("Premier donneur d’ordres", "First client company"),
    "init_programme": ("Son premier programme", "Its first programme"),
    "init_admin_name": ("Nom de l’administrateur", "Name of the administrator"),
    "init_admin_email": ("Son adresse électronique", "His or her e-mail address"),
    "init_password": ("Mot de passe (12 caractères au moins)", "Password (12 characters or more)"),
    "init_password_again": ("Le même, encore une fois", "The same once more"),
    "init_password_file": (
        "Fichier dont la première ligne est le mot de passe de l’administrateur",
        "File whose first line is the administrator's password",
    ),
    "core_compiled": ("compilé", "compiled"),
    "core_pure": ("Python pur", "pure"),
    "built": ("construit", "built"),
    "texts_missing": ("les textes français manquent : make messages", "French texts are missing: make messages"),
    "library_missing": ("absente : pip install {name}", "missing: pip install {name}"),
    "holds_demo": ("{folder} : démonstration", "{folder}: demo"),
    "holds_centre": ("{folder} : centre réel", "{folder}: real centre"),
    "database_answers": ("répond", "answers"),
    "database_empty": ("pas encore créée", "not created yet"),
    "replay_progress": ("Journal rejoué à {percent} %", "{percent} % of the journal replayed"),
    "tokens_revoked": ("Jetons repris : {count}", "Revoked tokens: {count}"),
    "replay_same": (
        "Événements rejoués : {events} ; propositions : {reservations}, toutes identiques.",
        "Events replayed: {events}; reservations: {reservations}, all identical.",
    ),
    "replay_cores": (
        "Le journal traverse les versions {cores} du routeur ; celle-ci est la {core}.",
        "The journal crosses versions {cores} of the router; this one is {core}.",
    ),
    "replay_crossed": (
        "Rien n’est promis d’une version à l’autre. Première différence à l’événement {seq} ({event}) : le journal dit "
        "{recorded}, le routeur {replayed}.",
        "Nothing is promised from one version to another. First difference at event {seq} ({event}): the journal says "
        "{recorded}, the router {replayed}.",
    ),
    # -- errors
    "file_unreadable": (
        "{file} ne peut pas être lu : {error}. Vérifiez ce fichier, ou donnez-en un autre.",
        "{file} cannot be read: {error}. Check that file, or name another one.",
    ),
    "python_too_old": (
        "Python {found} est trop ancien. Installez Python 3.11 ou plus récent.",
        "Python {found} is too old. Install Python 3.11 or newer.",
    ),
    "data_dir": (
        "Le répertoire {folder} ne peut pas être écrit ({error}). Choisissez-en un autre avec --data-dir.",
        "The directory {folder} cannot be written ({error}). Choose another one with --data-dir.",
    ),
    "not_a_demo": (
        "{folder} contient un vrai centre, qui ne peut pas devenir une démonstration. Choisissez un autre --data-dir.",
        "{folder} holds a real centre, which cannot become a demo. Choose another --data-dir.",
    ),
    "is_a_demo": (
        "{folder} est une démonstration. Ajoutez --demo, ou créez un vrai centre ailleurs avec woezo init.",
        "{folder} is a demo. Add --demo, or create a real centre elsewhere with woezo init.",
    ),
    "not_initialised": (
        "Il n’y a pas encore de centre dans {folder}. Créez-le : woezo init --data-dir {folder}",
        "There is no centre in {folder} yet. Create it: woezo init --data-dir {folder}",
    ),
    "already_initialised": (
        "{folder} contient déjà un centre. Démarrez-le avec woezo up, ou choisissez un autre --data-dir.",
        "{folder} holds a centre already. Start it with woezo up, or choose another --data-dir.",
    ),
    "demo_not_loopback": (
        "Une démonstration s’ouvre sans mot de passe : elle ne peut pas écouter sur {host}. Utilisez 127.0.0.1.",
        "A demo opens without password: it cannot listen on {host}. Use 127.0.0.1.",
    ),
    "not_loopback": (
        "Écouter sur {host} sans TLS exposerait mots de passe et conversations. Placez un serveur TLS devant "
        "127.0.0.1, ou ajoutez --insecure sur un réseau de confiance.",
        "Listening on {host} without TLS would expose passwords and conversations. Put a TLS server in front of "
        "127.0.0.1, or add --insecure on a trusted network.",
    ),
    "host_unknown": (
        "{host} n’est pas une adresse de cette machine. Utilisez 127.0.0.1 ou une de ses adresses.",
        "{host} is not an address of this machine. Use 127.0.0.1 or one of its addresses.",
    ),
    "port_in_use": (
        "Le port {port} est pris par un autre programme. Arrêtez-le ou choisissez : --port {next}",
        "Port {port} is taken by another program. Stop it or choose: --port {next}",
    ),
    "port_not_allowed": (
        "Ce compte ne peut pas ouvrir le port {port}. Choisissez-en un au-dessus de 1024.",
        "This account may not open port {port}. Choose one above 1024.",
    ),
    "database_url": (
        "L’adresse de la base ne peut pas être lue ({error}). Exemple : postgresql://utilisateur@hote/base",
        "The database URL cannot be read ({error}). Example: postgresql://user@host/database",
    ),
    "database_unreachable": (
        "La base de données ne répond pas sur {host} ({error}). Vérifiez qu’elle tourne et l’adresse donnée.",
        "The database does not answer at {host} ({error}). Check that it runs, and the URL given.",
    ),
    "database_newer": (
        "La base vient d’une version plus récente de Woezo ({migration}). Installez cette version ou restaurez une sauvegarde.",
        "The database comes from a newer version of Woezo ({migration}). Install that version or restore a backup.",
    ),
    "journal_newer": (
        "Le journal vient de Woezo {woezo}, plus récent ({form} {found} ; celui-ci lit {known}). "
        "Installez cette version ou restaurez une sauvegarde.",
        "The journal comes from Woezo {woezo}, which is newer ({form} {found}; this one reads {known}). "
        "Install that version or restore a backup.",
    ),
    "database_broken": (
        "La base de données refuse de travailler ({error}). Rien n’a été modifié ; vérifiez le disque et la sauvegarde.",
        "The database refuses to work ({error}). Nothing was changed; check the disk and the backup.",
    ),
    "bundle_missing": (
        "Les écrans ne sont pas construits. Depuis un clone : make web",
        "The screens are not built. From a clone: make web",
    ),
    "already_running": (
        "Un autre serveur tient déjà ce centre. Arrêtez-le d’abord, ou choisissez un autre --data-dir.",
        "Another server holds this centre already. Stop it first, or choose another --data-dir.",
    ),
    "not_started": (
        "Le serveur n’a pas pu démarrer ; la raison est écrite au-dessus. Lancez woezo doctor.",
        "The server could not start; the reason is written above. Run woezo doctor.",
    ),
    "file_missing": (
        "{file} : fichier introuvable. Vérifiez son nom et son répertoire.",
        "{file}: no such file. Check its name and directory.",
    ),
    "system_error": (
        "Le système refuse{what} : {error}. Corrigez cela, puis relancez la commande.",
        "The system refuses{what}: {error}. Mend that, then run the command again.",
    ),
    "plan_not_utf8": (
        "{file} n’est pas un texte UTF-8. Enregistrez-le en UTF-8.",
        "{file} is no UTF-8 text. Save it as UTF-8.",
    ),
    "bad_option": ("{option} : {error}", "{option}: {error}"),
    "option_missing": (
        "{option} manque. Ajoutez l’option, ou lancez la commande dans un terminal, qui posera les questions.",
        "{option} is missing. Add the option, or run the command in a terminal, which asks the questions.",
    ),
    "name_not_possible": (
        "« {value} » ne convient pas : 1 à {longest} caractères sur une ligne.",
        "“{value}” is not possible: 1 to {longest} characters on one line.",
    ),
    "country_unknown": (
        "« {value} » n’est pas un pays. Donnez son code en deux lettres : TG, BJ, CM, FR…",
        "“{value}” is not a country. Give its code of two letters: TG, BJ, CM, FR…",
    ),
    "zone_unknown": (
        "« {value} » n’est pas un fuseau horaire. Donnez un nom comme Africa/Lome ou Europe/Paris.",
        "“{value}” is not a time zone. Give a name such as Africa/Lome or Europe/Paris.",
    ),
    "currency_unknown": (
        "« {value} » n’est pas une monnaie. Donnez son code en trois lettres : XOF, XAF, EUR…",
        "“{value}” is not a currency. Give its code of three letters: XOF, XAF, EUR…",
    ),
    "email_not_possible": (
        "« {value} » n’est pas une adresse électronique. Exemple : awa@exemple.tg",
        "“{value}” is not an e-mail address. Example: awa@example.tg",
    ),
    "user_unknown": (
        "« {value} » n’est l’adresse de personne ici. Vérifiez-la.",
        "“{value}” is nobody's address here. Check it.",
    ),
    "password_differs": (
        "Les deux mots de passe diffèrent. Recommencez.",
        "The two passwords differ. Try again.",
    ),
    "password_weak": (
        "Ce mot de passe ne protège pas assez : {reasons}",
        "This password does not protect enough: {reasons}",
    ),
    "replay_differs": (
        "Première différence à l’événement {seq} ({event}) : le journal dit {recorded}, le routeur {replayed}.",
        "First difference at event {seq} ({event}): the journal says {recorded}, the router {replayed}.",
    ),
    **FILE_WORDS,
    **PLAN_WORDS,
    **FIT_WORDS,
    **TWIN_WORDS,
    **ERLANG_WORDS,
    **IMPORT_WORDS,
}

_language = ""


def choose_language(wanted: str = "") -> None:
    """fr or en: the option, else the environment; French if neither says English."""
    global _language
    if not wanted:
        told = os.environ.get("WOEZO_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
        wanted = "en" if told[:2] == "en" else "fr"
    _language = wanted


def language() -> str:
    """The language chosen."""
    if not _language:
        choose_language()
    return _language


def say(code: str, **fields: object) -> str:
    """A text in the chosen language."""
    french, english = WORDS[code]
    return (french if language() == "fr" else english).format(**fields)


def say_many(code: str, number: int, **fields: object) -> str:
    """A text that says how many: of one, `code`_one; in French of none too."""
    one = abs(number) < 2 if language() == "fr" else abs(number) == 1
    return say(f"{code}_one" if one else code, **fields)


class StartupError(Exception):
    """A centre cannot start, or a command cannot be carried out: a code and the text for it."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.option = ""

    def __str__(self) -> str:
        where = f"{self.option} : " if self.option and language() == "fr" else f"{self.option}: " if self.option else ""
        return f"woezo: {where}{say(self.code, **self.fields)} [{self.code}]"
