"""The command `woezo`. Each command's module is loaded only when it is asked for, so that --help is quick."""

from __future__ import annotations

import argparse
import gettext
import importlib
import os
import sys
from pathlib import Path
from typing import Final, NoReturn

from woezo import __version__
from woezo.entrypoints.files import explaining
from woezo.entrypoints.startup import check_python
from woezo.entrypoints.words import StartupError, choose_language, language, say

LOCALE: Final = Path(__file__).resolve().parent.parent / "locale"

COMMANDS = {
    "up": ("cli_up", "Démarrer le centre", "Start the centre"),
    "init": ("cli_init", "Créer un vrai centre", "Create a real centre"),
    "doctor": ("cli_doctor", "Dire ce qui est installé et ce qui manque", "Say what is installed and what is missing"),
    "token": ("cli_token", "Donner un jeton d’API à un programme", "Give a program an API token"),
    "import": (
        "cli_import",
        "Faire un journal d’appels réels, ou les rejouer",
        "Make a journal of real calls, or play them",
    ),
    "plan": (
        "cli_plan",
        "Chiffrer l’ouverture d’un site : promotions, effectifs, coûts",
        "Work out the opening of a site: classes, people, cost",
    ),
    "simulate": ("cli_simulate", "Jouer un scénario dans le jumeau", "Play a scenario in the twin"),
    "compare": (
        "cli_compare",
        "Jouer deux scénarios avec le même hasard : ce qui change, et si c’est sûr",
        "Play two scenarios with the same chance: what differs, and whether it is certain",
    ),
    "erlang": (
        "cli_erlang",
        "Calculer une file : attente, abandons, conseillers qu’il faut",
        "Work out a queue: wait, abandonment, agents needed",
    ),
    "export": (
        "cli_export",
        "Écrire le journal du centre dans un fichier, pour le jumeau",
        "Write the centre's journal into a file, for the twin",
    ),
    "fit": (
        "cli_fit",
        "Tirer d’un journal un scénario pour le jumeau",
        "Fit a scenario of the twin to a journal",
    ),
    "check": (
        "cli_check",
        "Rejouer les jours d’un journal avec un scénario, et comparer",
        "Play the days of a journal with a scenario, and compare",
    ),
    "rehearse": (
        "cli_rehearse",
        "Rejouer les jours d’un journal sous d’autres règles, avec ses propres clients",
        "Play the days of a journal under other rules, with its own customers",
    ),
    "replay": ("cli_replay", "Rejouer le journal et comparer", "Replay the journal and compare"),
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong with an option like every other error: in the user's language, with a code."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"woezo: {message} [bad_usage]\n")


def speak() -> None:
    """Choose the language before anything is said; argparse takes its own words from gettext's default domain."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", choices=["fr", "en"], default="")
    try:
        choose_language(early.parse_known_args()[0].lang)
    except argparse.ArgumentError:  # said properly by the whole parser
        choose_language()
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("argparse", LOCALE)
    gettext.textdomain("argparse")


def parser() -> argparse.ArgumentParser:
    """The options that all commands share, and a sub-parser for each command."""
    root = Parser(prog="woezo", description=say("woezo"), allow_abbrev=False)
    root.add_argument("--version", action="version", version=f"woezo {__version__}")
    root.add_argument("--lang", choices=["fr", "en"], help=say("help_lang"))
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, *help_in) in COMMANDS.items():
        one = commands.add_parser(name, help=help_in[language() == "en"], allow_abbrev=False)
        data_dir = Path(os.environ.get("WOEZO_DATA_DIR", "var/data"))
        one.add_argument("--data-dir", type=Path, default=data_dir, help=say("help_data_dir"), metavar="DIR")
        database_url = os.environ.get("WOEZO_DATABASE_URL", "")
        one.add_argument("--database-url", default=database_url, help=say("help_database_url"), metavar="URL")
        if name in sys.argv:  # its own options, without loading the other commands
            importlib.import_module(f"woezo.entrypoints.{module}").add_options(one)
    return root


def main() -> int:
    """Run one command; the exit code is 0, 1 for an error that was explained, 2 for a wrong option."""
    speak()
    os.umask(0o077)  # customers' words are in what we write, also where the directory was there before us
    try:
        check_python()  # before a command's module is loaded, which an older one could not read
        options = parser().parse_args()
        module = importlib.import_module(f"woezo.entrypoints.{COMMANDS[options.command][0]}")
        if options.data_dir is not None:
            options.data_dir = options.data_dir.resolve()
        with explaining():
            code = int(module.run(options))
            sys.stdout.flush()
            return code
    except StartupError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # `woezo plan lome | head`: whoever read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
