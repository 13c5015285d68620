"""How long a planner waits for the page of a plan: `python -m benchmarks.plan_page [--rounds N] [--target N] [--years N]`.

The demo as `make up` starts it, with its worker; a planner signs in over HTTP and changes the attrition of Lomé again and
again, or that of a plan with a class a week for so many people in so many years: the change with its commit, the page that his
browser asks for next, both together as the click feels, and the page once more, as it comes to who looks again. Milliseconds
in the browser's place; the aim is 200 for the click. The second row has a network of 100 ms there and back between the two, as
a phone in Lomé has: what is worked out meanwhile is not waited for.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.plan import of_size
from benchmarks.start import free_port, served

KEY = "attrition.later_ratio"
PLANNER = "Delphine Akakpo"


def signed_in(port: int) -> httpx.Client:
    """The planner of the demo."""
    browser = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
    page = browser.get("/sign-in/").text
    found = re.search(rf'name="user" value="(\d+)">{PLANNER}', page)
    assert found, "the demo has no planner"
    assert browser.post("/sign-in/demo/", data=form(page) | {"user": found[1]}).status_code == 302
    return browser


def form(page: str) -> dict[str, str]:
    """What shows that a form is ours."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def begun(browser: httpx.Client, target: int, years: int) -> str:
    """The address of a plan from the preset, or of one for so many people in so many years."""
    sent = form(browser.get("/plans/new/").text) | {"name": "Lomé"}
    if not target:
        return browser.post("/plans/new/", data=sent | {"preset": "lome"}).headers["Location"]
    file = {"file": ("plan.toml", of_size(target, years).encode(), "application/toml")}
    return browser.post("/plans/new/", data=sent, files=file).headers["Location"]


def took_ms(work: Callable[[], httpx.Response], status: int) -> float:
    """How long an answer takes."""
    start = time.perf_counter()
    found = work()
    took = (time.perf_counter() - start) * 1000
    assert found.status_code == status, (found.url, found.status_code)
    return took


def rounds_of(browser: httpx.Client, plan: str, first: int, rounds: int, network_ms: int) -> list[tuple[float, ...]]:
    """Of each change: itself, the page after it, both, and the page again."""
    found = []
    for number in range(first, first + rounds):
        page = browser.get(f"{plan}text/").text
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        sent = form(page) | {"seen": seen[1], "key": KEY, "was": "-", "value": f"0.015{number:03}"}
        change = took_ms(lambda sent=sent: browser.post(f"{plan}change/", data=sent), 302)  # type: ignore[misc]
        time.sleep(network_ms / 1000)
        shown = took_ms(lambda: browser.get(plan), 200)
        again = took_ms(lambda: browser.get(plan), 200)
        found.append((change, shown, change + shown, again))
    return found


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--target", type=int, default=0)
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    rounds = options.rounds
    port = free_port()
    print("| network | change | page after it | both: median | both: longest | page again |")
    print("|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name, served(Path(name, "demo"), port):
        browser = signed_in(port)
        plan = begun(browser, options.target, options.years)
        rounds_of(browser, plan, 0, 2, 0)  # they do not count: the worker loads numpy
        for network_ms, first in ((0, 100), (100, 500)):
            columns = list(zip(*rounds_of(browser, plan, first, rounds, network_ms), strict=True))
            change, shown, both, again = (statistics.median(column) for column in columns)
            figures = (network_ms, change, shown, both, max(columns[2]), again)
            print("| " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
