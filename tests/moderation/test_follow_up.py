"""After the reply: did it help, did things get better, and publication taken back alone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from freezegun import freeze_time

from moderation import clock, services
from moderation.enums import Action, Helped, Later, MailTemplate, MessageKind
from moderation.enums import SubmissionState as S
from moderation.models import (
    AuditEvent,
    Contact,
    FollowUp,
    ModerationSettings,
    OutboxMail,
    ReplyRating,
)
from moderation.outbox import send_due
from moderation.receipt_notices import DONE
from moderation.services.workflow import task_state
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_receipts import path
from tests.moderation.test_services import reload

pytestmark = pytest.mark.django_db

ADDRESS = "aino@example.org"


@pytest.fixture(autouse=True)
def site():
    pages.home_page()


def days(number: int) -> timedelta:
    return timedelta(days=number)


def actions(feedback) -> list[str]:
    return list(
        AuditEvent.objects.about(feedback.reference).values_list("action", flat=True)
    )


def rate(client, feedback, **data):
    return client.post(path(feedback, "auttoiko/"), {"helped": "yes", **data})


def agreed(**traits):
    """Answered, and the sender may be asked later."""
    feedback = FeedbackFactory(**(traits or {"answered": True}), email=ADDRESS)
    services.rate_reply(submission=feedback, helped=Helped.YES, ask_later=True)
    return reload(feedback)


# Did it help? -----------------------------------------------------------------


@pytest.mark.parametrize("state", ["answered", "publication", "published"])
def test_the_receipt_asks_once_there_is_a_reply(client, state):
    feedback = FeedbackFactory(**{state: True})
    response = client.get(path(feedback))
    assert response.context["rating_form"]
    assert path(feedback, "auttoiko/") in response.content.decode()


@pytest.mark.parametrize("state", ["screening", "handling", "closed", "withdrawn"])
def test_without_a_reply_nothing_is_asked_and_nothing_stored(client, state):
    feedback = FeedbackFactory(**{state: True})
    assert not client.get(path(feedback)).context["rating_form"]
    assert client.get(path(feedback, "auttoiko/")).status_code == 302
    response = rate(client, feedback, helped="no", more="Tekstini")
    assert response.status_code == 409
    assert "Tekstini" in response.content.decode()
    assert not ReplyRating.objects.exists()


def test_the_mail_of_the_reply_leads_to_the_question(client):
    FeedbackFactory(answered=True, email=ADDRESS)
    send_due()
    (sent,) = [one for one in mail.outbox if "Vastaus viestiisi" in one.subject]
    link = next(line for line in sent.body.splitlines() if "/seuranta/" in line)
    before = AuditEvent.objects.count()
    response = client.get(link.partition("testserver")[2] or link)
    assert response.context["rating_form"]
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("helped", Helped)
def test_what_the_sender_says_is_stored_and_thanked_for(client, helped):
    feedback = FeedbackFactory(answered=True)
    response = rate(client, feedback, helped=helped)
    assert response.status_code == 302
    assert feedback.rating.helped == helped
    assert reload(feedback).state == S.ANSWERED
    assert client.get(response["Location"]).context["done"] == DONE["arvio"]


def test_it_can_be_changed_for_a_while_and_then_not(client):
    feedback = FeedbackFactory(answered=True)
    rate(client, feedback, helped="yes")
    rate(client, feedback, helped="partly")
    assert ReplyRating.objects.get().helped == "partly"
    late = timezone.now() + days(ModerationSettings.current().rating_days)
    with freeze_time(late):
        assert not client.get(path(feedback)).context["rating_form"]
        assert rate(client, feedback, helped="no").status_code == 409
    assert ReplyRating.objects.get().helped == "partly"


@pytest.mark.parametrize(
    "data", [{"helped": ""}, {"helped": "king"}, {"more": "x" * 5001}]
)
def test_bad_input_gets_words_and_keeps_the_text(client, data):
    feedback = FeedbackFactory(answered=True)
    response = rate(client, feedback, **{"more": "Tekstini", **data})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'class="error-summary"' in html
    assert data.get("more", "Tekstini") in html
    assert not ReplyRating.objects.exists()


@pytest.mark.parametrize("part", ["auttoiko/", "parantuiko/"])
def test_sending_nothing_at_all_says_what_is_missing(client, part):
    feedback = agreed()
    FollowUp.objects.update(asked_at=timezone.now())
    response = client.post(path(feedback, part))
    assert response.status_code == 422
    assert 'class="error-summary"' in response.content.decode()


def test_a_get_changes_nothing(client):
    feedback = agreed(published=True)
    for rest in ("", "auttoiko/", "parantuiko/", "julkaisu/"):
        client.get(path(feedback, rest))
    now = reload(feedback)
    assert (now.version, now.publication_consent) == (feedback.version, True)


def test_writing_without_end_is_stopped_and_nothing_typed_is_lost(client):
    feedback = FeedbackFactory(answered=True)
    for _time in range(20):
        rate(client, feedback, helped="yes", more="Kiitos")
    response = rate(client, feedback, helped="no", more="Vielä tämä")
    assert response.status_code == 429
    assert "Vielä tämä" in response.content.decode()
    assert feedback.messages.filter(kind=MessageKind.FOLLOW_UP).count() == 1


# The message comes back --------------------------------------------------------


@pytest.mark.parametrize("state", ["answered", "publication", "published"])
@pytest.mark.parametrize("helped", ["no", "partly"])
def test_with_a_text_it_comes_back_to_who_replies(client, state, helped):
    feedback = FeedbackFactory(**{state: True}, email=ADDRESS)
    moved = timezone.now() + days(3)
    with freeze_time(moved):
        response = rate(client, feedback, helped=helped, more="Mihin soitan?")
    now = reload(feedback)
    assert "palasi" in response["Location"]
    assert now.state == S.HANDLING
    assert type(task_state(now).task.specific).__name__ == "HandlingTask"
    assert now.wants_reply
    assert timezone.localdate(now.answer_by) == timezone.localdate(moved + days(14))
    assert now.published_at is None
    assert now.messages.last().text == "Mihin soitan?"
    assert Action.CAME_BACK in actions(now)


def test_it_is_seen_on_the_desk_and_answered_again(client):
    feedback = FeedbackFactory(published=True, email=ADDRESS)
    services.rate_reply(submission=feedback, helped=Helped.NO, text="Mihin soitan?")
    handler = UserFactory(handler=True)
    client.force_login(handler)
    response = client.get("/admin/viestit/", {"view": "returned"})
    (row,) = (row for group in response.context["groups"] for row in group["rows"])
    assert row.submission.pk == feedback.pk
    assert row.flags
    item = client.get(f"/admin/viestit/{feedback.reference}/").content.decode()
    assert "Mihin soitan?" in item
    services.reply(submission=reload(feedback), user=handler, text="Soita vaihteeseen.")
    now = reload(feedback)
    assert (now.state, now.returned_at) == (S.PUBLICATION, None)
    services.approve_publication(submission=now, user=UserFactory())
    assert reload(feedback).is_public


def test_a_new_reply_is_asked_about_anew(client):
    feedback = FeedbackFactory(answered=True, email=ADDRESS)
    services.rate_reply(submission=feedback, helped=Helped.NO, text="Mihin soitan?")
    assert not client.get(path(feedback)).context["rating_form"]
    services.reply(submission=reload(feedback), user=UserFactory(), text="Vaihteeseen.")
    form = client.get(path(feedback)).context["rating_form"]
    assert form.said == ""
    rate(client, feedback, helped="yes")
    assert ReplyRating.objects.get().helped == "yes"


def test_a_text_with_thanks_stays_in_the_conversation(client):
    feedback = FeedbackFactory(answered=True)
    rate(client, feedback, helped="yes", more="Kiitos avusta!")
    assert reload(feedback).state == S.ANSWERED
    assert "Kiitos avusta!" in client.get(path(feedback)).content.decode()


def test_a_kind_whose_workflow_has_no_replies_stays_as_it_is(client):
    feedback = FeedbackFactory(answered=True)
    feedback.get_workflow().workflow_tasks.all().delete()
    rate(client, feedback, helped="no", more="Mihin soitan?")
    assert reload(feedback).state == S.ANSWERED
    assert feedback.messages.last().text == "Mihin soitan?"


# Did things get better? ---------------------------------------------------------


def test_leave_is_asked_only_of_those_who_can_be_reached(client):
    reached, unknown = (
        FeedbackFactory(answered=True, email=ADDRESS),
        FeedbackFactory(answered=True),
    )
    assert "ask_later" in client.get(path(reached)).context["rating_form"].fields
    assert "ask_later" not in client.get(path(unknown)).context["rating_form"].fields
    rate(client, unknown, ask_later="yes")
    assert not FollowUp.objects.exists()
    rate(client, reached, ask_later="yes")
    assert timezone.localdate(
        FollowUp.objects.get().ask_at
    ) == timezone.localdate() + days(28)


def test_the_question_comes_in_the_day_of_which_the_form_tells(client):
    feedback = agreed()
    day = timezone.localtime(FollowUp.objects.get().ask_at)
    told = client.get(path(feedback)).context["rating_form"].fields["ask_later"]
    assert date_format(day, "SHORT_DATE_FORMAT") in told.help_text
    assert clock.ask_later(day.replace(hour=8)) == 0
    assert clock.ask_later(day.replace(hour=10)) == 1


def test_a_better_reply_is_given_as_much_time_as_the_first():
    feedback = agreed()
    first = FollowUp.objects.get().ask_at
    services.rate_reply(
        submission=feedback, helped=Helped.NO, text="Mihin soitan?", ask_later=True
    )
    with freeze_time(first - days(1)):
        services.reply(submission=reload(feedback), user=UserFactory(), text="Tähän.")
    assert clock.ask_later(first + days(1)) == 0
    assert clock.ask_later(first + days(27)) == 1


def test_leave_can_be_taken_back(client):
    feedback = agreed()
    rate(client, feedback, ask_later="no")
    assert not FollowUp.objects.exists()


def test_four_weeks_later_one_mail_is_sent_and_no_second(client):
    feedback = agreed()
    now = timezone.now()
    assert clock.ask_later(now + days(27)) == 0
    assert clock.ask_later(now + days(29)) == 1
    assert clock.ask_later(now + days(30)) == 0
    mail.outbox.clear()
    send_due(now + days(30))
    (asked,) = [one for one in mail.outbox if "/seuranta/" in one.body][-1:]
    assert asked.to == [ADDRESS]
    assert OutboxMail.objects.filter(template=MailTemplate.FOLLOW_UP).count() == 1
    with freeze_time(now + days(30)):
        assert client.get(path(feedback)).context["later_form"]


@pytest.mark.parametrize("gone", ["withdrawn", "contact erased", "came back"])
def test_nobody_is_asked_who_is_gone_or_waits_for_another_reply(gone):
    feedback = agreed()
    if gone == "withdrawn":
        services.withdraw(submission=feedback)
    elif gone == "contact erased":
        Contact.objects.all().delete()
    else:
        services.rate_reply(
            submission=feedback, helped="no", text="Ei auttanut", ask_later=True
        )
    assert clock.ask_later(timezone.now() + days(40)) == 0


def test_a_mail_that_waits_is_not_sent_when_the_message_is_withdrawn():
    feedback = agreed()
    clock.ask_later(timezone.now() + days(29))
    services.withdraw(submission=feedback)
    mail.outbox.clear()
    send_due(timezone.now() + days(30))
    assert mail.outbox == []


def test_contact_is_kept_until_it_is_asked_and_not_longer():
    settings = ModerationSettings.load()
    settings.contact_retention_days = 5
    settings.save()
    feedback, other = (
        agreed(),
        FeedbackFactory(answered=True, email="toinen@example.org"),
    )
    send_due()
    now = timezone.now()
    assert services.erase_expired_contacts(now=now + days(20)) == 1
    assert Contact.objects.get().submission_id == feedback.pk != other.pk
    clock.ask_later(now + days(29))
    send_due(now + days(29))
    assert services.erase_expired_contacts(now=now + days(29)) == 1


def asked(number: int = 29):
    feedback = agreed()
    clock.ask_later(timezone.now() + days(number))
    return feedback


@pytest.mark.parametrize("outcome", Later)
def test_how_things_are_is_stored_and_thanked_for(client, outcome):
    feedback = asked()
    data = {"outcome": outcome, "more": "Sain ajan."}
    response = client.post(path(feedback, "parantuiko/"), data)
    assert client.get(response["Location"]).context["done"] == DONE["parantui"]
    follow_up = FollowUp.objects.get()
    assert (follow_up.outcome, bool(follow_up.answered_at)) == (outcome, True)
    assert feedback.messages.last().text == "Sain ajan."
    assert reload(feedback).state == S.ANSWERED


@pytest.mark.parametrize("outcome", ["", "fine"])
def test_how_things_are_is_chosen_from_what_there_is(client, outcome):
    feedback = asked()
    data = {"outcome": outcome, "more": "Tekstini"}
    response = client.post(path(feedback, "parantuiko/"), data)
    assert response.status_code == 422
    assert "Tekstini" in response.content.decode()


def test_nobody_answers_what_was_not_asked_or_long_ago(client):
    feedback = agreed()
    data = {"outcome": "better"}
    assert client.post(path(feedback, "parantuiko/"), data).status_code == 409
    clock.ask_later(timezone.now() + days(29))
    with freeze_time(timezone.now() + days(60)):
        assert client.post(path(feedback, "parantuiko/"), data).status_code == 409


# Publication taken back alone ---------------------------------------------------


def test_consent_is_withdrawn_and_the_message_stays(client):
    feedback = FeedbackFactory(published=True, email=ADDRESS)
    assert "julkaisu/" in client.get(path(feedback)).content.decode()
    response = client.post(path(feedback, "julkaisu/"))
    now = reload(feedback)
    assert (now.state, now.publication_consent, now.published_at) == (
        S.ANSWERED,
        False,
        None,
    )
    assert now.message
    html = client.get(response["Location"]).content.decode()
    assert "julkaisu/" not in html
    assert Action.CONSENT_WITHDRAWN in actions(now)


def test_what_waits_to_be_published_is_answered(client):
    feedback = FeedbackFactory(publication=True)
    client.post(path(feedback, "julkaisu/"))
    now = reload(feedback)
    assert (now.state, now.publication_consent) == (S.ANSWERED, False)
    assert task_state(now) is None


@pytest.mark.parametrize("state", ["screening", "handling"])
def test_before_the_reply_the_handling_goes_on(client, state):
    feedback = FeedbackFactory(**{state: True}, publication_consent=True)
    client.post(path(feedback, "julkaisu/"))
    now = reload(feedback)
    assert (now.state, now.publication_consent) == (S(state), False)


def test_without_a_consent_there_is_nothing_to_take_back(client):
    feedback = FeedbackFactory(answered=True)
    assert client.get(path(feedback, "julkaisu/")).status_code == 302
    client.post(path(feedback, "julkaisu/"))
    assert Action.CONSENT_WITHDRAWN not in actions(feedback)


# What the staff hear of it -------------------------------------------------------


def told(client) -> list[str]:
    """References in the list of what was said after the reply; its count agrees."""
    response = client.get("/admin/viestit/", {"view": "told"})
    groups = response.context["groups"]
    found = [row.submission.reference for group in groups for row in group["rows"]]
    counts = {each["view"].slug: each["count"] for each in response.context["views"]}
    assert counts["told"] == len(found)
    return found


@pytest.mark.parametrize(
    ("outcome", "text", "listed"),
    [
        (Later.BETTER, "Sain ajan.", True),
        (Later.WORSE, "", True),
        (Later.SAME, "", False),
        (Later.BETTER, "", False),
    ],
)
def test_words_and_bad_news_of_weeks_later_wait_to_be_read(
    client, outcome, text, listed
):
    feedback = asked()
    services.tell_change(submission=feedback, outcome=outcome, text=text)
    client.force_login(UserFactory(handler=True))
    assert told(client) == [feedback.reference] * listed


@pytest.mark.parametrize(
    ("helped", "text", "listed"),
    [
        (Helped.YES, "Kiitos avusta!", True),
        (Helped.NO, "", True),
        (Helped.PARTLY, "", False),
        # It comes back to be replied to, and is read there.
        (Helped.NO, "Mihin soitan?", False),
    ],
)
def test_what_is_said_of_the_reply_waits_to_be_read(client, helped, text, listed):
    feedback = FeedbackFactory(answered=True)
    services.rate_reply(submission=feedback, helped=helped, text=text)
    client.force_login(UserFactory(moderator=True))
    assert told(client) == [feedback.reference] * listed


def test_who_has_read_it_says_so_and_it_leaves_the_list(client):
    feedback, other = asked(), asked()
    for each in (feedback, other):
        services.tell_change(submission=each, outcome=Later.WORSE, text="Jono kasvoi.")
    client.force_login(UserFactory(handler=True))
    assert told(client) == [feedback.reference, other.reference]
    start = client.get("/admin/").content.decode()
    assert "/admin/viestit/?view=told" in start

    address = f"/admin/viestit/{feedback.reference}/?view=told"
    page = client.get(address)
    assert "Jono kasvoi." in page.content.decode()
    # Opening it is not enough: somebody may only have looked.
    assert told(client) == [feedback.reference, other.reference]
    data = {"decision": "seen", "version": reload(feedback).version, "then": "next"}
    response = client.post(address, data)

    assert other.reference in response["Location"]
    assert told(client) == [other.reference]
    assert Action.SEEN in actions(feedback)
    # What is said again in the same words is no news; other words are.
    services.tell_change(submission=feedback, outcome=Later.WORSE, text="Jono kasvoi.")
    assert told(client) == [other.reference]
    services.tell_change(submission=feedback, outcome=Later.WORSE, text="Yhä pitempi.")
    assert told(client) == [other.reference, feedback.reference]


def test_more_said_meanwhile_is_not_marked_as_read(client):
    feedback = asked()
    services.tell_change(submission=feedback, outcome=Later.WORSE)
    client.force_login(UserFactory(handler=True))
    data = {"decision": "seen", "version": reload(feedback).version}
    services.tell_change(submission=feedback, outcome=Later.WORSE, text="Apua!")

    response = client.post(f"/admin/viestit/{feedback.reference}/", data)

    assert "Apua!" in response.content.decode()
    assert reload(feedback).told_at


@pytest.mark.parametrize("end", ["withdrawn", "corrected", "only a reader"])
def test_what_else_ends_it_and_who_may_not(client, end):
    feedback = asked()
    services.tell_change(submission=feedback, outcome=Later.WORSE, text="Jono kasvoi.")
    feedback = reload(feedback)
    if end == "withdrawn":
        services.withdraw(submission=feedback)
    elif end == "corrected":
        services.correct_reply(submission=feedback, user=UserFactory(), text="Paremmin")
    else:
        client.force_login(UserFactory(participation=True))
        data = {"decision": "seen", "version": feedback.version}
        address = f"/admin/viestit/{feedback.reference}/"
        assert client.post(address, data).status_code == 403
    assert bool(reload(feedback).told_at) == (end == "only a reader")
