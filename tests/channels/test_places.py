"""A waiting customer's place: counted once for all who wait, and told again when somebody before him leaves."""

from __future__ import annotations

from typing import Any

from tests.operations.conftest import Floor
from woezo.channels.chat.views import ChatViews
from woezo.interactions.models import Interaction


def topic(interaction: Interaction) -> str:
    return f"chat:{interaction.conversation_id}"


def place(states: dict[str, Any], interaction: Interaction) -> Any:
    return states[topic(interaction)]["conversation"]["position"]


def test_who_waits_behind_moves_up_and_is_told(floor: Floor) -> None:
    views = ChatViews()
    waiting = []
    for _ in range(3):
        waiting.append(floor.centre.arrive())
        floor.after(1_000)
    names = [topic(one) for one in waiting]
    states = views.build(names)
    assert [place(states, one) for one in waiting] == [1, 2, 3]

    touched: set[str] = set()
    floor.dispatcher.listeners.append(lambda batch: touched.update(views.waiting_in(batch.queues, names)))
    assert floor.do("hang_up", interaction=waiting[0].pk) == ""
    assert touched == set(names)
    states = views.build(names)
    assert [place(states, one) for one in waiting] == [None, 1, 2]
    assert views.waiting_in({floor.centre.chat.pk}, names) == set(names[1:])
    assert views.waiting_in({floor.centre.chat.pk}, names[2:]) == set(names[2:])  # whose page is closed is forgotten
    assert views.waiting_in({floor.centre.chat.pk}, names) == set(names[2:])


def test_another_queue_moves_nobody(floor: Floor) -> None:
    views = ChatViews()
    waiting = floor.centre.arrive()
    floor.run()
    views.build([topic(waiting)])
    assert views.waiting_in({floor.centre.voice.pk}, [topic(waiting)]) == set()


def test_who_comes_at_the_same_moment_shares_a_place(floor: Floor) -> None:
    """Two who came in one millisecond have nobody before them: neither is told that he is second."""
    first, second = floor.centre.arrive(), floor.centre.arrive()
    floor.run()
    states = ChatViews().build([topic(first), topic(second)])
    assert [place(states, first), place(states, second)] == [1, 1]
