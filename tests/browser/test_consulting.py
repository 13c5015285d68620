"""Hold and consultation between two desks and a customer: who sees what, and whose the contact is afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import Agent, Customer, People
from tests.browser.test_screens import check, fits

pytestmark = pytest.mark.xdist_group("consulting")

QUESTION = "Peut-on rembourser sans retour ?"


def talk(people: People, lang: str = "fr") -> tuple[Agent, Agent, Customer]:
    """Afi talks with a customer; a colleague in Cotonou is ready."""
    first, second, customer = people.agent(lang=lang), people.agent("Cotonou", lang=lang), people.customer(lang=lang)
    first.become_available()
    customer.start("Bonjour, ma lampe est fendue.", name="Claire Fontanel")
    first.take()
    second.become_available()
    return first, second, customer


def consult(first: Agent, second: Agent) -> None:
    """The first asks the second by keyboard, who takes it."""
    first.page.keyboard.press("Alt+k")
    form = first.page.locator("form.pop")
    form.get_by_role("radio").last.check()
    form.get_by_role("textbox").fill(QUESTION)
    form.get_by_role("button", name=re.compile("^(Consulter|Consult) .")).click()
    expect(form).to_have_count(0)
    expect(first.page.locator(".company")).to_contain_text(re.compile("sonne|ringing"))
    expect(second.ringing).to_contain_text(re.compile("Akossiwa (vous demande conseil|asks for advice)"))
    second.take()


def test_on_hold_the_customer_is_told_so_and_read(people: People) -> None:
    """Hold is one key; what the customer writes meanwhile stands in the thread."""
    first, _second, customer = talk(people)
    first.page.keyboard.press("Alt+h")
    expect(first.activity).to_contain_text("Mise en garde")
    expect(first.page.get_by_text("Client en garde.")).to_be_visible()
    expect(customer.page.get_by_text("Un instant, votre réponse se prépare.")).to_be_visible()
    customer.write("Je reste en ligne.")
    first.sees("Je reste en ligne.")
    first.page.keyboard.press("Alt+h")
    expect(first.activity).to_contain_text("Discussion")
    expect(customer.page.get_by_text("Un instant, votre réponse se prépare.")).to_have_count(0)


def test_a_colleague_is_consulted_and_takes_over(people: People) -> None:
    """Notes go between the desks, never to the customer; after the hand-over the colleague leads and ends."""
    first, second, customer = talk(people)
    consult(first, second)
    expect(second.page.locator(".company")).to_contain_text("Le client ne vous lit pas.")
    expect(second.activity).to_contain_text("Consultation")
    expect(second.page.locator("p.note")).to_contain_text(QUESTION)
    second.write("Oui, sous 100 €.")
    for desk in (first, second):
        expect(desk.page.locator("p.note")).to_have_count(2)
    expect(customer.messages).to_have_count(1)
    expect(customer.page.get_by_text("Oui, sous 100 €.")).to_have_count(0)
    first.page.keyboard.press("Alt+n")
    first.write("Merci.")
    expect(second.page.locator("p.note")).to_have_count(3)
    first.write("Je vous confie à un collègue.")
    customer.sees("Je vous confie à un collègue.")
    first.page.keyboard.press("Alt+l")
    expect(first.page.locator("#disposition")).to_be_focused()
    expect(second.page.locator(".company")).to_have_count(0)
    expect(customer.page.get_by_text("Votre conversation se poursuit avec")).to_be_visible()
    second.write("Bonjour, je prends la suite.")
    customer.sees("Bonjour, je prends la suite.")
    second.finish()
    expect(customer.page.get_by_text("La discussion est terminée.")).to_be_visible()


def test_a_conference_lets_both_write(people: People) -> None:
    """The customer is told who joined and who left; who was called in leaves, who leads goes on."""
    first, second, customer = talk(people)
    consult(first, second)
    first.page.keyboard.press("Alt+c")
    expect(customer.page.locator("p.sys").filter(has_text="a rejoint la conversation")).to_have_count(2)
    expect(first.activity).to_contain_text("Conférence")
    second.write("Bonjour, je complète.")
    customer.sees("Bonjour, je complète.")
    first.sees("Bonjour, je complète.")
    second.page.keyboard.press("Alt+q")
    expect(customer.page.locator("p.sys").filter(has_text="a quitté la conversation")).to_have_count(1)
    second.page.get_by_role("button", name="Valider").click()
    expect(second.conversations).to_have_count(0)
    first.write("Autre chose ?")
    customer.sees("Autre chose ?")
    first.finish()


def test_what_is_typed_as_a_note_stays_one_when_the_conference_opens(people: People) -> None:
    first, second, customer = talk(people)
    consult(first, second)
    secret = "Ne remboursez pas : il exagère."
    field = second.page.get_by_role("textbox", name=re.compile("note"))
    field.fill(secret)
    first.page.keyboard.press("Alt+c")
    expect(second.page.locator(".company")).not_to_contain_text("Le client ne vous lit pas.")
    field.press("Enter")
    expect(first.page.locator("p.note").filter(has_text=secret)).to_have_count(1)
    second.write("Bonjour, je complète.")
    customer.sees("Bonjour, je complète.")
    expect(customer.page.get_by_text(secret)).to_have_count(0)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_consulting_is_accessible_and_fits(people: People, axe: str, lang: str) -> None:
    """The form, both sides of the consultation, and hold: no breach, nothing cut at any width."""
    first, second, _customer = talk(people, lang)
    first.page.keyboard.press("Alt+k")
    expect(first.page.locator("form.pop").get_by_role("radio")).not_to_have_count(0)
    check(first.page, axe, "form")
    first.page.keyboard.press("Escape")
    consult(first, second)
    first.page.keyboard.press("Alt+h")
    expect(first.activity).to_contain_text(re.compile("Mise en garde|On hold"))
    for desk, where in ((first, "asking"), (second, "asked")):
        check(desk.page, axe, where)
        fits(desk.page, where)
