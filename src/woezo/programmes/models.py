"""Clients, programmes, queues with tiers, dispositions, opening hours."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from woezo.routing.codes import ACCEPT_MODES, CHANNELS, LIMIT_ACTIONS, REJECT_RULES, WRAP_UP_MODES


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class Client(models.Model):
    """A company whose customers are served."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """One client's operation: the unit of isolation, of contract and of reporting."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=40, unique=True)
    countries = models.JSONField(default=list)  # from which it may be served; [] for all
    zone = models.CharField(max_length=40)
    languages = models.JSONField(default=list)
    holiday_country = models.CharField(max_length=2, blank=True)
    brand = models.JSONField(default=dict)
    retention_days = models.PositiveIntegerField(default=365)

    def __str__(self) -> str:
        return self.name


class Queue(models.Model):
    """Where interactions of one kind of work wait. The fields after `skills` are those of the event set_queue."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="queues")
    name = models.CharField(max_length=60)
    code = models.SlugField(max_length=60, unique=True)
    channel = models.CharField(max_length=12, choices=_choices(CHANNELS))
    target_ms = models.PositiveIntegerField(default=30_000, validators=[MinValueValidator(1)])
    target_ratio = models.DecimalField(max_digits=4, decimal_places=3, default="0.800")
    formula = models.CharField(max_length=10, default="SL-4")
    priority = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(9)])
    scoring = models.JSONField(default=dict)
    accept = models.CharField(max_length=12, choices=_choices(ACCEPT_MODES), default="manual")
    tone_ms = models.PositiveIntegerField(default=0)
    timeout_ms = models.PositiveIntegerField(default=20_000)
    reject = models.CharField(max_length=16, choices=_choices(REJECT_RULES), default="stay_ready")
    not_again_ms = models.PositiveIntegerField(default=30_000)
    wrap_up = models.CharField(max_length=20, choices=_choices(WRAP_UP_MODES), default="mandatory_timeout")
    wrap_up_ms = models.PositiveIntegerField(default=60_000)
    max_waiting = models.PositiveIntegerField(default=0)
    max_wait_ms = models.PositiveIntegerField(default=0)
    limit_action = models.CharField(max_length=10, choices=_choices(LIMIT_ACTIONS), default="deflect")
    overflow_queue = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    grace_ms = models.PositiveIntegerField(default=30_000)
    short_ms = models.PositiveIntegerField(default=5_000)

    def __str__(self) -> str:
        return self.name


class QueueSkill(models.Model):
    """A skill and the least level a queue asks for."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("people.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "skill"], name="queue_skill_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="queue_skill_level"),
        ]


class Tier(models.Model):
    """A step of a queue: whom it admits, from which wait on. rules: the other fields of a tier of set_queue."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="tiers")
    position = models.PositiveSmallIntegerField()
    after_ms = models.IntegerField(default=0, validators=[MinValueValidator(-1)])
    min_levels = models.JSONField(default=dict)  # {skill id: level}
    sites = models.ManyToManyField("people.Site", blank=True, related_name="+")
    expected_wait_permille = models.PositiveIntegerField(default=0)
    points = models.IntegerField(default=0)
    hold_back = models.JSONField(default=dict)  # {"counts": [...], "waits_ms": [...]}

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["queue", "position"], name="tier_position")]

    def __str__(self) -> str:
        return f"{self.queue} · {gettext('Step')} {self.position + 1}"


class Disposition(models.Model):
    """An outcome code, in two choices: a motive and, under it, what came of it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="dispositions")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    code = models.SlugField(max_length=40)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="disposition_code")]

    def __str__(self) -> str:
        return self.name_fr if get_language() == "fr" else self.name_en


class OpeningPeriod(models.Model):
    """Open on a weekday (0 is Monday) from one local time to another; closes <= opens runs past midnight."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="opening_periods")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {time_format(self.opens)}–{time_format(self.closes)}"


class Holiday(models.Model):
    """A day decided by hand, over the week and over what the calendar of the country says.

    closed: all day. usual: open as on any such weekday, though the country has a holiday. special: open from `opens` to
    `closes` instead of the usual hours; several rows of a date are several openings.
    """

    class Rule(models.TextChoices):
        """What holds on the day."""

        CLOSED = "closed", _("Closed")
        USUAL = "usual", _("Open at the usual hours")
        SPECIAL = "special", _("Open at other hours")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField()
    rule = models.CharField(max_length=8, choices=Rule, default=Rule.CLOSED)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    name = models.CharField(max_length=80)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rule="special", opens__isnull=False, closes__isnull=False)
                | models.Q(rule__in=["closed", "usual"], opens__isnull=True, closes__isnull=True),
                name="holiday_hours",
            )
        ]

    def __str__(self) -> str:
        return self.name
