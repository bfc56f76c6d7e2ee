"""Who else has a message open: Wagtail's sessions, in our words."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession

from moderation import services
from moderation.models import Submission
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def address(feedback, act=""):
    return f"/admin/viestit/{feedback.reference}/{act}"


def session(feedback, user, *, writes=False, minutes=0):
    return EditingSession.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Submission),
        object_id=str(feedback.pk),
        is_editing=writes,
        last_seen_at=timezone.now() - timedelta(minutes=minutes),
    )


@pytest.fixture
def feedback():
    return FeedbackFactory(screening=True)


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


@pytest.fixture
def anna():
    return UserFactory(moderator=True, first_name="Anna", last_name="Laine")


def test_opening_a_message_is_a_session(client, moderator, feedback):
    client.get(address(feedback))

    assert EditingSession.objects.get().user == moderator


@pytest.mark.parametrize(
    ("writes", "minutes", "busy"),
    [(True, 0, "Anna Laine"), (True, 9, "Anna Laine"), (True, 11, ""), (False, 0, "")],
)
def test_choices_are_closed_while_another_handles_it(
    client, moderator, feedback, anna, writes, minutes, busy
):
    session(feedback, anna, writes=writes, minutes=minutes)

    response = client.get(address(feedback))

    assert response.context["busy"] == busy
    assert ('<fieldset class="desk-decide" disabled>' in response.content.decode()) == (
        bool(busy)
    )


def test_whose_message_it_is_decides_also_beside_another(
    client, moderator, feedback, anna
):
    Submission.objects.filter(pk=feedback.pk).update(assignee=moderator)
    session(feedback, anna, writes=True)

    assert client.get(address(feedback)).context["busy"] == ""


def test_what_was_typed_stays_open_beside_another(client, moderator, feedback, anna):
    session(feedback, anna, writes=True)

    response = client.post(
        address(feedback),
        {"decision": "ask", "question": "", "version": feedback.version},
    )

    assert response.context["busy"] == ""


def test_reader_is_named_to_the_next(client, moderator, feedback, anna):
    session(feedback, anna)
    session(feedback, anna, minutes=1)

    others = client.get(address(feedback)).context["presence"].present

    assert others == [{"name": "Anna Laine", "handles": False}]


def ping(client, feedback, **data):
    own = session(feedback, UserFactory())
    return client.post(address(feedback, f"katselijat/{own.pk}/"), data)


def test_ping_tells_who_is_here_and_what_has_changed(client, moderator, feedback, anna):
    session(feedback, anna, writes=True)
    services.approve(submission=feedback, user=anna)

    calm = ping(client, feedback, version=feedback.version + 1).json()
    news = ping(client, feedback, version=feedback.version).json()

    assert calm["html"].count("Anna Laine") == 1
    assert news["html"].count("Anna Laine") == 2
    assert news["ping_url"] == address(feedback, f"katselijat/{news['session_id']}/")
    assert EditingSession.objects.filter(user=moderator).count() == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40, "9" * 5_000])
def test_ping_with_a_bad_version_is_answered(client, moderator, feedback, version):
    assert ping(client, feedback, version=version).status_code == 200


def test_ping_is_for_those_who_may_read(client, feedback):
    client.force_login(UserFactory(communications=True))

    assert ping(client, feedback).status_code == 403


def test_ping_is_a_post(client, moderator, feedback):
    assert client.get(address(feedback, "katselijat/1/")).status_code == 405


def test_wagtails_own_ping_is_closed_to_handlers_of_other_units(client, feedback):
    feedback.unit.handlers.add(UserFactory(handler=True))
    client.force_login(UserFactory(handler=True))
    path = f"/admin/editing-sessions/ping/moderation/submission/{feedback.pk}/1/"

    assert client.post(path).status_code == 404
