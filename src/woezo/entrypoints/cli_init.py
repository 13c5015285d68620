"""`woezo init`: create a real centre. Asks on a terminal for what is not given; leaves nothing behind if it fails."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

from woezo.entrypoints import startup
from woezo.entrypoints.files import why
from woezo.entrypoints.words import StartupError, language, say

Told = dict[str, str]
"""The answers so far, by name of the option."""
COUNTRIES: Final = {zone: country for zone, country in get_global("zone_territories").items() if len(country) == 2}


class Question(NamedTuple):
    """An option, the words that ask for it are `init_<name>`. check returns the value to keep or raises StartupError."""

    name: str
    check: Callable[[str], str]
    suggest: Callable[[Told], str] | None = None

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        return "--" + self.name.replace("_", "-")


def _text(longest: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = " ".join(value.split())
        if not text or len(text) > longest or not text.isprintable():
            raise StartupError("name_not_possible", value=text[:40], longest=longest)
        return text

    return check


def _country(value: str) -> str:
    code = value.strip().upper()
    if code not in COUNTRIES.values():
        raise StartupError("country_unknown", value=value)
    return code


def _zone(value: str) -> str:
    import zoneinfo

    if value.strip() not in zoneinfo.available_timezones():
        raise StartupError("zone_unknown", value=value)
    return value.strip()


def _currency(value: str) -> str:
    code = value.strip().upper()
    if code not in list_currencies():
        raise StartupError("currency_unknown", value=value)
    return code


def _email(value: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(value.strip())
    except ValidationError:
        raise StartupError("email_not_possible", value=value) from None
    return value.strip().lower()


def _zone_of(told: Told) -> str:
    return next((zone for zone, country in COUNTRIES.items() if country == told["country"]), "")


def _currency_of(told: Told) -> str:
    return next(iter(get_territory_currencies(told["country"])), "")


QUESTIONS: Final = (
    Question("outsourcer", _text(80)),
    Question("site", _text(60)),
    Question("country", _country),
    Question("zone", _zone, _zone_of),
    Question("currency", _currency, _currency_of),
    Question("client", _text(80)),
    Question("programme", _text(60)),
    Question("admin_name", _text(120)),
    Question("admin_email", _email),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """An option for each question, and where the password is."""
    for question in QUESTIONS:
        parser.add_argument(question.option, help=say(f"init_{question.name}"), metavar="…")
    parser.add_argument("--password-file", type=Path, help=say("init_password_file"), metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Ask, check, create."""
    startup.check_unused(options.data_dir)
    startup.check_database(options.database_url, options.data_dir)
    told: Told = {}
    for question in QUESTIONS:
        told[question.name] = answer(question, getattr(options, question.name), told)
    with startup.leaving_nothing(options.data_dir):
        startup.check_data_dir(options.data_dir, demo=False)
        startup.prepare_environment(options.data_dir, options.database_url, "127.0.0.1")
        with startup.alone(options.data_dir):
            create(told, options.password_file, options.data_dir)
    more = " --database-url …" if options.database_url else ""  # it may hold a password
    print(say("init_done", folder=options.data_dir, more=more))
    return 0


def answer(question: Question, given: str | None, told: Told) -> str:
    """What the option says, else what is answered on the terminal; asked again until it can be used."""
    if given is not None:
        try:
            return question.check(given)
        except StartupError as error:
            error.option = question.option
            raise
    while True:
        text = ask(question, question.suggest(told) if question.suggest else "")
        try:
            return question.check(text)
        except StartupError as error:
            print(error, file=sys.stderr)


def ask(question: Question, suggestion: str) -> str:
    """One answer from the terminal."""
    if not sys.stdin.isatty():
        raise StartupError("option_missing", option=question.option)
    label = say(f"init_{question.name}") + (f" [{suggestion}]" if suggestion else "")
    try:
        return input(say("init_prompt", label=label)).strip() or suggestion
    except EOFError:
        raise StartupError("option_missing", option=question.option) from None


def create(told: Told, password_file: Path | None, folder: Path) -> None:
    """Everything that needs Django."""
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())
    from woezo.entrypoints.founding import Plan, found, kind_of_centre

    plan = Plan(**told)
    password = password_from(password_file, plan) if password_file else asked_password(plan)
    if kind_of_centre():
        raise StartupError("already_initialised", folder=folder)
    print(say("preparing"), flush=True)
    startup.migrate()
    found(plan, password, language())


def password_from(file: Path, plan: object) -> str:
    """The first line of a file."""
    try:
        password = file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except FileNotFoundError:
        raise StartupError("file_missing", file=file) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StartupError("file_unreadable", file=file, error=why(error)) from None
    check_password(password, plan)
    return password


def asked_password(plan: object) -> str:
    """Asked twice without showing it, until it is the same and strong enough."""
    if not sys.stdin.isatty():
        raise StartupError("option_missing", option="--password-file")
    while True:
        try:
            password = getpass.getpass(say("init_prompt", label=say("init_password")))
            again = getpass.getpass(say("init_prompt", label=say("init_password_again")))
            if password != again:
                raise StartupError("password_differs")
            check_password(password, plan)
            return password
        except StartupError as error:
            print(error, file=sys.stderr)
        except EOFError:
            raise StartupError("option_missing", option="--password-file") from None


def check_password(password: str, plan: object) -> None:
    """Strong enough for somebody who may do everything."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from woezo.accounts.models import User

    try:
        validate_password(password, User(name=getattr(plan, "admin_name", ""), email=getattr(plan, "admin_email", "")))
    except ValidationError as error:
        raise StartupError("password_weak", reasons=" ".join(error.messages)) from None
