"""Many messages, the same each time, and never where residents' own are."""

import io

import pytest
from django.core.management import CommandError, call_command

from feedback_forms.models import Feedback, Recommendation
from home.volume.feedback import ours
from initiatives.enums import Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeMail, Support
from moderation.clock import start_ended
from moderation.enums import SubmissionState
from moderation.models import AuditEvent, Message, MessageWords, OutboxMail
from tests.factories.core import MunicipalityFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def load(**options):
    out = io.StringIO()
    call_command("load_volume", stdout=out, **options)
    return out.getvalue()


def test_messages_in_every_state_with_what_belongs_to_them(django_user_model):
    assert "600 feedback" in load(feedback=600)

    made = Feedback.objects.filter(ours())
    states = set(made.values_list("state", flat=True))
    assert made.count() == 600
    assert states >= {*SubmissionState.values} - {"received", "publication", "review"}
    assert AuditEvent.objects.filter(action="received").count() == 600
    assert (
        Message.objects.filter(kind="reply").count()
        >= made.filter(state="answered").count()
    )
    assert 200 < Recommendation.objects.count() < 500
    assert MessageWords.objects.count() == made.filter(erased_at=None).count()
    assert not OutboxMail.objects.exists()


def test_more_until_there_are_so_many():
    load(feedback=30)
    first = set(Feedback.objects.values_list("reference", flat=True))

    assert "10 feedback" in load(feedback=40)

    assert first < set(Feedback.objects.values_list("reference", flat=True))
    assert "0 feedback" in load(feedback=40)


def test_same_texts_each_time():
    load(feedback=20)
    first = list(
        Feedback.objects.order_by("reference").values_list("message", flat=True)
    )
    Feedback.objects.all().delete()

    load(feedback=20)

    again = Feedback.objects.order_by("reference").values_list("message", flat=True)
    assert first == list(again)


def test_open_ones_can_be_handled(client):
    load(feedback=300)
    item = Feedback.objects.filter(state="screening").first()
    client.force_login(UserFactory(moderator=True))

    response = client.post(
        f"/admin/viestit/{item.reference}/",
        {"decision": "approve", "version": item.version},
    )

    item.refresh_from_db()
    assert response.status_code == 302
    assert item.state == "handling"
    assert start_ended(item.received_at) == 0, "every open one has its workflow"


def test_site_in_use_is_left_alone():
    FeedbackFactory()

    with pytest.raises(CommandError, match="--yes"):
        load(feedback=10)
    assert "10 feedback" in load(feedback=10, yes=True)


def test_nothing_asked_is_an_error():
    with pytest.raises(CommandError, match="--feedback"):
        load()


def test_initiatives_at_every_stage_with_their_supporters():
    MunicipalityFactory(population=1000)
    out = load(initiatives=400, supports=300)
    assert "400 initiatives" in out
    assert "300 supports" in out

    made = Initiative.objects.filter(ours())
    stages = set(made.values_list("stage", flat=True))
    assert stages == {*Stage.values} - {"draft", "published", "merged"}
    assert Support.objects.counted().count() == 300
    assert sum(made.values_list("support_count", flat=True)) == 300
    most = made.order_by("-support_count").first()
    assert (most.stage, most.can_support) == (Stage.COLLECTING, True)
    assert InitiativeEvent.objects.exists()
    assert not InitiativeMail.objects.exists()
    # What is open can be handled on the desk.
    for item in made.filter(state=SubmissionState.HANDLING)[:5]:
        assert item.current_workflow_task is not None


def test_more_initiatives_and_supporters_until_there_are_so_many():
    load(initiatives=30, supports=40)

    assert "10 initiatives" in load(initiatives=40)
    assert "5 supports" in load(supports=45)
    assert Support.objects.count() == 45


def test_supports_without_initiatives_are_none():
    assert "0 supports" in load(supports=10)
