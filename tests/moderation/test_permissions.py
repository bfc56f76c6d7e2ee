"""Who may do what with a submission, asked of the plain functions."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from moderation import permissions
from moderation.services import workflow
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ROLES = ["moderator", "handler", "participation", "communications", "administrator"]


def somebody(role):
    return AnonymousUser() if role == "anonymous" else UserFactory(**{role: True})


@pytest.mark.parametrize("role", [*ROLES, "anonymous"])
@pytest.mark.parametrize(
    ("may", "roles"),
    [
        (permissions.can_view, {"moderator", "handler", "participation"}),
        (permissions.can_work, {"moderator", "handler"}),
        (permissions.can_screen, {"moderator"}),
        (permissions.can_publish, {"moderator"}),
        (permissions.can_read_contact, {"moderator"}),
    ],
)
def test_right_is_that_of_its_groups(role, may, roles):
    assert may(somebody(role)) == (role in {*roles, "administrator"})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("trait", "roles"),
    [
        ("screening", {"moderator"}),
        ("handling", {"moderator", "handler"}),
        ("publication", {"moderator"}),
    ],
)
def test_step_is_open_to_the_groups_of_its_task(role, trait, roles):
    feedback = FeedbackFactory(**{trait: True})
    task = workflow.task_state(feedback).task

    allowed = permissions.can_take_task(somebody(role), task)

    assert allowed == (role in {*roles, "administrator"})


def test_group_of_the_task_needs_the_right_to_read():
    feedback = FeedbackFactory(screening=True)
    task = workflow.task_state(feedback).task
    outsiders = Group.objects.create(name="Muut")
    task.specific.groups.add(outsiders)
    user = UserFactory()
    user.groups.add(outsiders)

    assert not permissions.can_take_task(user, task)


def test_nobody_takes_a_step_that_is_not_there():
    assert not permissions.can_take_task(somebody("administrator"), None)


@pytest.mark.parametrize("role", ROLES)
def test_message_being_handled_is_taken_by_those_who_may_reply(role):
    feedback = FeedbackFactory(handling=True)

    allowed = permissions.can_assign(somebody(role), feedback)

    assert allowed == (role in {"moderator", "handler", "administrator"})


def test_author_of_the_reply_is_known():
    author = somebody("handler")
    feedback = FeedbackFactory(publication=True, replier=author)

    assert permissions.wrote_reply(author, feedback)
    assert not permissions.wrote_reply(somebody("moderator"), feedback)
