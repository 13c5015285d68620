"""The unit tests of the client (web/test), each as a test of its own: Node runs them once, this reports them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

import web

NAMES = [
    name
    for path in sorted((web.WEB / "test").glob("*.test.ts"))
    for name in re.findall(r'^test\("(.+?)",', path.read_text(encoding="utf-8"), re.M)
]

pytestmark = pytest.mark.xdist_group("client")  # one run of Node for all


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    """{name of a test: what went wrong, empty if nothing did}, as Node tells it."""
    web.install()
    done = web.run("test", NODE_OPTIONS="--test-reporter=junit")
    assert "<testsuites>" in done.stdout, f"the tests did not start\n{done.stdout}{done.stderr}"
    told = ElementTree.fromstring(done.stdout[done.stdout.index("<testsuites>") :])
    return {case.attrib["name"]: "".join(case.itertext()).strip() for case in told.iter("testcase")}


@pytest.mark.parametrize("name", NAMES)
def test_client(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name] == ""


def test_no_test_of_the_client_is_missed(outcomes: dict[str, str]) -> None:
    assert sorted(outcomes) == sorted(NAMES)
