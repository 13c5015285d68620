"""A programme opens and closes by its calendar, as events of the journal, once each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tests.operations.conftest import Floor
from woezo.interactions.models import Interaction
from woezo.operations.dispatcher import Dispatcher
from woezo.operations.openings import Openings
from woezo.programmes.models import Holiday, OpeningPeriod
from woezo.trail.models import JournalRecord

MINUTE_MS = 60_000


def at_ms(hour: int, minute: int = 0) -> int:
    """A Tuesday in Paris, in winter."""
    return int(datetime(2027, 1, 12, hour - 1, minute, tzinfo=UTC).timestamp() * 1000)


def test_by_the_calendar(floor: Floor) -> None:
    OpeningPeriod.objects.create(programme=floor.centre.programme, weekday=1, opens=time(9), closes=time(18))
    floor.dispatcher = Dispatcher(Openings())
    floor.clock.now_ms = at_ms(8, 58)
    floor.run()
    early = floor.centre.arrive()
    floor.run()
    early.refresh_from_db()
    assert (early.state, early.outcome) == ("ended", "deflected")
    for _ in range(4):
        floor.after(MINUTE_MS)
    open_now = floor.centre.arrive()
    floor.run()
    assert Interaction.objects.get(pk=open_now.pk).state == "queued"
    floor.clock.now_ms = at_ms(18)
    floor.run()
    events = list(
        JournalRecord.objects.filter(event__startswith="programme_").order_by("seq").values_list("event", "at_ms")
    )
    assert events == [
        ("programme_closed", at_ms(8, 58)),
        ("programme_open", at_ms(9)),
        ("programme_closed", at_ms(18)),
    ]


def test_a_half_day_closes_at_noon(floor: Floor) -> None:
    programme = floor.centre.programme
    OpeningPeriod.objects.create(programme=programme, weekday=1, opens=time(9), closes=time(18))
    Holiday.objects.create(
        programme=programme, date=date(2027, 1, 12), rule="special", opens=time(10), closes=time(12), name="Vœux"
    )
    floor.dispatcher = Dispatcher(Openings())
    for hour in (9, 10, 11, 12, 13):
        floor.clock.now_ms = at_ms(hour)
        floor.run()
    events = list(
        JournalRecord.objects.filter(event__startswith="programme_").order_by("seq").values_list("event", "at_ms")
    )
    assert events == [
        ("programme_closed", at_ms(9)),
        ("programme_open", at_ms(10)),
        ("programme_closed", at_ms(12)),
    ]


def test_hours_that_are_edited_hold_within_a_minute(floor: Floor) -> None:
    floor.dispatcher = Dispatcher(Openings())
    floor.clock.now_ms = at_ms(20)
    floor.run()
    OpeningPeriod.objects.create(programme=floor.centre.programme, weekday=1, opens=time(9), closes=time(18))
    floor.after(MINUTE_MS)
    assert JournalRecord.objects.order_by("-seq")[0].event == "programme_closed"


def test_hours_hang_on_the_wall_not_on_the_floors_time(floor: Floor) -> None:
    """The machine's clock was put back, the floor's time goes on from where it was."""
    OpeningPeriod.objects.create(programme=floor.centre.programme, weekday=1, opens=time(9), closes=time(18))
    wall = floor.clock
    floor.dispatcher = Dispatcher(Openings(wall))
    wall.now_ms = at_ms(20)
    floor.run()
    late_ms, wall.now_ms = at_ms(20), at_ms(10)
    floor.dispatcher.step(late_ms)
    events = list(
        JournalRecord.objects.filter(event__startswith="programme_").order_by("seq").values_list("event", flat=True)
    )
    assert events == ["programme_closed", "programme_open"]
