"""What Wagtail's workflow may and may not do to an initiative."""

import pytest
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative
from initiatives.services import NotPossible
from moderation import clock, services
from moderation.models import HandlingTask, ScreeningTask
from moderation.services import workflow
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def reload(initiative) -> Initiative:
    return Initiative.objects.get(pk=initiative.pk)


def end_workflow(initiative) -> None:
    """As its button in Wagtail's settings does."""
    workflow.active(initiative).cancel(user=UserFactory(is_superuser=True))


def waits_for(initiative) -> type | None:
    state = workflow.task_state(initiative)
    return type(state.task.specific) if state else None


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (Kind.INITIATIVE, Stage.PUBLISHED),
        (Kind.INITIATIVE, Stage.COLLECTING),
        (Kind.INITIATIVE, Stage.HEARD),
        (Kind.SUGGESTION, Stage.PLANNED),
    ],
)
def test_a_public_one_whose_workflow_staff_ended_stays_public(kind, stage):
    initiative = InitiativeFactory(kind=kind, at=stage)
    end_workflow(initiative)

    assert clock.start_ended(timezone.now()) == 1

    after = reload(initiative)
    assert (after.stage, after.state) == (stage, initiative.state)
    assert after.published_at == initiative.published_at
    assert waits_for(after) is HandlingTask
    assert clock.start_ended(timezone.now()) == 0


def test_one_whose_makers_were_asked_meanwhile_stays_public_too():
    initiative = InitiativeFactory(at=Stage.HANDLING)
    services.ask(submission=initiative, user=UserFactory(), text="Missä?")
    end_workflow(reload(initiative))

    services.answer_question(submission=reload(initiative), text="Mäellä.")

    after = reload(initiative)
    assert (after.stage, after.state, after.is_public) == (
        Stage.HANDLING,
        "handling",
        True,
    )
    clock.start_ended(timezone.now())
    assert waits_for(reload(initiative)) is HandlingTask


def test_one_that_was_not_checked_is_checked_anew():
    initiative = InitiativeFactory(at=Stage.SCREENING)
    end_workflow(initiative)

    clock.start_ended(timezone.now())

    assert reload(initiative).stage == Stage.SCREENING
    assert waits_for(reload(initiative)) is ScreeningTask


def test_a_step_that_staff_take_out_of_use_takes_no_stage_back():
    """Wagtail then publishes the last revision, which is of the day it was sent."""
    initiative = InitiativeFactory(at=Stage.HANDLING)
    Initiative.objects.filter(pk=initiative.pk).update(support_count=42)
    state = workflow.active(initiative)
    state.finish(user=UserFactory(is_superuser=True))

    after = reload(initiative)

    assert (after.stage, after.support_count) == (Stage.HANDLING, 42)
    assert after.registry_number == initiative.registry_number
    assert after.is_public


def test_a_workflow_without_a_check_publishes_nothing():
    steps = ScreeningTask.objects.get(name="Aloitteen tarkistus").workflow_tasks
    steps.all().delete()
    initiative = InitiativeFactory()

    with pytest.raises(NotPossible):
        services.start_screening(submission=initiative)

    assert reload(initiative).stage == Stage.MADE


def test_revisions_hold_texts_of_the_initiative_and_no_people():
    initiative = InitiativeFactory(at=Stage.SCREENING, initiators=2)
    content = str(initiative.latest_revision.content)

    assert initiative.title in content
    assert all(each.name not in content for each in initiative.initiators.all())
    assert WorkflowState.objects.for_instance(initiative).count() == 1
    assert TaskState.objects.filter(revision=initiative.latest_revision).exists()
