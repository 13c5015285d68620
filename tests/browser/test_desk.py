"""What the desk does besides the walk: one desk per agent, keys, focus, refusals, drafts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, WebSocketRoute, expect

from tests.browser.people import People

pytestmark = pytest.mark.xdist_group("desk")


def test_a_second_desk_takes_over_and_the_first_may_come_back(people: People) -> None:
    """One desk receives contacts; the other says so calmly, also after a reload."""
    first, second = people.agent(), people.agent()
    expect(second.activity).to_be_visible()
    moved = first.page.get_by_role("heading", name="Votre poste est ouvert ailleurs.")
    expect(moved).to_be_visible()
    first.page.reload()
    expect(moved).to_be_visible()
    expect(second.activity).to_be_visible()
    first.page.get_by_role("button", name="Reprendre ici").click()
    expect(first.activity).to_be_visible()
    expect(second.page.get_by_role("heading", name="Votre poste est ouvert ailleurs.")).to_be_visible()


def test_ringing_never_takes_the_focus_and_is_announced(people: People) -> None:
    """An agent who types is not interrupted; a screen reader hears the reservation."""
    agent = people.agent()
    agent.become_available()
    customers = [people.customer(), people.customer()]
    customers[0].start("Un premier contact.", name="Ama")
    agent.take()
    agent.field.press_sequentially("Je cherche votre ")
    customers[1].start("Un second contact.", name="Yao")
    expect(agent.ringing).to_be_visible()
    expect(agent.field).to_be_focused()
    expect(agent.page.get_by_role("alert").filter(has_text="F2")).to_have_count(1)
    agent.field.press_sequentially("dossier.")
    expect(agent.field).to_have_value("Je cherche votre dossier.")
    agent.take()
    expect(agent.field).to_have_value("")
    agent.page.keyboard.press("Control+1")
    expect(agent.field).to_have_value("Je cherche votre dossier.")
    expect(agent.page.locator(".conv[aria-current=true]")).to_contain_text("Ama")
    agent.finish()
    agent.finish()


def test_what_is_missing_is_said_where_it_is_missing(people: People) -> None:
    """A disposition is asked for at its place; the draft survives."""
    agent, customer = people.agent(), people.customer()
    agent.become_available()
    customer.start("Une question.")
    agent.take()
    agent.page.keyboard.press("Alt+q")
    agent.page.get_by_role("button", name="Valider").click()
    expect(agent.page.get_by_role("alert").filter(has_text="Choisissez un motif")).to_be_visible()
    agent.page.keyboard.press("Alt+n")
    agent.page.keyboard.type("12 rue des Palmiers")
    agent.page.reload()
    expect(agent.page.locator("#disposition-note")).to_have_value("12 rue des Palmiers")
    agent.finish()


def test_a_note_after_the_end_goes_to_the_disposition_before_the_screen_hears_of_it(people: People) -> None:
    """The answer to the end may come before the push: whoever stands in the disposition writes its note."""
    agent, customer = people.agent(), people.customer()
    agent.become_available()
    held: list[str | bytes] = []
    holding: list[WebSocketRoute] = []

    def between(desk: WebSocketRoute) -> None:
        server = desk.connect_to_server()
        server.on_message(lambda message: held.append(message) if holding else desk.send(message))
        desks.append(desk)

    desks: list[WebSocketRoute] = []
    agent.page.route_web_socket(re.compile("/ws/desk"), between)
    agent.page.reload()
    customer.start("Une question.")
    agent.take()
    holding.append(desks[-1])
    agent.page.keyboard.press("Alt+q")
    expect(agent.page.locator("#disposition")).to_be_focused()
    agent.page.keyboard.press("Alt+n")
    agent.page.keyboard.type("12 rue des Palmiers")
    expect(agent.page.locator("#disposition-note")).to_have_value("12 rue des Palmiers")
    holding.clear()
    for message in held:
        desks[-1].send(message)
    agent.finish()


def test_a_slow_answer_does_not_take_the_field_away(people: People) -> None:
    """Whoever already writes the note while the end is on its way keeps writing it."""
    agent, customer = people.agent(), people.customer()
    agent.become_available()
    customer.start("Une question.")
    agent.take()
    held: list[Route] = []
    agent.page.route("**/end", lambda route: held.append(route))
    expect(agent.page.get_by_role("button", name="Terminer", exact=True)).to_be_visible()
    with agent.page.expect_request("**/end"):
        agent.page.keyboard.press("Alt+q")
    agent.page.locator("#disposition-note").focus()
    agent.page.keyboard.type("12 rue ")
    held[0].continue_()
    expect(agent.page.locator("#disposition [data-state=wrap-up]")).to_be_visible()
    expect(agent.page.locator("#disposition-note")).to_be_focused()
    agent.page.keyboard.type("des Palmiers")
    expect(agent.page.locator("#disposition-note")).to_have_value("12 rue des Palmiers")
    agent.finish()


def test_a_parked_conversation_frees_its_place_and_comes_back(people: People) -> None:
    """Waiting for the customer costs no place; the answer returns to the same agent."""
    agent, customer = people.agent(), people.customer()
    agent.become_available()
    customer.start("Une question.", name="Adjoa")
    agent.take()
    agent.write("Pouvez-vous chercher le reçu ?")
    customer.sees("Pouvez-vous chercher le reçu ?")
    agent.page.keyboard.press("Alt+p")
    expect(agent.page.get_by_text("En attente du client.")).to_be_visible()
    customer.write("Le voici.")
    agent.take()
    agent.sees("Le voici.")
    agent.finish()


def test_everything_has_a_key_and_a_list_of_keys(people: People) -> None:
    """`?` lists the keys, Escape closes, F6 walks the regions, menus obey the arrows."""
    agent = people.agent()
    keyboard = agent.page.keyboard
    agent.page.locator("body").click(position={"x": 700, "y": 400})
    keyboard.press("?")
    keys = agent.page.get_by_role("dialog", name="Touches du clavier")
    expect(keys).to_contain_text("F2")
    keyboard.press("Escape")
    expect(keys).to_have_count(0)
    seen = set()
    for _step in range(3):
        keyboard.press("F6")
        seen.add(agent.page.evaluate("document.activeElement.className"))
    assert len(seen) == 3
    agent.activity.focus()
    keyboard.press("ArrowDown")
    keyboard.press("End")
    expect(agent.page.get_by_role("menuitemradio").last).to_be_focused()
    keyboard.press("Escape")
    expect(agent.activity).to_be_focused()


def test_a_floor_that_stands_is_said_in_one_line(people: People) -> None:
    """The server is there, its floor is not: the desk keeps what it shows and says that it may be old."""
    agent = people.agent()
    line = agent.page.locator(".link-line")
    sockets: list[tuple[WebSocketRoute, str]] = []

    def between(desk: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            if not sockets and '"t":"snapshot"' in str(message):
                sockets.append((desk, str(message)))
            desk.send(message)

        desk.connect_to_server().on_message(pass_on)

    agent.page.route_web_socket(re.compile("/ws/desk"), between)
    agent.page.reload()
    expect(agent.activity).to_be_visible()
    desk, snapshot = sockets[0]
    desk.send(snapshot.replace('"state":"live"', '"state":"degraded"'))
    expect(line).to_have_text(
        "Le centre ne répond pas pour le moment. L’affichage peut dater. Vos messages sont gardés."
    )
    expect(agent.activity).to_be_visible()
    desk.send(snapshot)
    expect(line).to_have_text("Connexion rétablie.")


def test_the_theme_is_the_agents_choice(people: People) -> None:
    """Light or dark is kept over a reload."""
    agent = people.agent()
    agent.page.locator("button.who").click()
    agent.page.get_by_role("menuitemradio", name="Sombre").click()
    expect(agent.page.locator("html")).to_have_attribute("data-theme", "dark")
    agent.page.reload()
    expect(agent.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_task_is_answered_by_taking_it_and_nobody_reads_what_is_written(people: People) -> None:
    agent, chief = people.agent(), people.chief()
    agent.become_available()
    queue = next(one for one in chief.ask("GET", "/queues")["items"] if one["name"] == "MARCHE dossiers")
    chief.ask("POST", "/interactions", {"queue": queue["id"], "subject": "Facture à corriger", "text": "Voir le scan."})
    expect(agent.ringing).to_contain_text("Nouvelle tâche")
    agent.page.keyboard.press("F2")
    expect(agent.ringing).to_have_count(0)
    expect(agent.page.get_by_text("Facture à corriger").first).to_be_visible()
    agent.write("Corrigée, à relire.")
    expect(agent.page.locator("p.note")).to_contain_text("Corrigée, à relire.")
    agent.page.keyboard.press("Alt+q")
    expect(agent.conversations).to_have_count(0)
    today = next(one for one in chief.ask("GET", "/counts")["queues"] if one["id"] == queue["id"])["today"]
    assert (today["offered"], today["answered"]) == (1, 1)
