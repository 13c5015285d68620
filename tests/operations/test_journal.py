"""What the journal promises: no personal data in it, the same decisions from it, the past explained by it."""

from __future__ import annotations

import json
import zlib

from django.utils import translation

from tests.operations.acts import SECRETS, play
from tests.operations.conftest import Floor
from woezo.journal import digest
from woezo.operations import live
from woezo.operations.recovery import check_projection, recover
from woezo.operations.replay import journal_records, replay
from woezo.operations.why import why
from woezo.trail.models import Command, JournalRecord, OutboxEntry, Snapshot


def test_no_personal_data_in_journal_commands_snapshots_and_outbox(floor: Floor) -> None:
    for _ in play(floor):
        pass
    floor.dispatcher.snapshot()
    texts = [json.dumps(body) for body in JournalRecord.objects.values_list("body", flat=True)]
    texts += [json.dumps(args) for args in Command.objects.values_list("args", flat=True)]
    texts += [json.dumps(body) for body in OutboxEntry.objects.values_list("body", flat=True)]
    texts += [zlib.decompress(bytes(body)).decode() for body in Snapshot.objects.values_list("body", flat=True)]
    found = [secret for secret in SECRETS for text in texts if secret in text]
    assert found == []


def test_rows_and_recovered_router_agree_after_every_act(floor: Floor) -> None:
    for act in play(floor):
        found = recover()
        with floor.dispatcher.reading() as router:
            assert digest(found.router) == digest(router), act
        assert found.counts.data() == floor.dispatcher.counts.data(), act
        assert check_projection(found.router) == 0, act


def test_the_replay_makes_the_same_reservations(floor: Floor) -> None:
    for _ in play(floor):
        pass
    outcome = replay(journal_records())
    assert outcome.difference is None
    assert outcome.events == JournalRecord.objects.count()
    assert outcome.reservations >= 5


def test_the_replay_names_the_first_difference(floor: Floor) -> None:
    for _ in play(floor):
        pass
    record = next(r for r in JournalRecord.objects.order_by("seq") if r.body["e"] and r.body["e"][-1][0] == "reserved")
    record.body["e"][-1][3] += 1
    record.save()
    outcome = replay(journal_records())
    assert outcome.difference is not None
    assert outcome.difference.seq == record.seq


def test_a_decision_of_the_past_is_explained_as_it_was(floor: Floor) -> None:
    one, two = floor.centre.agents
    floor.centre.sign_in(one, 1)
    floor.after(1_000)
    floor.centre.sign_in(two, 2)
    floor.after(1_000)
    interaction = floor.centre.arrive()
    floor.after(1_000)
    floor.do("accept", reservation=floor.newest().pk)
    floor.do("end", interaction=interaction.pk)
    floor.after(600_000)
    interaction.refresh_from_db()
    with translation.override("en"):
        found = why(interaction, live.directory())
    assert found["summary"] == "Alias 0 (Dakar) was chosen among 2 agents: ready for the longest time."
    assert [(row["who"], row["reason_code"]) for row in found["candidates"]] == [
        ("Alias 0 (Dakar)", "chosen"),
        ("Alias 1 (Dakar)", "ready_later"),
    ]
    assert [step["label"] for step in found["timeline"]] == [
        "Arrived",
        "Proposed to Alias 0 (Dakar)",
        "Taken by Alias 0 (Dakar)",
        "Ended",
    ]


def test_a_contact_that_waits_says_why(floor: Floor) -> None:
    interaction = floor.centre.arrive()
    floor.run()
    interaction.refresh_from_db()
    found = why(interaction, live.directory())
    assert {row["reason_code"] for row in found["candidates"]} == {"signed_out"}
