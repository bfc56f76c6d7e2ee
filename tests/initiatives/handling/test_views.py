"""The registry's screens: the list, one initiative, its steps and news."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, InitiativeMail
from tests.factories.core import (
    DecisionBodyFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
)
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/aloitteet/"


@pytest.fixture
def registry(client):
    user = UserFactory(registry=True)
    client.force_login(user)
    return client


def address(initiative, act=""):
    tail = f"{act}/" if act else ""
    return f"{LIST}{initiative.reference}/{tail}"


def fields(initiative, **given):
    return {"version": initiative.version, "act": "send", **given}


# Who may ---------------------------------------------------------------------


@pytest.mark.parametrize("trait", ["moderator", "handler", "communications", "writer"])
def test_others_get_a_refusal_in_words(client, trait):
    initiative = InitiativeFactory(at=Stage.SENT)
    client.force_login(UserFactory(**{trait: True}))

    for path in (
        LIST,
        address(initiative),
        address(initiative, "registered"),
        f"{LIST}valtuustolle/",
        f"{LIST}valtuustolle/luettelo/?file=xlsx",
    ):
        response = client.get(path)
        assert response.status_code == 403, path
        assert initiative.title not in response.content.decode()
    refused = client.post(
        address(initiative, "registered"), fields(initiative, registry_number="1")
    )
    assert refused.status_code == 403
    initiative.refresh_from_db()
    assert initiative.stage == Stage.SENT


def test_start_page_and_menu_say_what_waits(registry, client):
    InitiativeFactory(at=Stage.SENT)

    html = registry.get("/admin/").content.decode()
    assert "/admin/aloitteet/?view=register" in html
    # The menu is JSON in the page.
    assert "\\u00b7 1" in html

    client.force_login(UserFactory(moderator=True))
    assert "/admin/aloitteet/" not in client.get("/admin/").content.decode()


def test_participation_team_may(client):
    client.force_login(UserFactory(participation=True))

    assert client.get(LIST).status_code == 200


def test_registry_sees_public_ones_on_the_desk_where_units_have_handlers(registry):
    ServiceUnitFactory().handlers.add(UserFactory(handler=True))
    public = InitiativeFactory(at=Stage.HANDLING)
    checked = InitiativeFactory(at=Stage.SCREENING)

    assert registry.get(f"/admin/viestit/{public.reference}/").status_code == 200
    assert registry.get(f"/admin/viestit/{checked.reference}/").status_code == 404


@pytest.mark.parametrize("at", [Stage.MADE, Stage.SCREENING, Stage.REJECTED])
def test_what_is_not_published_is_not_there(registry, at):
    initiative = InitiativeFactory(at=at)

    assert registry.get(address(initiative)).status_code == 404
    assert registry.get(address(initiative, "update")).status_code == 404
    found = registry.get(f"{LIST}?view=all").content.decode()
    assert initiative.title not in found


# The list --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "at"),
    [
        ("register", Stage.SENT),
        ("handling", Stage.HEARD),
        ("hearing", Stage.HANDLING),
        ("decided", Stage.NOT_DONE),
        ("all", Stage.COLLECTING),
    ],
)
def test_view_lists_what_belongs_to_it(registry, view, at):
    wanted = InitiativeFactory(at=at, title="Penkki mäelle")
    InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.PLANNED, title="Keinu pihalle")

    response = registry.get(f"{LIST}?view={view}")

    assert wanted.title in response.content.decode()
    assert ("Keinu pihalle" in response.content.decode()) is (view == "all")


def test_late_ones_come_first_and_are_counted(registry):
    now = timezone.now()
    InitiativeFactory(at=Stage.SENT, title="Ajoissa")
    late = InitiativeFactory(
        at=Stage.SENT,
        title="Myöhässä oleva",
        acknowledge_by=now - timedelta(days=2),
        answer_by=now - timedelta(days=2),
    )

    response = registry.get(LIST)

    titles = [row.initiative.title for row in response.context["rows"]]
    assert titles == [late.title, "Ajoissa"]
    counts = {each["view"].slug: each["count"] for each in response.context["views"]}
    assert (counts["register"], counts["late"]) == (2, 1)


def test_list_is_narrowed(registry):
    body = DecisionBodyFactory(name_fi="Aluehallitus")
    area = ServiceAreaFactory()
    wanted = InitiativeFactory(
        at=Stage.HANDLING,
        title="Terveysaseman penkit",
        service_area=area,
        handling_body=body,
    )
    InitiativeFactory(at=Stage.HANDLING, title="Jotain muuta")
    year = timezone.localdate().year

    for query in (
        f"body={body.pk}",
        f"area={area.pk}",
        f"q={wanted.reference}",
        f"stage=handling&area={area.pk}&kind=initiative&year={year}",
    ):
        response = registry.get(f"{LIST}?view=all&{query}")
        titles = [row.initiative.title for row in response.context["rows"]]
        assert titles == [wanted.title], query


@pytest.mark.parametrize(
    "query",
    [
        "view=x&body=x&area=9999&year=nolla&stage=draft&kind=x",
        "q=%00",
        "q=" + "ä" * 900,
        "q=%22%22%22(((",
        "sivu=1",
    ],
)
def test_bad_input_narrows_nothing_or_finds_nothing(registry, query):
    InitiativeFactory(at=Stage.SENT)

    assert registry.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "x", "99999999999"])
def test_page_that_is_not_there(registry, page):
    assert registry.get(f"{LIST}?sivu={page}").status_code == 404


def test_list_costs_the_same_with_thirty(registry):
    def cost():
        registry.get(f"{LIST}?view=all")
        with CaptureQueriesContext(connection) as captured:
            registry.get(f"{LIST}?view=all")
        return len(captured)

    area, body = ServiceAreaFactory(), DecisionBodyFactory()
    InitiativeFactory(at=Stage.HANDLING, service_area=area, handling_body=body)
    one = cost()
    for _each in range(29):
        InitiativeFactory(at=Stage.SENT, service_area=area, handling_body=body)

    assert cost() == one


# One initiative ----------------------------------------------------------------


def test_item_offers_the_steps_of_its_stage(registry):
    initiative = InitiativeFactory(at=Stage.DECIDED)

    page = registry.get(address(initiative)).content.decode()

    assert address(initiative, "done") in page
    assert address(initiative, "not-done") in page
    assert address(initiative, "report") in page
    assert address(initiative, "registered") not in page


@pytest.mark.parametrize(
    ("at", "act", "given"),
    [
        (Stage.SENT, "registered", {"registry_number": "PIRHA/1/2026", "text": "Hei."}),
        (Stage.HANDLING, "heard", {"heard_on": "2026-01-01"}),
        (Stage.HANDLING, "update", {"title": "Uutta", "text": "Tekstiä."}),
        (Stage.HANDLING, "report", {"title": "Uutta", "text": "Tekstiä."}),
        (Stage.DECIDED, "done", {"answer": "Tehtiin."}),
        (Stage.DONE, "archived", {}),
    ],
)
def test_act_is_previewed_and_then_sent(registry, at, act, given):
    initiative = InitiativeFactory(at=at)
    InitiativeMail.objects.all().delete()
    data = fields(initiative, **given)
    assert registry.get(address(initiative, act)).status_code == 200

    seen = registry.post(address(initiative, act), {**data, "act": "preview"})

    assert seen.status_code == 200
    if act != "archived":
        for value in given.values():
            assert value in seen.content.decode()
        assert initiative.title in seen.context["mail"].subject
        # It is the mail to the initiators, not that to the registry.
        assert "/admin/" not in seen.context["mail"].body
        assert f"/{initiative.slug}/" in seen.context["mail"].body
    assert not InitiativeMail.objects.exists()

    done = registry.post(address(initiative, act), data)

    assert done.status_code == 302
    initiative.refresh_from_db()
    assert initiative.events.filter(author__isnull=False).first() is not None
    if act in Stage.values:
        assert initiative.stage == act
    assert InitiativeMail.objects.exists() is (act != "archived")


def test_step_into_handling_by_the_form(registry):
    body = DecisionBodyFactory()
    initiative = InitiativeFactory(at=Stage.REGISTERED)
    estimate = timezone.localdate() + timedelta(days=60)

    registry.post(
        address(initiative, "handling"),
        fields(
            initiative,
            handling_body=body.pk,
            estimate=estimate.isoformat(),
            county_contact="Kirjaamo",
        ),
    )

    initiative.refresh_from_db()
    assert (initiative.handling_body, initiative.estimate) == (body, estimate)


@pytest.mark.parametrize(
    ("at", "act", "given"),
    [
        (Stage.SENT, "registered", {"registry_number": "", "text": "Säilyvä teksti"}),
        (
            Stage.REGISTERED,
            "handling",
            {"handling_body": "x", "text": "Säilyvä teksti"},
        ),
        (Stage.HANDLING, "heard", {"heard_on": "2999-01-01", "text": "Säilyvä teksti"}),
        (Stage.HANDLING, "heard", {"heard_on": "eilen", "text": "Säilyvä teksti"}),
        (Stage.DECIDED, "not-done", {"answer": "", "measures": "Säilyvä teksti"}),
        (
            Stage.DECIDED,
            "done",
            {"answer": "Säilyvä teksti", "link": "javascript:alert"},
        ),
        (Stage.DECIDED, "done", {"answer": "Säilyvä teksti", "document": "999"}),
        (Stage.HANDLING, "update", {"title": "a" * 151, "text": "Säilyvä teksti"}),
        (Stage.HANDLING, "update", {"title": "\x00", "text": "Säilyvä teksti"}),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(registry, at, act, given):
    initiative = InitiativeFactory(at=at)

    response = registry.post(address(initiative, act), fields(initiative, **given))

    assert response.status_code == 422
    assert "Säilyvä teksti" in response.content.decode()
    initiative.refresh_from_db()
    assert initiative.stage == at


def test_estimate_that_has_passed_is_refused_unless_it_stood_there(registry):
    past = timezone.localdate() - timedelta(days=1)
    initiative = InitiativeFactory(at=Stage.HANDLING, estimate=past)
    given = {"title": "Uutta", "text": "Tekstiä."}

    same = registry.post(
        address(initiative, "update"), fields(initiative, **given, estimate=str(past))
    )
    initiative.refresh_from_db()
    other = registry.post(
        address(initiative, "update"),
        fields(initiative, **given, estimate=str(past - timedelta(days=1))),
    )

    assert (same.status_code, other.status_code) == (302, 422)


def test_somebody_else_was_first_and_the_text_is_kept(registry):
    initiative = InitiativeFactory(at=Stage.DECIDED)
    data = fields(initiative, answer="Säilyvä teksti")
    Initiative.objects.filter(pk=initiative.pk).update(version=initiative.version + 1)

    old = registry.post(address(initiative, "done"), data)

    assert old.status_code == 409
    assert "Säilyvä teksti" in old.content.decode()
    again = registry.post(
        address(initiative, "done"), {**data, "version": initiative.version + 1}
    )
    assert again.status_code == 302


def test_step_that_was_taken_meanwhile_keeps_the_text(registry):
    initiative = InitiativeFactory(at=Stage.DONE)

    response = registry.post(
        address(initiative, "not-done"), fields(initiative, answer="Säilyvä teksti")
    )

    assert response.status_code == 409
    assert "Säilyvä teksti" in response.content.decode()


def test_text_is_kept_where_the_initiative_is_gone(registry):
    initiative = InitiativeFactory(at=Stage.HANDLING)
    Initiative.objects.filter(pk=initiative.pk).update(stage=Stage.WITHDRAWN)

    response = registry.post(
        address(initiative, "update"), fields(initiative, text="Säilyvä teksti")
    )

    assert response.status_code == 404
    assert "Säilyvä teksti" in response.content.decode()


@pytest.mark.parametrize("act", ["registered", "merged", "screening", "x", "support"])
def test_act_that_is_not_possible_leads_back(registry, act):
    initiative = InitiativeFactory(at=Stage.DECIDED)

    assert registry.get(address(initiative, act)).status_code == 302
    posted = registry.post(address(initiative, act), fields(initiative))
    assert posted.status_code == 409


def test_while_the_initiators_are_asked_it_does_not_end(registry):
    initiative = InitiativeFactory(at=Stage.DECIDED)
    Initiative.objects.filter(pk=initiative.pk).update(state="waiting")

    page = registry.get(address(initiative)).content.decode()

    assert address(initiative, "done") not in page
    assert address(initiative, "report") in page


def test_only_public_documents_are_offered(registry):
    initiative = InitiativeFactory(at=Stage.HANDLING)
    root = Collection.get_first_root_node()
    staff = root.add_child(name="Henkilöstö")
    below = staff.add_child(name="Alempana")
    CollectionViewRestriction.objects.create(collection=staff, restriction_type="login")
    for collection, title in ((root, "Lausunto"), (below, "Salainen muistio")):
        get_document_model().objects.create(
            title=title, file="x.pdf", collection=collection
        )

    page = registry.get(address(initiative, "report")).content.decode()

    assert "Lausunto" in page
    assert "Salainen muistio" not in page


def test_menu_leads_to_the_list_for_those_who_may(client):
    client.force_login(UserFactory(registry=True))
    assert reverse("handling:list") in client.get(LIST).content.decode()

    client.force_login(UserFactory(handler=True))
    assert (
        reverse("handling:list") not in client.get("/admin/viestit/").content.decode()
    )


# On the desk ---------------------------------------------------------------------


def test_panel_stands_on_the_desk_for_those_who_may_handle(client):
    initiative = InitiativeFactory(at=Stage.SENT)
    screened = InitiativeFactory(at=Stage.SCREENING)
    desk = "/admin/viestit/{}/"
    client.force_login(UserFactory(participation=True))

    assert (
        address(initiative, "registered")
        in client.get(desk.format(initiative.reference)).content.decode()
    )
    assert (
        "handling-heading"
        not in client.get(desk.format(screened.reference)).content.decode()
    )
    client.force_login(UserFactory(moderator=True))
    page = client.get(desk.format(initiative.reference)).content.decode()
    assert "handling-heading" not in page
