"""Forms of sites, teams, skills, activities, agents and users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from woezo.accounts.models import Role, User
from woezo.people.models import Activity, Agent, AgentSkill, Site, Skill, Team
from woezo.portal.admin.fields import Levels, ModelForm, SecondsField, country, zone
from woezo.programmes.models import Client
from woezo.programmes.words import CHANNEL_NAMES
from woezo.routing.capacity import MAX_UNITS, Capacity, CapacityError, capacity_key
from woezo.routing.codes import CHANNELS


class SiteForm(ModelForm[Site]):
    """A site."""

    country = forms.CharField(label=_("Country"), max_length=2, validators=[country], help_text=_("Two letters, TG."))
    zone = forms.CharField(label=_("Time zone"), max_length=40, validators=[zone], help_text="Africa/Lome")

    class Meta:
        model = Site
        fields = ["name", "country", "zone", "currency", "legal_entity"]
        labels = {"name": _("Name"), "currency": _("Currency"), "legal_entity": _("Legal entity")}
        help_texts = {"currency": _("Three letters, XOF.")}


class TeamForm(ModelForm[Team]):
    """A team and its leader."""

    class Meta:
        model = Team
        fields = ["site", "name", "leader"]
        labels = {"site": _("Site"), "name": _("Name"), "leader": _("Team leader")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].queryset = User.objects.filter(role=Role.TEAM_LEADER).order_by("name")  # type: ignore[attr-defined]


class SkillForm(ModelForm[Skill]):
    """A skill."""

    class Meta:
        model = Skill
        fields = ["code", "name_fr", "name_en"]
        labels = {"code": _("Code"), "name_fr": _("Name in French"), "name_en": _("Name in English")}
        help_texts = {"code": _("Letters, digits and hyphens; integrations use it.")}


class ActivityForm(ModelForm[Activity]):
    """What an agent can say he does."""

    class Meta:
        model = Activity
        fields = ["code", "name_fr", "name_en", "routable", "paid", "billable", "position"]
        labels = {
            "code": _("Code"),
            "name_fr": _("Name in French"),
            "name_en": _("Name in English"),
            "routable": _("Takes work"),
            "paid": _("Paid"),
            "billable": _("Billable"),
            "position": _("Place in the list"),
        }


class AgentForm(ModelForm[Agent]):
    """An agent: who he is, what he can do and how much at once."""

    timeout_ms = SecondsField(
        label=_("Reservation timeout (s)"), required=False, help_text=_("Empty or 0: that of each queue.")
    )
    units = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=MAX_UNITS, help_text=_("How much he holds at once.")
    )

    class Meta:
        model = Agent
        fields = ["user", "alias", "site", "team", "cost", "timeout_ms", "barred_clients", "is_active"]
        labels = {
            "user": _("User"),
            "alias": _("Name towards customers"),
            "site": _("Site"),
            "team": _("Team"),
            "cost": _("Relative cost"),
            "barred_clients": _("Clients he must not serve"),
            "is_active": _("Works here"),
        }
        help_texts = {"barred_clients": _("Competitors of a client he serves.")}
        widgets = {"barred_clients": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        free = User.objects.filter(role=Role.AGENT, agent__isnull=True)
        own = User.objects.filter(pk=row.user_id) if row.pk else User.objects.none()
        self.fields["user"].queryset = (free | own).order_by("name")  # type: ignore[attr-defined]
        self.fields["barred_clients"].queryset = Client.objects.order_by("name")  # type: ignore[attr-defined]
        capacity = row.capacity or {"units": 1, "weights": dict.fromkeys(CHANNELS, 1)}
        self.fields["units"].initial = capacity["units"]
        self._add_channels(capacity)
        chosen = dict(row.skills.values_list("skill_id", "level")) if row.pk else {}
        self.levels = Levels(self, chosen)

    def _add_channels(self, capacity: dict[str, Any]) -> None:
        for channel in CHANNELS:
            self.fields[f"weight-{channel}"] = forms.IntegerField(
                label=_("Places for one %(channel)s") % {"channel": CHANNEL_NAMES[channel]},
                min_value=0,
                max_value=MAX_UNITS,
                initial=capacity.get("weights", {}).get(channel, 0),
                help_text=_("0: never."),
            )
            self.fields[f"limit-{channel}"] = forms.IntegerField(
                label=_("At most (%(channel)s)") % {"channel": CHANNEL_NAMES[channel]},
                min_value=0,
                max_value=MAX_UNITS,
                initial=capacity.get("limits", {}).get(channel, 0),
                required=False,
                help_text=_("Empty or 0: no limit."),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        team, site = found.get("team"), found.get("site")
        if team is not None and site is not None and team.site_id != site.pk:
            self.add_error("team", _("This team belongs to another site."))
        if not self.errors:
            self.instance.capacity = self._capacity(found)
        found["timeout_ms"] = found.get("timeout_ms") or 0
        return found

    def _capacity(self, found: dict[str, Any]) -> dict[str, Any]:
        """The capacity, once the core has accepted it."""
        weights = {channel: found[f"weight-{channel}"] for channel in CHANNELS if found[f"weight-{channel}"]}
        limits = {channel: found[f"limit-{channel}"] for channel in CHANNELS if found.get(f"limit-{channel}")}
        try:
            Capacity(capacity_key(found["units"], weights, limits))
        except CapacityError as error:
            raise ValidationError({"units": str(error)}) from None
        return {"units": found["units"], "weights": weights, "limits": limits}

    def save(self, commit: bool = True) -> Agent:
        row = super().save(commit)
        row.skills.all().delete()
        AgentSkill.objects.bulk_create(
            AgentSkill(agent=row, skill_id=skill, level=level) for skill, level in self.levels.chosen().items()
        )
        return row


class UserForm(ModelForm[User]):
    """A user, his role, and a password to hand over."""

    password = forms.CharField(
        label=_("New password"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Empty: unchanged."),
    )

    class Meta:
        model = User
        fields = ["name", "email", "role", "language", "client", "is_active"]
        labels = {
            "name": _("Name"),
            "email": _("E-mail"),
            "role": _("Role"),
            "language": _("Language"),
            "client": _("Client"),
            "is_active": _("May sign in"),
        }
        help_texts = {"client": _("For a client user only.")}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        is_client_user = found.get("role") == Role.CLIENT_USER
        if is_client_user and not found.get("client"):
            self.add_error("client", _("Choose the client of this user."))
        if not is_client_user and found.get("client"):
            self.add_error("client", _("Only a client user belongs to a client."))
        if found.get("password"):
            try:
                validate_password(found["password"], self.instance)
            except ValidationError as error:
                self.add_error("password", error)
        return found

    def save(self, commit: bool = True) -> User:
        row = super().save(commit=False)
        if self.cleaned_data.get("password"):
            row.set_password(self.cleaned_data["password"])
        elif row.pk is None:
            row.set_unusable_password()
        row.save()
        return row
