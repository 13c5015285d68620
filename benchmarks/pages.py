"""Pages and operations of the API with a year behind them: how long the server takes for each.

`python -m benchmarks.pages [--past 1000000] [--database-url URL]` fills a centre of 3,500 agents and 200 queues with
past contacts (each with its reservation, a message and four records of the journal), then asks for every page as each
role, in this process, through the whole of Django. The very first contacts are a small client's tasks, done by a team
of two who do nothing else: what is asked for with a filter may be a hundred rows at the far end of the year, or none.
Prints milliseconds; the aim is 200 for any of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.floor import PROGRAMMES, QUEUES, prepare

YEAR_MS = 365 * 86_400_000
START_MS = 1_764_000_000_000
CLIENTS = PROGRAMMES // 2
CUSTOMERS = 50_000
ROUNDS = 15
RARE = 100
RARE_AGENTS = 2
RARE_QUEUE = QUEUES + 1


def many(cursor: Any, statement: str, rows: Iterator[tuple[Any, ...]], vendor: str) -> None:
    """Write rows as fast as the database takes them."""
    if vendor == "postgresql":
        with cursor.copy(statement.partition(" VALUES")[0].replace("INSERT INTO", "COPY") + " FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        cursor.executemany(statement, rows)


def found_small_client() -> None:
    """The client whose few contacts are old, with its people and the team that served it. After `prepare`, before any
    other row: the ids are the next ones."""
    from woezo.accounts.models import User
    from woezo.people.models import Agent, Site, Team
    from woezo.programmes.models import Client, Programme, Queue

    client = Client.objects.create(name="Small")
    programme = Programme.objects.create(client=client, name="Small", slug="small", zone="UTC")
    assert Queue.objects.create(programme=programme, name="small", code="small", channel="task").pk == RARE_QUEUE
    User.objects.create(email="small@floor.example", name="small", role="client_user", client=client)
    leader = User.objects.create(email="few@floor.example", name="few", role="team_leader")
    team = Team.objects.create(site=Site.objects.get(), name="Few", leader=leader)
    few = Agent.objects.order_by("-pk").values_list("pk", flat=True)[:RARE_AGENTS]
    Agent.objects.filter(pk__in=list(few)).update(team=team)


def fill(past: int, first_seq: int, desks: int) -> None:
    """Past contacts, spread over a year: a service that took three minutes, one record for each of its four events."""
    from django.db import connection, transaction

    gap_ms = YEAR_MS // past

    def at(k: int) -> int:
        return START_MS + k * gap_ms

    def agent(k: int) -> int:
        return desks - k % RARE_AGENTS if k < RARE else k % (desks - RARE_AGENTS) + 1

    def queue(k: int) -> int:
        return RARE_QUEUE if k < RARE else k % QUEUES + 1

    def programme(k: int) -> int:
        return PROGRAMMES + 1 if k < RARE else k % QUEUES % PROGRAMMES + 1

    def customer(k: int) -> int:
        return 1 if k < RARE else k // QUEUES % (CUSTOMERS // CLIENTS) * CLIENTS + (programme(k) - 1) // 2 + 2

    def channel(k: int) -> str:
        return "task" if k < RARE else "chat"

    def records(k: int) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
        id, seq = k + 1, first_seq + 4 * k
        arrived = [["queued", id, queue(k)], ["reserved", id, id, agent(k), queue(k)]]
        yield seq, at(k), "arrive", {"a": {"interaction": id, "queue": queue(k)}, "e": arrived, "c": None}
        yield seq + 1, at(k), "accept", {"a": {"reservation": id}, "e": [["accepted", id]], "c": None}
        yield seq + 2, at(k), "end", {"a": {"interaction": id}, "e": [["ended", id, "completed"]], "c": None}
        yield seq + 3, at(k), "complete", {"a": {"reservation": id}, "e": [["completed", id]], "c": None}

    tables: list[tuple[str, Callable[[int], tuple[Any, ...]]]] = [
        (
            "interactions_conversation (id, public_id, customer_id, programme_id, channel, created_at)",
            lambda k: (k + 1, public("c", k), customer(k), programme(k), channel(k), "2025-12-01 00:00:00"),
        ),
        (
            "interactions_interaction (id, public_id, conversation_id, queue_id, channel, state, outcome, subject, priority,"
            " requirements, agent_id, arrived_at_ms, queued_at_ms, answered_at_ms, ended_at_ms, conference)",
            lambda k: (k + 1, public("i", k), k + 1, queue(k), channel(k), "ended", "completed", "", -1, "{}",
                       agent(k), at(k), at(k), at(k) + 9_000, at(k) + 180_000, False),
        ),
        (
            "interactions_reservation (id, interaction_id, agent_id, queue_id, state, made_ms, accepted_ms, ended_ms, note,"
            " consult)",
            lambda k: (k + 1, k + 1, agent(k), queue(k), "completed", at(k), at(k) + 5_000, at(k) + 200_000, "", False),
        ),
        (
            "interactions_message (id, conversation_id, interaction_id, author, code, text, at_ms, client_id, internal)",
            lambda k: (k + 1, k + 1, k + 1, "customer", "", "Bonjour, où est ma commande ?", at(k), public("m", k), False),
        ),
    ]  # fmt: skip
    customers = (
        (id, CLIENTS + 1 if id == 1 else (id - 2) % CLIENTS + 1, f"Client {id}", "", "", "fr", f"r{id}", "2025-12-01 00:00:00")
        for id in range(1, CUSTOMERS + 2)
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        many(cursor, statement("interactions_customer (id, client_id, name, email, phone, language, ref, created_at)"),
             customers, connection.vendor)  # fmt: skip
        for table, row in tables:
            print(table.split()[0], file=sys.stderr)
            many(cursor, statement(table), (row(k) for k in range(past)), connection.vendor)
        print("trail_journalrecord", file=sys.stderr)
        rows = ((*head, json.dumps(body)) for k in range(past) for *head, body in records(k))
        many(cursor, statement("trail_journalrecord (seq, at_ms, event, body)"), rows, connection.vendor)
        if connection.vendor == "postgresql":
            for table, _ in [*tables, ("interactions_customer", None)]:
                name = table.split()[0]
                if "reservation" not in name:
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
                    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def public(kind: str, k: int) -> str:
    """A public id that can be made again."""
    return UUID(int=ord(kind) << 64 | k).hex


def statement(table: str) -> str:
    """INSERT with as many places as there are columns."""
    return f"INSERT INTO {table} VALUES ({', '.join(['%s'] * (table.count(',') + 1))})"


def took_ms(ask: Callable[[], object]) -> tuple[float, float, float]:
    """First, median and longest of further rounds."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return times[0], statistics.median(times[1:]), max(times[1:])


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--past", type=int, default=1_000_000)
    parser.add_argument("--desks", type=int, default=3500)
    parser.add_argument("--database-url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        prepare(Path(name), options.database_url, options.desks)
        found_small_client()
        attach_floor(options.past, options.desks)
        table = measure(options.past)
    print("| asked as | for | first | median | longest |\n|---|---|---:|---:|---:|")
    for role, what, (first, median, longest) in sorted(table, key=lambda row: -row[2][1]):
        print(f"| {role} | {what} | {first:.0f} | {median:.0f} | {longest:.0f} |")


def attach_floor(past: int, desks: int) -> None:
    """The rows, and a floor that stands behind them."""
    from woezo.entrypoints.wiring import machine_ms
    from woezo.operations import live
    from woezo.operations.directory import DirectoryCache
    from woezo.operations.dispatcher import Dispatcher
    from woezo.operations.floor import Floor

    dispatcher = Dispatcher()
    dispatcher.step(START_MS)
    fill(past, dispatcher.seq + 1, desks)
    dispatcher.seq += 4 * past
    with dispatcher.reading() as router:
        router.next_reservation_id = past + 1
    dispatcher.snapshot()
    live.attach(Floor(dispatcher, machine_ms, DirectoryCache(machine_ms)))


def measure(past: int) -> list[tuple[str, str, tuple[float, float, float]]]:
    """Every page and operation by GET, and what the screens are sent."""
    from django.conf import settings
    from django.test import Client

    from woezo.accounts.models import User
    from woezo.channels.chat.views import ChatViews
    from woezo.desk.views import DeskViews
    from woezo.operations.presence import PresenceBook
    from woezo.people.models import Agent, Site, Team
    from woezo.programmes.models import Client as Principal
    from woezo.wallboard.views import build_wallboards

    settings.ALLOWED_HOSTS = ["*"]
    team = Team.objects.create(site=Site.objects.get(), name="T")
    Agent.objects.filter(pk__lte=20).update(team=team)
    people = {"administrator": User.objects.get(role="administrator"), "agent": User.objects.filter(role="agent")[0]}
    for role in ("vigie", "team_leader", "client_user"):
        client = Principal.objects.order_by("pk")[0] if role == "client_user" else None
        people[role] = User.objects.create(email=f"{role}@floor.example", name=role, role=role, client=client)
    Team.objects.filter(pk=team.pk).update(leader=people["team_leader"])
    for name in ("small", "few"):
        people[name] = User.objects.get(name=name)
    old, last = UUID(public("i", past // 3 // QUEUES * QUEUES)), past * 4  # of the first client
    filters = ["", "state=ended&queue=q7", "state=ended&limit=200", "state=parked", "state=queued&channel=chat", "queue=small",
               "queue=q7&channel=task", "channel=task", "channel=voice", "channel=chat", f"after={RARE // 2}",
               f"after={past // 2}&limit=200", f"channel=chat&after={past // 2}", f"channel=chat&after={RARE * 2}"]  # fmt: skip
    everybody = ["/", "/programmes/", "/wallboard/", *(f"/api/v1/interactions?{one}" for one in filters),
                 *(f"/api/v1/{one}" for one in ("counts", "queues", "agents", "programmes"))]  # fmt: skip
    one = [f"/api/v1/interactions/{old}", f"/api/v1/interactions/{old}/events"]
    addresses = {
        "administrator": [*everybody, *one, f"/api/v1/events?after={last}", "/api/v1/docs", "/admin/", "/tokens/",
                          *(f"/admin/{slug}/" for slug in ("users", "agents", "queues", "programmes", "sites", "teams")),
                          "/admin/agents/?q=agent+12", "/admin/agents/7/", "/admin/queues/7/"],
        "vigie": everybody,
        "team_leader": everybody,
        "few": everybody,
        "client_user": [*everybody, one[0]],
        "small": everybody,
        "agent": [*everybody, "/desk/"],
    }  # fmt: skip
    table = []
    for role, wanted in addresses.items():
        browser = Client()
        browser.force_login(people[role])
        for address in wanted:
            code = browser.get(address).status_code
            if code == 200:
                shown = address.replace(str(old), "…")
                table.append((role, shown, took_ms(lambda a=address, b=browser: b.get(a))))  # type: ignore[misc]
            elif code not in (302, 403):
                print(role, address, code, file=sys.stderr)
    table.append(("screen", "one desk", took_ms(lambda: DeskViews(PresenceBook()).build(["desk:1"]))))
    table.append(("screen", "one chat", took_ms(lambda: ChatViews().build([f"chat:{past // 2}"]))))
    table.append(("screen", "wallboard", took_ms(lambda: build_wallboards(["wallboard:fr"]))))
    return table


if __name__ == "__main__":
    main()
