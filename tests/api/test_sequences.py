"""Operations in any order, legal and not: every answer is one that the reference names, and the floor keeps its rules.

WOEZO_SEED begins another run; the seed is printed, and a failing sequence is shrunk to the acts that it needs.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from pytest_django import Settings

from tests.api.floor import floor
from tests.api.world import ACTS, OPERATIONS, Cast, Choice, World
from tests.operations.centre import Clock
from woezo.entrypoints.api import api

pytestmark = pytest.mark.django_db

REACHED = 200
SEED = int(os.environ.get("WOEZO_SEED", "20261124"))
ROUNDS, EXAMPLES, DECKS = 5, 5, 8  # how often each act is drawn: their product
TRIES = 3  # a round may miss what needs several acts before it, such as a consultation that is ended
ROUND = hypothesis_settings(
    max_examples=EXAMPLES,
    stateful_step_count=DECKS * len(ACTS) + 1,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
UNTOUCHED = {"/me", "/sites", "/activities", "/agents", "/programmes", "/queues"}
"""What no sequence changes; tests/api/test_properties.py asks them."""


class Sequences(RuleBasedStateMachine):
    """A floor of its own for each sequence; the rows are as before afterwards."""

    cast: Cast
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.savepoint()
        self.open = ExitStack()
        clock = Clock()
        self.world = World(self.cast, self.open.enter_context(floor(clock)), clock)
        self.names: list[str] = []
        self.only_read = False

    @initialize(decks=st.lists(st.permutations(sorted(ACTS)), min_size=DECKS, max_size=DECKS))
    def shuffle(self, decks: list[list[str]]) -> None:
        """Every act as often as every other, in any order; three agents are at work."""
        self.names = [name for deck in decks for name in deck]
        for who in range(3):
            ACTS["POST /desk/sign-in"](self.world, Choice(True, who, who, 1))

    @rule(number=st.integers(0, 2879))
    def act(self, number: int) -> None:
        """Somebody does something."""
        if self.names:
            name = self.names.pop()
            self.only_read = name.startswith("GET ")
            ACTS[name](self.world, Choice.of(number))

    @invariant()
    def holds(self) -> None:
        """The rules of the floor, after whatever may have changed something."""
        if not self.only_read:
            self.world.check()

    def teardown(self) -> None:
        """Forget it all but the counts."""
        Sequences.asked.update(self.world.asked)
        Sequences.done.update(self.world.done)
        self.open.close()
        transaction.savepoint_rollback(self.undo)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_sequences_of_acts_keep_the_rules(
    db: None, settings: Settings, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    caplog.set_level(logging.ERROR, "django.request")  # refusals are what it is about
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    Sequences.cast = Cast()
    Sequences.asked.clear()
    Sequences.done.clear()
    print(f"WOEZO_SEED={SEED} round {number}")
    refused = list(OPERATIONS)
    for more in range(TRIES):
        if refused:
            run_state_machine_as_test(seed(SEED + number + 100 * more)(Sequences), settings=ROUND)
            refused = [name for name in OPERATIONS if Sequences.done[name] == 0]
    rare = {name: Sequences.asked[name] for name in OPERATIONS if Sequences.asked[name] * ROUNDS < REACHED}
    assert rare == {}
    assert refused == [], "always refused: the sequences do not come to where it is allowed"


def test_every_operation_takes_part() -> None:
    paths = api.get_openapi_schema()["paths"]
    known = {f"{verb.upper()} {path.removeprefix('/api/v1')}" for path, verbs in paths.items() for verb in verbs}
    assert known - {f"GET {path}" for path in UNTOUCHED} == set(OPERATIONS)
