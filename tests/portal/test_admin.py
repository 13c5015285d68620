"""Administration: lists with search, sort, pages and export; forms that write rows, audit and events together."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.floor import floor
from woezo.accounts.models import Role, User
from woezo.entrypoints.demo import seed_demo
from woezo.interactions.models import Interaction
from woezo.journal import apply
from woezo.operations import live
from woezo.people.models import Agent, Site, Skill, Team
from woezo.portal.admin.kinds import KINDS
from woezo.programmes.models import Client as BusinessClient
from woezo.programmes.models import Disposition, Holiday, OpeningPeriod, Programme, Queue, Tier
from woezo.routing import Router
from woezo.trail.models import AuditEntry, Command

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, settings: Settings) -> Client:
    settings.DEMO = True
    seed_demo()
    User.objects.update(language="en")
    AuditEntry.objects.all().delete()  # the founding of the centre
    client.force_login(User.objects.get(role=Role.ADMINISTRATOR))
    return client


def text_of(client: Client, path: str, **query: Any) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def form_of(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send if the form were saved as it stands."""
    page = client.get(path)
    form = page.context["form"]
    data = {"seen": page.context["seen"]}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field, "prepare_value"):
            value = bound.field.prepare_value(value)
        if isinstance(value, bool):
            data |= {bound.html_name: "on"} if value else {}
        elif value is not None:
            data[bound.html_name] = [getattr(item, "pk", item) for item in value] if isinstance(value, list) else value
    return data


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_has_a_list_a_form_and_an_export(admin: Client, kind: Any) -> None:
    page = text_of(admin, f"/admin/{kind.slug}/", sort=kind.columns[0].name)
    assert "style=" not in page
    assert text_of(admin, f"/admin/{kind.slug}/new/")
    row = kind.model._default_manager.first()
    if row is not None:
        assert text_of(admin, f"/admin/{kind.slug}/{row.pk}/")
    table = list(csv.reader(io.StringIO(text_of(admin, f"/admin/{kind.slug}/", format="csv").lstrip("\ufeff"))))
    assert len(table) == kind.model._default_manager.count() + 1
    for column in kind.columns:
        for sign in ("", "-"):
            assert text_of(admin, f"/admin/{kind.slug}/", sort=f"{sign}{column.name}")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.slug != "holidays"], ids=lambda kind: kind.slug)
def test_saving_unchanged_changes_nothing(admin: Client, kind: Any) -> None:
    row = kind.model._default_manager.order_by("pk").first()
    path = f"/admin/{kind.slug}/{row.pk}/"
    before = kind.model._default_manager.filter(pk=row.pk).values().get()
    answer = admin.post(path, form_of(admin, path))
    assert answer.status_code == 302, answer.context["form"].errors
    assert kind.model._default_manager.filter(pk=row.pk).values().get() == before
    assert AuditEntry.objects.get().detail == {"fields": []}


def test_the_overview_counts(admin: Client) -> None:
    assert re.search(r'href="/admin/sites/"><h2>Sites</h2><span class="count">4<', text_of(admin, "/admin/"))


def test_search_sort_and_pages(admin: Client) -> None:
    page = text_of(admin, "/admin/agents/", q="Akoss")
    assert "Akossiwa" in page
    assert page.count("<tr>") == 2
    first = text_of(admin, "/admin/agents/", sort="alias")
    assert "Adam" in first
    assert "Zoé" not in first
    assert "Zoé" in text_of(admin, "/admin/agents/", sort="alias", page="2")
    assert 'aria-sort="ascending"' in first
    assert "Nothing found" in text_of(admin, "/admin/agents/", q="nobody at all")
    assert text_of(admin, "/admin/agents/", q="\0", page="x", sort="-evil")


