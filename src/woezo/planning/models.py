"""Plans, their versions, and the people counted on a day."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How a version came about. `what` tells more: a preset, a file, the plan copied, keys, the version restored."""

    PRESET = "preset", _("From the preset")
    FILE = "file", _("From the file")
    COPY = "copy", _("Copy of")
    CHANGE = "change", _("Changed")
    RESTORE = "restore", _("Restored version")


class Plan(models.Model):
    """A plan by name. What it says is its current version: undo and redo move to another one, and none is ever dropped."""

    name = models.CharField(max_length=120, unique=True)
    created_at_ms = models.BigIntegerField()
    current = models.ForeignKey("Revision", null=True, on_delete=models.RESTRICT, related_name="+")  # null: being made

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """A whole TOML text, and how it came about."""

    number = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    what = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at_ms = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def at(self) -> datetime:
        """When it was written."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)


class Revision(Version):
    """A version of a plan. site and opens are read from its text, for the list.

    A number is given once: what was signed as version 3 stays version 3, also after it was undone and something else written.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    before = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="after"
    )  # it was made from this
    site = models.CharField(max_length=120, blank=True)
    opens = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="revision_number")]


class Headcount(models.Model):
    """People counted at the end of a day, the indicators among those recruited so far; null: not counted.

    Nothing but planning.promises.headcounts reads these rows: they hold figures that may not be shown.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="headcounts")
    day = models.DateField()
    recruited = models.PositiveIntegerField()
    on_payroll = models.PositiveIntegerField()
    certified = models.PositiveIntegerField()
    nationals = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    youth = models.PositiveIntegerField(null=True)
    first_jobs = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    told = models.CharField(
        max_length=40, blank=True
    )  # names of the indicators that are shown, as decided when it was written
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at_ms = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "day"], name="headcount_day"),
            models.CheckConstraint(
                condition=models.Q(on_payroll__lte=models.F("recruited"), certified__lte=models.F("on_payroll")),
                name="headcount_parts",
            ),
        ]


class Told(models.Model):
    """What was ever told of an indicator of a plan, as workforce.promises.disclosure.Ledger has it; no sheet takes it along."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="told")
    indicator = models.CharField(max_length=12)
    figures = models.JSONField()  # [recruited, number], number null where it was hidden

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "indicator"], name="told_indicator")]


class SiteFile(models.TextChoices):
    """What is kept of a site beside its plan; the value is the name of the preset that it begins with."""

    OPENING = "opening", _("Opening file")
    REQUIREMENTS = "requirements", _("Requirements of the clients")
    CITIES = "cities", _("Choice of the city")


class FileVersion(Version):
    """A version of a site file. The last one holds; none is ever dropped."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="files")
    file = models.CharField(max_length=12, choices=SiteFile.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "file", "number"], name="file_version_number")]
