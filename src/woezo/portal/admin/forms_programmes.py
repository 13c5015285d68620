"""Forms of clients, programmes, dispositions, hours and special days."""

from __future__ import annotations

import math
from typing import Any, cast

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from holidays import list_supported_countries

from woezo.interactions.reads import programme_has_contacts
from woezo.portal.admin.fields import ListField, ModelForm, countries, country, zone
from woezo.portal.contrast import LEAST_FOR_TEXT, WHITE, contrast_ratio, tint_of
from woezo.programmes.models import Client, Disposition, Holiday, OpeningPeriod, Programme

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class ClientForm(ModelForm[Client]):
    """A client."""

    class Meta:
        model = Client
        fields = ["name"]
        labels = {"name": _("Name")}


class ProgrammeForm(ModelForm[Programme]):
    """A programme and its brand."""

    countries = ListField(
        label=_("Served from"),
        required=False,
        validators=[countries],
        help_text=_("Country codes with commas: TG, BJ. Empty: from everywhere."),
    )
    languages = ListField(label=_("Languages"), required=False, help_text="fr, en")
    zone = forms.CharField(label=_("Time zone"), max_length=40, validators=[zone], help_text="Europe/Paris")
    brand_name = forms.CharField(label=_("Brand shown to customers"), max_length=60, required=False)
    accent = forms.RegexField(
        label=_("Colour of the brand"), regex=r"^#[0-9a-fA-F]{6}$", required=False, help_text="#734321"
    )

    class Meta:
        model = Programme
        fields = ["client", "name", "slug", "countries", "zone", "languages", "holiday_country", "retention_days"]
        labels = {
            "client": _("Client"),
            "name": _("Name"),
            "slug": _("Address"),
            "holiday_country": _("Closed on the public holidays of"),
            "retention_days": _("Messages are kept (days)"),
        }
        help_texts = {
            "slug": _("Letters, digits and hyphens; part of the chat page's address."),
            "holiday_country": _("A country code such as FR. Empty: none."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["brand_name"].initial = self.instance.brand.get("name", "")
        self.fields["accent"].initial = self.instance.brand.get("accent", "")

    def clean_client(self) -> Client:
        """Whoever owns the programme sees its history, with its customers."""
        client: Client = self.cleaned_data["client"]
        if self.instance.pk and client.pk != self.initial["client"] and programme_has_contacts(self.instance.pk):
            raise forms.ValidationError(
                _("Customers have come to it: it stays with its client. Add a new one instead.")
            )
        return client

    def clean_holiday_country(self) -> str:
        code = str(self.cleaned_data["holiday_country"])
        if code:
            country(code)
            if code not in list_supported_countries():
                raise forms.ValidationError(_("No calendar is known for this country; enter its days by hand."))
        return code

    def clean_accent(self) -> str:
        """White text stands on the colour, and the colour on its tint: both must be read."""
        accent = str(self.cleaned_data["accent"])
        if accent and (ratio := contrast_ratio(accent, WHITE)) < LEAST_FOR_TEXT:
            raise forms.ValidationError(
                _("White on this colour has a contrast of %(ratio)s; 4.5 is needed."), params={"ratio": rounded(ratio)}
            )
        if accent and (ratio := contrast_ratio(accent, tint_of(accent))) < LEAST_FOR_TEXT:
            raise forms.ValidationError(
                _("This colour on its own tint has a contrast of %(ratio)s; 4.5 is needed. Choose a darker one."),
                params={"ratio": rounded(ratio)},
            )
        return accent

    def save(self, commit: bool = True) -> Programme:
        """A changed accent drops the shades that went with the old one."""
        brand = dict(self.instance.brand)
        if self.cleaned_data["accent"] != brand.get("accent", ""):
            brand = {name: value for name, value in brand.items() if not name.startswith("accent")}
        chosen = {"name": self.cleaned_data["brand_name"], "accent": self.cleaned_data["accent"]}
        self.instance.brand = {name: value for name, value in (brand | chosen).items() if value}
        return super().save(commit)


def rounded(ratio: float) -> str:
    """With one decimal, downwards: what is refused for 4.48 does not read 4.5."""
    return number_format(math.floor(ratio * 10) / 10, 1)


class DispositionForm(ModelForm[Disposition]):
    """A motive, or an outcome under a motive."""

    class Meta:
        model = Disposition
        fields = ["programme", "parent", "code", "name_fr", "name_en", "position"]
        labels = {
            "programme": _("Programme"),
            "parent": _("Under the motive"),
            "code": _("Code"),
            "name_fr": _("Name in French"),
            "name_en": _("Name in English"),
            "position": _("Place in the list"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        motives = Disposition.objects.filter(parent__isnull=True).exclude(pk=self.instance.pk)
        parent = cast("forms.ModelChoiceField[Disposition]", self.fields["parent"])
        parent.queryset = motives.select_related("programme").order_by("programme", "position")
        parent.label_from_instance = lambda obj: f"{obj.programme} · {obj}"  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        parent, programme = found.get("parent"), found.get("programme")
        if parent is not None and programme is not None and parent.programme_id != programme.pk:
            self.add_error("parent", _("This motive belongs to another programme."))
        if parent is not None and self.instance.pk and self.instance.children.exists():
            self.add_error("parent", _("This motive has outcomes under it and cannot stand under another."))
        return found


class OpeningPeriodForm(ModelForm[OpeningPeriod]):
    """Open on a weekday from one time to another."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=WEEKDAYS, coerce=int)

    class Meta:
        model = OpeningPeriod
        fields = ["programme", "weekday", "opens", "closes"]
        labels = {"programme": _("Programme"), "opens": _("Opens"), "closes": _("Closes")}
        help_texts = {"closes": _("The same time as Opens or an earlier one: on the next day.")}
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("opens", "closes")}


class HolidayForm(ModelForm[Holiday]):
    """A day decided by hand."""

    class Meta:
        model = Holiday
        fields = ["programme", "date", "rule", "opens", "closes", "name", "decided_by"]
        labels = {
            "programme": _("Programme"),
            "date": _("Date"),
            "rule": _("On this day"),
            "opens": _("Opens"),
            "closes": _("Closes"),
            "name": _("Name"),
            "decided_by": _("Decided by"),
        }
        help_texts = {
            "rule": _("Goes before the week and the public holidays of the country."),
            "opens": _("Only for other hours. For a break at noon add the day twice."),
            "closes": _("The same time as Opens or an earlier one: on the next day."),
        }
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("opens", "closes")},
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        special = found.get("rule") == Holiday.Rule.SPECIAL
        for name in ("opens", "closes"):
            if special and name not in self.errors and found.get(name) is None:
                self.add_error(name, _("Other hours have a beginning and an end."))
            elif not special:
                found[name] = None  # what was typed before another rule was chosen
        if found.get("programme") and found.get("date"):
            self._only_hours_are_several(found, special)
        return found

    def _only_hours_are_several(self, found: dict[str, Any], special: bool) -> None:
        others = Holiday.objects.filter(programme=found["programme"], date=found["date"]).exclude(pk=self.instance.pk)
        if special:
            others = others.exclude(rule=Holiday.Rule.SPECIAL)
        if (other := others.first()) is not None:
            self.add_error("date", _("Something else is decided for this day: %(name)s.") % {"name": other.name})
