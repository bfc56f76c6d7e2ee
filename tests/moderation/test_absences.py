"""Who is away, and to whom their messages go."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from moderation import services
from moderation.absences import Absence, acting_for, stand_in, unattended
from moderation.desk import queue
from moderation.models import StaffPreferences
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory


def absence(deputy):
    return Absence(until=date(2026, 12, 3), deputy_id=deputy, deputy="", name="")


@pytest.mark.parametrize(
    ("away", "whose"),
    [
        ({}, 1),
        ({1: absence(2)}, 2),
        ({1: absence(None)}, 1),
        ({1: absence(2), 2: absence(3)}, 3),
        # A circle leads nowhere.
        ({1: absence(2), 2: absence(1)}, 1),
        ({1: absence(2), 2: absence(3), 3: absence(2)}, 1),
        # The deputy is away and has none.
        ({1: absence(2), 2: absence(None)}, 1),
    ],
)
def test_deputies_are_followed_until_one_is_there(away, whose):
    assert stand_in(1, away) == whose


def put_away(user, deputy, first=0, last=0):
    today = timezone.localdate()
    return StaffPreferences.objects.create(
        user=user,
        deputy=deputy,
        away_from=today + timedelta(days=first),
        away_until=today + timedelta(days=last),
    )


@pytest.mark.django_db
def test_what_waits_for_nobody_is_free_for_all():
    """Who has it is away without a deputy, or with one who is away too, or has left."""
    alone, first, second, gone = UserFactory.create_batch(4, handler=True)
    covered, deputy = UserFactory(handler=True), UserFactory(handler=True)
    put_away(alone, None)
    put_away(first, second)
    put_away(second, None)
    put_away(covered, deputy)
    people = (alone, first, second, gone, covered, deputy)
    theirs = {
        person: FeedbackFactory(handling=True, assignee=person) for person in people
    }
    gone.is_active = False
    gone.save()
    view, now = queue.BY_SLUG["free"], timezone.now()

    free = queue.in_view(view, UserFactory(moderator=True), now)

    assert {each.pk for each in free} == {
        theirs[person].pk for person in (alone, first, second, gone)
    }
    shown = queue.rows(free.select_related("assignee", "page"), deputy, now)
    assert all(row.gone for row in shown)
    # Whoever is back before the last day has them as their own.
    own = {each.pk for each in queue.in_view(view, alone, now)}
    assert theirs[alone].pk not in own


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [(0, 0, True), (-3, 4, True), (1, 4, False), (-4, -1, False)],
)
def test_deputy_acts_on_the_days_of_the_absence(first, last, counts):
    anna, olli = UserFactory(handler=True), UserFactory(handler=True)
    put_away(anna, olli, first, last)

    people = acting_for(olli, timezone.now())

    assert people == ({olli.pk, anna.pk} if counts else {olli.pk})


@pytest.mark.django_db
def test_deputy_who_has_left_stands_in_for_nobody():
    anna, olli = UserFactory(handler=True), UserFactory(handler=True, is_active=False)
    put_away(anna, olli)
    feedback = FeedbackFactory(handling=True)

    services.assign(
        submission=feedback, user=UserFactory(moderator=True), assignee=anna
    )

    feedback.refresh_from_db()
    assert feedback.assignee == anna


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["groups", "step", "nothing"])
def test_deputy_who_has_lost_the_rights_leaves_it_free_for_all(lost):
    """With the groups, or with the step that staff take from the group in the workflow."""
    person, deputy = UserFactory(moderator=True), UserFactory(moderator=True)
    put_away(person, deputy)
    feedback = FeedbackFactory(screening=True, assignee=person)
    if lost == "groups":
        deputy.groups.clear()
    elif lost == "step":
        other = Group.objects.create(name="Muut")
        other.permissions.set(deputy.groups.get().permissions.all())
        deputy.groups.set([other])
    deputy, colleague = reloaded(deputy), UserFactory(moderator=True)
    now = timezone.now()

    assert (person.pk in acting_for(deputy, now)) == (lost == "nothing")
    assert (person.pk in unattended(colleague, now)) == (lost != "nothing")
    free = queue.in_view(queue.BY_SLUG["free"], colleague, now)
    assert list(free.values_list("pk", flat=True)) == [feedback.pk] * (
        lost != "nothing"
    )


def reloaded(user):
    return type(user).objects.get(pk=user.pk)


@pytest.mark.django_db
def test_what_is_given_to_somebody_away_goes_to_the_deputy():
    anna, olli = UserFactory(handler=True), UserFactory(handler=True)
    put_away(anna, olli)
    feedback = FeedbackFactory(handling=True)

    services.assign(
        submission=feedback, user=UserFactory(moderator=True), assignee=anna
    )

    feedback.refresh_from_db()
    assert feedback.assignee == olli


@pytest.mark.django_db
def test_whoever_is_away_can_still_take_a_message_to_themselves():
    anna, olli = UserFactory(handler=True), UserFactory(handler=True)
    put_away(anna, olli)
    feedback = FeedbackFactory(handling=True)

    services.assign(submission=feedback, user=anna, assignee=anna)

    feedback.refresh_from_db()
    assert feedback.assignee == anna
