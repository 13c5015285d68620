"""Forms of queues and their tiers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from woezo.interactions.reads import queue_has_contacts
from woezo.journal import apply
from woezo.portal.admin.fields import Levels, ModelForm, RankField, SecondsField
from woezo.programmes.models import Programme, Queue, QueueSkill, Tier
from woezo.programmes.reads import programme_event, queue_event
from woezo.programmes.words import ACCEPT_NAMES, CHANNEL_NAMES, LIMIT_NAMES, REJECT_NAMES, WRAP_UP_NAMES, Words
from woezo.routing import Router
from woezo.routing.rules import MAX_POINTS

SCORING: Final[dict[str, tuple[Any, int, int]]] = {
    "priority_points": (_("Points per level of priority"), 600, MAX_POINTS // 10),
    "wait_points_per_s": (_("Points per second of waiting"), 1, 10_000),
    "waiting_points": (_("Points per contact that waits in the queue"), 0, MAX_POINTS // 10),
    "urgency_points": (_("Points when the target is reached"), 0, MAX_POINTS),
    "cost_points": (_("Points against each unit of cost"), 0, 1000),
    "level_points": (_("Points per level of skill"), 0, 10_000),
    "preferred_points": (_("Points for the preferred agent"), 300, MAX_POINTS),
}
CHOICES: Final[dict[str, Words]] = {
    "channel": CHANNEL_NAMES,
    "accept": ACCEPT_NAMES,
    "reject": REJECT_NAMES,
    "wrap_up": WRAP_UP_NAMES,
    "limit_action": LIMIT_NAMES,
}
DURATIONS: Final[dict[str, Any]] = {
    "target_ms": _("Target (s)"),
    "tone_ms": _("Tone before an automatic accept (s)"),
    "timeout_ms": _("Reservation timeout (s)"),
    "not_again_ms": _("Not offered again to who declined (s)"),
    "wrap_up_ms": _("Wrap-up (s)"),
    "max_wait_ms": _("Longest wait (s), 0: no limit"),
    "grace_ms": _("Grace for a lost desk (s)"),
    "short_ms": _("Short abandon below (s)"),
}


class QueueForm(ModelForm[Queue]):
    """A queue with every rule of the core. What the core would refuse is an error here."""

    class Meta:
        model = Queue
        fields = [
            "programme",
            "name",
            "code",
            "channel",
            "target_ratio",
            "priority",
            "accept",
            "reject",
            "wrap_up",
            "max_waiting",
            "limit_action",
            "overflow_queue",
            *DURATIONS,
        ]
        labels = {
            "programme": _("Programme"),
            "name": _("Name"),
            "code": _("Code"),
            "channel": _("Channel"),
            "target_ratio": _("Share served within the target"),
            "priority": _("Priority, 0 to 9"),
            "accept": _("Accept"),
            "reject": _("After a decline"),
            "wrap_up": _("Wrap-up"),
            "max_waiting": _("Most waiting, 0: no limit"),
            "limit_action": _("At the limit"),
            "overflow_queue": _("Overflows into"),
        }
        help_texts = {"channel": _("A queue keeps its channel."), "target_ratio": _("0.8 = 80 %")}
        field_classes = dict.fromkeys(DURATIONS, SecondsField)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        for name, label in DURATIONS.items():
            self.fields[name] = SecondsField(label=label, min_value=Decimal("0.001") if name == "target_ms" else 0)
        for name, (label, default, most) in SCORING.items():
            initial = row.scoring.get(name, default)
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=most, initial=initial)
        for name, words in CHOICES.items():
            self.fields[name].choices = list(words.items())  # type: ignore[attr-defined]
        if row.pk:
            self.fields["channel"].disabled = True
        others = Queue.objects.exclude(pk=row.pk).select_related("programme").order_by("name")
        self.fields["overflow_queue"].queryset = others  # type: ignore[attr-defined]
        chosen = dict(row.skills.values_list("skill_id", "level")) if row.pk else {}
        self.levels = Levels(self, chosen)

    def clean_programme(self) -> Programme:
        """Whoever owns the queue sees its history, with its customers."""
        programme: Programme = self.cleaned_data["programme"]
        before = Programme.objects.filter(pk=self.initial.get("programme") or 0).first()
        if before is not None and before.client_id != programme.client_id and queue_has_contacts(self.instance.pk):
            raise forms.ValidationError(
                _("Customers have come to it: it stays with its client. Add a new one instead.")
            )
        others = Queue.objects.filter(overflow_queue=self.instance.pk or 0).exclude(
            programme__client=programme.client_id
        )
        if (other := others.order_by("name").first()) is not None:
            raise forms.ValidationError(
                _("The queue “{name}” of another client overflows into this one.").format(name=other.name)
            )
        return programme

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        ratio = found.get("target_ratio")
        if ratio is not None and not 0 < ratio <= 1:
            self.add_error("target_ratio", _("Enter a share between 0 and 1."))
        overflow = found.get("overflow_queue")
        if found.get("limit_action") == "overflow" and overflow is None:
            self.add_error("overflow_queue", _("Choose the queue that takes what overflows."))
        if overflow is not None and found.get("channel") and overflow.channel != found["channel"]:
            self.add_error("overflow_queue", _("The other queue serves another channel."))
        programme = found.get("programme")
        if overflow is not None and programme is not None and overflow.programme.client_id != programme.client_id:
            self.add_error("overflow_queue", _("The other queue belongs to another client."))
        defaults = {name: default for name, (_label, default, _most) in SCORING.items()}
        self.instance.scoring = {name: found[name] for name in SCORING if found.get(name) not in (None, defaults[name])}
        return found

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            self._ask_the_core()

    def _ask_the_core(self) -> None:
        """The core's own bounds, for combinations that no single field shows."""
        kind, args = queue_event(self.instance) if self.instance.pk else _new_queue_event(self.instance)
        router = Router()
        apply(router, 0, *programme_event(self.instance.programme))
        refused = [effect for effect in apply(router, 0, kind, args) if effect[0] == "refused"]
        if refused:
            self.add_error(None, " ".join(str(part) for part in refused[0][2:]))

    def save(self, commit: bool = True) -> Queue:
        row = super().save(commit)
        row.skills.all().delete()
        QueueSkill.objects.bulk_create(
            QueueSkill(queue=row, skill_id=skill, level=level) for skill, level in self.levels.chosen().items()
        )
        return row