def test_an_export_runs_no_formula(admin: Client) -> None:
    BusinessClient.objects.create(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in text_of(admin, "/admin/clients/", format="csv")


def test_a_change_writes_row_audit_and_event_together(admin: Client) -> None:
    queue = Queue.objects.get(code="marche-chat")
    path = f"/admin/queues/{queue.pk}/"
    data = form_of(admin, path) | {"target_ms": "30.5", "preferred_points": "7"}
    ewe = Skill.objects.get(code="ewe")
    assert admin.post(path, data | {f"skill-{ewe.pk}": "3"}).status_code == 302
    queue.refresh_from_db()
    assert queue.target_ms == 30_500
    command = Command.objects.get()
    assert command.kind == "set_queue"
    assert command.args["target_ms"] == 30_500
    assert command.args["skills"][str(ewe.pk)] == 3
    assert command.args["scoring"]["preferred_points"] == 7
    assert command.actor is not None
    entry = AuditEntry.objects.get()
    assert set(entry.detail["fields"]) == {"target_ms", "preferred_points", f"skill-{ewe.pk}"}
    assert "target_ms" in text_of(admin, path)


def test_an_agent_is_made_from_a_user_and_the_core_takes_him(admin: Client) -> None:
    data = {"name": "Ama Sossou", "email": "Ama@ponleve.example", "role": "agent", "language": "fr", "is_active": "on"}
    assert admin.post("/admin/users/new/", data).status_code == 302
    user = User.objects.get(email="ama@ponleve.example")
    assert user.has_usable_password() is not True
    site = Site.objects.get(name="Lomé")
    fields = form_of(admin, "/admin/agents/new/") | {
        "user": user.pk,
        "alias": "Ada",
        "site": site.pk,
        "units": "6",
        "weight-voice": "6",
        "weight-chat": "2",
        f"skill-{Skill.objects.get(code='fra').pk}": "5",
        "is_active": "on",
    }
    answer = admin.post("/admin/agents/new/", fields)
    assert answer.status_code == 302, answer.context["form"].errors
    agent = Agent.objects.get(alias="Ada")
    assert agent.capacity["weights"]["chat"] == 2
    command = Command.objects.get()
    router = Router()
    apply(router, 0, "set_site", {"site": site.pk, "country": "TG"})
    assert not [e for e in apply(router, 0, command.kind, command.args) if e[0] == "refused"]


def test_an_agent_who_leaves_is_removed_from_the_floor(admin: Client) -> None:
    agent = Agent.objects.get(alias="Akossiwa")
    path = f"/admin/agents/{agent.pk}/"
    data = form_of(admin, path)
    del data["is_active"]
    with floor() as started:
        live.ask("sign_in", {"agent": agent.pk, "desk": 1, "activity": "available", "routable": True})
        assert admin.post(path, data).status_code == 302
        started.run()
        with started.reading() as router:
            assert agent.pk not in router.agents
    agent.refresh_from_db()
    assert not agent.is_active


def test_an_agent_who_holds_a_contact_stays_until_it_is_over(admin: Client) -> None:
    agent = Agent.objects.get(alias="Akossiwa")
    paths = [f"/admin/agents/{agent.pk}/", f"/admin/users/{agent.user_id}/"]
    with floor() as started:
        live.ask("sign_in", {"agent": agent.pk, "desk": 1, "activity": "available", "routable": True})
        customer = {"queue_code": "marche-chat", "preferred_agent": agent.pk}
        assert admin.post("/api/v1/interactions", customer, content_type="application/json").status_code == 201
        started.run()
        with started.reading() as router:
            assert router.agents[agent.pk].reservations
        for path in paths:
            data = form_of(admin, path)
            del data["is_active"]
            answer = admin.post(path, data)
            assert answer.status_code == 422
            assert "still has contacts" in answer.content.decode()
        agent.refresh_from_db()
        assert agent.is_active
        assert agent.user.is_active
        interaction = Interaction.objects.get()
        live.ask("cancel", {"interaction": interaction.pk})
        data = form_of(admin, paths[1])
        del data["is_active"]
        assert admin.post(paths[1], data).status_code == 302
        with started.reading() as router:
            assert router.agents[agent.pk].desk == 0


def test_nobody_leaves_while_the_centre_does_not_answer(admin: Client) -> None:
    agent = Agent.objects.get(alias="Akossiwa")
    path = f"/admin/agents/{agent.pk}/"
    data = form_of(admin, path)
    del data["is_active"]
    answer = admin.post(path, data)
    assert answer.status_code == 422
    assert "does not answer" in answer.content.decode()
    agent.refresh_from_db()
    assert agent.is_active


@pytest.mark.parametrize(
    ("slug", "change", "field", "words"),
    [
        ("sites", {"country": "Togo"}, "country", ""),
        ("sites", {"country": "tg"}, "country", "two-letter"),
        ("sites", {"zone": "Lome"}, "zone", "time zone"),
        ("sites", {"name": ""}, "name", "required"),
        ("skills", {"code": "e w e"}, "code", ""),
        ("agents", {"units": "0"}, "units", ""),
        ("agents", {"units": "1000", "weight-voice": "1", "weight-chat": "1"}, "units", "mixtures"),
        ("programmes", {"countries": "TG, Benin"}, "countries", "Benin"),
        ("programmes", {"languages": "fr, e\0n"}, "languages", "control character"),
        ("programmes", {"name": "a\0b"}, "name", "Null"),
        ("programmes", {"holiday_country": "ZZ"}, "holiday_country", "calendar"),
        ("programmes", {"accent": "#ffd700"}, "accent", "contrast of 1.4;"),
        ("programmes", {"accent": "#777777"}, "accent", "contrast of 4.4;"),
        ("programmes", {"accent": "#737373"}, "accent", "its own tint has a contrast of 4.1;"),
        ("programmes", {"accent": "red"}, "accent", ""),
        ("queues", {"target_ms": "0"}, "target_ms", ""),
        ("queues", {"target_ms": "-3"}, "target_ms", ""),
        ("queues", {"target_ratio": "8"}, "target_ratio", ""),
        ("queues", {"priority": "12"}, "priority", ""),
        ("queues", {"limit_action": "overflow"}, "overflow_queue", "Choose the queue"),
        ("queues", {"urgency_points": "900000", "target_ms": "0.001"}, "__all__", "urgency_points"),
        ("users", {"email": "nobody"}, "email", ""),
        ("users", {"role": "client_user"}, "client", "Choose the client"),
        ("users", {"password": "short"}, "password", ""),
        ("hours", {"weekday": "9"}, "weekday", ""),
        ("hours", {"opens": "25:00"}, "opens", ""),
    ],
)
def test_an_error_stands_at_its_field_and_on_top(
    admin: Client, slug: str, change: dict[str, str], field: str, words: str
) -> None:
    kind = next(kind for kind in KINDS if kind.slug == slug)
    row = kind.model._default_manager.order_by("pk").first()
    path = f"/admin/{slug}/{row.pk}/" if row else ""
    answer = admin.post(path, form_of(admin, path) | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert field in answer.context["form"].errors, answer.context["form"].errors
    assert words in html.unescape(page)
    if field != "__all__":
        assert f'href="#field-{field}"' in page
        assert f'id="field-{field}"' in page
        assert 'aria-invalid="true"' in page
    assert not Command.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("en", "0.8 = 80 %"), ("fr", "0,8 = 80\u00a0%")])
