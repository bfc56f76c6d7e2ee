"""Every holder of personal data says so, and an erased person is found nowhere."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Page, Revision

from core.crypto import EncryptedTextField, email_hash
from core.privacy import HoldsPersonalData, models_with_personal_data
from moderation import services
from moderation.clock import erasing_models
from moderation.enums import SubmissionState
from moderation.models import (
    AuditEvent,
    Contact,
    Message,
    ModerationSettings,
    OutboxMail,
    Submission,
)
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

# Texts that staff write, not residents.
WRITTEN_BY_STAFF = {
    "feedback_forms.Change",
    # Numbers of answers without names, and lines that were refused.
    "feedback_forms.NpsImport",
    # Public words of the county; gone with a withdrawn initiative all the same.
    "initiatives.InitiativeEvent",
    "moderation.CheckLists",
    "moderation.ModerationRule",
    "moderation.ReplyTemplate",
}
RESIDENTS_APPS = {"moderation", "feedback_forms", "initiatives", "resident_pool"}

ADDRESS = "kanarialintu.kalle@example.org"
# Odd enough to be found as it is in any encoding that keeps ASCII.
CANARIES = ["kanarialintu", "Kanarialintu"]


# -- Declarations --------------------------------------------------------------


def holders():
    """Models that can hold what a resident wrote, or how to reach one."""
    for model in apps.get_models():
        if issubclass(model, Page):  # what editors write for the public
            continue
        fields = model._meta.get_fields()
        encrypted = any(isinstance(field, EncryptedTextField) for field in fields)
        texts = any(isinstance(field, models.TextField) for field in fields)
        ours = model._meta.app_label in RESIDENTS_APPS
        if encrypted or issubclass(model, Submission) or (texts and ours):
            yield model


def test_every_holder_of_personal_data_declares_it():
    silent = {
        model._meta.label
        for model in holders()
        if not isinstance(model, HoldsPersonalData)
    }
    assert silent - WRITTEN_BY_STAFF == set()


@pytest.mark.parametrize("model", models_with_personal_data(), ids=str)
def test_declaration_says_why_on_what_basis_and_how_long(model):
    said = model.personal_data
    assert all(str(words) for words in (said.purpose, said.legal_basis, said.retention))
    assert "GDPR" in str(said.legal_basis) or "artikla" in str(said.legal_basis)


def test_each_way_of_erasing_is_used_once():
    ways = [model.erase_expired.__func__ for model in erasing_models()]
    assert len(ways) == len(set(ways))
    assert {
        model.erase_expired.__func__ for model in models_with_personal_data()
    } == set(ways)


# -- The command ---------------------------------------------------------------


def retention(*args):
    out = io.StringIO()
    call_command("retention", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_command_shows_every_holder_and_changes_nothing():
    expired(FeedbackFactory(closed=True, email=ADDRESS))
    shown = retention()
    for model in models_with_personal_data():
        assert model._meta.label in shown
    assert re.search(r"moderation\.Contact .*\n  Rows: +1\n", shown)
    assert Contact.objects.count() == 1
    assert "erased" not in shown


@pytest.mark.django_db
def test_command_erases_all_batches(monkeypatch):
    from moderation.services import retention as service

    monkeypatch.setattr(service, "BATCH", 2)
    for _ in range(5):
        expired(FeedbackFactory(closed=True))
    assert "moderation.Submission: 5 erased" in retention("--apply")
    assert "moderation.Submission: 0 erased" in retention("--apply")


# -- What expires, and what does not -------------------------------------------


def expired(submission, days=731):
    ended = timezone.now() - timedelta(days=days)
    Submission.objects.filter(pk=submission.pk).update(ended_at=ended)
    OutboxMail.objects.filter(submission_id=submission.pk).update(sent_at=ended)
    return submission


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["answered", "closed", "rejected", "spam"])
def test_contact_goes_before_the_text(trait):
    feedback = expired(FeedbackFactory(**{trait: True}, email=ADDRESS), days=91)
    assert services.erase_expired_contacts(now=timezone.now()) == 1
    assert services.erase_expired_texts(now=timezone.now()) == 0
    feedback.refresh_from_db()
    assert feedback.message


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["screening", "waiting", "handling", "publication"])
def test_nothing_goes_while_it_is_open(trait):
    expired(FeedbackFactory(**{trait: True}, email=ADDRESS), days=9999)
    assert services.erase_expired_contacts(now=timezone.now()) == 0
    assert services.erase_expired_texts(now=timezone.now()) == 0


@pytest.mark.django_db
def test_contact_stays_while_a_mail_waits():
    feedback = FeedbackFactory(closed=True, email=ADDRESS)
    expired(feedback)
    OutboxMail.objects.update(sent_at=None)
    assert services.erase_expired_contacts(now=timezone.now()) == 0


@pytest.mark.django_db
def test_published_text_stays_until_it_is_taken_down():
    feedback = expired(FeedbackFactory(published=True, email=ADDRESS))
    assert services.erase_expired_texts(now=timezone.now()) == 0
    services.unpublish(submission=feedback, user=None)
    assert services.erase_expired_texts(now=timezone.now()) == 1


@pytest.mark.django_db
def test_county_sets_the_times():
    settings = ModerationSettings.load()
    settings.contact_retention_days = 10
    settings.text_retention_days = 20
    settings.save()
    expired(FeedbackFactory(closed=True, email=ADDRESS), days=15)
    assert services.erase_expired_contacts(now=timezone.now()) == 1
    assert services.erase_expired_texts(now=timezone.now()) == 0
    assert services.erase_expired_texts(now=timezone.now() + timedelta(days=6)) == 1


# -- Found nowhere -------------------------------------------------------------


def canary_feedback():
    """A message whose text, answers and address are everywhere they can be."""
    staff = UserFactory(moderator=True)
    feedback = FeedbackFactory(
        screening=True,
        staff=staff,
        email=ADDRESS,
        message="Kanarialintu lauloi odotushuoneessa.",
    )
    services.ask(submission=feedback, user=staff, text="Missä kanarialintu oli?")
    services.answer_question(submission=feedback, text="Kanarialintu oli aulassa.")
    services.add(submission=feedback, text="Lisäys: kanarialintu oli keltainen.")
    services.approve(submission=feedback, user=staff)
    FormState.objects.update_or_create_by_instance(
        feedback,
        user=staff,
        defaults={"data": "text=kanarialintu", "last_updated_at": timezone.now()},
    )
    feedback.refresh_from_db()
    return feedback, staff


def rows_with(words):
    """Tables in which any of the words stands, by reading every row of every table."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            try:
                cursor.execute(f'SELECT * FROM "{table}"')
            except Exception:  # noqa: BLE001 - shadow tables of the search index
                continue
            content = str(cursor.fetchall())
            if any(word in content for word in words):
                found.add(table)
    return found


