"""Sites, teams, agents, skills, activities."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language


class Site(models.Model):
    """A site with its legal entity, country, zone and currency."""

    name = models.CharField(max_length=60, unique=True)
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    legal_entity = models.CharField(max_length=80, blank=True)
    is_down = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of a site and its leader."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=60)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="teams_led"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="team_name")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """A skill: a language or a piece of knowledge."""

    code = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name_fr if get_language() == "fr" else self.name_en


class Agent(models.Model):
    """An agent. capacity: {"units": n, "weights": {channel: units}, "limits": {channel: n}} as the core reads it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agent")
    alias = models.CharField(max_length=40)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="agents")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="agents")
    cost = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(1_000_000)])
    capacity = models.JSONField(default=dict)
    timeout_ms = models.PositiveIntegerField(default=0)
    barred_clients = models.ManyToManyField("programmes.Client", blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.alias


class AgentSkill(models.Model):
    """An agent's level in a skill, 1 to 5 (5 is best)."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="agent_skill_level"),
        ]


class Activity(models.Model):
    """What an agent can say he does. paid and billable are defaults of two different owners: site and contract."""

    code = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    routable = models.BooleanField(default=False)
    paid = models.BooleanField(default=True)
    billable = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name_fr if get_language() == "fr" else self.name_en
