"""The walks without a browser: python walk.py write TEXT | answer TEXT | read | why | plan FILE.toml

A customer, an agent and a planner of the demo, through the same addresses that their screens use. What is kept between two
calls (the customer's key to her conversation) lies in walk.json.
"""

from __future__ import annotations

import json
import os
import re
import sys
import uuid
from collections import Counter
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from websockets.sync.client import connect

HOST = "127.0.0.1:8080"
LANGUAGE = "en" if os.environ.get("LANG", "").startswith("en") else "fr"
KEPT = Path("walk.json")


class Person:
    """Somebody with a browser: keeps cookies, sends them, asks for JSON."""

    def __init__(self) -> None:
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, body: Any = None, **headers: str) -> Any:
        """GET, or with a body POST, of the API."""
        cookies = {cookie.name: cookie.value for cookie in self.cookies}
        headers |= {"Content-Type": "application/json", "X-CSRFToken": cookies.get("csrftoken") or ""}
        headers |= {"Idempotency-Key": str(uuid.uuid4()), "Referer": f"http://{HOST}/"}
        data = None if body is None else json.dumps(body).encode()
        with self.opener.open(Request(f"http://{HOST}/api/v1/{path}", data, headers)) as answer:
            return json.load(answer)

    def sign_in_as(self, role: str) -> None:
        """Press the button of the demo's sign-in page that says so, then choose the language."""
        page = self.opener.open(f"http://{HOST}/sign-in/").read().decode()
        button = re.search(rf'value="(\d+)">[^<]*<span[^>]*>[^<]*{role}', page)
        assert button, page
        self.press("sign-in/demo/", user=button[1])
        self.press("language/", language=LANGUAGE)

    def press(self, path: str, **form: str) -> None:
        """Send a form, with the key that keeps other sites from doing so."""
        key = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urlencode(form | {"csrfmiddlewaretoken": key, "next": "/api/v1/me"}).encode()
        self.opener.open(Request(f"http://{HOST}/{path}", data, {"Referer": f"http://{HOST}/"}))

    def upload(self, path: str, file: Path) -> str:
        """Send a form with a file, and read the page that answers."""
        key = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        fields = {'"csrfmiddlewaretoken"': key, f'"file"; filename="{file.name}"': file.read_text(encoding="utf-8")}
        parts = [
            f"--{key}\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n"
            for name, value in fields.items()
        ]
        data = "".join([*parts, f"--{key}--\r\n"]).encode()
        headers = {"Referer": f"http://{HOST}/", "Content-Type": f"multipart/form-data; boundary={key}"}
        return str(self.opener.open(Request(f"http://{HOST}/{path}", data, headers)).read().decode())

    def look(self, path: str) -> Any:
        """The whole state of a screen, as its socket sends it first."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        with connect(f"ws://{HOST}{path}", additional_headers={"Cookie": cookies}) as socket:
            while (message := json.loads(socket.recv()))["t"] != "snapshot":
                pass
            return message["state"]


def write(text: str) -> None:
    """A customer begins a chat on the shop's page."""
    body = {"programme": "marche", "name": "Awa", "language": "fr", "text": text, "client_id": str(uuid.uuid4())}
    KEPT.write_text(json.dumps(Person().ask("chat/conversations", body)))
    read()


def read() -> None:
    """What the customer sees."""
    chat = Person().look(f"/ws/chat?token={json.loads(KEPT.read_text())['token']}")
    print(f"[{chat['conversation']['state']}]")
    for line in sorted(chat["messages"].values(), key=lambda line: line["id"]):
        print(f"{line['name'] or line['author']}: {line['text']}")


def answer(text: str) -> None:
    """The agent in Lomé comes to work, takes what rings, answers, ends, says what came of it."""
    agent = Person()
    agent.sign_in_as("Lomé")
    tab = str(uuid.uuid4())
    agent.ask("desk/sign-in", {"desk": tab, "activity": "available"})
    desk = f"/ws/desk?desk={tab}"
    (reservation,) = agent.look(desk)["reservations"]
    agent.ask(f"desk/reservations/{reservation}/accept", {})
    (talk,) = agent.look(desk)["conversations"].values()
    agent.ask(f"desk/interactions/{talk['id']}/messages", {"text": text, "client_id": str(uuid.uuid4())})
    agent.ask(f"desk/interactions/{talk['id']}/end", {})
    result = talk["dispositions"][0]["children"][0]
    agent.ask(f"desk/reservations/{reservation}/complete", {"disposition": result["id"], "note": ""})
    agent.ask("desk/sign-out", {})
    print(f"{agent.look(desk)['me']['alias']}: {text} ({talk['dispositions'][0]['label']}, {result['label']})")
    KEPT.write_text(json.dumps(json.loads(KEPT.read_text()) | {"interaction": talk["id"]}))


def why() -> None:
    """Why this agent and nobody else, as the real-time desk may read it."""
    vigie = Person()
    vigie.sign_in_as("Vigie")
    told = vigie.ask(f"interactions/{json.loads(KEPT.read_text())['interaction']}/explanation")
    print(told["summary"])
    for reason, people in Counter(candidate["reason"] for candidate in told["candidates"]).most_common():
        print(f"{people:4} {reason}")


def plan(file: str) -> None:
    """The planner makes a plan of a file and reads the first screen: how far the two readings of its promise are apart."""
    planner = Person()
    planner.sign_in_as("Planif")
    page = planner.upload("plans/new/", Path(file))
    (gap,) = re.findall(r'<section class="panel gap".*?</section>', page, re.S)
    for line in re.findall(r"<(?:h2|p)[ >].*?</(?:h2|p)>", gap, re.S):
        print(" ".join(unescape(re.sub(r"<[^>]*>", " ", line)).split()))


if __name__ == "__main__":
    {"write": write, "read": read, "answer": answer, "why": why, "plan": plan}[sys.argv[1]](*sys.argv[2:])
