"""Whatever befalls the process that works plans out, every page of a plan is an answer with a sentence; and nobody reaches what
belongs to another plan.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.planning.hiring.test_pages import now, page
from tests.planning.opening.test_pages import LOME, OPENING
from tests.planning.promises.test_pages import YEAR_END
from woezo.accounts.models import User
from woezo.accounts.problems import Problem
from woezo.planning import actions, computing
from woezo.planning.computing import PLACES, Computing
from woezo.planning.models import Kind, Plan
from woezo.planning.opening import site_files
from woezo.planning.promises import headcounts

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "print/",
    "compare/?with={other}",
    "compare/compared.csv?with={other}",
    "compare/differences.xlsx?with={other}",
    "promises/",
    "promises/tracker.csv",
    "promises/headcounts.csv",
    "tables/costs/",
    "tables/costs.csv",
    "tables/on_day/?day=2027-06-30",
    "tables/what_ifs.csv",
    "tables/all.xlsx",
    "assumptions/attrition/",
    "assumptions/class/?part=1",
    "text/",
    "history/",
    "opening/",
    "opening/requirements/",
    "opening/cities/",
    "opening/tables/tasks.csv",
)


@pytest.fixture
def client(awa: User, browser_of: Callable[[User], Client]) -> Client:
    found = browser_of(awa)
    found.raise_request_exception = False  # as a browser: a fault of ours is a page with 500
    return found


@pytest.fixture
def pair(awa: User, koffi: User) -> tuple[Plan, Plan]:
    """Two plans of two people, each with a version, an opening file and a sheet that the other lacks."""
    one = actions.create("Un", LOME, Kind.FILE, "", awa)
    two = actions.create("Deux", LOME.replace("Lomé", "Kara"), Kind.FILE, "", koffi)
    site_files.revise(one, "opening", 0, OPENING, awa)
    headcounts.enter(one, YEAR_END, awa)
    return one, two


def busy() -> Computing:
    """All its places are taken."""
    found = Computing()
    found._places = threading.BoundedSemaphore(PLACES)
    for _ in range(PLACES):
        found._places.acquire()
    return found


class Printing(Computing):
    """It answers what the first screen asks and fails at the rest, as one that ends between two questions."""

    def __init__(self, worker: Computing, answered: str) -> None:
        super().__init__()
        self.worker, self.answered = worker, answered

    def __call__(self, name: str, *arguments: object) -> object:
        if name == self.answered:
            return self.worker(name, *arguments)
        raise Problem("plan_lost")


TROUBLES: dict[str, Callable[[], Computing | None]] = {
    "none attached": lambda: None,
    "busy": busy,
    "slow": lambda: Computing("tests.planning.strange", 0.0),
    "no such worker": lambda: Computing("tests.planning.nowhere", 20),
}


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Iterator[str]:
    found = TROUBLES[request.param]()
    if found:
        computing.attach(found)
    yield request.param
    computing.detach()
    if found:
        found.stop()


def test_every_page_stands_when_nothing_can_be_worked_out(
    client: Client, pair: tuple[Plan, Plan], trouble: str
) -> None:
    one, two = pair
    for path in PAGES:
        answer = client.get(f"/plans/{one.pk}/{path.format(other=two.pk)}", follow=True)
        assert answer.status_code == 200, path
    for path in ("", "print/", f"compare/?with={two.pk}", "promises/"):
        address = f"/plans/{one.pk}/{path}"
        told = page(client.get(address))
        assert 'role="alert"' in told, path
        assert (f'<a href="{address}">Try again</a>' in told) == (trouble in {"busy", "no such worker"}), path


@pytest.mark.parametrize("path", ["print/", "tables/what_ifs.csv", "tables/all.xlsx", "tables/on_day/?day=2027-06-30"])
def test_a_second_question_may_stay_without_an_answer(
    client: Client, pair: tuple[Plan, Plan], worker: Computing, path: str
) -> None:
    """The report is there, and the what-ifs that belong to it are not: the rest of the page is."""
    computing.attach(Printing(worker, "report"))
    try:
        answer = client.get(f"/plans/{pair[0].pk}/{path}", follow=True)
    finally:
        computing.detach()
    assert answer.status_code == 200
    assert ('role="alert"' if path == "print/" else 'class="note error"') in page(answer)  # always a sentence


def test_a_plan_goes_on_once_the_worker_is_there_again(
    client: Client, pair: tuple[Plan, Plan], worker: Computing
) -> None:
    """A failure is not kept."""
    path = f"/plans/{pair[0].pk}/tables/costs.csv"
    assert client.get(path).status_code == 302
    computing.attach(worker)
    assert client.get(path).status_code == 200
    computing.detach()


@pytest.mark.usefixtures("worked_out")
def test_what_belongs_to_another_plan_is_not_found(client: Client, pair: tuple[Plan, Plan], koffi: User) -> None:
    """Numbers of versions and of sheets, cells of files: each plan knows only its own."""
    one, two = pair
    actions.change(one, now(one).pk, {"site.name": "Aného"}, koffi)
    number = now(one).number
    assert client.get(f"/plans/{one.pk}/history/{number}/").status_code == 200
    assert client.get(f"/plans/{two.pk}/history/{number}/").status_code == 404
    assert client.post(f"/plans/{two.pk}/history/{number}/restore/", {"seen": now(two).pk}).status_code == 404
    sheet = one.headcounts.get().pk
    assert client.get(f"/plans/{one.pk}/promises/{sheet}/").status_code == 200
    assert client.get(f"/plans/{two.pk}/promises/{sheet}/").status_code == 404
    answer = client.post(f"/plans/{two.pk}/promises/{sheet}/", YEAR_END | {"recruited": "9"})
    assert answer.headers["Location"] == f"/plans/{two.pk}/promises/"  # which says that the sheet is not there
    client.post(f"/plans/{two.pk}/promises/{sheet}/delete/")
    assert headcounts.sheets_of(one)[0].seen.recruited == 104


@pytest.mark.usefixtures("worked_out")
def test_a_version_seen_in_another_plan_changes_nothing(client: Client, pair: tuple[Plan, Plan]) -> None:
    """The version that a form carries is one of its plan, or the form is refused."""
    one, two = pair
    before, foreign = now(two), str(now(one).pk)
    fields = {"seen": foreign, "key": "site.name", "value": "X", "was": "Kara"}
    for path, form in (
        ("change/", fields),
        ("change/", {"seen": foreign, "add": "class"}),
        ("change/", {"seen": foreign, "remove": "class.1"}),
        ("text/", {"seen": foreign, "text": "x = 1"}),
        ("undo/", {"seen": foreign}),
        ("history/1/restore/", {"seen": foreign}),
    ):
        answer = client.post(f"/plans/{two.pk}/{path}", form)
        assert answer.status_code in (302, 409), path
        assert now(two) == before
    seen = site_files.current(one, "opening").pk
    own = site_files.current(two, "opening").text
    client.post(f"/plans/{two.pk}/opening/change/", {"seen": seen, "key": "task.a.owner", "value": "X", "was": ""})
    assert site_files.current(two, "opening").text == own
    assert "X" not in site_files.current(one, "opening").text
