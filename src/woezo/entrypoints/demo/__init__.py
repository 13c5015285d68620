"""The demo centre: an invented outsourcer, so that whoever comes can try everything in two minutes."""

from __future__ import annotations

import unicodedata
from datetime import time

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import centre, dispositions, people, programmes
from woezo.entrypoints.founding import mark
from woezo.entrypoints.starting import write_activities, write_dispositions
from woezo.people.models import Agent, AgentSkill, Site, Skill, Team
from woezo.programmes.models import Client, OpeningPeriod, Programme, Queue, QueueSkill, Tier

DOMAIN = "ponleve.example"
SHOP = "marche"
"""The programme on whose page a newcomer writes."""


class NotADemoError(RuntimeError):
    """The data directory was not created as a demo: nothing invented is written among real data."""


def is_seeded() -> bool:
    """Whether the centre is there already."""
    return Site.objects.exists()


def seed_demo() -> None:
    """Write the demo into an empty, migrated database."""
    if not settings.DEMO:
        raise NotADemoError(str(settings.DATA_DIR))
    with transaction.atomic():
        skills = _skills()
        sites = _sites()
        clients = _programmes(skills, sites)
        teams = _teams(sites)
        _agents(skills, sites, teams, clients)
        _others(clients)
        mark("demo")


def _skills() -> dict[str, Skill]:
    write_activities()
    rows = [Skill(code=code, name_fr=fr, name_en=en) for code, fr, en in centre.SKILLS]
    return {row.code: row for row in Skill.objects.bulk_create(rows)}


def _sites() -> dict[str, Site]:
    rows = [
        Site(name=name, country=country, zone=zone, currency=currency, legal_entity=entity)
        for name, country, zone, currency, entity in centre.SITES
    ]
    return {row.name: row for row in Site.objects.bulk_create(rows)}


# -- programmes ---------------------------------------------------------------------------------------------------------
def _programmes(skills: dict[str, Skill], sites: dict[str, Site]) -> dict[str, Client]:
    clients = {seed.client: Client.objects.create(name=seed.client) for seed in programmes.PROGRAMMES}
    for seed in programmes.PROGRAMMES:
        programme = Programme.objects.create(
            client=clients[seed.client],
            name=seed.name,
            slug=seed.slug,
            countries=seed.countries,
            zone=seed.zone,
            languages=seed.languages,
            holiday_country=seed.holiday_country,
            brand=seed.brand or {"name": seed.client},
            retention_days=seed.retention_days,
        )
        opens, closes = (time.fromisoformat(text) for text in seed.hours)
        OpeningPeriod.objects.bulk_create(
            OpeningPeriod(programme=programme, weekday=day, opens=opens, closes=closes) for day in seed.days
        )
        write_dispositions(programme, dispositions.TREES[seed.dispositions])
        for queue in seed.queues:
            _queue(programme, queue, skills, sites)
    return clients


def _queue(programme: Programme, seed: programmes.QueueSeed, skills: dict[str, Skill], sites: dict[str, Site]) -> None:
    queue = Queue.objects.create(
        programme=programme,
        name=seed.name,
        code=f"{programme.slug}-{seed.code}",
        channel=seed.channel,
        target_ms=seed.target_s * 1000,
        target_ratio=seed.ratio,
        **seed.rules,
    )
    QueueSkill.objects.bulk_create(
        QueueSkill(queue=queue, skill=skills[code], level=level) for code, level in seed.skills.items()
    )
    for position, fields in enumerate(seed.tiers):
        rules = {name: value for name, value in fields.items() if name != "sites"}
        tier = Tier.objects.create(queue=queue, position=position, **rules)
        tier.sites.set([sites[name] for name in fields.get("sites", [])])


# -- people -------------------------------------------------------------------------------------------------------------
def _user(name: str, role: Role, language: str = "fr", client: Client | None = None, address: str = "") -> User:
    """A user without a password: the demo's sign-in page opens his session on this machine only."""
    return User(
        email=f"{address or _address(name)}@{DOMAIN}",
        name=name,
        role=role,
        language=language,
        client=client,
        password=make_password(None),
    )


def _address(name: str) -> str:
    """Hélène Garance -> helene.garance"""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".")


def _teams(sites: dict[str, Site]) -> dict[str, Team]:
    leaders = User.objects.bulk_create(_user(seed.leader, Role.TEAM_LEADER) for seed in people.TEAMS)
    rows = [
        Team(site=sites[seed.site], name=seed.name, leader=leader)
        for seed, leader in zip(people.TEAMS, leaders, strict=True)
    ]
    return {row.name: row for row in Team.objects.bulk_create(rows)}


def _agents(
    skills: dict[str, Skill], sites: dict[str, Site], teams: dict[str, Team], clients: dict[str, Client]
) -> None:
    seeds = people.agents()
    users = User.objects.bulk_create(_user(f"{seed.first} {seed.last}", Role.AGENT, seed.language) for seed in seeds)
    agents = Agent.objects.bulk_create(
        Agent(
            user=user,
            alias=seed.alias,
            site=sites[seed.site],
            team=teams[seed.team],
            cost=seed.cost,
            capacity=people.CAPACITY,
        )
        for seed, user in zip(seeds, users, strict=True)
    )
    AgentSkill.objects.bulk_create(
        AgentSkill(agent=agent, skill=skills[code], level=level)
        for seed, agent in zip(seeds, agents, strict=True)
        for code, level in seed.skills.items()
    )
    for seed, agent in zip(seeds, agents, strict=True):
        if seed.barred:
            agent.barred_clients.set([clients[name] for name in seed.barred])


def _others(clients: dict[str, Client]) -> None:
    User.objects.bulk_create(
        [
            _user("Solange Etoa", Role.ADMINISTRATOR),
            _user("Yannick Bidias", Role.VIGIE),
            _user("Delphine Akakpo", Role.PLANNER),
            _user("Claire Aubin", Role.CLIENT_USER, client=clients["Brindelune"]),
            _user("Joanna Ferris", Role.CLIENT_USER, "en", client=clients["Cirrusal"]),
        ]
    )
