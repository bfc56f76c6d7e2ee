"""One message: reading, deciding, contact details, whose it is."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import services
from moderation.desk.decisions import Decision
from moderation.enums import Action, MessageKind, SubmissionState
from moderation.models import (
    AuditEvent,
    HandlingTask,
    Message,
    ModerationRule,
    OutboxMail,
    ReplyTemplate,
    Submission,
)
from tests.factories.feedback_forms import REPLY, FeedbackFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True, first_name="Aino", last_name="Laine")
    client.force_login(user)
    return user


@pytest.fixture
def handler(client):
    user = UserFactory(handler=True)
    client.force_login(user)
    return user


def address(feedback, act=""):
    return f"/admin/viestit/{feedback.reference}/{act}"


def decide(client, feedback, decision, **data):
    data.setdefault("version", feedback.version)
    data.setdefault("then", "stay")
    return client.post(address(feedback), {"decision": decision, **data})


def state(feedback):
    return Submission.objects.values_list("state", flat=True).get(pk=feedback.pk)


def actions(feedback):
    events = AuditEvent.objects.filter(reference=feedback.reference).order_by("pk")
    return list(events.values_list("action", flat=True))


# Reading ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [state.value for state in SubmissionState])
def test_message_can_be_read_in_every_state(client, moderator, kind):
    feedback = FeedbackFactory(**({} if kind == "received" else {kind: True}))

    response = client.get(address(feedback))

    assert response.status_code == 200
    assert feedback.reference in response.content.decode()


def test_reading_is_logged_once_an_hour(client, moderator):
    feedback = FeedbackFactory(screening=True)

    client.get(address(feedback))
    client.get(address(feedback))

    events = AuditEvent.objects.filter(reference=feedback.reference, action=Action.READ)
    assert [event.user for event in events] == [moderator]


def test_others_get_403_and_no_reading_is_logged(client):
    client.force_login(UserFactory(communications=True))
    feedback = FeedbackFactory(screening=True)

    response = client.get(address(feedback))

    assert response.status_code == 403
    assert Action.READ not in actions(feedback)


def test_anonymous_is_sent_to_login(client):
    response = client.get(address(FeedbackFactory(screening=True)))

    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("reference", ["P-2026-XXXX", "x", "1"])
def test_unknown_reference_is_404(client, moderator, reference):
    assert client.get(f"/admin/viestit/{reference}/").status_code == 404


def test_findings_are_numbered_and_nothing_is_hidden(client, moderator):
    feedback = FeedbackFactory(
        screening=True, message="Tunnus 010152-9052 ja numero 040 123 4567."
    )

    response = client.get(address(feedback))

    assert [number for number, _label, _help in response.context["findings"]] == [1, 2]
    assert "010152-9052" in response.content.decode()


def test_text_of_a_resident_is_escaped(client, moderator):
    feedback = FeedbackFactory(screening=True, message="<script>alert(1)</script>")

    page = client.get(address(feedback)).content.decode()

    assert "<script>alert(1)" not in page


def test_conversation_and_history_are_shown(client, moderator):
    feedback = FeedbackFactory(answered=True)

    response = client.get(address(feedback))

    assert REPLY in response.content.decode()
    assert len(response.context["events"]) == 5


def test_same_number_of_queries_for_1_and_30(
    client, moderator, django_assert_num_queries
):
    feedback = FeedbackFactory(handling=True)
    services.add(submission=feedback, text="Lisäys")
    client.get(address(feedback))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(feedback))
    one = len(queries)
    for number in range(29):
        services.add(submission=feedback, text=f"Lisäys {number}")
        services.assign(submission=feedback, user=UserFactory(), assignee=None)
    FeedbackFactory.create_batch(29, screening=True)
    client.get(address(feedback))

    with django_assert_num_queries(one):
        client.get(address(feedback))
    assert one <= 31


# Deciding --------------------------------------------------------------------

ASK, REJECT = {"question": "Missä tämä oli?"}, {"rule": "insult", "explanation": "Syy."}
S = SubmissionState


@pytest.mark.parametrize(
    ("before", "decision", "data", "after", "action"),
    [
        ({"screening": True}, "approve", {}, S.HANDLING, Action.APPROVED),
        ({"screening": True}, "ask", ASK, S.WAITING, Action.ASKED),
        (
            {"screening": True},
            "return",
            {"correction": "Poista nimi."},
            S.WAITING,
            Action.RETURNED,
        ),
        ({"screening": True}, "reject", REJECT, S.REJECTED, Action.REJECTED),
        ({"screening": True}, "spam", {}, S.SPAM, Action.SPAM),
        ({}, "spam", {}, S.SPAM, Action.SPAM),
        ({"handling": True}, "reply", {"reply": "Hei"}, S.ANSWERED, Action.REPLIED),
        ({"handling": True}, "ask", ASK, S.WAITING, Action.ASKED),
        (
            {"handling": True, "wants_reply": False},
            "close",
            {},
            S.CLOSED,
            Action.CLOSED,
        ),
        ({"publication": True}, "publish", {}, S.ANSWERED, Action.PUBLISHED),
        ({"publication": True}, "decline", {}, S.ANSWERED, Action.NOT_PUBLISHED),
        ({"spam": True}, "restore", {}, S.SCREENING, Action.RESTORED),
        ({"rejected": True}, "restore", {}, S.SCREENING, Action.RESTORED),
        ({"published": True}, "unpublish", {}, S.ANSWERED, Action.UNPUBLISHED),
    ],
)
def test_decision_is_carried_out_and_logged(
    client,
    moderator,
    django_capture_on_commit_callbacks,
    before,
    decision,
    data,
    after,
    action,
):
    feedback = FeedbackFactory(**before)

    with django_capture_on_commit_callbacks(execute=True):
        response = decide(client, feedback, decision, **data)

    event = AuditEvent.objects.filter(reference=feedback.reference, action=action).get()
    assert response["Location"] == address(feedback)
    assert state(feedback) == after
    assert event.user == moderator


@pytest.mark.parametrize(
    ("before", "decision", "data"),
    [
        ({"screening": True}, "approve", {}),
        ({"screening": True}, "reject", REJECT),
        ({"screening": True}, "spam", {}),
        ({}, "spam", {}),
        ({"publication": True}, "publish", {}),
        ({"publication": True}, "decline", {}),
        ({"spam": True}, "restore", {}),
        ({"published": True}, "unpublish", {}),
    ],
)
def test_handler_may_not_take_the_moderators_steps(
    client, handler, before, decision, data
):
    feedback = FeedbackFactory(**before)

    response = decide(client, feedback, decision, **data)

    assert response.status_code == 403
    assert state(feedback) == feedback.state


def test_handler_replies(client, handler):
    feedback = FeedbackFactory(handling=True)

    decide(client, feedback, "reply", reply="Kiitos, korjaamme asian.")

    message = Message.objects.get(submission=feedback, kind=MessageKind.REPLY)
    assert (message.text, message.author) == ("Kiitos, korjaamme asian.", handler)


def test_reader_decides_nothing(client):
    client.force_login(UserFactory(participation=True))
    feedback = FeedbackFactory(screening=True)

    page = client.get(address(feedback))
    response = decide(client, feedback, "approve")

    assert page.context["choices"] == []
    assert response.status_code == 403


def test_groups_of_the_task_decide_who_may(client, handler):
    feedback = FeedbackFactory(handling=True)
    HandlingTask.objects.get(name="Käsittely").groups.set(
        [Group.objects.get(name="Moderaattorit")]
    )

    response = decide(client, feedback, "reply", reply="Hei")

    assert response.status_code == 403
    assert state(feedback) == SubmissionState.HANDLING


@pytest.mark.parametrize(
    ("before", "data", "field"),
    [
        ({"screening": True}, {}, "decision"),
        ({"screening": True}, {"decision": "no-such"}, "decision"),
        ({"screening": True}, {"decision": "ask", "question": "  "}, "question"),
        (
            {"screening": True},
            {"decision": "ask", "question": "x" * 10_001},
            "question",
        ),
        ({"screening": True}, {"decision": "ask", "question": "a\x00b"}, "question"),
        ({"screening": True}, {"decision": "reject"}, "rule"),
        ({"screening": True}, {"decision": "reject", "rule": "no-such"}, "rule"),
        ({"handling": True}, {"decision": "reply", "reply": ""}, "reply"),
        # A gap that the template left must not reach the resident.
        ({"handling": True}, {"decision": "reply", "reply": "Syy: [syy]."}, "reply"),
    ],
)
def test_mistake_is_told_and_nothing_is_lost(client, moderator, before, data, field):
    feedback = FeedbackFactory(**before)
    typed = {"explanation": "Kirjoitin tämän jo.", "reply": "", **data}

    response = client.post(address(feedback), {"version": feedback.version, **typed})

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert state(feedback) == feedback.state
    if feedback.state == SubmissionState.SCREENING:
        assert "Kirjoitin tämän jo." in response.content.decode()


def test_reply_that_was_promised_cannot_be_left_out(client, moderator):
    feedback = FeedbackFactory(handling=True, wants_reply=True)

    assert decide(client, feedback, "close").status_code == 403
    assert state(feedback) == SubmissionState.HANDLING


def test_empty_reason_becomes_the_rules_words_in_the_senders_language(
    client, moderator
):
    feedback = FeedbackFactory(screening=True, language="en")

    decide(client, feedback, "reject", rule="insult", explanation="")

    message = Message.objects.get(submission=feedback)
    assert "not call people names" in message.text
    assert Submission.objects.get(pk=feedback.pk).rule == "insult"


def test_template_is_inserted_without_script(client, moderator):
    template = ReplyTemplateFactory(text_sv="Tack för responsen.")
    feedback = FeedbackFactory(handling=True, language="sv")

    response = decide(
        client,
        feedback,
        "",
        template=template.pk,
        reply="Hej Elsa!",
        insert_template="1",
    )

    page = response.content.decode()
    assert "Hej Elsa!\n\nTack för responsen." in page
    assert state(feedback) == SubmissionState.HANDLING


@pytest.mark.parametrize("template", ["", "x", "999999", "²"])
def test_unknown_template_inserts_nothing(client, moderator, template):
    feedback = FeedbackFactory(handling=True)

    response = decide(
        client, feedback, "", template=template, reply="Hei", insert_template="1"
    )

    assert response.status_code == 200
    assert "Hei</textarea>" in response.content.decode()


def test_rules_words_are_inserted_without_script(client, moderator):
    feedback = FeedbackFactory(screening=True, language="en")

    response = decide(client, feedback, "", rule="threat", insert_rule="1")

    words = response.context["form"]["explanation"].value()
    assert "calls to commit a crime" in words

    again = decide(
        client, feedback, "", rule="threat", insert_rule="1", explanation=words
    )
    assert again.context["form"]["explanation"].value() == words


def test_next_message_opens(client, moderator):
    first, second = FeedbackFactory.create_batch(2, screening=True)

    response = decide(client, first, "approve", then="next")

    assert response["Location"] == address(second)


def test_list_opens_after_the_last_and_keeps_its_filters(client, moderator):
    feedback = FeedbackFactory(screening=True, kind="idea")

    response = client.post(
        address(feedback) + "?kind=idea&view=free",
        {"decision": "approve", "version": feedback.version, "then": "next"},
    )

    assert response["Location"] == "/admin/viestit/?kind=idea&view=free"


@pytest.mark.parametrize(
    ("query", "chosen"), [("approve", "approve"), ("unpublish", "")]
)
def test_key_of_the_list_opens_with_the_choice_made(client, moderator, query, chosen):
    feedback = FeedbackFactory(screening=True)

    response = client.get(address(feedback), {"decision": query})

    assert response.context["form"]["decision"].value() == chosen


# Two people ------------------------------------------------------------------


def test_second_of_two_is_told_who_was_first_and_keeps_the_text(client, moderator):
    feedback = FeedbackFactory(screening=True)
    other = UserFactory(moderator=True, first_name="Mikko", last_name="Salo")
    services.approve(submission=feedback, user=other)

    response = decide(client, feedback, "ask", question="Missä toimipisteessä?")

    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["conflict"].who == "Mikko Salo"
    assert "Missä toimipisteessä?" in page
    assert not Message.objects.filter(submission=feedback).exists()
    assert state(feedback) == SubmissionState.HANDLING


def test_text_is_kept_when_its_field_is_gone(client, handler):
    feedback = FeedbackFactory(handling=True)
    services.reply(
        submission=feedback, user=UserFactory(handler=True), text="Ehdin ensin."
    )

    response = decide(client, feedback, "reply", reply="Oma pitkä vastaukseni")

    assert [text for _label, text in response.context["kept"]] == [
        "Oma pitkä vastaukseni"
    ]
    assert Message.objects.filter(submission=feedback).count() == 1


def test_decision_can_be_made_again_after_a_conflict(client, moderator):
    feedback = FeedbackFactory(screening=True)
    services.add(submission=feedback, text="Unohdin sanoa tämän.")

    response = decide(client, feedback, "approve")
    version = response.context["form"]["version"].value()
    again = decide(client, feedback, "approve", version=version)

    assert again.status_code == 302
    assert state(feedback) == SubmissionState.HANDLING


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_forged_version_is_a_conflict(client, moderator, version):
    feedback = FeedbackFactory(screening=True)

    response = decide(client, feedback, "approve", version=version)

    assert response.status_code == 200
    assert response.context["conflict"] is not None
    assert state(feedback) == SubmissionState.SCREENING


def test_author_of_the_reply_does_not_publish_it(client, moderator):
    feedback = FeedbackFactory(publication=True, replier=moderator)

    page = client.get(address(feedback))
    response = decide(client, feedback, "publish")

    refused = [choice.value for choice in page.context["choices"] if choice.refused]
    assert refused == ["publish"]
    assert response.status_code == 200
    assert "decision" in response.context["form"].errors
    assert state(feedback) == SubmissionState.PUBLICATION
    assert not type(feedback).objects.public().exists()


def test_administrator_does_not_publish_an_own_reply_either(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    feedback = FeedbackFactory(publication=True, replier=administrator)

    decide(client, feedback, "publish")

    assert state(feedback) == SubmissionState.PUBLICATION


def test_another_person_publishes(client, moderator):
    feedback = FeedbackFactory(publication=True)

    decide(client, feedback, "publish")

    # Once it can no longer be undone (test_undo.py).
    Submission.objects.filter(pk=feedback.pk).update(published_at=timezone.now())
    assert list(type(feedback).objects.public()) == [feedback]


# Contact details -------------------------------------------------------------


def test_contact_is_closed_until_asked_for(client, moderator):
    feedback = FeedbackFactory(screening=True, email="elsa@example.org")

    closed = client.get(address(feedback))
    before = actions(feedback)
    opened = client.post(address(feedback, "yhteystiedot/"))

    assert "elsa@example.org" not in closed.content.decode()
    assert "elsa@example.org" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert Action.CONTACT_READ not in before
    assert actions(feedback)[-1] == Action.CONTACT_READ


@pytest.mark.parametrize("role", ["handler", "participation", "communications"])
def test_contact_needs_its_own_right(client, role):
    client.force_login(UserFactory(**{role: True}))
    feedback = FeedbackFactory(handling=True, email="elsa@example.org")

    response = client.post(address(feedback, "yhteystiedot/"))

    assert response.status_code == 403
    assert "elsa@example.org" not in response.content.decode()
    assert Action.CONTACT_READ not in actions(feedback)


def test_missing_contact_is_404(client, moderator):
    assert client.post(address(FeedbackFactory(), "yhteystiedot/")).status_code == 404


# Whose it is -----------------------------------------------------------------


def test_message_is_taken_and_given_back(client, handler):
    feedback = FeedbackFactory(handling=True)

    client.post(address(feedback, "kasittelija/"))
    taken = Submission.objects.get(pk=feedback.pk).assignee
    client.post(address(feedback, "kasittelija/"), {"give_back": "1"})

    assert taken == handler
    assert Submission.objects.get(pk=feedback.pk).assignee is None
    assert actions(feedback)[-2:] == [Action.ASSIGNED, Action.ASSIGNED]


def test_handler_does_not_take_what_is_being_checked(client, handler):
    feedback = FeedbackFactory(screening=True)

    response = client.post(address(feedback, "kasittelija/"))

    assert response.status_code == 403
    assert Submission.objects.get(pk=feedback.pk).assignee is None


def test_ended_message_is_not_taken(client, moderator):
    assert (
        client.post(address(FeedbackFactory(closed=True), "kasittelija/")).status_code
        == 403
    )


@pytest.mark.parametrize(
    ("given", "goes_to"),
    [
        ("/admin/viestit/?view=mine", "/admin/viestit/?view=mine"),
        ("https://evil.example/", None),
    ],
)
def test_way_back_stays_on_the_site(client, moderator, given, goes_to):
    feedback = FeedbackFactory(screening=True)

    response = client.post(address(feedback, "kasittelija/"), {"next": given})

    assert response["Location"] == (goes_to or address(feedback))


@pytest.mark.parametrize("act", ["yhteystiedot/", "kasittelija/"])
def test_acts_are_posts(client, moderator, act):
    feedback = FeedbackFactory(screening=True, email="elsa@example.org")

    response = client.get(address(feedback, act))

    assert response.status_code == 405
    assert "elsa@example.org" not in response.content.decode()


@pytest.mark.parametrize("act", ["", "yhteystiedot/", "kasittelija/"])
def test_posts_need_the_forms_own_token(act):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(screening=True)

    response = client.post(
        address(feedback, act), {"decision": "approve", "version": "2"}
    )

    assert response.status_code == 403
    assert state(feedback) == SubmissionState.SCREENING


def test_log_holds_no_words_of_anybody(client, moderator):
    feedback = FeedbackFactory(
        screening=True, email="elsa@example.org", message="Salainen asia"
    )
    decide(client, feedback, "ask", question="Salainen kysymys")
    client.post(address(feedback, "yhteystiedot/"))

    stored = " ".join(
        f"{event.reference} {event.action} {event.detail}"
        for event in AuditEvent.objects.all()
    )
    assert "Salainen" not in stored
    assert "elsa" not in stored


@pytest.mark.parametrize("decision", [one.value for one in Decision])
def test_what_belongs_to_a_decision_is_shown_once_it_is_chosen(decision):
    css = Path("assets/static/admin/desk.css").read_text()
    assert f'[value="{decision}"]:checked) [data-desk-for="{decision}"]' in css


def test_desk_says_which_mail_did_not_reach_the_sender(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(waiting=True, email="aino@example.org")
    given_up = OutboxMail.objects.filter(submission=feedback)
    assert client.get(address(feedback)).context["undelivered"] is None

    given_up.filter(template="question").update(
        sent_at=None, failed_at=timezone.now(), error="SMTPRecipientsRefused"
    )
    page = client.get(address(feedback))

    assert page.context["undelivered"].template == "question"
    assert "desk-warn" in page.content.decode()


def test_whoever_wrote_on_a_tablet_is_not_waited_for(client):
    moderator = UserFactory(moderator=True)
    client.force_login(moderator)
    feedback = FeedbackFactory(screening=True, channel="kiosk", wants_reply=False)
    act = {"submission": feedback, "user": moderator, "text": "Missä?"}

    page = client.get(address(feedback))

    refused = [each.value for each in page.context["choices"] if each.refused]
    assert refused == ["ask", "return"]
    assert page.context["quotes"] == []
    for service in (services.ask, services.return_for_correction):
        with pytest.raises(services.NotAllowedNow):
            service(**act)


def test_template_that_was_deleted_meanwhile_stops_no_decision(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(handling=True)
    template = ReplyTemplate.objects.create(name="Kiitos", text_fi="Kiitos!")
    chosen = str(template.pk)
    template.delete()

    response = decide(client, feedback, "reply", reply="Kiitos!", template=chosen)

    assert response.status_code == 302
    assert state(feedback) == SubmissionState.ANSWERED


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_choice_says_when_it_has_no_words_in_the_senders_language(client, language):
    client.force_login(UserFactory(moderator=True))
    ReplyTemplate.objects.create(name="Kiitos", text_fi="Kiitos!")
    ReplyTemplate.objects.create(
        name="Neljästi", text_fi="a", text_sv="b", text_en="c", text_fi_simple="d"
    )
    ModerationRule.objects.create(
        key="own", title_fi="Oma sääntö", why_fi="Siksi.", mend_fi="Näin."
    )
    screened = FeedbackFactory(screening=True, language=language)
    handled = FeedbackFactory(handling=True, language=language)

    rules = client.get(address(screened)).content.decode()
    templates = client.get(address(handled)).content.decode()

    missing = language != "fi"
    assert (">Kiitos (" in templates) is missing
    assert (">Oma sääntö (" in rules) is missing
    assert ">Neljästi<" in templates


@pytest.mark.parametrize(
    ("state", "asked", "chosen"),
    [
        ("screening", "approve", "approve"),
        # The same keys, at the step where the message is.
        ("handling", "approve", "reply"),
        ("handling", "reject", ""),
        ("publication", "reject", "decline"),
        ("spam", "approve", "restore"),
        ("handling", "publish", ""),
        ("screening", "\x00", ""),
    ],
)
def test_key_of_the_list_makes_the_choice_of_the_step(client, state, asked, chosen):
    feedback = FeedbackFactory(**{state: True})
    client.force_login(UserFactory(is_superuser=True))

    response = client.get(address(feedback), {"decision": asked})

    assert response.context["form"]["decision"].value() == chosen


def test_what_is_refused_is_not_chosen(client):
    replier = UserFactory(moderator=True)
    feedback = FeedbackFactory(publication=True, replier=replier)
    client.force_login(replier)

    response = client.get(address(feedback), {"decision": "approve"})

    assert response.context["form"]["decision"].value() == ""


def test_no_due_date_of_ours_while_the_sender_is_asked(client):
    feedback = FeedbackFactory(waiting=True)
    client.force_login(UserFactory(moderator=True))

    steps = client.get(address(feedback)).context["steps"]

    (now,) = [step for step in steps if step.now]
    assert now.due is None


def test_a_message_without_a_text_any_more_is_shown(client):
    feedback = FeedbackFactory(answered=True)
    services.withdraw(submission=feedback)
    client.force_login(UserFactory(moderator=True))
    assert client.get(f"/admin/viestit/{feedback.reference}/").status_code == 200