def bytes_with(words):
    """The database's files in which any of the words stands."""
    name = Path(connection.settings_dict["NAME"])
    files = [name, *name.parent.glob(f"{name.name}-*")]
    return {
        file.name
        for file in files
        if any(word.encode() in file.read_bytes() for word in words)
    }


def values_in_caches():
    return str(
        [getattr(cache, "_cache", {}) for cache in caches.all(initialized_only=True)]
    )


def assert_found_nowhere(feedback):
    hidden = email_hash(ADDRESS)
    assert rows_with([*CANARIES, ADDRESS, hidden]) == set()
    assert Revision.objects.for_instance(feedback).count() == 0
    assert not Contact.objects.exists()
    assert not Message.objects.exists()
    assert not OutboxMail.objects.filter(sent_at=None).exists()
    assert not FormState.objects.exists()
    assert not any(word in values_in_caches() for word in [*CANARIES, ADDRESS])
    if connection.vendor == "sqlite":
        call_command("run_due", stdout=io.StringIO())
        assert bytes_with([*CANARIES, ADDRESS, hidden]) == set()


@pytest.mark.django_db(transaction=True)
def test_withdrawn_person_is_found_nowhere():
    feedback, _staff = canary_feedback()
    assert "feedback_forms_feedback" in rows_with(CANARIES), "the test can find it"

    services.withdraw(submission=feedback)

    assert_found_nowhere(feedback)


@pytest.mark.django_db(transaction=True)
def test_expired_person_is_found_nowhere():
    feedback, staff = canary_feedback()
    services.reply(submission=feedback, user=staff, text="Kanarialintu on viety ulos.")
    expired(feedback)

    retention("--apply")

    assert_found_nowhere(feedback)
    feedback.refresh_from_db()
    assert feedback.erased_at is not None
    assert feedback.state == SubmissionState.ANSWERED, "the figures keep their rows"


@pytest.mark.django_db(transaction=True)
def test_address_stands_nowhere_in_clear_even_before():
    canary_feedback()
    assert rows_with([ADDRESS]) == set()


@pytest.mark.django_db(transaction=True)
def test_logs_and_labels_name_the_reference_only():
    feedback, _staff = canary_feedback()
    labels = set(ModelLogEntry.objects.values_list("label", flat=True))
    assert labels <= {feedback.reference}
    assert {event.reference for event in AuditEvent.objects.all()} == {
        feedback.reference
    }
    assert rows_with(CANARIES) <= {
        "feedback_forms_feedback",
        "moderation_message",
        "wagtailadmin_formstate",
        "wagtailcore_revision",
    }


@pytest.mark.django_db(transaction=True)
def test_queue_of_tasks_holds_ids_only(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    feedback = FeedbackFactory(email=ADDRESS, message="Kanarialintu lauloi.")
    rows = DBTaskResult.objects.filter(task_path__startswith="moderation.")
    queued = {row.task_path: row.args_kwargs["args"] for row in rows}
    assert "anarialintu" not in str(DBTaskResult.objects.values())
    assert queued == {
        "moderation.tasks.screen": [feedback.pk],
        "moderation.tasks.send_outbox": [],
    }
