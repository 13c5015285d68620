"""What is administered: per kind of object its words, columns, form and how it is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model
from django.forms import ModelForm
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import woezo.operations.leaving as leaving
import woezo.people.actions as people
import woezo.programmes.actions as programmes
from woezo.accounts.models import User
from woezo.people.models import Activity, Agent, Site, Skill, Team
from woezo.portal.admin import forms_people, forms_programmes, forms_queues
from woezo.portal.admin.fields import SKILL_PREFIX
from woezo.programmes.models import Client, Disposition, Holiday, OpeningPeriod, Programme, Queue, Tier
from woezo.programmes.words import CHANNEL_NAMES, special_day

Text = Promise | str
Show = Callable[[Any], object]


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, what it shows, and by which field it sorts."""

    name: str
    label: Text
    show: Show
    sort: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class ObjectKind:
    """A kind of object."""

    slug: str
    title: Text
    new: Text
    model: type[Model]
    form: type[ModelForm[Any]]
    columns: list[Column]
    search: tuple[str, ...]
    store: Callable[..., None]
    remove: Callable[..., None] | None = None
    related: tuple[str, ...] = ()
    order: str = "pk"
    groups: dict[Text, tuple[str, ...]] = field(default_factory=dict)  # heading: names, or starts of names, of fields


def _plain(name: str, label: Text, sort: str = "", is_number: bool = False) -> Column:
    """A column that shows a field as it is."""
    return Column(name, label, lambda row: getattr(row, name), sort or name, is_number)


def _yes(name: str, label: Text) -> Column:
    return Column(name, label, lambda row: gettext("yes") if getattr(row, name) else gettext("no"), name)


def _weekday(row: OpeningPeriod) -> str:
    return str(dict(forms_programmes.WEEKDAYS)[row.weekday])


def _seconds(name: str, label: Text) -> Column:
    return Column(name, label, lambda row: f"{getattr(row, name) / 1000:g}", name, is_number=True)


