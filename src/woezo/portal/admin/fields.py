"""Form fields of the administration: durations in seconds, levels by skill, codes from closed lists."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from woezo.accounts.fields import has_controls
from woezo.people.models import Skill
from woezo.routing.rules import MAX_LEVEL, MAX_WAIT_MS

SKILL_PREFIX = "skill-"

if TYPE_CHECKING:
    from django.forms import ModelForm as ModelForm
else:

    class ModelForm(forms.ModelForm):
        """Django's, which may name its model in brackets for the type checker."""

        def __class_getitem__(cls, model: type) -> type:
            return cls


MAX_TIERS = 1000
SELECTED = mark_safe(" selected")


class SecondsField(forms.DecimalField):
    """A duration that is read in seconds and stored in milliseconds."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        super().__init__(max_value=MAX_WAIT_MS // 1000, decimal_places=3, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 1000:f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        seconds = super().clean(value)
        return None if seconds is None else int(seconds * 1000)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True


class RankField(forms.IntegerField):
    """A place that people count from 1 and rows from 0."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MAX_TIERS, **options)

    def prepare_value(self, value: Any) -> Any:
        return str(value + 1) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        rank = super().clean(value)
        return None if rank is None else rank - 1

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True


def _storable(values: list[str]) -> None:
    """The same as of any text of a request."""
    if any(has_controls(value) for value in values):
        raise ValidationError(_("contains a control character"))


class ListField(forms.Field):
    """A list of short codes, written with commas and stored as a list."""

    widget = forms.TextInput
    default_validators = [_storable]
    empty_values = [None, "", []]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [code for part in str(value or "")[:400].split(",") if (code := part.strip())]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(value: str) -> None:
    """A zone of the IANA data base."""
    if value not in _zones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone; write Africa/Lome, for example."), params={"zone": value}
        )


def country(value: str) -> None:
    """A country code of ISO 3166-1."""
    if len(value) != 2 or not value.isascii() or not value.isalpha() or not value.isupper():
        raise ValidationError(_("“%(code)s” is not a two-letter country code, such as TG."), params={"code": value})


def countries(values: list[str]) -> None:
    """Country codes."""
    for value in values:
        country(value)


class LevelSelect(forms.Select):
    """Six choices, written directly: a form of two hundred skills spent nine tenths of its time in Django's templates."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((v, SELECTED if v == chosen else "", label) for v, label in self.choices),
        )
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})), options
        )


class Levels:
    """A level, or none, for each skill: fields of their own in a form, rows of their own in the database."""

    def __init__(self, form: forms.BaseForm, chosen: dict[int, int]) -> None:
        self.form = form
        self.skills = list(Skill.objects.order_by("code"))
        choices = [("", "–"), *((str(level), str(level)) for level in range(1, MAX_LEVEL + 1))]
        for skill in self.skills:
            initial = chosen.get(skill.pk)
            label = f"{skill.name_fr if _is_french() else skill.name_en} ({skill.code})"
            form.fields[f"{SKILL_PREFIX}{skill.pk}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=label,
                initial="" if initial is None else str(initial),
                widget=LevelSelect,
            )

    def chosen(self) -> dict[int, int]:
        """{skill id: level} as entered."""
        entered = {skill.pk: self.form.cleaned_data.get(f"{SKILL_PREFIX}{skill.pk}") for skill in self.skills}
        return {pk: int(level) for pk, level in entered.items() if level}


def _is_french() -> bool:
    return get_language() == "fr"
