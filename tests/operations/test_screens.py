"""After every act: an old snapshot with the patches since makes the same state as a fresh snapshot."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from tests.operations.acts import play
from tests.operations.conftest import Floor
from woezo.channels.chat.outbox import send
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DeskViews
from woezo.interactions.models import Conversation
from woezo.operations.presence import PresenceBook
from woezo.push.patch import diff, merge
from woezo.wallboard.views import build_wallboards


def bare(state: Any) -> Any:
    """As it goes over the wire; null is the same as absent."""
    if isinstance(state, dict):
        return {name: bare(value) for name, value in state.items() if value is not None}
    return [bare(value) for value in state] if isinstance(state, list) else state


def test_old_and_patches_are_fresh_after_every_act(floor: Floor) -> None:
    views = DeskViews(PresenceBook())
    desks = [f"desk:{agent.pk}" for agent in floor.centre.agents]
    sent: dict[str, Any] = {}
    shown: dict[str, Any] = {}
    acts = []
    for act in play(floor):
        acts.append(act)
        chats = [f"chat:{id}" for id in Conversation.objects.values_list("pk", flat=True)]
        fresh = views.build(desks) | ChatViews().build(chats) | build_wallboards(["wallboard:fr", "wallboard:en"])
        for name, state in fresh.items():
            patch = json.loads(json.dumps(diff(sent.get(name, {}), state)))
            shown[name] = merge(shown.get(name, {}), patch)
            sent[name] = state
            assert bare(shown[name]) == bare(json.loads(json.dumps(state))), (act, name)
    assert len(acts) > 25


def test_lines_of_the_outbox_stand_once(floor: Floor) -> None:
    for _ in play(floor):
        while send():
            pass
    state = ChatViews().build([f"chat:{id}" for id in Conversation.objects.values_list("pk", flat=True)])
    lines = [line["text"] for one in state.values() for line in one["messages"].values() if line["author"] == "system"]
    assert sum("Alias 0" in line for line in lines) == 3
    from woezo.trail.models import OutboxEntry

    OutboxEntry.objects.update(sent_at=None)
    while send():
        pass
    again = ChatViews().build([f"chat:{id}" for id in Conversation.objects.values_list("pk", flat=True)])
    assert again == state


def test_a_change_of_language_reaches_the_desk_at_once(floor: Floor, client: Client) -> None:
    agent = floor.centre.agents[0]
    views = DeskViews(PresenceBook())
    assert views.build([f"desk:{agent.pk}"])[f"desk:{agent.pk}"]["me"]["language"] == "fr"
    client.force_login(agent.user)
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert views.build([f"desk:{agent.pk}"])[f"desk:{agent.pk}"]["me"]["language"] == "en"
