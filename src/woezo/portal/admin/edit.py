"""The form of one object: errors at the field and on top, a warning where somebody else was quicker, its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model, ProtectedError
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from woezo.accounts.models import Role
from woezo.accounts.pages import only, user_of
from woezo.accounts.problems import Problem
from woezo.operations import live
from woezo.portal.admin.kinds import KINDS, ObjectKind
from woezo.portal.admin.lists import kind_of
from woezo.trail.reads import history_of


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A new object, or one that exists."""
    kind = kind_of(slug)
    row = _row(kind, pk)
    if request.method == "GET":
        return _page(request, kind, kind.form(instance=row), row)
    form = kind.form(request.POST, instance=row)
    if form.is_valid() and _is_first(request, form, kind, row) and _is_stored(request, form, kind):
        messages.success(request, _("Saved: %(object)s") % {"object": form.instance})
        return redirect(f"/admin/{kind.slug}/")
    return _page(request, kind, form, row, status=422)


@only(Role.ADMINISTRATOR)
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Forget an object that nothing needs."""
    kind = kind_of(slug)
    row = _row(kind, pk)
    if kind.remove is None or row is None:
        raise Http404
    try:
        kind.remove(row, user_of(request))
        live.forget_names()
    except ProtectedError as error:
        ours = tuple(kind.model for kind in KINDS)
        # customers have no place on these pages, so not their names either
        users = {str(other) if isinstance(other, ours) else _("contacts") for other in error.protected_objects}
        needed = ", ".join(sorted(users)[:3])
        messages.error(request, _("Not removed: it is used by %(objects)s.") % {"objects": needed})
        return redirect(f"/admin/{kind.slug}/{pk}/")
    messages.success(request, _("Removed."))
    return redirect(f"/admin/{kind.slug}/")


def _row(kind: ObjectKind, pk: int | None) -> Model | None:
    if pk is None:
        return None
    if pk >= 2**63:
        raise Http404
    row = kind.model._default_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _seen(kind: ObjectKind, row: Model | None) -> str:
    """The last change of an object, as a mark to recognise a later one by."""
    history = [] if row is None else history_of(kind.model._meta.model_name or "", row.pk, limit=1)
    return str(history[0].pk) if history else ""


def _is_first(request: HttpRequest, form: ModelForm[Any], kind: ObjectKind, row: Model | None) -> bool:
    """False, with an error that names who, if the object was changed since the form was shown."""
    if row is None or request.POST.get("seen", "") == _seen(kind, row):
        return True
    (last,) = history_of(kind.model._meta.model_name or "", row.pk, limit=1)
    who = last.actor.name if last.actor else _("The system")
    text = _("%(who)s changed this at %(time)s. Compare with the history, then save again to keep your version.")
    form.add_error(None, text % {"who": who, "time": date_format(last.at, "H:i")})
    return False


def _is_stored(request: HttpRequest, form: ModelForm[Any], kind: ObjectKind) -> bool:
    """False, with an error that says why, if the centre does not allow it now; then nothing is written."""
    try:
        kind.store(form.instance, form.save, sorted(form.changed_data), user_of(request))
    except Problem as problem:
        error = problem.body()["error"]
        form.add_error(None, f"{error['message']} {error['remedy']}")
        return False
    live.forget_names()
    return True


def _page(
    request: HttpRequest, kind: ObjectKind, form: ModelForm[Any], row: Model | None, status: int = 200
) -> HttpResponse:
    fields = [_field(bound) for bound in form]
    context = {
        "kind": kind,
        "form": form,
        "row": row,
        "seen": _seen(kind, row),
        "groups": _groups(kind, fields),
        "wrong": [field for field in fields if field["bound"].errors],
        "history": [] if row is None else _history(kind, row, form),
    }
    return render(request, "portal/admin/form.html", context, status=status)


def _groups(kind: ObjectKind, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields under their headings; those that no group names come first, under none."""
    found = []
    rest = list(fields)
    for heading, names in kind.groups.items():
        members = [field for field in rest if field["bound"].name.startswith(names)]
        rest = [field for field in rest if field not in members]
        found.append({"heading": heading, "fields": members, "is_dense": len(members) > 8})
    return [{"heading": "", "fields": rest, "is_dense": False}, *found]


def _history(kind: ObjectKind, row: Model, form: ModelForm[Any]) -> list[dict[str, Any]]:
    """Who changed what, with the names of the fields as the form has them."""
    actions = {"created": _("Created"), "changed": _("Changed"), "language": _("Language")}
    return [
        {
            "who": entry.actor.name if entry.actor else _("The system"),
            "at": entry.at,
            "what": actions.get(entry.action, entry.action),
            "fields": [
                str(form.fields[name].label) if name in form.fields else name for name in entry.detail.get("fields", [])
            ],
        }
        for entry in history_of(kind.model._meta.model_name or "", row.pk)
    ]


def _field(bound: BoundField) -> dict[str, Any]:
    """A field, and what ties its error and help to it for who listens to the page."""
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget = bound.field.widget
    return {
        "bound": bound,
        "is_tick": isinstance(widget, CheckboxInput),
        "is_ticks": isinstance(widget, CheckboxSelectMultiple),
        "widget": bound.as_widget(attrs=attributes),
    }
