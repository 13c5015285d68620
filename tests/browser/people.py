"""The people of the browser tests: a customer on a shop's page, an agent at a desk, a wallboard on its wall.

Pages are read as a person reads them, by role and name. What a page complains about on its console is kept and fails
the test: a breach of the content security policy shows there and nowhere else.
"""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, expect

from tests.browser.centre import Centre

SHOP = "marche"
AGENT = "Afi"
NETWORK = re.compile(r"Failed to load resource|WebSocket connection|ERR_(CONNECTION|INTERNET|NETWORK)")


class People:
    """Opens windows, each with cookies of its own, and closes them all at the end."""

    def __init__(self, browser: Browser, centre: Centre) -> None:
        self.browser = browser
        self.centre = centre
        self.pages: list[Page] = []
        self.complaints: list[str] = []

    def window(self, path: str, *, width: int, height: int, lang: str = "fr", **options: Any) -> Page:
        """A window of a new person on a path of the centre."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="fr-FR" if lang == "fr" else "en-GB",
            timezone_id="Africa/Lome",
            reduced_motion="reduce",
            **options,
        )
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", self._fault)
        page.goto(f"{self.centre.url}{path}")
        self.pages.append(page)
        return page

    def customer(self, *, lang: str = "fr", width: int = 390, height: int = 760) -> Customer:
        """A customer on the shop's page, the chat open."""
        page = self.window(f"/chat/{SHOP}/", width=width, height=height, lang=lang)
        return Customer(page, lang)

    def agent(
        self, name: str = AGENT, *, lang: str = "fr", width: int = 1366, height: int = 768, **options: Any
    ) -> Agent:
        """An agent signed in by the demo's button, at an open desk."""
        page = self.window("/sign-in/", width=width, height=height, lang=lang, **options)
        page.get_by_role("button", name=re.compile(name)).first.click()
        agent = Agent(page)
        agent.open_desk()
        if lang == "en":
            page.locator("button.who").click()
            page.get_by_role("menuitemradio", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
            expect(agent.activity).to_be_visible()
        return agent

    def chief(self) -> Chief:
        """An administrator, signed in by the demo's button."""
        page = self.window("/sign-in/", width=1366, height=768)
        page.get_by_role("button", name="Administrateur").click()
        page.wait_for_url(f"{self.centre.url}/**")
        return Chief(page)

    def wall(self, *, width: int = 1366, height: int = 768) -> Page:
        """A wallboard, signed in as the real-time desk."""
        page = self.window("/sign-in/", width=width, height=height)
        page.get_by_role("button", name=re.compile("vigie|real-time", re.IGNORECASE)).first.click()
        page.goto(f"{self.centre.url}/wallboard/?page=1")
        expect(page.get_by_role("table")).to_be_visible()
        return page

    def leave(self) -> None:
        """Close every window; whatever a page complained about is a fault."""
        for page in self.pages:
            page.context.close()
        self.pages.clear()
        assert self.complaints == []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not NETWORK.search(message.text):
            self.complaints.append(message.text)

    def _fault(self, error: Error) -> None:
        self.complaints.append(str(error))


class Customer:
    """The customer's side of a chat."""

    words = {
        "fr": {"open": re.compile("Écrire à|Ouvrir la"), "message": "Votre message", "start": "Envoyer le message"},
        "en": {"open": re.compile("Write to|Open the"), "message": "Your message", "start": "Send the message"},
    }

    def __init__(self, page: Page, lang: str) -> None:
        self.page = page
        self.said: dict[str, Any] = self.words[lang]

    @property
    def field(self) -> Locator:
        """Where the customer writes."""
        return self.page.get_by_role("textbox", name=self.said["message"])

    @property
    def messages(self) -> Locator:
        """All messages of the thread, both sides."""
        return self.page.get_by_role("log").locator("p.m")

    def open(self) -> None:
        """Open the chat from its button."""
        self.page.get_by_role("button", name=self.said["open"]).click()

    def start(self, text: str, name: str = "") -> None:
        """Begin a conversation."""
        self.open()
        self.page.locator("#visitor-name").fill(name)
        self.field.fill(text)
        self.page.get_by_role("button", name=self.said["start"]).click()

    def write(self, text: str) -> None:
        """Send one more message."""
        self.field.fill(text)
        self.field.press("Enter")

    def sees(self, text: str) -> None:
        """The message stands once in the thread, and is not waiting to leave."""
        expect(self.messages.filter(has_text=text)).to_have_count(1)
        expect(self.page.locator("p.m.waiting").filter(has_text=text)).to_have_count(0)


class Chief:
    """An administrator, and what his page may ask of the API."""

    ASK = """async ([method, path, body]) => {
        const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
        const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
        const answer = await fetch("/api/v1" + path, { method, headers, body: body && JSON.stringify(body) });
        return await answer.json();
    }"""

    def __init__(self, page: Page) -> None:
        self.page = page

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the API answers."""
        return self.page.evaluate(self.ASK, [method, path, body])


class Agent:
    """An agent at the desk, working by keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def activity(self) -> Locator:
        """The chip with the agent's state in the top bar."""
        return self.page.locator("button.me")

    @property
    def ringing(self) -> Locator:
        """The card of a ringing reservation."""
        return self.page.locator("section.ringcard")

    @property
    def field(self) -> Locator:
        """Where the agent writes."""
        return self.page.locator(".compose textarea")

    @property
    def messages(self) -> Locator:
        """All messages of the thread in hand, both sides."""
        return self.page.get_by_role("log").locator("p.m")

    @property
    def conversations(self) -> Locator:
        """The list at the left."""
        return self.page.locator("button.conv")

    def open_desk(self) -> None:
        """Go to the desk; a closed one is opened by choosing a first activity."""
        self.page.wait_for_url(re.compile(r"/desk/"))
        first = self.page.get_by_role("button", name=re.compile("^Brief(ing)?$"))
        expect(self.activity.or_(first).first).to_be_visible()
        if not self.activity.is_visible():
            first.click()
        expect(self.activity).to_be_visible()

    def become_available(self) -> None:
        """Take contacts from now on."""
        self.page.keyboard.press("Alt+a")
        expect(self.activity).to_contain_text(re.compile("En attente|Available|Sonnerie|Ringing|Discussion|Chat"))

    def take(self) -> None:
        """Take what rings."""
        expect(self.ringing).to_be_visible()
        self.page.keyboard.press("F2")
        expect(self.ringing).to_have_count(0)
        expect(self.field).to_be_focused()

    def write(self, text: str) -> None:
        """Send a message in the conversation in hand."""
        self.field.fill(text)
        self.field.press("Enter")

    def sees(self, text: str) -> None:
        """The message stands once in the thread, and is not waiting to leave."""
        expect(self.messages.filter(has_text=text)).to_have_count(1)
        expect(self.page.locator("p.m.waiting").filter(has_text=text)).to_have_count(0)

    def finish(self) -> None:
        """End the conversation, qualify it by number keys, hand it in."""
        open_now = self.conversations.count()
        self.page.keyboard.press("Alt+q")
        expect(self.page.get_by_text(re.compile("Post-appel|Wrap-up")).first).to_be_visible()
        expect(self.page.locator("#disposition")).to_be_focused()  # a digit typed before would go into the note
        self.page.keyboard.press("1")
        self.page.keyboard.press("1")
        self.page.get_by_role("button", name=re.compile("^(Valider|Confirm)$")).click()
        expect(self.conversations).to_have_count(open_now - 1)
