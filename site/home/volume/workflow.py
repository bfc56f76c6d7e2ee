"""The steps in which open messages wait, as Wagtail has them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, Task, TaskState, WorkflowState

from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.services.workflow import STATE_OF_TASK

TASK_OF_STATE = {
    **{state: model for model, state in STATE_OF_TASK.items()},
    # Who was asked in the check.
    SubmissionState.WAITING: next(iter(STATE_OF_TASK)),
}


@dataclass(frozen=True)
class Running:
    submission: Submission
    state: SubmissionState


def start_workflows(running: list[Running]) -> None:
    """A revision, a workflow and its current task for each; none without a workflow."""
    workflow = running[0].submission.get_workflow() if running else None
    if workflow is None:
        return
    tasks: dict[type, Task] = {
        type(task.specific): task for task in workflow.tasks.all()
    }
    about = [
        {
            "content_type": each.submission.content_type,
            "base_content_type": ContentType.objects.get_for_model(Submission),
            "object_id": str(each.submission.pk),
        }
        for each in running
    ]
    revisions = Revision.objects.bulk_create(
        Revision(
            **keys,
            created_at=each.submission.received_at,
            object_str=str(each.submission),
            content=each.submission.serializable_data(),
        )
        for each, keys in zip(running, about, strict=True)
    )
    states = WorkflowState.objects.bulk_create(
        WorkflowState(**keys, workflow=workflow) for keys in about
    )
    steps = TaskState.objects.bulk_create(
        task_state(state, revision, tasks[TASK_OF_STATE[each.state]])
        for each, state, revision in zip(running, states, revisions, strict=True)
    )
    for state, step in zip(states, steps, strict=True):
        state.current_task_state = step
    WorkflowState.objects.bulk_update(states, ["current_task_state"], batch_size=200)
    for each, revision in zip(running, revisions, strict=True):
        each.submission.latest_revision_id = revision.pk
    Submission.objects.bulk_update(
        [base(each.submission) for each in running], ["latest_revision"], batch_size=200
    )


def base(submission: Submission) -> Submission:
    return Submission(
        pk=submission.pk, latest_revision_id=submission.latest_revision_id
    )


def task_state(state: WorkflowState, revision: Revision, task: Any) -> TaskState:
    return TaskState(
        workflow_state=state,
        revision=revision,
        task=task,
        content_type=ContentType.objects.get_for_model(TaskState),
    )
