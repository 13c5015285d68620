"""Events that the dispatcher makes durable in a second: `python -m benchmarks.commits [--database-url URL]`.

A floor of 300 agents in a fresh database; contacts arrive, are accepted, ended and completed. Two figures: one command a
commit, which is what a quiet floor does, and as many as wait, up to the dispatcher's own limit, which is what a busy one
does. Beside them what the database itself commits: one row a transaction, by the same connection.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import Any

from benchmarks.floor import QUEUES, prepare

AGENTS = 300
START_MS = 1_764_000_000_000


class Commands:
    """A floor that always has something to do: each reservation that is made brings the next command."""

    def __init__(self, dispatcher: Any) -> None:
        self.dispatcher = dispatcher
        self.due: deque[tuple[str, dict[str, Any]]] = deque()
        self.contacts = 0

    def follow(self, batch: Any) -> None:
        """What the agents do next."""
        for id, attempt in batch.attempts.items():
            if attempt.made_ms is not None:
                self.due.append(("accept", {"reservation": id}))
            elif attempt.accepted_ms is not None:
                self.due.append(("end", {"interaction": attempt.held.interaction if attempt.held else self.of(id)}))
            elif not attempt.ending:
                self.due.append(("complete", {"reservation": id}))

    def of(self, reservation: int) -> int:
        """The interaction of a reservation in hand."""
        with self.dispatcher.reading() as router:
            return int(router.reservations[reservation].interaction.id)

    def ask(self, count: int) -> int:
        """Put so many commands in, in one transaction; contacts where the agents have nothing to do."""
        from django.db import transaction

        from woezo.interactions.models import Conversation, Customer, Interaction
        from woezo.trail.models import Command

        with transaction.atomic():
            while len(self.due) < count:
                customer = Customer.objects.create(client_id=1, name="")
                talk = Conversation.objects.create(customer=customer, programme_id=1, channel="chat")
                queue = self.contacts % QUEUES + 1
                row = Interaction.objects.create(conversation=talk, queue_id=queue, channel="chat")
                self.contacts += 1
                self.due.append(("arrive", {"interaction": row.pk, "queue": queue}))
            asked = [self.due.popleft() for _ in range(count)]
            Command.objects.bulk_create(Command(kind=kind, args=args) for kind, args in asked)
        return count


def floor() -> Commands:
    """A started floor with everybody at work."""
    from woezo.operations.dispatcher import Dispatcher
    from woezo.people.models import Agent
    from woezo.trail.actions import submit

    dispatcher = Dispatcher()
    for agent in Agent.objects.all():
        submit("sign_in", {"agent": agent.pk, "desk": agent.pk, "activity": "available", "routable": True})
    while dispatcher.step(START_MS):
        pass
    commands = Commands(dispatcher)
    dispatcher.listeners.append(commands.follow)
    return commands


def steps(commands: Commands, at_once: int, seconds: float) -> tuple[float, float]:
    """Events and commits a second of the dispatcher's own time."""
    events = rounds = 0
    spent = 0.0
    while spent < seconds:
        asked = commands.ask(at_once)
        start = time.perf_counter()
        commands.dispatcher.step(START_MS + rounds)
        spent += time.perf_counter() - start
        events += asked
        rounds += 1
    return events / spent, rounds / spent


def bare(seconds: float) -> float:
    """Transactions of one row that the database makes durable in a second."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id bigint, body text)")
        start, count = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            with transaction.atomic():
                cursor.execute("INSERT INTO bare VALUES (%s, %s)", [count, "x" * 300])
            count += 1
    return count / (time.perf_counter() - start)


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database-url", default="")
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        prepare(Path(name), options.database_url, AGENTS)
        commands = floor()
        one, commits = steps(commands, 1, options.seconds)
        many, batches = steps(commands, 100, options.seconds)
        found = {
            "one_command_a_commit": {"events_per_s": round(one), "commits_per_s": round(commits)},
            "hundred_commands_a_commit": {"events_per_s": round(many), "commits_per_s": round(batches)},
            "bare_commits_per_s": round(bare(options.seconds)),
        }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
