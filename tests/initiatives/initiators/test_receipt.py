"""The receipt of an initiative: what it says at each stage, and what its maker can do."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.initiators import words
from initiatives.initiators.receipt import send_now_url
from initiatives.models import Initiative, InitiativeMail, InitiativesPage
from initiatives.services import stage_on_desk
from moderation import outbox, services
from moderation.models import ModerationSettings
from moderation.references import receipt_path, token
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

MAIL = "aada@example.org"


@pytest.fixture(autouse=True)
def site():
    home = pages.home_page()
    home.add_child(instance=InitiativesPage(title="Aloitteet", slug="aloitteet"))


def reload(initiative) -> Initiative:
    return Initiative.objects.get(pk=initiative.pk)


def text(response) -> str:
    return response.content.decode()


STAGES = [
    (Kind.INITIATIVE, stage)
    for stage in Stage
    if stage
    not in {
        Stage.DRAFT,
        *[Stage(each) for each in ("received", "considered", "planned")],
    }
    and stage not in {Stage.NOT_NOW, Stage.MERGED}
] + [
    (Kind.SUGGESTION, stage)
    for stage in (
        *(Stage.MADE, Stage.CORRECTION, Stage.REJECTED, Stage.WITHDRAWN),
        *(Stage.RECEIVED, Stage.CONSIDERED, Stage.PLANNED, Stage.DONE, Stage.NOT_NOW),
    )
]


@pytest.mark.parametrize(("kind", "stage"), STAGES)
def test_receipt_says_where_it_is(client, kind, stage):
    initiative = InitiativeFactory(kind=kind, at=stage, email=MAIL)
    now = timezone.now()

    response = client.get(receipt_path(initiative))

    assert response.status_code == 200
    said = words.status_text(initiative, stage_on_desk(initiative), now)
    assert response.context["status_text"] == said
    assert said != str(stage.label)
    assert response.context["heading"] == words.heading(initiative, stage)
    public = response.context["public_link"]
    assert bool(public) is (initiative.is_public)
    line = [step.status for step in response.context["steps"]]
    assert ("now" in line or "done" in line) is (
        stage not in {Stage.WITHDRAWN, Stage.REJECTED}
    )


def test_receipt_shows_texts_and_makers_and_keeps_private(client):
    initiative = InitiativeFactory(email=MAIL)
    waiting = InitiatorFactory(initiative=initiative, confirmed_at=None)

    response = client.get(receipt_path(initiative) + "?kiitos")

    page = text(response)
    for shown in (initiative.title, initiative.proposal, initiative.effects):
        assert shown in page
    assert waiting.name in page
    assert response["Cache-Control"] == "no-store"
    # Public by its nature: it can be withdrawn, not hidden.
    assert "julkaisu/" not in page


@pytest.mark.parametrize("stage", [Stage.SCREENING, Stage.HANDLING])
def test_receipt_says_first_that_we_wait_for_an_answer(client, stage):
    initiative = InitiativeFactory(at=stage)
    question = {"text": "Missä penkki olisi?", "user": UserFactory(moderator=True)}
    services.ask(submission=initiative, **question)

    html = text(client.get(f"{receipt_path(initiative)}?kieli=en"))

    assert "We need a little more information" in html
    assert "We have asked you a question. Please answer by" in html
    assert question["text"] in html


def test_maker_sees_the_stage_before_a_decision_that_can_be_undone(client):
    initiative = InitiativeFactory(at=Stage.SCREENING, email=MAIL)
    services.decide(
        services.approve,
        submission=initiative,
        user=UserFactory(is_superuser=True),
    )

    context = client.get(receipt_path(initiative)).context

    assert reload(initiative).stage == Stage.PUBLISHED
    assert context["status_text"] == words.status_text(
        reload(initiative), Stage.SCREENING, timezone.now()
    )
    assert not context["public_link"]


# Correction ---------------------------------------------------------------------------


def test_all_texts_can_be_corrected(client):
    initiative = InitiativeFactory(at=Stage.CORRECTION, email=MAIL)
    address = receipt_path(initiative) + "korjaa/"
    assert initiative.effects in text(client.get(address))

    response = client.post(
        address,
        {"title": "Uusi otsikko", "proposal": "Uusi ehdotus.", "effects": ""},
    )

    initiative = reload(initiative)
    assert response.status_code == 302
    assert (initiative.title, initiative.proposal, initiative.effects) == (
        "Uusi otsikko",
        "Uusi ehdotus.",
        "",
    )
    assert initiative.stage == Stage.MADE


def test_suggestion_has_no_effects(client):
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, effects="", email=MAIL)
    address = receipt_path(initiative) + "korjaa/"

    assert 'name="effects"' not in text(client.get(address))
    sent = {"title": "Uusi", "proposal": "Uusi.", "effects": "Ujutettu"}
    client.post(address, sent)
    assert reload(initiative).title == "Uusi"
    assert reload(initiative).effects == ""


@pytest.mark.parametrize(
    "data",
    [
        {"title": "Otsikko"},
        {"title": "", "proposal": "Ehdotus."},
        {"title": "x" * 101, "proposal": "Ehdotus."},
        {"title": "Otsikko", "proposal": "x" * 5001},
    ],
)
def test_mistake_in_a_correction_loses_nothing(client, data):
    initiative = InitiativeFactory(email=MAIL)

    response = client.post(receipt_path(initiative) + "korjaa/", data)

    assert response.status_code == 422
    assert all(value in text(response) for value in data.values())
    assert reload(initiative).title == initiative.title


def test_what_is_public_can_no_longer_be_corrected_and_the_text_is_given_back(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, email=MAIL)

    response = client.post(
        receipt_path(initiative) + "korjaa/",
        {"title": "Uusi otsikko", "proposal": "Uusi ehdotus."},
    )

    assert response.status_code == 409
    assert "Uusi ehdotus." in text(response)
    assert reload(initiative).title == initiative.title


def test_feedback_is_corrected_as_before(client):
    feedback = FeedbackFactory(screening=True)
    client.post(receipt_path(feedback) + "korjaa/", {"text": "Uusi palaute."})
    feedback.refresh_from_db()
    assert feedback.message == "Uusi palaute."


# Withdrawing, consent, rating, sending on --------------------------------------------------


@pytest.mark.parametrize("stage", [Stage.MADE, Stage.COLLECTING, Stage.HEARD])
def test_it_can_be_withdrawn_until_it_is_decided(client, stage):
    initiative = InitiativeFactory(at=stage, email=MAIL)
    address = receipt_path(initiative) + "peru/"
    assert client.get(address).status_code == 200
    assert reload(initiative).stage == stage

    client.post(address)

    assert reload(initiative).stage == Stage.WITHDRAWN
    assert client.get(receipt_path(initiative)).status_code == 200


def test_what_is_decided_stays(client):
    initiative = InitiativeFactory(at=Stage.DECIDED, email=MAIL)

    client.post(receipt_path(initiative) + "peru/")

    assert reload(initiative).stage == Stage.DECIDED
    assert "peru/" not in text(client.get(receipt_path(initiative)))


def test_it_is_not_hidden_or_rated(client):
    initiative = InitiativeFactory(at=Stage.DONE, email=MAIL)
    path = receipt_path(initiative)

    assert client.post(path + "julkaisu/").status_code == 302
    assert client.get(path + "julkaisu/").status_code == 302
    assert client.post(path + "auttoiko/", {"helped": "no"}).status_code == 409
    assert client.get(path).context["rating_form"] is None
    assert reload(initiative).publication_consent


def test_contact_sends_it_to_the_county_now(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, email=MAIL)
    address = send_now_url(initiative)
    assert address in text(client.get(receipt_path(initiative)))

    page = client.get(address)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert reload(initiative).stage == Stage.COLLECTING
    assert client.post(address)["Location"] == receipt_path(initiative)

    assert reload(initiative).stage == Stage.SENT
    # Twice is as good as once.
    assert client.post(address).status_code == 302
    assert address not in text(client.get(receipt_path(initiative)))


@pytest.mark.parametrize("stage", [Stage.MADE, Stage.PUBLISHED, Stage.SENT, Stage.DONE])
def test_it_is_sent_only_while_it_collects(client, stage):
    initiative = InitiativeFactory(at=stage, email=MAIL)

    assert client.get(send_now_url(initiative)).status_code == 302
    client.post(send_now_url(initiative))

    assert reload(initiative).stage == stage


def test_sending_needs_the_link_of_this_initiative(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, email=MAIL)
    other = InitiativeFactory(at=Stage.COLLECTING)
    wrong = send_now_url(other).replace(other.reference, initiative.reference)
    feedback = FeedbackFactory(screening=True)
    of_feedback = reverse(
        "initiatives:send_now", args=[feedback.reference, token(feedback)]
    )

    for address in (wrong, of_feedback):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.put(send_now_url(initiative)).status_code == 405
    assert reload(initiative).stage == Stage.COLLECTING


# Mail ---------------------------------------------------------------------------------


def sent_mails() -> list[tuple[str, str]]:
    outbox.send_due()
    return [(message.subject, message.body) for message in mail.outbox]


def test_mails_of_the_desk_are_in_the_initiatives_own_words():
    settings = ModerationSettings.load()
    settings.undo_minutes = 0
    settings.save()
    initiative = InitiativeFactory(
        title="Penkki mäelle", email=MAIL, at=Stage.SCREENING
    )
    user = UserFactory(is_superuser=True)
    services.reject(submission=initiative, user=user, rule="", explanation="Nimi pois.")
    services.ask_for_review(submission=reload(initiative))
    services.overturn(submission=reload(initiative), user=UserFactory())

    mails = sent_mails()

    assert len(mails) == 2
    assert all("Penkki mäelle" in subject for subject, _body in mails)
    assert all("Penkki mäelle" in " ".join(body.split()) for _subject, body in mails)


def test_mails_of_feedback_are_as_before():
    FeedbackFactory(screening=True, email=MAIL)
    ((subject, _body),) = sent_mails()
    assert "P-" in subject


def test_followers_and_registry_are_told_of_a_withdrawal():
    initiative = InitiativeFactory(at=Stage.COLLECTING, email=MAIL, initiators=2)
    initiative.followers.create(
        email="seuraaja@example.org", language="fi", confirmed_at=timezone.now()
    )
    InitiativeMail.objects.all().delete()

    services.withdraw(submission=initiative)

    rows = InitiativeMail.objects.filter(template=MailTemplate.STAGE)
    assert sorted(bool(row.follower_id) for row in rows) == [False, True]
    assert {row.event.stage for row in rows} == {Stage.WITHDRAWN}
    assert not any(row.initiator_id for row in rows)
