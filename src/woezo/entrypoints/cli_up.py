"""`woezo up`: check, prepare the database, seed a demo, serve until stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from woezo.entrypoints import startup
from woezo.entrypoints.words import StartupError, say

BUNDLE = Path(__file__).resolve().parent / "static" / "woezo" / "manifest.json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--host", default="127.0.0.1", help=say("help_host"), metavar="H")
    parser.add_argument("--port", type=int, default=8080, help=say("help_port"), metavar="N")
    parser.add_argument("--demo", action="store_true", help=say("help_demo"))
    parser.add_argument("--insecure", action="store_true", help=say("help_insecure"))


def run(options: argparse.Namespace) -> int:
    """Serve the centre."""
    if not 0 < options.port < 65536:
        raise StartupError("bad_option", option="--port", error="1..65535")
    startup.check_host(options.host, options.demo, options.insecure)
    if not BUNDLE.exists():
        raise StartupError("bundle_missing")
    if not options.demo and not (options.data_dir / startup.KEY_FILE).exists():
        if (options.data_dir / startup.DEMO_FILE).exists():
            raise StartupError("is_a_demo", folder=options.data_dir)
        raise StartupError("not_initialised", folder=options.data_dir)
    startup.check_database(options.database_url, options.data_dir)
    port = startup.free_port(options.host, options.port, search=options.demo)
    with startup.leaving_nothing(options.data_dir):
        startup.check_data_dir(options.data_dir, options.demo)
        startup.prepare_environment(options.data_dir, options.database_url, options.host)
        with startup.alone(options.data_dir):
            prepare(options.data_dir, options.demo)
    if port != options.port:
        print(say("port_moved", port=options.port, next=port), flush=True)
    return serve(options.host, port, options.demo)


def prepare(folder: Path, demo: bool) -> None:
    """Load Django, bring the database up to date, and fill a new demo."""
    import django
    from django.urls import get_resolver

    django.setup()
    there = check_kind(folder, demo)
    startup.check_not_running(folder)
    if there:
        startup.check_journal()
    print(say("preparing"), flush=True)
    startup.migrate()
    if demo:
        from woezo.entrypoints.demo import is_seeded, seed_demo

        if not is_seeded():
            print(say("seeding"), flush=True)
            seed_demo()
    get_resolver().url_patterns  # noqa: B018  loads every page now: what is broken shows before anybody waits for it


def check_kind(folder: Path, demo: bool) -> bool:
    """The database, wherever its URL leads, holds a centre of the kind that is asked for. False: none yet."""
    from woezo.entrypoints.founding import kind_of_centre

    kind = kind_of_centre()
    if demo and kind == "real":
        raise StartupError("not_a_demo", folder=folder)
    if not demo and kind == "demo":
        raise StartupError("is_a_demo", folder=folder)
    if not demo and not kind:
        raise StartupError("not_initialised", folder=folder)
    return bool(kind)


def serve(host: str, port: int, demo: bool) -> int:
    """Run the server; its address is printed once it answers."""
    from woezo.entrypoints import serving

    print(say("starting"), flush=True)
    if not serving.serve(lambda: announce(host, port, demo), host=host.strip("[]"), port=port):
        raise StartupError("not_started")
    print(say("stopped"), flush=True)
    return 0


def announce(host: str, port: int, demo: bool) -> None:
    """Where to click."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    url = f"http://{shown}:{port}/"
    print(say("ready", url=url))
    if demo:
        from woezo.entrypoints.demo import SHOP

        print(say("demo_walk", url=url, shop=SHOP), flush=True)
    else:
        print(say("sign_in_at", url=url), flush=True)
