"""Comments: off unless wanted, checked before anybody sees them, gone with what they are about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.comments.desk import DONE, OWN_HELP
from initiatives.enums import Stage
from initiatives.models import Comment, InitiativeSettings
from moderation import services
from moderation.desk.decisions import Decision
from moderation.desk.decisions import choices as possible
from moderation.enums import MailTemplate, SubmissionState
from moderation.mails import words
from moderation.models import (
    Message,
    ModerationSettings,
    Submission,
    UndoableDecision,
)
from moderation.references import receipt_path
from moderation.services import NotAllowedNow, erase_expired_texts
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.feedback_forms.test_views import form_id
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


@pytest.fixture
def on():
    settings = InitiativeSettings.load()
    settings.comments = True
    settings.save()


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING)


def url(initiative):
    return f"/aloitteet/{initiative.slug}/kommentit/"


def write(client, initiative, **data):
    data = {"form_id": form_id(), "message": "Hyvä ajatus.", "name": "", **data}
    return client.post(url(initiative), data)


def made(initiative, *, published=False, **fields):
    """As it is sent; `published`: approved, and no longer to be undone."""
    comment = Comment(
        subject=initiative,
        language="fi",
        publication_consent=True,
        **{"message": "Hyvä ajatus.", **fields},
    )
    comment = services.receive(submission=comment).submission
    services.start_screening(submission=comment)
    if published:
        moderator = UserFactory(moderator=True)
        services.approve(submission=comment, user=moderator)
    return Comment.objects.get(pk=comment.pk)


def test_where_they_are_off_there_is_no_page(client, initiative):
    assert client.get(url(initiative)).status_code == 404
    assert write(client, initiative).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("on")
def test_comment_is_shown_once_it_is_approved(client, initiative):
    response = write(client, initiative, message=CANARY, name="Mäen asukas")
    comment = Comment.objects.get()
    assert response["Location"] == f"{receipt_path(comment)}?kiitos"
    assert comment.reference.startswith("K-")
    assert client.get(response["Location"]).status_code == 200
    assert CANARY not in client.get(url(initiative)).content.decode()

    services.start_screening(submission=comment)
    services.approve(submission=comment, user=UserFactory(moderator=True))

    html = client.get(url(initiative)).content.decode()
    assert CANARY in html
    assert "Mäen asukas" in html


@pytest.mark.usefixtures("on")
def test_approval_can_be_undone_before_anybody_sees_it(client, initiative):
    comment, moderator = made(initiative, message=CANARY), UserFactory(moderator=True)
    services.decide(services.approve, submission=comment, user=moderator)
    assert CANARY not in client.get(url(initiative)).content.decode()

    current = Comment.objects.get()
    services.undo(submission=current, user=moderator, version=current.version)
    current.refresh_from_db()
    assert (current.state, current.published_at) == (SubmissionState.SCREENING, None)

    services.decide(services.approve, submission=current, user=moderator)
    UndoableDecision.objects.all().delete()
    Submission.objects.filter(pk=current.pk).update(published_at=timezone.now())
    assert CANARY in client.get(url(initiative)).content.decode()


def refuse(comment):
    services.reject(submission=comment, user=UserFactory(moderator=True), rule="")


def send_back(comment):
    services.return_for_correction(
        submission=comment, user=UserFactory(moderator=True), text="Korjaa."
    )


def to_spam(comment):
    services.mark_spam(submission=comment, user=UserFactory(moderator=True))


def ask(comment):
    services.ask(submission=comment, user=UserFactory(moderator=True), text="Mitä?")


def take_down(comment):
    moderator = UserFactory(moderator=True)
    services.approve(submission=comment, user=moderator)
    services.unpublish(submission=comment, user=moderator)


def take_back(comment):
    services.approve(submission=comment, user=UserFactory(moderator=True))
    services.withdraw(submission=comment)


def forbid(comment):
    services.approve(submission=comment, user=UserFactory(moderator=True))
    services.withdraw_consent(submission=comment)


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize(
    "act", [ask, send_back, refuse, to_spam, take_down, take_back, forbid]
)
def test_canary_in_every_state_that_is_not_public(client, initiative, act):
    comment = made(initiative, message=CANARY, name=CANARY)
    act(comment)
    assert not Comment.objects.public().exists()
    assert not Comment.objects.get().is_public
    assert CANARY not in client.get(url(initiative)).content.decode()


def test_moderator_may_take_a_published_one_down(initiative):
    comment = made(initiative, published=True)
    offered = possible(comment, UserFactory(moderator=True), None)
    assert [choice.decision for choice in offered] == [Decision.UNPUBLISH]
    handler = UserFactory(handler=True)
    assert possible(comment, handler, None) == []


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize("at", [Stage.SCREENING, Stage.REJECTED, Stage.WITHDRAWN])
def test_nothing_is_commented_that_is_not_public(client, at):
    hidden = InitiativeFactory(at=at)
    assert client.get(url(hidden)).status_code == 404
    assert write(client, hidden).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("on")
def test_under_what_has_ended_nothing_is_written_and_the_text_is_kept(client):
    ended = InitiativeFactory(at=Stage.DONE)
    made(ended, published=True, message="Oli aikakin.")
    response = write(client, ended, message="Kiitos penkistä!")
    assert response.status_code == 409
    assert "Kiitos penkistä!" in response.content.decode()
    assert "Oli aikakin." in response.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize(
    ("field", "value"), [("message", ""), ("message", "a" * 1501), ("name", "a" * 61)]
)
def test_mistake_is_told_and_nothing_is_stored(client, initiative, field, value):
    response = write(client, initiative, **{field: value})
    assert response.status_code == 422
    assert b"error-summary" in response.content
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("on")
def test_personal_data_is_warned_of(client, initiative):
    response = write(client, initiative, message="Soita 040 123 4567.")
    assert response.status_code == 422
    assert not Comment.objects.exists()
    accept = response.context["verdict"].accept_value
    write(client, initiative, message="Soita 040 123 4567.", accept=accept)
    assert Comment.objects.get().flags == ["phone"]


@pytest.mark.usefixtures("on")
def test_beyond_the_days_limit_one_has_to_wait(client, initiative):
    settings = ModerationSettings.load()
    settings.most_per_hour = settings.most_per_day = 1
    settings.save()
    write(client, initiative)
    assert write(client, initiative, message="Toinen.").status_code == 429
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("on")
def test_list_is_paged_and_costs_the_same(client, initiative):
    made(initiative, published=True)
    client.get(url(initiative))
    with counted() as few:
        client.get(url(initiative))
    for number in range(26):
        made(initiative, published=True, message=f"Viesti {number}")
    with counted() as many:
        first = client.get(url(initiative)).content.decode()
    assert len(few) == len(many)
    assert "Viesti 25" in first
    assert "Viesti 0" not in first
    assert "Viesti 0" in client.get(f"{url(initiative)}?sivu=2").content.decode()
    assert client.get(f"{url(initiative)}?sivu=3").status_code == 404
    assert client.put(url(initiative)).status_code == 405


@pytest.mark.usefixtures("on")
def test_receipt_says_that_it_was_published(client, initiative):
    comment = made(initiative, published=True)
    html = client.get(receipt_path(comment)).content.decode()
    assert "vastauksemme" not in html
    assert "reply" not in html
    # In its own words, not those of an initiative, and with a way to take it back.
    assert comment.message in html
    assert "Peru viesti" in html
    assert "Käsittely" not in html
    asked = client.get(f"{receipt_path(comment)}peru/").content.decode()
    assert "Haluatko perua viestisi?" in asked
    client.post(f"{receipt_path(comment)}peru/")
    assert not Comment.objects.public().exists()


@pytest.mark.usefixtures("on")
def test_receipt_promises_nothing_that_a_comment_does_not_get(client, initiative):
    response = write(client, initiative)
    comment = Comment.objects.get()
    thanks = client.get(f"{response['Location']}&kieli=en").content.decode()
    assert "reply" not in thanks
    assert "replied" not in thanks
    assert "add to your message" not in thanks
    assert "You can correct your comment until it is published." in thanks

    services.start_screening(submission=comment)
    services.approve(submission=comment, user=UserFactory(moderator=True))
    shown = client.get(f"{receipt_path(comment)}?kieli=en").content.decode()
    assert "<h1>We have published your comment</h1>" in shown

    services.unpublish(submission=comment, user=UserFactory(moderator=True))
    hidden = client.get(f"{receipt_path(comment)}?kieli=en").content.decode()
    assert "Your comment is not shown on our pages now." in hidden
    assert "passed it on" not in hidden


def test_desk_says_of_a_comment_what_will_happen_to_it(client, initiative):
    comment = made(initiative)
    client.force_login(UserFactory(moderator=True))
    page = client.get(reverse("desk:item", args=[comment.reference]))
    html = page.content.decode()
    quotes = dict(page.context["quotes"])
    assert "Julkaisimme kommenttisi" in quotes["approve"].text
    assert "vastausta" not in html
    assert len(page.context["steps"]) == 2


def test_all_go_with_what_they_are_about(client, initiative):
    shown, waiting = made(initiative, published=True), made(initiative)
    services.withdraw(submission=initiative)
    for comment in (shown, waiting):
        comment.refresh_from_db()
        assert comment.state == SubmissionState.WITHDRAWN
        assert (comment.message, comment.name) == ("", "")
    with pytest.raises(NotAllowedNow):
        services.withdraw(submission=shown)


def test_desk_shows_what_it_is_about(client, initiative):
    comment = made(initiative, name="Mäen asukas")
    client.force_login(UserFactory(moderator=True))
    html = client.get(reverse("desk:item", args=[comment.reference])).content.decode()
    assert initiative.reference in html
    assert "Mäen asukas" in html
    (row,) = rows_of_comments(client)
    assert initiative.title in row.about


def rows_of_comments(client):
    groups = client.get(reverse("desk:list")).context["groups"]
    rows = [row for group in groups for row in group["rows"]]
    return [row for row in rows if row.submission.specific_class is Comment]


def test_desk_says_that_an_approved_comment_is_published(client, initiative):
    comment = made(initiative)
    client.force_login(UserFactory(moderator=True))
    url = reverse("desk:item", args=[comment.reference])

    html = client.get(url).content.decode()
    assert str(OWN_HELP[Decision.APPROVE]) in html
    assert "Toivoo vastausta" not in html
    quotes = dict(client.get(url).context["quotes"])
    published = str(Comment.published_words).partition("%")[0]
    assert quotes["approve"].text.startswith(published)
    many = client.get(reverse("desk:many"), {"act": "approve", "m": comment.reference})
    assert [words for _kind, _number, words in many.context["follows"]] == [
        str(OWN_HELP[Decision.APPROVE])
    ]
    assert many.context["plain"] is False
    data = {"decision": "approve", "version": comment.version, "then": "stay"}
    done = client.post(url, data, follow=True).content.decode()
    assert str(DONE[Decision.APPROVE]) % {"reference": comment.reference} in done


def test_desk_does_not_quote_a_reply_when_a_comment_is_taken_down(client, initiative):
    comment = made(initiative, published=True)
    client.force_login(UserFactory(moderator=True))

    page = client.get(reverse("desk:item", args=[comment.reference]))

    quotes = dict(page.context["quotes"])
    assert "Vastasimme" not in quotes["unpublish"].text
    assert str(OWN_HELP[Decision.UNPUBLISH]) in page.content.decode()


def test_texts_are_erased_in_time_unless_they_are_published(initiative):
    refused, shown = made(initiative, name="A"), made(initiative, published=True)
    refuse(refused)
    days = ModerationSettings.current().text_retention_days
    now = timezone.now()
    assert erase_expired_texts(now=now + timedelta(days=days - 1)) == 0
    assert erase_expired_texts(now=now + timedelta(days=days + 1)) == 1
    refused.refresh_from_db(), shown.refresh_from_db()
    assert (refused.message, refused.name) == ("", "")
    assert shown.message == "Hyvä ajatus."


def test_mails_about_a_comment_speak_of_a_message(initiative):
    comment = made(initiative)
    initiative_mail = words(MailTemplate.QUESTION, initiative, Message(text="Missä?"))
    comment_mail = words(MailTemplate.QUESTION, comment, Message(text="Missä?"))

    assert initiative.title in "".join(initiative_mail)
    assert comment.reference in comment_mail[0]
    assert "“”" not in "".join(comment_mail)
