"""Who could be called into a contact at this moment: the queues of its programme and their ready agents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from woezo.accounts.problems import Problem
from woezo.interactions.models import Interaction
from woezo.operations import live
from woezo.operations.directory import Directory
from woezo.operations.dispatcher import Dispatcher
from woezo.routing.eligibility import forbidden
from woezo.routing.matching import takes_part
from woezo.routing.model import Agent, Queue
from woezo.routing.model import Interaction as Contact

SHOWN = 20


def colleagues(interaction: Interaction) -> dict[str, Any]:
    """{"queues": [{"queue", "label", "free"}], "agents": [{"agent", "alias", "site", "queue"}]}.

    The contact's own queue comes first. Agents stand in the order in which their queue would give them.
    """
    directory = live.directory()
    ready = live.look(_free, interaction.pk, _queues(directory, interaction))
    return {
        "queues": [{"queue": id, "label": directory.queues[id].name, "free": len(free)} for id, free in ready.items()],
        "agents": _agents(directory, ready),
    }


def _free(floor: Dispatcher, interaction: int, queues: list[int]) -> dict[int, list[int]]:
    """By queue: its ready agents. Raises Problem unknown_interaction."""
    with floor.reading() as router:
        contact = router.interactions.get(interaction)
        if contact is None:
            raise Problem("unknown_interaction")
        known = [router.queues[id] for id in queues if id in router.queues]
        return {int(queue.id): [int(agent.id) for agent in _ready(contact, queue)] for queue in known}


def _queues(directory: Directory, interaction: Interaction) -> list[int]:
    """The contact's own queue, then the others of its programme and channel."""
    own = directory.queues[interaction.queue_id]
    others = (q for q in directory.queues.values() if (q.programme, q.channel) == (own.programme, own.channel))
    return [own.id, *(queue.id for queue in others if queue.id != own.id)]


def _ready(contact: Contact, queue: Queue) -> Iterator[Agent]:
    """Whom the queue would give, one after the other: the same look as the router's when it is asked for one."""
    for entry in queue.lines[0].entries:
        if forbidden(contact.queue, entry.group):
            continue
        for line in entry.group.ready_for[contact.queue.channel]:
            agent = line.first
            while agent is not None:
                if not takes_part(contact, agent):
                    yield agent
                agent = agent.next


def _agents(directory: Directory, ready: dict[int, list[int]]) -> list[dict[str, Any]]:
    """Each agent once, under the first queue that would give him."""
    found: dict[int, dict[str, Any]] = {}
    for queue, agents in ready.items():
        for id in agents:
            entry = directory.agents.get(id)
            if entry is not None and id not in found and len(found) < SHOWN:
                site = directory.sites[entry.site].name
                found[id] = {"agent": id, "alias": entry.alias, "site": site, "queue": queue}
    return list(found.values())