KINDS: Final = [
    ObjectKind(
        "sites",
        _("Sites"),
        _("Add a site"),
        Site,
        forms_people.SiteForm,
        [
            _plain("name", _("Name")),
            _plain("country", _("Country")),
            _plain("zone", _("Time zone")),
            _plain("currency", _("Currency")),
            _plain("legal_entity", _("Legal entity")),
        ],
        ("name", "legal_entity"),
        people.store,
    ),
    ObjectKind(
        "teams",
        _("Teams"),
        _("Add a team"),
        Team,
        forms_people.TeamForm,
        [
            _plain("name", _("Name")),
            _plain("site", _("Site"), "site__name"),
            _plain("leader", _("Team leader"), "leader__name"),
        ],
        ("name", "leader__name"),
        people.store,
        people.remove,
        ("site", "leader"),
    ),
    ObjectKind(
        "skills",
        _("Skills"),
        _("Add a skill"),
        Skill,
        forms_people.SkillForm,
        [_plain("code", _("Code")), _plain("name_fr", _("Name in French")), _plain("name_en", _("Name in English"))],
        ("code", "name_fr", "name_en"),
        people.store,
        people.remove,
    ),
    ObjectKind(
        "activities",
        _("Activities"),
        _("Add an activity"),
        Activity,
        forms_people.ActivityForm,
        [
            _plain("code", _("Code")),
            _plain("name_fr", _("Name in French")),
            _yes("routable", _("Takes work")),
            _yes("paid", _("Paid")),
            _yes("billable", _("Billable")),
        ],
        ("code", "name_fr", "name_en"),
        people.store,
        people.remove,
        order="position",
    ),
    ObjectKind(
        "agents",
        _("Agents"),
        _("Add an agent"),
        Agent,
        forms_people.AgentForm,
        [
            Column("name", _("Name"), lambda row: row.user.name, "user__name"),
            _plain("alias", _("Name towards customers")),
            _plain("site", _("Site"), "site__name"),
            _plain("team", _("Team"), "team__name"),
            _plain("cost", _("Relative cost"), is_number=True),
            _yes("is_active", _("Works here")),
        ],
        ("user__name", "alias", "team__name"),
        leaving.store_agent,
        related=("user", "site", "team"),
        groups={_("How much at once"): ("weight-", "limit-"), _("Skills, 5 is best"): (SKILL_PREFIX,)},
    ),
    ObjectKind(
        "clients",
        _("Clients"),
        _("Add a client"),
        Client,
        forms_programmes.ClientForm,
        [_plain("name", _("Name"))],
        ("name",),
        programmes.store,
        programmes.remove,
    ),
    ObjectKind(
        "programmes",
        _("Programmes"),
        _("Add a programme"),
        Programme,
        forms_programmes.ProgrammeForm,
        [
            _plain("name", _("Name")),
            _plain("client", _("Client"), "client__name"),
            _plain("slug", _("Address")),
            _plain("zone", _("Time zone")),
            Column("countries", _("Served from"), lambda row: ", ".join(row.countries)),
        ],
        ("name", "slug", "client__name"),
        programmes.store,
        related=("client",),
    ),
    ObjectKind(
        "queues",
        _("Queues"),
        _("Add a queue"),
        Queue,
        forms_queues.QueueForm,
        [
            _plain("name", _("Name")),
            _plain("programme", _("Programme"), "programme__name"),
            _plain("code", _("Code")),
            Column("channel", _("Channel"), lambda row: CHANNEL_NAMES[row.channel], "channel"),
            _seconds("target_ms", _("Target (s)")),
            _plain("priority", _("Priority"), is_number=True),
        ],
        ("name", "code", "programme__name"),
        programmes.store,
        related=("programme",),
        groups={
            _("Reservation"): ("accept", "tone_ms", "timeout_ms", "reject", "not_again_ms", "grace_ms"),
            _("Wrap-up"): ("wrap_up",),
            _("Limits"): ("max_", "limit_action", "overflow_queue", "short_ms"),
            _("Who is served first"): tuple(forms_queues.SCORING),
            _("Skills, 5 is best"): (SKILL_PREFIX,),
        },
    ),
    ObjectKind(
        "tiers",
        _("Tiers"),
        _("Add a tier"),
        Tier,
        forms_queues.TierForm,
        [
            _plain("queue", _("Queue"), "queue__name"),
            Column("position", _("Step"), lambda row: row.position + 1, "position", is_number=True),
            _seconds("after_ms", _("Opens after (s)")),
            _plain("points", _("Points"), is_number=True),
        ],
        ("queue__name", "queue__code"),
        programmes.store,
        programmes.remove,
        ("queue",),
        groups={_("Least level of skills asked for by the queue, 5 is best"): (SKILL_PREFIX,)},
    ),
    ObjectKind(
        "dispositions",
        _("Dispositions"),
        _("Add a disposition"),
        Disposition,
        forms_programmes.DispositionForm,
        [
            _plain("programme", _("Programme"), "programme__name"),
            _plain("parent", _("Under the motive"), "parent__code"),
            _plain("code", _("Code")),
            _plain("name_fr", _("Name in French")),
            _plain("name_en", _("Name in English")),
        ],
        ("code", "name_fr", "name_en", "programme__name"),
        programmes.store,
        programmes.remove,
        ("programme", "parent"),
    ),
    ObjectKind(
        "hours",
        _("Opening hours"),
        _("Add hours"),
        OpeningPeriod,
        forms_programmes.OpeningPeriodForm,
        [
            _plain("programme", _("Programme"), "programme__name"),
            Column("weekday", _("Weekday"), _weekday, "weekday"),
            Column("opens", _("Opens"), lambda row: time_format(row.opens, "H:i"), "opens"),
            Column("closes", _("Closes"), lambda row: time_format(row.closes, "H:i"), "closes"),
        ],
        ("programme__name",),
        programmes.store,
        programmes.remove,
        ("programme",),
    ),
    ObjectKind(
        "holidays",
        _("Special days"),
        _("Add a day"),
        Holiday,
        forms_programmes.HolidayForm,
        [
            Column("date", _("Date"), lambda row: date_format(row.date), "date"),
            _plain("name", _("Name")),
            _plain("programme", _("Programme"), "programme__name"),
            Column("rule", _("On this day"), special_day, "rule"),
            _plain("decided_by", _("Decided by")),
        ],
        ("name", "programme__name"),
        programmes.store,
        programmes.remove,
        ("programme",),
        order="date",
    ),
    ObjectKind(
        "users",
        _("Users"),
        _("Add a user"),
        User,
        forms_people.UserForm,
        [
            _plain("name", _("Name")),
            _plain("email", _("E-mail")),
            Column("role", _("Role"), lambda row: row.get_role_display(), "role"),
            _plain("client", _("Client"), "client__name"),
            _yes("is_active", _("May sign in")),
        ],
        ("name", "email"),
        leaving.store_user,
        related=("client",),
    ),
]
BY_SLUG: Final = {kind.slug: kind for kind in KINDS}
