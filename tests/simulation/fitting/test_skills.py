"""Who serves what, and with whom: woezo.simulation.fitting.skills."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.simulation.fitting.journals import centre, history
from woezo.simulation.fitting.history import Contact, History
from woezo.simulation.fitting.skills import skills_of

SEED = 11


def served(counts: Mapping[int, Mapping[int, int]]) -> dict[int, frozenset[int]]:
    """The skills, where agents served so many contacts of each queue."""
    found = History("UTC", {}, {}, presence_known=False)
    for agent, by_queue in counts.items():
        for queue, count in by_queue.items():
            found.contacts += [Contact(0, queue, 0, agent=agent) for _ in range(count)]
    return skills_of(found)


def test_skills_are_what_agents_really_serve() -> None:
    found = history(centre())
    names = {number: {found.queues[queue] for queue in queues} for number, queues in skills_of(found).items()}
    assert names == {
        **{agent: {"orders"} for agent in (1, 2, 3)},
        **{agent: {"orders", "claims"} for agent in (4, 5, 6)},
        **{agent: {"claims"} for agent in (7, 8)},
    }


def test_forty_programmes_with_people_of_their_own_stay_apart() -> None:
    """None of them is a twentieth of the centre's contacts."""
    counts = {agent: dict.fromkeys(range(agent % 10, 40, 10), 100) for agent in range(1, 101)}
    assert served(counts) == {agent: frozenset(queues) for agent, queues in counts.items()}


def test_programmes_of_dozens_of_queues_stay_apart_and_keep_their_rare_ones() -> None:
    """None of thirty queues is a twentieth even of its own programme; by chance many an agent misses one or two of them."""
    random = Random(SEED)
    counts: dict[int, dict[int, int]] = {}
    for agent in range(1, 61):
        first = agent % 3 * 30
        for _ in range(120):
            queue = first + random.randrange(30)
            counts.setdefault(agent, {}).setdefault(queue, 0)
            counts[agent][queue] += 1
    assert any(len(queues) < 30 for queues in counts.values()), "somebody misses one, else nothing is tried"
    found = served(counts)
    assert {agent: min(queues) for agent, queues in found.items()} == {agent: agent % 3 * 30 for agent in counts}
    assert {len(queues) for queues in found.values()} == {30}


def test_people_of_every_queue_are_one_circle() -> None:
    counts = {agent: dict.fromkeys(range(40), 25) for agent in range(1, 11)}
    assert set(served(counts).values()) == {frozenset(range(40))}


def test_who_serves_two_programmes_is_not_lent_to_those_who_serve_one() -> None:
    one, other = dict.fromkeys(range(30), 20), {30: 300, 31: 300}
    found = served({1: one, 2: one, 3: other, 4: other, 5: one | other})
    assert found[1] == found[2] == frozenset(range(30))
    assert found[3] == found[4] == frozenset({30, 31})
    assert found[5] == frozenset(range(32))


def test_contacts_that_went_astray_are_no_skill() -> None:
    """Each agent had one of another queue: if those counted, all people of a programme would serve every queue."""
    counts = {agent: {agent % 2: 400, 2 + agent: 1} for agent in range(1, 41)}
    found = served(counts)
    assert found == {agent: frozenset({agent % 2}) for agent in counts}


def test_of_a_beginner_every_queue_counts() -> None:
    found = served({1: {1: 400, 2: 400}, 2: {1: 20, 2: 1}})
    assert found[2] == frozenset({1, 2})


def test_a_tenth_of_somebodys_work_is_a_skill_however_great_the_queue() -> None:
    """The first queue is nearly all of the centre: a quarter of that share would be a quarter of his work."""
    counts = {agent: {1: 500} for agent in range(1, 20)} | {20: {1: 50, 2: 450}}
    assert served(counts)[20] == frozenset({1, 2})


def test_a_rare_queue_belongs_to_all_who_work_alike() -> None:
    """4 of 100 contacts: the second had none of them by chance, the third serves something else."""
    found = served({1: {1: 480, 2: 20}, 2: {1: 100}, 3: {3: 500}})
    assert found == {1: frozenset({1, 2}), 2: frozenset({1, 2}), 3: frozenset({3})}