def test_a_number_is_explained_as_the_language_writes_it(admin: Client, language: str, words: str) -> None:
    User.objects.update(language=language)
    page = html.unescape(text_of(admin, f"/admin/queues/{Queue.objects.order_by('pk')[0].pk}/"))
    assert words in page
    assert 'data-none="Not saved"' not in page


def test_a_queue_overflows_into_none_of_another_client(admin: Client) -> None:
    """Neither client would see a contact that did."""
    ours = Queue.objects.get(code="marche-chat")
    others = Queue.objects.exclude(programme__client=ours.programme.client_id)
    theirs = others.filter(channel="chat").select_related("programme")[0]
    path = f"/admin/queues/{ours.pk}/"
    overflow = {"limit_action": "overflow", "max_waiting": "5"}
    answer = admin.post(path, form_of(admin, path) | overflow | {"overflow_queue": theirs.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["overflow_queue"])
    page = answer.content.decode()
    assert "belongs to another client" in page
    assert 'data-none="Not saved"' in page  # what stands there now differs from nothing on the page
    Queue.objects.filter(pk=ours.pk).update(overflow_queue=theirs, programme=theirs.programme)
    path = f"/admin/queues/{theirs.pk}/"
    moved = Programme.objects.exclude(client=theirs.programme.client_id)[0].pk
    answer = admin.post(path, form_of(admin, path) | {"programme": moved})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["programme"])
    assert "MARCHE chat" in html.unescape(answer.content.decode())


