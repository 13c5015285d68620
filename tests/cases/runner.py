"""Plays a case: every event, all that happens by itself, every check; and proves that journal and snapshot agree.

Three routers go through the case side by side: the one that decides; one that is restored from the snapshot after every
step; one that is recovered from the recorded effects. They must agree after every step.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from tests.cases.centre import Centre
from tests.cases.happenings import BY_RESERVATION, Happening, read_happening
from tests.cases.names import UNKNOWN_ID, Names
from tests.cases.outcomes import Outcomes, check_agent, check_contact, check_queue
from tests.cases.phrases import START_MS, Undeclared, Values
from tests.cases.text import BY_ITSELF, CONFIGURATION, LATE, Case, CaseError, Line, write_step, write_time
from woezo.journal import apply, digest, restore, take_snapshot
from woezo.journal.apply import rewind_to
from woezo.journal.effects import Encoded
from woezo.journal.snapshot import Body
from woezo.routing import Router
from woezo.routing.explain import explain


@dataclass
class Step:
    """One event as it happened."""

    before: Body
    at_ms: int
    event: str
    args: Values
    effects: list[Encoded]


@dataclass
class Played:
    """What a case did: its lines as they should read, its mismatches, the words it used."""

    text: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)


class Play:
    """One case being played."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.names = Names()
        self.centre = Centre(self.names)
        self.outcomes = Outcomes(self.names)
        self.router = Router()
        self.restored = Router()
        self.recovered = Router()
        self.steps: list[Step] = []
        self.played = Played()
        self.place = case.place
        self.begun = False

    # -- events --------------------------------------------------------------------------------------------------------
    def do(self, at_ms: int, event: str, args: Values) -> list[str]:
        """Carry out one event on all routers; its effects in words."""
        before = take_snapshot(self.router)
        effects = apply(self.router, at_ms, event, args)
        self.steps.append(Step(before, at_ms, event, args, effects))
        self.played.events[event] += 1
        self.played.effects.update(str(effect[0]) for effect in effects)
        self.played.refusals.update(str(effect[1]) for effect in effects if effect[0] == "refused")
        self._compare(at_ms, event, args, effects)
        return self.outcomes.tell(self.router, effects)

    def _compare(self, at_ms: int, event: str, args: Values, effects: list[Encoded]) -> None:
        again = apply(self.restored, at_ms, event, args)
        if again != effects:
            self.fail(f"after a restored snapshot, {event} does {again}", str(effects))
        apply(self.recovered, at_ms, event, args, recorded=effects)
        state = digest(self.router)
        for name, other in (("restored", self.restored), ("recovered", self.recovered)):
            if digest(other) != state:
                self.fail(f"after {event} the {name} router differs: {_difference(self.router, other)}", "equal state")
        self.restored = restore(json.loads(json.dumps(take_snapshot(self.router))))
        if digest(self.restored) != state:
            self.fail(f"a snapshot differs: {_difference(self.router, self.restored)}", "equal state")

    def fail(self, problem: str, expected: str) -> None:
        """Note what went otherwise than written."""
        self.played.problems.append(str(CaseError(self.place, problem, expected)))

    # -- lines ---------------------------------------------------------------------------------------------------------
    def play(self) -> Played:
        """The whole case. CaseError if it cannot be read."""
        for line in self.case.shared:
            self._configure(line)
        self._say(f"Case: {self.case.title}")
        for line in self.case.lines:
            self.place = line.place
            try:
                self._play_line(line)
            except Undeclared as error:
                raise CaseError(line.place, f"in `{line.text}`: {error}", "a declared name") from None
        return self.played

    def _play_line(self, line: Line) -> None:
        if line.kind == "setup":
            self._configure(line)
            self._say(*line.source)
        elif line.kind == "itself":
            self._by_itself(line)
        elif line.kind == "step":
            self._step(line)
        elif line.kind == "check":
            self._check(line)
        else:
            self._why(line)

    def _say(self, *text: str) -> None:
        self.played.text.extend(text)

    def _configure(self, line: Line) -> None:
        if self.begun:
            raise CaseError(line.place, "set-up after the first step", "a time: `0:30  queue Chat now …`")
        for event, args in self.centre.read(line.place, line.text):
            self._must_not_refuse(line, self.do(START_MS, event, args))

    def _must_not_refuse(self, line: Line, told: list[str]) -> None:
        if _refused(told):
            raise CaseError(line.place, f"{line.text}: {'; '.join(told)}", "a set-up that is accepted")

    def _step(self, line: Line) -> None:
        self.begun = True
        at_ms = START_MS + line.at_ms
        if at_ms < self.router.now_ms and not line.late:
            raise CaseError(line.place, "time runs backwards", f"{write_time(self._now())} or later, or {LATE}")
        self._unwritten(at_ms)
        told = self._happen(line, at_ms)
        self._match(line, told)
        late = f"{LATE} " if line.late else ""
        self._say(write_step(line.at_ms, late + line.text, told))

    def _happen(self, line: Line, at_ms: int) -> list[str]:
        if line.text.split(maxsplit=1)[0] in CONFIGURATION:
            return self._reconfigure(line, at_ms)
        happening = read_happening(self.names, line.place, line.text)
        self._look_up(happening)
        holds = self._holds(happening)
        told = self.do(at_ms, happening.event, happening.args)
        if not holds and not _refused(told):
            self.fail(f"{line.text}: he does not have it", "the agent who does it has the contact")
        return told

    def _reconfigure(self, line: Line, at_ms: int) -> list[str]:
        events = self.centre.read(line.place, line.text)
        told = [text for event, args in events for text in self.do(at_ms, event, args)]
        if _refused(told):
            self.centre.forget_last()
        return told

    def _look_up(self, happening: Happening) -> None:
        if happening.event in BY_RESERVATION and happening.who is not None:
            contact = happening.args.pop("interaction")
            happening.args["reservation"] = self.outcomes.last_reservation(contact, happening.who) or UNKNOWN_ID

    def _holds(self, happening: Happening) -> bool:
        """Whether the agent of the sentence has the contact that he does something with."""
        if happening.who is None or "interaction" not in happening.args:
            return True
        id = self.outcomes.last_reservation(happening.args["interaction"], happening.who)
        return id in self.router.reservations

    def _match(self, line: Line, told: list[str]) -> None:
        if line.effects is None:
            self.fail("no effects are written", "; ".join(told) or "nothing")
        elif line.effects != told:
            self.fail(f"{line.text} -> {'; '.join(told) or 'nothing'}", "; ".join(line.effects) or "nothing")

    # -- timers --------------------------------------------------------------------------------------------------------
    def _fire(self, until_ms: int) -> list[str] | None:
        """Let timers fire that are due by then, up to the first that does something; None if none does."""
        while (due_ms := self.router.next_due_ms) is not None and due_ms <= until_ms:
            told = self.do(due_ms, "timer", {})
            if told:
                return told
        return None

    def _unwritten(self, until_ms: int) -> None:
        while (told := self._fire(until_ms)) is not None:
            self.fail("this happens by itself and is not written", write_step(self._now(), BY_ITSELF, told).strip())
            self._say(write_step(self._now(), BY_ITSELF, told))

    def _by_itself(self, line: Line) -> None:
        self.begun = True
        told = self._fire(START_MS + line.at_ms)
        if told is None:
            self.fail(f"nothing happens by itself until {write_time(line.at_ms)}", "; ".join(line.effects or []))
            return
        if self._now() != line.at_ms:
            self.fail(f"it happens at {write_time(self._now())}: {'; '.join(told)}", write_time(line.at_ms))
        self._match(line, told)
        self._say(write_step(self._now(), BY_ITSELF, told))

    def _now(self) -> int:
        return self.router.now_ms - START_MS

    # -- checks --------------------------------------------------------------------------------------------------------
    def _check(self, line: Line) -> None:
        name = line.text.split(maxsplit=1)[0] if line.text else ""
        checks = {"agent": check_agent, "queue": check_queue, "contact": check_contact}
        kind = next((kind for kind in checks if self.names.find(kind, name) is not None), "")
        id = self.names.find(kind, name)
        if id is None:
            raise CaseError(line.place, f"check of {name or 'nothing'}", "the name of an agent, a queue or a contact")
        found = checks[kind](self.router, name, id)
        if found != line.text:
            self.fail(found, line.text)
        self._say(f"  check {found}")

    def _why(self, line: Line) -> None:
        name, _, expected = line.text.partition(":")
        contact = self.names.find("contact", name.strip())
        if contact is None:
            raise CaseError(line.place, f"why of {name}", "the name of a contact and a colon")
        found = self._reasons(line, contact)
        self.played.reasons.update(found.values())
        told = ", ".join(f"{agent} {reason}" for agent, reason in found.items())
        if sorted(told.split(", ")) != sorted(" ".join(part.split()) for part in expected.split(",")):
            self.fail(f"why {name}: {told}", expected.strip())
        self._say(f"  why {name}: {told}")

    def _reasons(self, line: Line, contact: int) -> dict[str, str]:
        """Every agent's reason: now if the contact waits, else when its last reservation was decided."""
        interaction = self.router.interactions.get(contact)
        if interaction is not None and interaction.line is not None:
            explanation = explain(self.router, interaction)
        else:
            reservation = self.outcomes.last_reservation(contact, None)
            if reservation is None:
                raise CaseError(line.place, "why of a contact that nobody ever got", "one that waits or was proposed")
            router = self._rewound(reservation)
            chosen = router.agents[self.outcomes.reservations[reservation][1]]
            explanation = explain(router, router.interactions[contact], chosen)
        return {self.names.name("agent", row.agent): row.reason for row in explanation.candidates}

    def _rewound(self, reservation: int) -> Router:
        step = next(s for s in self.steps if any(e[:2] == ["reserved", reservation] for e in s.effects))
        router = restore(json.loads(json.dumps(step.before)))
        rewind_to(router, step.at_ms, step.event, step.args, step.effects, reservation)
        return router


def play(case: Case) -> Played:
    """Play one case."""
    return Play(case).play()


def _refused(told: list[str]) -> bool:
    return any(effect.startswith("refused ") for effect in told)


def _difference(one: Router, other: Router) -> str:
    """The first part of the state in which two routers differ."""
    left, right = take_snapshot(one), take_snapshot(other)
    part = next(key for key in left if left[key] != right[key])
    return f"{part}: {left[part]} and {right[part]}"
