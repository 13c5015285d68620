"""The events of people: one row alone and all at once say the same."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from woezo.accounts.problems import Problem
from woezo.entrypoints.demo import seed_demo
from woezo.people.models import Agent, Site
from woezo.people.reads import (
    active_agent,
    agent_event,
    agent_events,
    site_event,
    site_events,
    skill_ids,
)
from woezo.programmes.models import Programme, Queue
from woezo.programmes.reads import (
    configuration_events,
    programme_event,
    programme_events,
    queue_event,
    queue_events,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True
    seed_demo()


def test_one_row_alone_says_what_all_at_once_say() -> None:
    assert [agent_event(row) for row in Agent.objects.order_by("pk")] == agent_events()
    assert [site_event(row) for row in Site.objects.order_by("pk")] == site_events()
    assert [programme_event(row) for row in Programme.objects.order_by("pk")] == programme_events()
    assert [queue_event(row) for row in Queue.objects.order_by("pk")] == queue_events()


def test_the_order_is_that_of_dependence_and_the_cost_does_not_grow(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(9):
        events = configuration_events()
    kinds = list(dict.fromkeys(event for event, _ in events))
    assert kinds == ["set_site", "set_programme", "set_queue", "set_agent"]


def test_who_has_left_is_removed() -> None:
    agent = Agent.objects.all()[0]
    agent.is_active = False
    agent.save()
    assert agent_event(agent) == ("remove_agent", {"agent": agent.pk})
    assert agent.pk not in [args["agent"] for _, args in agent_events()]
    with pytest.raises(Problem):
        active_agent(agent.pk)


def test_unknown_skills_are_named() -> None:
    with pytest.raises(Problem) as error:
        skill_ids({"fra": 3, "klingon": 1})
    assert (error.value.code, error.value.field) == ("unknown_skill", "skills.klingon")