def test_what_has_a_history_stays_with_its_client(admin: Client) -> None:
    queue = Queue.objects.get(code="marche-chat")
    other = BusinessClient.objects.exclude(pk=queue.programme.client_id)[0]
    elsewhere = Programme.objects.filter(client=other)[0]
    path, queue_path = f"/admin/programmes/{queue.programme_id}/", f"/admin/queues/{queue.pk}/"
    ours = queue.programme.client_id
    assert admin.post(path, form_of(admin, path) | {"client": other.pk}).status_code == 302
    assert admin.post(path, form_of(admin, path) | {"client": ours}).status_code == 302
    body = {"queue_code": "marche-chat", "customer": {"name": "Zoé", "email": "z@x.example"}}
    public_id = admin.post("/api/v1/interactions", body, content_type="application/json").json()["id"]
    answer = admin.post(path, form_of(admin, path) | {"client": other.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["client"])
    assert "stays with its client" in answer.content.decode()
    answer = admin.post(queue_path, form_of(admin, queue_path) | {"programme": elsewhere.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["programme"])
    assert admin.post(path, form_of(admin, path)).status_code == 302
    Programme.objects.filter(pk=queue.programme_id).update(client=other)  # by whatever way it came about
    user = User.objects.create_user("c@x.example", None, name="C", role=Role.CLIENT_USER, client=other, language="en")
    admin.force_login(user)
    assert admin.get(f"/api/v1/interactions/{public_id}").status_code == 404


@pytest.mark.parametrize("change", [{"role": "vigie"}, {"is_active": None}])
def test_one_administrator_remains(admin: Client, change: dict[str, str | None]) -> None:
    me = User.objects.get(role=Role.ADMINISTRATOR)
    me.set_password("un long mot de passe")
    me.save()
    admin.force_login(me)
    path = f"/admin/users/{me.pk}/"

    def save() -> Any:
        return admin.post(path, {name: v for name, v in (form_of(admin, path) | change).items() if v is not None})

    answer = save()
    assert answer.status_code == 422
    assert "no administrator any more" in answer.content.decode()
    other = User.objects.create_user("b@x.example", None, name="B", role=Role.ADMINISTRATOR, language="en")
    assert save().status_code == 422  # nobody can sign in as that one
    other.set_password("un long mot de passe")
    other.save()
    assert save().status_code == 302
    me.refresh_from_db()
    assert not (me.is_active and me.role == Role.ADMINISTRATOR)


def test_two_who_change_the_same_object_do_not_overwrite_each_other(admin: Client) -> None:
    site = Site.objects.get(name="Lomé")
    path = f"/admin/sites/{site.pk}/"
    mine, theirs = form_of(admin, path), form_of(admin, path)
    assert admin.post(path, theirs | {"legal_entity": "Theirs"}).status_code == 302
    answer = admin.post(path, mine | {"legal_entity": "Mine"})
    assert answer.status_code == 422
    assert "Solange Etoa changed this at" in answer.content.decode()
    site.refresh_from_db()
    assert site.legal_entity == "Theirs"
    assert admin.post(path, mine | {"legal_entity": "Mine", "seen": answer.context["seen"]}).status_code == 302


def test_a_team_and_a_disposition_belong_where_they_say(admin: Client) -> None:
    agent = Agent.objects.get(alias="Akossiwa")
    elsewhere = Team.objects.exclude(site=agent.site)[0]
    path = f"/admin/agents/{agent.pk}/"
    assert "team" in admin.post(path, form_of(admin, path) | {"team": elsewhere.pk}).context["form"].errors
    child = Disposition.objects.filter(parent__isnull=False)[0]
    other = Disposition.objects.filter(parent__isnull=True).exclude(programme=child.programme)[0]
    path = f"/admin/dispositions/{child.pk}/"
    assert "parent" in admin.post(path, form_of(admin, path) | {"parent": other.pk}).context["form"].errors


def special_day(**changes: str) -> dict[str, str]:
    """The form of a day decided by hand: Christmas Eve of MARCHE, from 9 to 12."""
    programme = str(Programme.objects.get(name="MARCHE").pk)
    day = {"programme": programme, "date": "2026-12-24", "rule": "special", "opens": "09:00", "closes": "12:00"}
    return day | {"name": "Veille de Noël", "decided_by": "Brindelune"} | changes


def test_a_day_may_have_hours_of_its_own_with_a_break(admin: Client) -> None:
    path = "/admin/holidays/new/"
    assert admin.post(path, special_day()).status_code == 302
    assert admin.post(path, special_day(opens="14:00", closes="00:00")).status_code == 302
    listed = text_of(admin, "/admin/holidays/", q="MARCHE")
    assert "09:00–12:00" in listed
    assert "14:00–00:00" in listed
    assert AuditEntry.objects.filter(object_type="holiday", action="created").count() == 2
    assert not Command.objects.exists()  # the floor looks at the calendar by itself
    first = Holiday.objects.order_by("pk")[0]
    page = f"/admin/holidays/{first.pk}/"
    assert admin.post(page, form_of(admin, page) | {"rule": "usual", "date": "2026-12-25"}).status_code == 302
    first.refresh_from_db()
    assert (first.rule, first.opens, first.closes) == ("usual", None, None)  # the hours typed before are dropped
    User.objects.update(language="fr")
    assert "Ouvert aux heures habituelles" in text_of(admin, "/admin/holidays/")


@pytest.mark.parametrize(
    ("there", "change", "field", "words"),
    [
        (None, {"opens": ""}, "opens", "a beginning and an end"),
        (None, {"closes": ""}, "closes", "a beginning and an end"),
        (None, {"closes": "25:00"}, "closes", ""),
        (None, {"rule": "sometimes"}, "rule", ""),
        (None, {"programme": ""}, "programme", "required"),
        (None, {"date": "2026-02-30"}, "date", ""),
        ({"rule": "closed", "name": "Inventaire"}, {}, "date", "Something else is decided for this day: Inventaire."),
        ({}, {"rule": "closed"}, "date", "Something else is decided for this day: Veille de Noël."),
        ({"rule": "usual"}, {"rule": "closed"}, "date", "Something else is decided"),
    ],
)
def test_a_day_is_not_decided_twice_nor_by_half(
    admin: Client, there: dict[str, str] | None, change: dict[str, str], field: str, words: str
) -> None:
    path = "/admin/holidays/new/"
    if there is not None:
        assert admin.post(path, special_day(**there)).status_code == 302
    before = Holiday.objects.count()
    answer = admin.post(path, special_day(**change))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in html.unescape(answer.content.decode())
    assert Holiday.objects.count() == before
    elsewhere = special_day(programme=str(Programme.objects.exclude(name="MARCHE")[0].pk), rule="closed")
    assert admin.post(path, elsewhere).status_code == 302


def test_tiers_are_part_of_their_queue(admin: Client) -> None:
    queue = Queue.objects.get(code="marche-email")
    data = {"queue": queue.pk, "position": "1", "after_ms": "", "expected_wait_permille": "800", "points": "-5"}
    assert admin.post("/admin/tiers/new/", data | {"sites": [Site.objects.first().pk]}).status_code == 302  # type: ignore[union-attr]
    tier = Tier.objects.get(queue=queue)
    assert (tier.position, tier.after_ms) == (0, -1)
    assert str(tier).endswith(" 1")  # people count from 1, as the explanation of a decision does
    page = admin.get(f"/admin/tiers/{tier.pk}/").content.decode()
    assert re.search(r'name="position" value="1"', page)
    assert admin.post("/admin/tiers/new/", data | {"position": "0"}).status_code == 422
    command = Command.objects.get()
    assert command.args["tiers"][0]["points"] == -5
    assert len(command.args["tiers"][0]["sites"]) == 1
    assert admin.post("/admin/tiers/new/", data).status_code == 422
    assert admin.post(f"/admin/tiers/{tier.pk}/remove/").status_code == 302
    assert Command.objects.latest("pk").args["tiers"] == []


def test_what_is_used_is_not_removed(admin: Client) -> None:
    skill = Skill.objects.get(code="fra")
    answer = admin.post(f"/admin/skills/{skill.pk}/remove/", follow=True)
    assert "Not removed" in answer.content.decode()
    assert Skill.objects.filter(pk=skill.pk).exists()
    period = OpeningPeriod.objects.all()[0]
    assert "Removed." in admin.post(f"/admin/hours/{period.pk}/remove/", follow=True).content.decode()
    assert admin.post(f"/admin/sites/{Site.objects.first().pk}/remove/").status_code == 404  # type: ignore[union-attr]


def test_script_in_a_name_is_text(admin: Client) -> None:
    BusinessClient.objects.create(name="<script>alert(1)</script>")
    page = text_of(admin, "/admin/clients/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_what_does_not_exist_is_not_found(admin: Client) -> None:
    for path in ("/admin/ghosts/", "/admin/sites/999999/", f"/admin/sites/{2**64}/"):
        assert admin.get(path).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_come_in(admin: Client, role: str) -> None:
    admin.force_login(User.objects.filter(role=role)[0])
    for path in ("/admin/", "/admin/sites/", "/admin/users/new/"):
        assert admin.get(path).status_code == 403
    assert admin.post("/admin/clients/new/", {"name": "X"}).status_code == 403
    admin.logout()
    assert admin.get("/admin/sites/").headers["Location"] == "/sign-in/?next=/admin/sites/"
