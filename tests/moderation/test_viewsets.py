"""Reply templates, the log and the outgoing mail in Wagtail's admin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from moderation.enums import Action
from moderation.models import AuditEvent, OutboxMail, ReplyTemplate
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import (
    AuditEventFactory,
    OutboxMailFactory,
    ReplyTemplateFactory,
)
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

TEMPLATES, LOG, OUTBOX = (
    "/admin/vastauspohjat/",
    "/admin/tapahtumaloki/",
    "/admin/lahtevat-viestit/",
)


def log_in(client, role):
    user = UserFactory(**{role: True})
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        (TEMPLATES, {"moderator", "administrator"}),
        (LOG, {"moderator", "administrator"}),
        (OUTBOX, {"administrator"}),
    ],
)
@pytest.mark.parametrize(
    "role", ["moderator", "handler", "participation", "communications", "administrator"]
)
def test_list_is_for_its_roles(client, address, roles, role):
    log_in(client, role)

    response = client.get(address)

    assert response.status_code == (200 if role in roles else 302)


@pytest.mark.parametrize("address", [TEMPLATES, LOG, OUTBOX])
def test_anonymous_is_sent_to_login(client, address):
    assert client.get(address)["Location"].startswith(reverse("account_login"))


# Reply templates -------------------------------------------------------------


def test_moderator_writes_a_template(client):
    log_in(client, "moderator")

    response = client.post(
        TEMPLATES + "new/",
        {
            "name": "Kiitos",
            "kind": "reply",
            "text_fi": "Kiitos!",
            "text_sv": "",
            "text_en": "",
            "text_fi_simple": "",
        },
    )

    assert response.status_code == 302
    assert ReplyTemplate.objects.get().text("sv") == "Kiitos!"


def test_template_without_text_is_refused(client):
    log_in(client, "moderator")

    response = client.post(TEMPLATES + "new/", {"name": "Kiitos", "text_fi": ""})

    assert response.status_code == 200
    assert not ReplyTemplate.objects.exists()


def test_handler_does_not_change_templates(client):
    log_in(client, "handler")
    template = ReplyTemplateFactory()

    client.post(f"{TEMPLATES}edit/{template.pk}/", {"name": "x", "text_fi": "x"})

    template.refresh_from_db()
    assert template.name != "x"


# The log ---------------------------------------------------------------------


def test_log_is_filtered(client):
    user = log_in(client, "moderator")
    wanted = AuditEventFactory(user=user, action=Action.READ, reference="P-2026-7K3M")
    AuditEventFactory()
    today = timezone.localdate()

    for query in (
        {"user": user.pk},
        {"action": "read"},
        {"reference": "7k3m"},
        {"q": "7K3M"},
        {"action": "read", "at_from": today.isoformat(), "at_to": today.isoformat()},
    ):
        response = client.get(LOG, query)
        assert list(response.context["object_list"]) == [wanted], query


@pytest.mark.parametrize(
    "act", ["new/", "edit/1/", "delete/1/", "history/1/", "copy/1/"]
)
def test_log_cannot_be_changed(client, act):
    log_in(client, "administrator")
    AuditEventFactory()

    assert client.post(LOG + act).status_code == 404
    assert AuditEvent.objects.count() == 1


def test_log_asks_the_same_number_of_queries_for_1_and_30(
    client, django_assert_num_queries
):
    log_in(client, "moderator")
    AuditEventFactory(user=UserFactory())
    client.get(LOG)
    with CaptureQueriesContext(connection) as queries:
        client.get(LOG)
    one = len(queries)
    for _number in range(29):
        AuditEventFactory(user=UserFactory())

    with django_assert_num_queries(one):
        response = client.get(LOG)
    assert len(response.context["object_list"]) == 25


# Outgoing mail ---------------------------------------------------------------


@pytest.fixture
def failed():
    feedback = FeedbackFactory(email="elsa@example.org")
    OutboxMail.objects.all().delete()
    return OutboxMailFactory(submission=feedback, failed=True)


def test_failed_mail_is_listed_without_the_address(client, failed):
    log_in(client, "administrator")
    OutboxMailFactory(submission=failed.submission, sent_at=timezone.now())

    response = client.get(OUTBOX)

    page = response.content.decode()
    assert list(response.context["object_list"]) == [failed]
    assert failed.submission.reference in page
    assert "elsa@example.org" not in page
    assert "csrfmiddlewaretoken" in page


def test_failed_mail_is_tried_again(client, failed, django_capture_on_commit_callbacks):
    log_in(client, "administrator")

    with django_capture_on_commit_callbacks() as callbacks:
        response = client.post(f"{OUTBOX}{failed.pk}/uudelleen/")

    failed.refresh_from_db()
    assert response["Location"] == OUTBOX
    assert (failed.tries, failed.failed_at, failed.error) == (0, None, "")
    assert failed.next_try_at > timezone.now() - timedelta(minutes=1)
    assert len(callbacks) == 1


def test_sent_mail_is_not_sent_twice(client, failed):
    log_in(client, "administrator")
    OutboxMail.objects.update(sent_at=timezone.now(), failed_at=None)

    client.post(f"{OUTBOX}{failed.pk}/uudelleen/")

    failed.refresh_from_db()
    assert failed.sent_at
    assert failed.tries == 8


def test_mail_of_a_decision_that_can_be_undone_is_not_sent_early(client, failed):
    log_in(client, "administrator")
    until = timezone.now() + timedelta(minutes=5)
    OutboxMail.objects.update(tries=0, failed_at=None, error="", next_try_at=until)

    response = client.post(f"{OUTBOX}{failed.pk}/uudelleen/", follow=True)

    failed.refresh_from_db()
    assert failed.next_try_at == until
    with translation.override("fi"):
        words = _("The mail waits for as long as its decision can be undone.")
    assert words in response.content.decode()


def test_moderator_does_not_send_mail_again(client, failed):
    log_in(client, "moderator")

    response = client.post(f"{OUTBOX}{failed.pk}/uudelleen/")

    failed.refresh_from_db()
    assert response.status_code == 403
    assert failed.failed_at


def test_trying_again_is_a_post(client, failed):
    log_in(client, "administrator")

    assert client.get(f"{OUTBOX}{failed.pk}/uudelleen/").status_code == 405


def test_outbox_asks_the_same_number_of_queries_for_1_and_20(
    client, failed, django_assert_num_queries
):
    log_in(client, "administrator")
    client.get(OUTBOX)
    with CaptureQueriesContext(connection) as queries:
        client.get(OUTBOX)
    one = len(queries)
    for _number in range(19):
        OutboxMailFactory(submission=FeedbackFactory(), failed=True)

    with django_assert_num_queries(one):
        client.get(OUTBOX)