def _new_queue_event(row: Queue) -> tuple[str, dict[str, Any]]:
    """The event of a queue that has no row yet."""
    from woezo.programmes.reads import QUEUE_RULES

    args: dict[str, Any] = {name: getattr(row, name) for name in QUEUE_RULES}
    return "set_queue", args | {"queue": 1, "programme": row.programme_id, "channel": row.channel}


class TierForm(ModelForm[Tier]):
    """A step of a queue."""

    position = RankField(label=_("Step"), help_text=_("1 is the first."))
    after_ms = SecondsField(
        label=_("Opens after (s)"), min_value=0, required=False, help_text=_("Empty: by expected wait or by hand only.")
    )

    class Meta:
        model = Tier
        fields = ["queue", "position", "after_ms", "expected_wait_permille", "points", "sites"]
        labels = {
            "queue": _("Queue"),
            "expected_wait_permille": _("Opens at expected wait (thousandths of the target)"),
            "points": _("Points for who serves at this step"),
            "sites": _("Sites"),
        }
        help_texts = {
            "expected_wait_permille": _("0: not by expected wait. 1500: one and a half times the target."),
            "sites": _("None ticked: all sites."),
        }
        widgets = {"sites": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        if row.pk:
            self.fields["queue"].disabled = True
            if row.after_ms < 0:
                self.initial["after_ms"] = None
        self.fields["points"].min_value = -MAX_POINTS  # type: ignore[attr-defined]
        self.fields["points"].max_value = MAX_POINTS  # type: ignore[attr-defined]
        self.levels = Levels(self, {int(skill): level for skill, level in row.min_levels.items()})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("after_ms") is None:
            found["after_ms"] = -1
        taken = Tier.objects.filter(
            Q(queue=found.get("queue"), position=found.get("position")) & ~Q(pk=self.instance.pk)
        )
        if taken.exists():
            self.add_error("position", _("This queue has another tier at this step."))
        self.instance.min_levels = {str(skill): level for skill, level in self.levels.chosen().items()}
        return found
