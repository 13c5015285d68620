"""A snapshot is a help: whatever is wrong with one, the journal brings the centre back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.operations.acts import play
from tests.operations.conftest import Floor
from woezo.journal import digest
from woezo.operations.recovery import recover
from woezo.trail.models import JournalRecord, Snapshot

Body = dict[str, Any]


def shortened(body: Body) -> Body:
    """As an earlier version wrote it, which counted less."""
    for rows in body["counts"]["rows"].values():
        for row in rows.values():
            row.pop()
    return body


SHAPES: dict[str, Callable[[Body], Any]] = {
    "nothing": lambda body: None,
    "a list": lambda body: [body],
    "counts that are a list": lambda body: body | {"counts": body["counts"] | {"rows": []}},
    "counts that are none": lambda body: body | {"counts": None},
    "shorter counts": shortened,
    "other fields": lambda body: body | {"counts": body["counts"] | {"fields": ["offered"]}},
    "queues that are numbers": lambda body: body | {"router": body["router"] | {"queues": [1]}},
    "another format": lambda body: body | {"router": body["router"] | {"format": 77}},
    "no time": lambda body: body | {"router": body["router"] | {"now_ms": "noon"}},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("earlier", [True, False], ids=["an earlier one", "none"])
def test_a_snapshot_of_an_unexpected_shape(
    floor: Floor, shape: str, earlier: bool, caplog: pytest.LogCaptureFixture
) -> None:
    for number, _ in enumerate(play(floor)):
        if number == 3 and earlier:
            floor.dispatcher.snapshot()
    before = Snapshot.objects.values_list("seq", flat=True).first() or 0
    floor.dispatcher.snapshot()
    row = Snapshot.objects.order_by("-seq")[0]
    assert row.seq == JournalRecord.objects.count() > before
    body = SHAPES[shape](json.loads(zlib.decompress(bytes(row.body))))
    row.body = zlib.compress(json.dumps(body).encode())
    row.save()
    found = recover()
    assert found.snapshot_seq == before
    with floor.dispatcher.reading() as router:
        assert digest(found.router) == digest(router)
    assert found.counts.data() == floor.dispatcher.counts.data()
    assert any(f"snapshot {row.seq} cannot be used" in record.getMessage() for record in caplog.records)
