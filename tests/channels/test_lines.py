"""Lines of the system in a thread: each reader gets them in his own language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.operations.conftest import Floor
from woezo.accounts.models import User
from woezo.channels.chat.outbox import send
from woezo.channels.chat.views import ChatViews
from woezo.desk.views import DeskViews
from woezo.interactions.models import Conversation, Customer
from woezo.operations.directory import LASTS_MS
from woezo.operations.lines import spoken
from woezo.operations.presence import PresenceBook

JOINED = {"fr": "Alias 0 a rejoint la conversation.", "en": "Alias 0 has joined the conversation."}


def system_lines(conversations: dict[str, Any]) -> list[str]:
    """What the system says in these threads."""
    return [
        line["text"]
        for one in conversations.values()
        for line in one["messages"].values()
        if line["author"] == "system"
    ]


def talk(floor: Floor, visitor: str, agent: str) -> tuple[list[str], list[str]]:
    """A chat is taken: what visitor and agent then read, who speak these languages."""
    User.objects.update(language=agent)
    floor.after(LASTS_MS + 1)
    floor.centre.sign_in(floor.centre.agents[0])
    floor.centre.arrive()
    Customer.objects.update(language=visitor)
    floor.run()
    assert floor.do("accept", reservation=floor.newest().pk) == ""
    while send():
        pass
    desk = f"desk:{floor.centre.agents[0].pk}"
    seen = ChatViews().build([f"chat:{Conversation.objects.get().pk}"])
    return system_lines(seen), system_lines(DeskViews(PresenceBook()).build([desk])[desk]["conversations"])


@pytest.mark.parametrize(("visitor", "agent"), [("fr", "en"), ("en", "fr"), ("fr", "fr")])
def test_visitor_and_agent_each_read_their_language(floor: Floor, visitor: str, agent: str) -> None:
    assert talk(floor, visitor, agent) == ([JOINED[visitor]], [JOINED[agent]])


def test_who_names_no_language_reads_that_of_the_programme(floor: Floor) -> None:
    assert talk(floor, "", "en")[0] == [JOINED["fr"]]


def test_who_is_sent_away_is_told_so_in_his_language(floor: Floor) -> None:
    waiting = floor.centre.arrive()
    floor.run()
    assert floor.do("deflect", interaction=waiting.pk) == ""
    while send():
        pass
    key = f"chat:{waiting.conversation_id}"
    (french,) = system_lines(ChatViews().build([key]))
    assert french.startswith("Personne ne peut vous répondre")
    Customer.objects.update(language="en")
    (english,) = system_lines(ChatViews().build([key]))
    assert english.startswith("Nobody can answer")


def test_a_language_that_the_product_does_not_speak_gives_way() -> None:
    assert [spoken("en-GB"), spoken("EN"), spoken("ewe", "en"), spoken("", ""), spoken("ewe")] == [
        "en",
        "en",
        "en",
        "fr",
        "fr",
    ]
