"""Messages are found by the forms of their words, and by none that are gone."""

import pytest
from django.utils import timezone

from moderation import services
from moderation.finding import matching
from moderation.models import MessageWords, Submission
from moderation.tasks import index
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def index_all():
    services.index_missing(timezone.now())


def found(text, language="fi"):
    rows = Submission.objects.filter(matching(text, language))
    return sorted(rows.values_list("reference", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "hammaslääkärit",
        "aikojen",
        "peruuttaa aika",
        "viikko",
        "ja viikko",
        '"sitten se peruttiin"',
        "Kaakkurisen",
        "hömpp",
        "acutasta",
    ],
)
def test_found_by_any_form_of_its_words(text):
    wanted = FeedbackFactory(
        message="Odotin hammaslääkärin aikaa viikkoja, ja sitten se peruttiin. "
        "Kaakkurinen Hömpperöisestä oli Acutassa."
    )
    FeedbackFactory(message="Kiitos ystävälliselle hoitajalle.")
    index_all()

    assert found(text) == [wanted.reference]


@pytest.mark.parametrize(
    "text",
    ["olematon", '"se sitten peruttiin"', "viikko hoitaja", "", '"', "%' OR 1=1"],
)
def test_not_found_by_other_words(text):
    FeedbackFactory(message="Odotin aikaa viikkoja, ja sitten se peruttiin.")
    index_all()

    assert found(text) == []


def test_each_language_by_its_own_forms():
    swedish = FeedbackFactory(language="sv", message="Jag väntade på tiderna.")
    english = FeedbackFactory(language="en", message="The appointments were cancelled.")
    index_all()

    assert found("tider") == [swedish.reference]
    assert found("appointment", "sv") == [english.reference]


def test_conversation_and_reference_are_found():
    feedback = FeedbackFactory(answered=True, message="Aika peruttiin.")
    staff = UserFactory(moderator=True)
    asked = FeedbackFactory(screening=True, message="Aika siirtyi.")
    services.ask(submission=asked, user=staff, text="Missä neuvolassa?")
    services.answer_question(submission=asked, text="Koskikeskuksessa.")
    index_all()

    assert found("palaute") == [feedback.reference]
    assert found("neuvola") == found("koskikeskus") == [asked.reference]
    assert found(asked.reference) == found(asked.reference[-4:]) == [asked.reference]


def test_every_message_of_the_conversation_is_found():
    staff, reviewer = (UserFactory(moderator=True) for _each in range(2))
    returned = FeedbackFactory(screening=True)
    reviewed = FeedbackFactory(rejected=True, staff=staff)
    index_all()

    services.return_for_correction(submission=returned, user=staff, text="Kurki.")
    services.ask_for_review(submission=reviewed, text="Joutsen.")
    index_all()
    assert found("kurki") == [returned.reference]
    assert found("joutsen") == [reviewed.reference]

    services.overturn(submission=reviewed, user=reviewer, text="Haikara.")
    index_all()
    assert found("haikara") == [reviewed.reference]


def test_index_holds_no_word():
    FeedbackFactory(message="Kanarialintu lauloi 040 123 4567.")
    index_all()

    stored = MessageWords.objects.get().words

    assert set(stored) <= set("abcdefghijklmnop ")
    assert "kanaria" not in stored


@pytest.mark.parametrize("way", ["withdraw", "correct"])
def test_old_words_leave_in_the_same_transaction(way):
    feedback = FeedbackFactory(screening=True, message="Kanarialintu lauloi.")
    index_all()
    assert found("kanarialintu") == [feedback.reference]

    if way == "withdraw":
        services.withdraw(submission=feedback)
    else:
        services.correct(submission=feedback, text="Varis raakkui.")

    assert found("kanarialintu") == []


def test_new_words_come_after_the_commit(django_capture_on_commit_callbacks):
    feedback = FeedbackFactory(screening=True, message="Kanarialintu lauloi.")
    index_all()

    with django_capture_on_commit_callbacks(execute=True):
        services.add(submission=feedback, text="Varis raakkui.")

    assert found("varis kanarialintu") == [feedback.reference]


def test_late_task_brings_no_erased_words_back():
    feedback = FeedbackFactory(screening=True, message="Kanarialintu lauloi.")
    services.withdraw(submission=feedback)

    assert index.func(feedback.pk) is False
    index_all()

    assert not MessageWords.objects.exists()


def test_text_that_changed_while_its_words_were_looked_up(monkeypatch):
    feedback = FeedbackFactory(screening=True, message="Kanarialintu lauloi.")
    stale = Submission.objects.get(pk=feedback.pk).specific
    assert stale.text
    services.correct(submission=feedback, text="Varis raakkui.")

    services.index_words(submission=stale)

    assert found("kanarialintu") == []
    assert found("varis") == [feedback.reference]


def test_sweep_finds_what_was_missed_and_erased():
    feedback = FeedbackFactory(screening=True)
    gone = FeedbackFactory(withdrawn=True)
    MessageWords.objects.create(submission_id=gone.pk, words="abc")

    assert services.index_missing(timezone.now()) == 1
    assert services.index_missing(timezone.now()) == 0
    assert MessageWords.erase_expired(timezone.now()) == 1

    assert list(MessageWords.objects.values_list("pk", flat=True)) == [feedback.pk]


def test_another_key_finds_nothing_until_the_words_are_stored_anew(settings):
    feedback = FeedbackFactory(message="Kanarialintu lauloi.")
    index_all()
    settings.LOOKUP_KEY = "another key"
    assert found("kanarialintu") == []

    MessageWords.objects.all().delete()
    index_all()

    assert found("kanarialintu") == [feedback.reference]


def test_sweep_costs_the_same_queries_for_1_and_30(django_assert_max_num_queries):
    FeedbackFactory.create_batch(30)

    with django_assert_max_num_queries(15):
        index_all()
