"""Initiatives on the desk: what is shown, decided and hidden, and what was corrected."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowTask

from initiatives.changes import changes
from initiatives.desk import NOT_CONFIRMED
from initiatives.enums import Kind, Stage
from initiatives.models import Attachment, Initiative, Initiator
from initiatives.services import publish_due
from moderation import services
from moderation.desk.decisions import choices
from moderation.desk.kinds import kind_of
from moderation.enums import Action
from moderation.models import AuditEvent, ScreeningTask
from moderation.services import FourEyes, NotAllowedNow, workflow
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/viestit/"


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def address(initiative, act=""):
    return f"{LIST}{initiative.reference}/{act}"


def decide(client, initiative, decision, **data):
    initiative = reload(initiative)
    data = {"version": initiative.version, "then": "stay", **data}
    return client.post(address(initiative), {"decision": decision, **data})


def reload(initiative) -> Initiative:
    return Initiative.objects.get(pk=initiative.pk)


def offered(initiative, user):
    state = workflow.task_state(initiative)
    found = choices(initiative, user, state.task if state else None)
    return [choice.value for choice in found if not choice.refused]


# What is offered ------------------------------------------------------------------

CHECK = ["approve", "ask", "return", "reject", "spam", "forward"]
OFFERED = {
    Stage.MADE: (["spam"], []),
    Stage.SCREENING: (CHECK, []),
    Stage.CORRECTION: ([], []),
    Stage.REJECTED: (["restore"], []),
    Stage.PUBLISHED: (["forward", "restore"], ["ask", "forward"]),
    Stage.COLLECTING: (["forward", "restore"], ["ask", "forward"]),
    Stage.HANDLING: (["forward", "restore"], ["ask", "forward"]),
    Stage.DECIDED: (["forward"], ["ask", "forward"]),
    Stage.DONE: ([], []),
    Stage.WITHDRAWN: ([], []),
}


@pytest.mark.parametrize("stage", OFFERED)
def test_decisions_by_stage_and_role(stage):
    initiative = InitiativeFactory(at=stage)
    people = UserFactory(moderator=True), UserFactory(in_groups=["registry"])

    assert tuple(offered(initiative, user) for user in people) == OFFERED[stage]


def test_a_question_to_the_makers_of_a_public_one_leaves_it_where_it_is():
    initiative = InitiativeFactory(at=Stage.HANDLING, email="aada@example.org")
    registry = UserFactory(in_groups=["registry"])
    services.ask(submission=initiative, user=registry, text="Missä mäki on?")
    initiative = reload(initiative)

    assert (initiative.state, initiative.stage) == ("waiting", Stage.HANDLING)
    assert initiative.is_public
    due = initiative.answer_by
    services.answer_question(submission=initiative, text="Koulun takana.")
    initiative = reload(initiative)
    assert (initiative.state, initiative.stage) == ("handling", Stage.HANDLING)
    assert initiative.answer_by == due == initiative.next_due()


def test_nothing_is_approved_before_the_contact_has_confirmed(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    Initiator.objects.update(confirmed_at=None)

    with pytest.raises(NotAllowedNow):
        services.approve(submission=initiative, user=moderator)
    response = decide(client, initiative, "approve")

    assert str(NOT_CONFIRMED) in response.content.decode()
    assert reload(initiative).stage == Stage.SCREENING


def test_what_is_not_confirmed_is_named_before_many_are_approved(client, moderator):
    waits, ready = (InitiativeFactory(at=Stage.SCREENING) for _number in "12")
    waits.initiators.update(confirmed_at=None)
    chosen = f"m={waits.reference}&m={ready.reference}"

    response = client.get(f"/admin/viestit/monta/?act=approve&{chosen}")

    html = response.content.decode()
    assert html.count(str(NOT_CONFIRMED)) == 1
    assert [each.pk for each in response.context["possible"]] == [ready.pk]
    # What is said to be left is left, also when it is confirmed meanwhile.
    assert f'value="{ready.reference}.' in html
    assert f'value="{waits.reference}.' not in html
    # Another act needs no confirmation.
    response = client.get(f"/admin/viestit/monta/?act=reject&{chosen}")
    assert len(response.context["possible"]) == 2


def test_approval_says_that_it_is_published(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    page = client.get(address(initiative))
    (approve,) = [each for each in page.context["choices"] if each.value == "approve"]

    decide(client, initiative, "approve")

    assert approve.help == str(kind_of(initiative).help(initiative)["approve"])
    shown = client.get(address(initiative)).context["undoable"]
    assert [each.words for each in shown] == [
        str(kind_of(initiative).done(initiative)["approve"])
        % {"reference": initiative.reference}
    ]
    assert reload(initiative).stage == Stage.PUBLISHED


def test_return_to_checking_and_approval_bring_it_back_to_the_county(client, moderator):
    initiative = InitiativeFactory(at=Stage.REGISTERED)
    sent = initiative.sent_at

    decide(client, initiative, "restore")

    initiative = reload(initiative)
    assert (initiative.stage, initiative.is_public) == (Stage.MADE, False)
    services.start_screening(submission=initiative)
    services.approve(submission=reload(initiative), user=moderator)
    assert publish_due(timezone.now()) == 1
    initiative = reload(initiative)
    assert (initiative.stage, initiative.sent_at) == (Stage.SENT, sent)
    assert initiative.registry_number
    assert publish_due(timezone.now()) == 0


def test_two_people_where_the_workflow_asks_for_them():
    first = ScreeningTask.objects.get(name="Aloitteen tarkistus")
    second = ScreeningTask.objects.create(name="Toinen tarkistus", four_eyes=True)
    second.groups.set(first.groups.all())
    initiative = InitiativeFactory()
    steps = WorkflowTask.objects.filter(workflow=initiative.get_workflow())
    steps.filter(sort_order=1).update(sort_order=2)
    WorkflowTask.objects.create(
        workflow=initiative.get_workflow(), task=second, sort_order=1
    )
    services.start_screening(submission=initiative)
    one, other = UserFactory(moderator=True), UserFactory(moderator=True)

    services.approve(submission=initiative, user=one)
    assert reload(initiative).stage == Stage.SCREENING
    with pytest.raises(FourEyes):
        services.approve(submission=initiative, user=one)
    services.approve(submission=initiative, user=other)

    assert reload(initiative).stage == Stage.PUBLISHED


# What is shown ---------------------------------------------------------------------


def test_names_are_shown_on_asking_alone_and_that_is_logged(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING, email="aada@example.org")
    name = initiative.initiators.get().name

    before = client.get(address(initiative)).content.decode()
    after = client.post(address(initiative, "yhteystiedot/")).content.decode()

    assert name not in before
    assert name in after
    assert AuditEvent.objects.filter(action=Action.CONTACT_READ).count() == 1


def test_names_are_not_for_those_without_the_right(client):
    client.force_login(UserFactory(participation=True))
    initiative = InitiativeFactory(at=Stage.HANDLING)

    response = client.post(address(initiative, "yhteystiedot/"))

    assert response.status_code == 403
    assert initiative.initiators.get().name not in response.content.decode()


def test_names_can_be_read_when_the_address_of_the_receipt_is_gone(client, moderator):
    initiative = InitiativeFactory(at=Stage.HANDLING)
    page = client.post(address(initiative, "yhteystiedot/"))
    assert initiative.initiators.get().name in page.content.decode()


@pytest.mark.parametrize("kind", Kind)
def test_the_list_is_narrowed_by_kind_and_stage(client, moderator, kind):
    FeedbackFactory(screening=True)
    shown = InitiativeFactory(kind=kind, at=Stage.SCREENING)
    InitiativeFactory(kind=kind)
    other = Kind.SUGGESTION if kind == Kind.INITIATIVE else Kind.INITIATIVE
    InitiativeFactory(kind=other, at=Stage.SCREENING)

    page = client.get(
        LIST, {"view": "open", "initiative": kind, "stage": Stage.SCREENING}
    )

    rows = [row for group in page.context["groups"] for row in group["rows"]]
    assert [row.submission.reference for row in rows] == [shown.reference]


def test_the_list_costs_the_same_for_one_and_for_thirty(client, moderator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    InitiativeFactory(at=Stage.SCREENING)
    cost()
    one = cost()
    for _ in range(29):
        InitiativeFactory(at=Stage.SCREENING)

    # The registers have grown by as many service areas.
    cost()
    assert cost() == one


def test_the_page_costs_the_same_for_one_and_for_thirty_initiators(client, moderator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(initiative)).status_code == 200
        return len(queries)

    initiative = InitiativeFactory(at=Stage.SCREENING)
    cost()
    one = cost()
    InitiatorFactory.create_batch(29, initiative=initiative)

    # The registers have grown by as many municipalities.
    cost()
    assert cost() == one


# Attachments ------------------------------------------------------------------------


def attach(initiative) -> Attachment:
    content = ContentFile(b"%PDF-1.7 kuva", name="kuva.pdf")
    return Attachment.objects.create(
        initiative=initiative,
        file=content,
        name="Kuva.pdf",
        content_type="application/pdf",
        size=13,
    )


def file_address(initiative, attachment):
    return reverse("initiative_attachment", args=[initiative.reference, attachment.pk])


def test_attachment_is_given_to_staff_to_be_saved(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    attachment = attach(initiative)

    page = client.get(address(initiative)).content.decode()
    response = client.get(file_address(initiative, attachment))

    assert file_address(initiative, attachment) in page
    assert b"".join(response.streaming_content) == b"%PDF-1.7 kuva"
    assert response["Content-Disposition"] == 'attachment; filename="Kuva.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert client.post(file_address(initiative, attachment)).status_code == 405


def test_attachment_of_another_initiative_or_whose_file_is_gone(client, moderator):
    attachment = attach(InitiativeFactory())
    other = InitiativeFactory()

    assert client.get(file_address(other, attachment)).status_code == 404
    attachment.file.storage.delete(attachment.file.name)
    own = attachment.initiative
    assert client.get(file_address(own, attachment)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("communications", 403), ("writer", 403), ("handler", 200)]
)
def test_attachment_is_for_those_who_may_see_the_message(client, role, status):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    client.force_login(UserFactory(**{role: True}))

    response = client.get(file_address(initiative, attach(initiative)))
    response.close()

    assert response.status_code == status


# What was corrected -------------------------------------------------------------------


def corrected(initiative, **texts):
    initiative = reload(initiative)
    given = {"title": initiative.title, "proposal": initiative.proposal, **texts}
    services.correct(submission=initiative, **given)
    services.start_screening(submission=reload(initiative))


def words(change):
    return [(each.kind, each.text.strip()) for each in change.stretches]


def test_what_was_changed_is_shown_word_by_word(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING, proposal="Penkki on rikki.")
    client.get(address(initiative))
    assert changes(reload(initiative)) == []

    corrected(initiative, proposal="Penkki on ruma.")

    (change,) = changes(reload(initiative))
    assert words(change) == [
        ("same", "Penkki on"),
        ("removed", "rikki."),
        ("added", "ruma."),
    ]
    page = client.get(address(initiative)).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    # It is still shown after it has been looked at.
    assert changes(reload(initiative)) == [change]


def test_two_corrections_that_nobody_saw_between_are_one(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING, proposal="Yksi penkki.")
    client.get(address(initiative))
    corrected(initiative, proposal="Kaksi penkkiä.")
    corrected(initiative, proposal="Kolme penkkiä.", title="Uusi otsikko")

    found = changes(reload(initiative))

    assert len(found) == 2
    assert not any("Kaksi" in part.text for each in found for part in each.stretches)


def test_before_anybody_looked_there_is_nothing_to_compare():
    initiative = InitiativeFactory(at=Stage.SCREENING)
    corrected(initiative, proposal="Toinen teksti.")

    assert changes(reload(initiative)) == []


def test_hostile_texts_are_shown_as_text(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING, title="<b>Penkki</b>")
    client.get(address(initiative))
    corrected(initiative, title="<script>alert(1)</script>")

    page = client.get(address(initiative)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;" in page


# Wagtail's own parts --------------------------------------------------------------------


def test_wagtails_workflow_report_links_to_the_desk(client):
    client.force_login(UserFactory(is_superuser=True))
    initiative = InitiativeFactory(at=Stage.SCREENING)

    page = client.get(reverse("wagtailadmin_reports:workflow"))

    assert page.status_code == 200
    assert address(initiative) in page.content.decode()


def test_wagtails_addresses_of_an_initiative_lead_to_the_desk(client, moderator):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    name = "wagtailsnippets_initiatives_initiative:edit"

    assert client.get(reverse(name, args=[initiative.pk]))["Location"] == address(
        initiative
    )


def test_confirmation_for_many_says_which_are_published(client, moderator):
    feedback = FeedbackFactory(screening=True)
    initiatives = [InitiativeFactory(at=Stage.SCREENING) for _each in range(2)]
    many = f"{LIST}monta/"
    ticked = [each.reference for each in (feedback, *initiatives)]

    mixed = client.get(many, {"act": "approve", "m": ticked})
    alone = client.get(many, {"act": "approve", "m": ticked[:1]})

    ((_kind, number, words),) = mixed.context["follows"]
    assert number == 2
    assert words in mixed.content.decode()
    assert mixed.context["plain"] is True
    assert (alone.context["follows"], alone.context["plain"]) == ([], True)
