"""The daily digest, and mail of new messages: who gets what, once, and without a word of
what residents wrote."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from freezegun import freeze_time
from wagtail.users.models import UserProfile

from moderation import services
from moderation.clock import PARTS
from moderation.enums import Helped, MessageKind
from moderation.models import (
    ModerationSettings,
    StaffMail,
    StaffPreferences,
    Submission,
)
from moderation.staff_mail import forget_old, prepare_digests, send_to_staff
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_absences import put_away

pytestmark = pytest.mark.django_db
# A Wednesday, at eight in Helsinki.
MORNING = datetime.fromisoformat("2026-12-02T08:00:00+02:00")
CANARY = "Kanarialintu"


@pytest.fixture(autouse=True)
def morning():
    with freeze_time(MORNING) as frozen:
        yield frozen


def run_clock():
    """Both parts, as each minute does; returns what was sent."""
    before = len(mail.outbox)
    prepare_digests(timezone.now())
    send_to_staff()
    return mail.outbox[before:]


def handler_with(*items, **kwargs):
    user = UserFactory(handler=True, **kwargs)
    Submission.objects.filter(pk__in=[item.pk for item in items]).update(assignee=user)
    return user


def test_digest_counts_what_waits_and_links_to_it():
    late = FeedbackFactory(handling=True, answer_by=MORNING - timedelta(days=1))
    today = FeedbackFactory(handling=True, answer_by=MORNING + timedelta(hours=1))
    user = handler_with(late, today)
    free = FeedbackFactory(handling=True)
    free.unit.handlers.add(user)

    (sent,) = run_clock()

    assert sent.to == [user.email]
    assert re.findall(r"\d+", sent.subject) == ["3", "1"]
    assert "/admin/viestit/?view=mine" in sent.body
    assert "/admin/viestit/?view=units" in sent.body
    assert "view=free" not in sent.body
    assert "view=publication" not in sent.body


def test_digest_tells_who_replied_and_the_unit_of_what_was_said_after_the_reply():
    ours, theirs = (
        FeedbackFactory(answered=True, unit=ServiceUnitFactory()) for _ in "12"
    )
    handler = UserFactory(handler=True)
    ours.unit.handlers.add(handler)
    stranger = UserFactory(handler=True)
    theirs.unit.handlers.add(stranger)
    services.rate_reply(submission=ours, helped=Helped.NO)
    author = ours.messages.get(kind=MessageKind.REPLY).author
    author.groups.set(UserFactory(moderator=True).groups.all())

    sent = {each.to[0]: each for each in run_clock()}

    assert set(sent) == {handler.email, author.email}
    assert re.findall(r"\d+", sent[handler.email].subject) == ["1"]
    assert "/admin/viestit/?view=told" in sent[handler.email].body


def test_digest_has_no_word_of_a_message_and_no_reference():
    feedback = FeedbackFactory(
        handling=True, message=f"{CANARY} laulaa.", email="kanarialintu@example.org"
    )
    handler_with(feedback)
    services.write_note(
        submission=feedback, user=UserFactory(), text=f"{CANARY} soitti."
    )
    mail.outbox.clear()

    (sent,) = run_clock()

    whole = (sent.subject + sent.body).casefold()
    assert CANARY.casefold() not in whole
    assert feedback.reference.casefold() not in whole


def test_nothing_is_sent_when_nothing_waits():
    UserFactory(handler=True)
    UserFactory(moderator=True)

    assert run_clock() == []
    assert run_clock() == []


def test_digest_goes_once_a_day_and_again_the_next(morning):
    handler_with(FeedbackFactory(handling=True))

    counts = [len(run_clock()) for _minute in range(3)]
    morning.tick(timedelta(days=1))

    assert counts == [1, 0, 0]
    assert len(run_clock()) == 1


def test_two_clocks_make_one_row():
    """Both looked before either wrote."""
    user = handler_with(FeedbackFactory(handling=True))
    rows = [
        StaffMail(kind="digest", user=user, day=timezone.localdate()) for _ in range(2)
    ]

    for row in rows:
        StaffMail.objects.bulk_create([row], ignore_conflicts=True)

    assert StaffMail.objects.count() == 1


@pytest.mark.parametrize(
    ("hour", "weekday", "weekends", "sent"),
    [
        (6, 2, False, False),
        (7, 2, False, True),
        (23, 2, False, True),
        (8, 5, False, False),
        (8, 6, False, False),
        (8, 6, True, True),
    ],
)
def test_digest_keeps_to_the_hours_of_the_settings(
    morning, hour, weekday, weekends, sent
):
    rules = ModerationSettings.current()
    rules.digest_at_weekends = weekends
    rules.save()
    handler_with(FeedbackFactory(handling=True))
    morning.move_to(MORNING.replace(hour=hour) + timedelta(days=weekday - 2))

    assert len(run_clock()) == sent


@pytest.mark.parametrize(
    ("to_friday", "weekends", "told"),
    [(2, False, True), (2, True, False), (1, False, False)],
)
def test_what_is_due_at_the_weekend_is_told_on_friday(
    morning, to_friday, weekends, told
):
    rules = ModerationSettings.current()
    rules.digest_at_weekends = weekends
    rules.save()
    sunday = MORNING.replace(hour=23, minute=59) + timedelta(days=4)
    user = handler_with(FeedbackFactory(handling=True, answer_by=sunday))
    UserProfile.objects.create(user=user, preferred_language="en")
    morning.move_to(MORNING + timedelta(days=to_friday))

    (sent,) = run_clock()

    assert ("1 is due today or at the weekend" in " ".join(sent.body.split())) is told


def test_nothing_is_lost_while_the_mail_server_is_away(settings, morning):
    handler_with(FeedbackFactory(handling=True))
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.moderation.test_staff_mail.Away"
    away = run_clock()
    settings.EMAIL_BACKEND = works

    morning.tick(timedelta(minutes=20))

    assert away == []
    assert len(run_clock()) == 1
    assert len(run_clock()) == 0


class Away:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        raise ConnectionRefusedError

    def close(self):
        pass


def test_digest_of_yesterday_is_not_sent_late(settings, morning):
    handler_with(FeedbackFactory(handling=True))
    prepare_digests(timezone.now())
    morning.tick(timedelta(days=1, hours=-3))

    send_to_staff()

    assert mail.outbox == []


def test_whoever_wants_no_digest_gets_none():
    user = handler_with(FeedbackFactory(handling=True))
    StaffPreferences.objects.create(user=user, daily_digest=False)

    assert run_clock() == []


@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": ""}])
def test_who_has_left_or_has_no_address_gets_none(gone):
    handler_with(FeedbackFactory(handling=True), **gone)

    assert run_clock() == []


def test_deputy_gets_it_in_place_of_the_absent():
    anna = handler_with(
        FeedbackFactory(handling=True), first_name="Anna", last_name="L"
    )
    olli = UserFactory(handler=True)
    put_away(anna, olli, 0, 3)

    (sent,) = run_clock()

    assert sent.to == [olli.email]
    assert "Anna L" in sent.body


def test_moderator_is_told_of_checks_and_publications():
    FeedbackFactory(screening=True)
    moderator = UserFactory(moderator=True)
    FeedbackFactory(publication=True)
    # Who wrote the reply does not approve it.
    FeedbackFactory(publication=True, replier=moderator)

    sent = {each.to[0]: each for each in run_clock()}[moderator.email]

    assert sent.subject.startswith("2 ")
    assert "view=free" in sent.body
    assert "view=publication" in sent.body


def test_moderator_is_told_of_reviews_of_others_decisions_only():
    judge, other = UserFactory.create_batch(2, moderator=True)
    FeedbackFactory(review=True, staff=judge)

    sent = {each.to[0]: each for each in run_clock()}

    assert list(sent) == [other.email]
    assert re.findall(r"\d+", sent[other.email].subject) == ["1"]
    assert "view=review" in sent[other.email].body


@pytest.mark.parametrize("state", ["review", "publication"])
def test_what_needs_a_second_person_does_not_wait_in_silence(state):
    only = UserFactory(moderator=True)
    FeedbackFactory(staff=only, replier=only, **{state: True})

    (alone,) = run_clock()
    UserFactory(moderator=True, email="")
    StaffMail.objects.all().delete()

    assert re.findall(r"\d+", alone.subject) == ["1"]
    assert "view=" not in alone.body
    assert run_clock() == []


def test_deputy_of_a_deputy_is_told_for_whom():
    anna = handler_with(
        FeedbackFactory(handling=True), first_name="Anna", last_name="L"
    )
    olli = UserFactory(handler=True, first_name="Olli", last_name="P")
    liisa = UserFactory(handler=True)
    put_away(anna, olli)
    put_away(olli, liisa)

    (sent,) = run_clock()

    assert sent.to == [liisa.email]
    assert "Anna L" in sent.body
    assert "Olli P" in sent.body


def test_handler_hears_nothing_of_other_units():
    feedback = FeedbackFactory(handling=True)
    feedback.unit.handlers.add(UserFactory(handler=True, email=""))
    UserFactory(handler=True)

    assert run_clock() == []


def test_administrator_hears_only_of_what_is_theirs():
    boss = UserFactory(administrator=True)
    FeedbackFactory(screening=True)

    assert boss.email not in {each.to[0] for each in run_clock()}


def test_moderators_are_told_of_the_very_late_by_area_whoever_has_it():
    area = ServiceAreaFactory(name_fi="Avosairaanhoito")
    unit = ServiceUnitFactory(service_area=area)
    for days in (2, 4, 5):
        FeedbackFactory(
            handling=True,
            unit=unit,
            assignee=UserFactory(handler=True, email=""),
            answer_by=MORNING - timedelta(days=days),
        )
    moderator = UserFactory(moderator=True)
    StaffPreferences.objects.create(user=moderator, daily_digest=False)

    sent = {each.to[0]: each for each in run_clock()}[moderator.email]

    assert "– Avosairaanhoito: 2" in sent.body
    assert "view=late" in sent.body
    assert "view=free" not in sent.body


@pytest.mark.parametrize(
    ("language", "hello"), [("fi", "fi"), ("sv", "sv"), ("", "fi")]
)
def test_digest_is_in_the_persons_own_language(language, hello):
    user = handler_with(FeedbackFactory(handling=True))
    if language:
        UserProfile.objects.create(user=user, preferred_language=language)

    (sent,) = run_clock()

    assert sent.extra_headers["Content-Language"] == hello


def test_a_person_costs_few_queries(django_assert_max_num_queries):
    for _each in range(10):
        handler_with(FeedbackFactory(handling=True))
    prepare_digests(timezone.now())

    with django_assert_max_num_queries(10 * 27):
        assert send_to_staff() == 10


def test_parts_of_the_clock_are_registered():
    names = list(PARTS)

    assert names.index("digests prepared") < names.index("mails sent to staff")


def test_old_rows_are_forgotten(morning):
    handler_with(FeedbackFactory(handling=True))
    run_clock()
    morning.tick(timedelta(days=31))

    assert forget_old(timezone.now()) >= 1
    assert not StaffMail.objects.filter(sent_at__isnull=False).exists()


# New messages -----------------------------------------------------------------


def told_of_messages():
    """The mails that lead to one message; digests lead to lists."""
    return [each for each in run_clock() if "/admin/viestit/P-" in each.body]


def wishing(unit, **kwargs):
    user = UserFactory(handler=True, **kwargs)
    unit.handlers.add(user)
    StaffPreferences.objects.create(
        user=user, daily_digest=False, mail_each_message=True
    )
    return user


def test_new_message_is_told_to_those_who_wish_for_it():
    unit = ServiceUnitFactory(name_fi="Tesoman hyvinvointikeskus")
    user = wishing(unit)
    unit.handlers.add(UserFactory(handler=True))
    wishing(ServiceUnitFactory())
    feedback = FeedbackFactory(handling=True, unit=unit, message=f"{CANARY} laulaa.")

    (sent,) = told_of_messages()

    assert sent.to == [user.email]
    assert "Tesoman hyvinvointikeskus" in sent.body
    assert f"/admin/viestit/{feedback.reference}/" in sent.body
    assert CANARY not in sent.body


def test_new_message_is_told_once_although_it_is_checked_again():
    unit = ServiceUnitFactory()
    wishing(unit)
    feedback = FeedbackFactory(handling=True, unit=unit)
    services.correct(submission=feedback, text="Odotin kaksi viikkoa.")
    services.start_screening(submission=feedback)
    services.approve(submission=feedback, user=UserFactory(moderator=True))

    assert len(told_of_messages()) == 1


def test_forwarded_message_is_told_to_the_new_unit():
    unit = ServiceUnitFactory()
    user = wishing(unit)
    feedback = FeedbackFactory(handling=True)

    services.forward(submission=feedback, user=UserFactory(moderator=True), to=unit)

    assert [each.to for each in told_of_messages()] == [[user.email]]


def test_message_that_comes_by_a_review_is_told_to_its_unit():
    unit = ServiceUnitFactory()
    user = wishing(unit)
    feedback = FeedbackFactory(review=True, unit=unit)

    services.overturn(submission=feedback, user=UserFactory(moderator=True))

    assert [each.to for each in told_of_messages()] == [[user.email]]


def test_nothing_is_told_of_what_others_have_to_check_first():
    unit = ServiceUnitFactory()
    wishing(unit)
    FeedbackFactory(screening=True, unit=unit)

    assert told_of_messages() == []


def test_mail_of_a_message_that_has_ended_or_gone_elsewhere_is_not_sent():
    unit, elsewhere = ServiceUnitFactory(), ServiceUnitFactory()
    wishing(unit)
    elsewhere.handlers.add(UserFactory(handler=True))
    ended = FeedbackFactory(handling=True, unit=unit)
    gone = FeedbackFactory(handling=True, unit=unit)

    services.withdraw(submission=ended)
    services.forward(submission=gone, user=UserFactory(moderator=True), to=elsewhere)

    assert told_of_messages() == []


def test_new_message_of_somebody_away_is_told_to_the_deputy():
    unit = ServiceUnitFactory()
    anna, olli = wishing(unit), UserFactory(handler=True)
    today = timezone.localdate()
    StaffPreferences.objects.filter(user=anna).update(
        away_from=today, away_until=today, deputy=olli
    )
    FeedbackFactory(handling=True, unit=unit)

    sent = told_of_messages()

    assert [each.to for each in sent] == [[olli.email]]
