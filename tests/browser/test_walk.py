"""From a customer's first message to the agent's wrap-up, in a real browser against a real centre."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import People

pytestmark = pytest.mark.xdist_group("walk")


def test_from_first_message_to_wrap_up(people: People) -> None:
    """The whole walk: shop, queue, ringing, answer, wallboard, reloads, why, disposition."""
    customer, wall = people.customer(), people.wall()
    customer.start("Bonjour, mon abat-jour est fendu.", name="Claire Fontanel")
    expect(customer.page.get_by_role("status").filter(has_text="file")).to_be_visible()
    row = wall.get_by_role("row").filter(has_text=re.compile(r"MARCHE\s+chat(?! produit)"))
    expect(row.locator(".wt")).to_have_text("1")

    agent = people.agent()
    agent.become_available()
    expect(agent.ringing).to_contain_text("Claire Fontanel")
    expect(agent.page).to_have_title(re.compile("Sonnerie"))
    agent.take()
    agent.sees("Bonjour, mon abat-jour est fendu.")
    expect(row.locator(".wt")).to_have_text("–")
    agent.write("Bonjour, je m’en occupe.")
    customer.sees("Bonjour, je m’en occupe.")

    customer.page.reload()
    customer.sees("Bonjour, je m’en occupe.")
    customer.write("Merci. Faut-il une photo ?")
    agent.sees("Merci. Faut-il une photo ?")
    agent.field.fill("Un brouillon")
    agent.page.reload()
    expect(agent.field).to_have_value("Un brouillon")
    agent.sees("Merci. Faut-il une photo ?")
    assert agent.messages.count() == customer.messages.count() == 3

    agent.page.get_by_role("button", name="Pourquoi moi").click()
    why = agent.page.get_by_role("dialog", name="Pourquoi moi")
    expect(why.locator("tr.chosen")).to_have_count(1)
    expect(why.locator("ol.timeline li")).not_to_have_count(0)
    agent.page.keyboard.press("Escape")
    expect(why).to_have_count(0)

    handled = int(agent.page.locator(".own dd").first.inner_text())
    agent.finish()
    expect(customer.page.get_by_text("La discussion est terminée.")).to_be_visible()
    expect(agent.page.locator(".own dd").first).to_have_text(str(handled + 1))
    expect(agent.activity).to_contain_text("En attente")


def test_a_killed_server_neither_loses_nor_doubles_a_message(people: People) -> None:
    """Both write while the server is dead; after its restart each message stands once on both sides."""
    customer, agent = people.customer(), people.agent()
    agent.become_available()
    customer.start("Premier message.", name="Kossi Amegan")
    agent.take()
    agent.write("Première réponse.")
    customer.sees("Première réponse.")

    people.centre.kill()
    customer.write("Écrit pendant la panne, un.")
    customer.write("Écrit pendant la panne, deux.")
    agent.write("Réponse pendant la panne.")
    for page in (customer.page, agent.page):
        expect(page.get_by_text("en attente d’envoi").first).to_be_visible()
        expect(page.get_by_text("Connexion perdue")).to_be_visible()
    people.centre.start()

    for side in (customer, agent):
        for text in ("Écrit pendant la panne, un.", "Écrit pendant la panne, deux.", "Réponse pendant la panne."):
            side.sees(text)
    for side in (customer, agent):
        side.page.reload()
        side.sees("Réponse pendant la panne.")
        expect(side.messages).to_have_count(5)
    order = [text for text in agent.messages.all_inner_texts() if "panne, " in text]
    assert [text.rsplit(" ", 1)[1] for text in order] == ["un.", "deux."]
    agent.finish()


def test_a_first_message_written_without_network_starts_one_conversation(people: People) -> None:
    """The start of a chat is kept, survives a reload, and makes one conversation."""
    customer, agent = people.customer(), people.agent()
    agent.become_available()
    customer.page.context.set_offline(True)
    customer.start("Écrit sans réseau.")
    expect(customer.page.get_by_text("en attente d’envoi")).to_be_visible()
    customer.page.context.set_offline(False)
    agent.take()
    agent.sees("Écrit sans réseau.")
    expect(agent.conversations).to_have_count(1)
    agent.finish()
    expect(agent.ringing).to_have_count(0)
