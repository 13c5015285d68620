"""The command `woezo`. Each command's module is loaded only when it is asked for, so that --help is quick."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

from woezo import __version__
from woezo.entrypoints.words import StartupError, choose_language, language

COMMANDS = {
    "up": ("cli_up", "Démarrer le centre", "Start the centre"),
    "init": ("cli_init", "Créer un vrai centre", "Create a real centre"),
    "doctor": ("cli_doctor", "Dire ce qui est installé et ce qui manque", "Say what is installed and what is missing"),
    "import": ("cli_import", "Rejouer un journal d'appels réel", "Play a real call log"),
    "replay": ("cli_replay", "Rejouer le journal et comparer", "Replay the journal and compare"),
}


def parser() -> argparse.ArgumentParser:
    """The options that all commands share, and a sub-parser for each command."""
    french = language() == "fr"
    root = argparse.ArgumentParser(
        prog="woezo",
        description="Le centre de contacts ouvert des prestataires."
        if french
        else "The open contact centre for outsourcers.",
    )
    root.add_argument("--version", action="version", version=f"woezo {__version__}")
    root.add_argument("--lang", choices=["fr", "en"], help="langue des messages" if french else "language of messages")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, french_help, english_help) in COMMANDS.items():
        one = commands.add_parser(name, help=french_help if french else english_help)
        one.add_argument(
            "--data-dir",
            type=Path,
            default=Path(os.environ.get("WOEZO_DATA_DIR", "var/data")),
            help="répertoire des données" if french else "data directory",
        )
        one.add_argument(
            "--database-url",
            default=os.environ.get("WOEZO_DATABASE_URL", ""),
            help="postgresql://… (SQLite par défaut)" if french else "postgresql://… (default: SQLite)",
        )
        if name in sys.argv:  # its own options, without loading the other commands
            importlib.import_module(f"woezo.entrypoints.{module}").add_options(one)
    return root


def main() -> int:
    """Run one command; the exit code is 0, 1 for an error that was explained, 2 for a wrong option."""
    if "--lang" in sys.argv[1:-1]:
        choose_language(sys.argv[sys.argv.index("--lang") + 1][:2])
    options = parser().parse_args()
    module = importlib.import_module(f"woezo.entrypoints.{COMMANDS[options.command][0]}")
    if options.data_dir is not None:
        options.data_dir = options.data_dir.resolve()
    try:
        return int(module.run(options))
    except StartupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
