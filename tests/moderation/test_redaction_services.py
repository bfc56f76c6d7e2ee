"""Redacting: the passage leaves every copy, the original is kept for a time."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import Action, Flag, RedactionReason
from moderation.models import AuditEvent, Message, ModerationSettings, Original
from moderation.outbox import send_due
from moderation.redaction import Passage, mark
from search.models import SearchEntry, SearchWord
from search.services import refresh_all
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_retention import (
    bytes_with,
    canary_feedback,
    rows_with,
    values_in_caches,
)

pytestmark = pytest.mark.django_db

CODE = "010152-9052"
TEXT = f"Tunnus on {CODE}. Soita Elsalle, 040 123 4567."


@pytest.fixture
def moderator():
    return UserFactory(moderator=True)


def hide(feedback, user, *passages, **kwargs):
    return services.redact(
        submission=feedback,
        user=user,
        passages=[Passage.of(each) for each in passages],
        **kwargs,
    )


def personal(language="fi"):
    return mark(RedactionReason.PERSONAL, language)


def contents(feedback):
    return [
        revision.content["message"]
        for revision in Revision.objects.for_instance(feedback).order_by("pk")
    ]


def test_text_revisions_and_flags_are_rewritten(moderator):
    flags = [Flag.IDENTITY_CODE, Flag.PHONE, Flag.LINK]
    feedback = FeedbackFactory(screening=True, message=TEXT, flags=flags)
    new = TEXT.replace(CODE, personal())

    changed = hide(feedback, moderator, CODE, version=feedback.version)

    feedback.refresh_from_db()
    assert feedback.message == changed.message == new
    assert contents(feedback) == [new]
    assert feedback.flags == [Flag.PHONE, Flag.LINK]
    event = AuditEvent.objects.get(action=Action.REDACTED)
    assert (event.user, event.reference, event.detail) == (
        moderator,
        feedback.reference,
        "1",
    )


def test_end_of_workflow_does_not_bring_the_passage_back(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT, wants_reply=False)
    hide(feedback, moderator, CODE)

    services.approve(submission=feedback, user=moderator)
    services.close(submission=feedback, user=moderator)

    assert CODE not in Feedback.objects.get().message


def test_whole_conversation_is_redacted(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    services.ask(submission=feedback, user=moderator, text=f"Onko {CODE} oikein?")
    services.answer_question(submission=feedback, text=f"On, {CODE}.")

    hide(feedback, moderator, CODE)

    texts = list(Message.objects.values_list("text", flat=True))
    assert texts == [f"Onko {personal()} oikein?", f"On, {personal()}."]
    assert Original.objects.count() == 3


def test_notes_lose_the_passage_too(moderator):
    feedback = FeedbackFactory(handling=True, message=TEXT)
    note = services.write_note(
        submission=feedback, user=moderator, text=f"Sama mies: {CODE}."
    )

    hide(feedback, moderator, CODE)

    note.refresh_from_db()
    assert note.text == f"Sama mies: {personal()}."
    assert rows_with([CODE]) == set()


def test_mark_is_in_the_language_of_the_text(moderator):
    feedback = FeedbackFactory(screening=True, message=f"Min kod {CODE}", language="sv")

    assert hide(feedback, moderator, CODE).message == f"Min kod {personal('sv')}"


def test_mail_takes_the_redacted_reply(moderator, mailoutbox):
    feedback = FeedbackFactory(handling=True, email="elsa@example.org")
    send_due()
    mailoutbox.clear()
    services.reply(submission=feedback, user=moderator, text=f"Kiitos, {CODE}.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_outboxmail SET sent_at = NULL, tries = 0")
    mailoutbox.clear()

    hide(feedback, moderator, CODE)
    send_due()

    assert mailoutbox
    assert not any(CODE in mail.body for mail in mailoutbox)


def test_original_is_kept_encrypted_and_the_first_one_stays(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    hide(feedback, moderator, CODE)
    hide(feedback, UserFactory(moderator=True), "040 123 4567")

    original = Original.objects.get()
    assert original.text == TEXT
    assert original.redacted_by == moderator
    assert [each.text for each in original.passages] == [CODE, "040 123 4567"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, hidden FROM moderation_original")
        stored = str(cursor.fetchall())
    assert CODE not in stored
    assert "Elsalle" not in stored


def test_passage_is_put_back_and_no_other(moderator):
    feedback = FeedbackFactory(screening=True, message=f"{TEXT} Elsalle.")
    services.add(submission=feedback, text=f"Koodi {CODE}, Elsalle")
    hide(feedback, moderator, CODE, "Elsalle")

    services.restore_passage(submission=feedback, user=moderator, passage="Elsalle")

    feedback.refresh_from_db()
    assert feedback.message == f"{TEXT} Elsalle.".replace(CODE, personal())
    assert Message.objects.get().text == f"Koodi {personal()}, Elsalle"
    assert contents(feedback)[-1] == feedback.message
    assert [each.text for each in Original.objects.first().passages] == [CODE]


def test_last_passage_put_back_leaves_no_original(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    hide(feedback, moderator, CODE)

    services.restore_passage(submission=feedback, user=moderator, passage=CODE)

    feedback.refresh_from_db()
    assert feedback.message == TEXT
    assert Flag.IDENTITY_CODE in feedback.flags
    assert not Original.objects.exists()


def test_refused_when_nothing_is_found_or_somebody_was_first(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    with pytest.raises(services.NotAllowedNow):
        hide(feedback, moderator, "Kalle")
    with pytest.raises(services.Conflict):
        hide(feedback, moderator, CODE, version=feedback.version - 1)
    with pytest.raises(services.NotAllowedNow):
        services.restore_passage(submission=feedback, user=moderator, passage=CODE)
    feedback.refresh_from_db()
    assert feedback.message == TEXT
    assert not Original.objects.exists()


def test_correction_is_checked_anew_and_the_old_original_stays(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    hide(feedback, moderator, CODE)

    services.correct(submission=feedback, text="Uusi teksti, 040 765 4321.")

    feedback.refresh_from_db()
    assert feedback.flags == [Flag.PHONE]
    assert not Original.objects.current().exists()
    with pytest.raises(services.NotAllowedNow):
        services.restore_passage(submission=feedback, user=moderator, passage=CODE)
    hide(feedback, moderator, "040 765 4321")
    assert [each.text for each in Original.objects.all()] == [
        TEXT,
        "Uusi teksti, 040 765 4321.",
    ]


def test_original_goes_at_its_date_and_with_the_message(moderator):
    settings = ModerationSettings.load()
    settings.original_retention_days = 10
    settings.save()
    feedback = FeedbackFactory(screening=True, message=TEXT)
    hide(feedback, moderator, CODE)
    now = timezone.now()

    assert services.erase_expired_originals(now=now + timedelta(days=9)) == 0
    assert services.erase_expired_originals(now=now + timedelta(days=11)) == 1
    assert personal() in Feedback.objects.get().message

    hide(feedback, moderator, "Elsalle")
    services.withdraw(submission=feedback)
    assert not Original.objects.exists()


# Found nowhere but encrypted --------------------------------------------------


WORDS = ["kanarialintu", "Kanarialintu"]


@pytest.mark.django_db(transaction=True)
def test_passage_stands_nowhere_in_database_caches_or_files():
    feedback, staff = canary_feedback()
    assert rows_with(WORDS)

    hide(feedback, staff, *WORDS)

    assert rows_with(WORDS) == set()
    assert not any(word in values_in_caches() for word in WORDS)
    if connection.vendor == "sqlite":
        call_command("run_due", stdout=io.StringIO())
        assert bytes_with(WORDS) == set()
    assert "anarialintu" in " ".join(each.text for each in Original.objects.all())


@pytest.mark.django_db(transaction=True)
def test_published_passage_leaves_pages_feed_and_search(client):
    page = pages.feedback_page()
    staff = UserFactory(moderator=True)
    feedback = FeedbackFactory(
        published=True, staff=staff, message="Hoitaja Kanarialintu auttoi kovasti."
    )
    addresses = [f"{page.url}julkaistut/", f"{page.url}julkaistut/syote.atom"]
    before = [client.get(address).content.decode() for address in addresses]
    assert all("Kanarialintu" in html for html in before)
    assert SearchEntry.objects.filter(text__contains="Kanarialintu").exists()

    hide(feedback, staff, "Kanarialintu")

    after = [client.get(address).content.decode() for address in addresses]
    assert not any("Kanarialintu" in html for html in after)
    assert all("auttoi kovasti" in html for html in after)
    assert not SearchEntry.objects.filter(text__contains="Kanarialintu").exists()
    assert not SearchWord.objects.filter(word__startswith="kanarialin").exists()
    # SQLite's index of words is tidied by the clock.
    call_command("run_due", stdout=io.StringIO())
    assert rows_with(WORDS) == set()
    if connection.vendor == "sqlite":
        assert bytes_with(WORDS) == set()


def test_revision_keeps_everything_but_the_passage(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    before = Revision.objects.for_instance(feedback).get().content

    hide(feedback, moderator, CODE)

    after = Revision.objects.for_instance(feedback).get().content
    assert {**before, "message": after["message"]} == after
    assert CODE not in json.dumps(after)


def test_what_is_hidden_stays_hidden_in_what_its_sender_writes_later(moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    hide(feedback, moderator, CODE, "Elsalle")
    services.restore_passage(submission=feedback, user=moderator, passage="Elsalle")

    services.add(submission=feedback, text=f"Siis {CODE}, Elsalle.")
    services.ask(submission=feedback, user=moderator, text="Miksi?")
    services.answer_question(submission=feedback, text=f"Koska {CODE}.")
    # From a page that was open before the passage was hidden.
    services.correct(submission=feedback, text=f"Uusi teksti. {TEXT}")

    feedback.refresh_from_db()
    assert feedback.message == f"Uusi teksti. {TEXT}".replace(CODE, personal())
    texts = list(Message.objects.values_list("text", flat=True))
    assert texts == [f"Siis {personal()}, Elsalle.", "Miksi?", f"Koska {personal()}."]
    assert rows_with([CODE]) == set()
    events = AuditEvent.objects.filter(action=Action.REDACTED_AGAIN)
    assert list(events.values_list("user", "detail")) == [(None, "1")] * 3
    # The moderator sees the new text as its sender wrote it, and can show it.
    services.restore_passage(submission=feedback, user=moderator, passage=CODE)
    feedback.refresh_from_db()
    assert feedback.message == f"Uusi teksti. {TEXT}"
    services.add(submission=feedback, text=f"Vielä {CODE}.")
    assert Message.objects.last().text == f"Vielä {CODE}."


def test_search_forgets_the_passage_though_its_task_never_runs(moderator):
    pages.feedback_page()
    feedback = FeedbackFactory(published=True, message="Kanarialintu lauloi aulassa.")
    refresh_all()
    assert "search_searchentry" in rows_with(["Kanarialintu", "kanarialintu"])

    hide(feedback, moderator, "Kanarialintu")

    left = rows_with(["Kanarialintu", "kanarialintu"])
    assert left - {"wagtailsearch_indexentry_fts_data"} == set()
