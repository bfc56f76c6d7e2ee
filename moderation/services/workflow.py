"""Between our states and Wagtail's workflow: every touch of the one is here."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from moderation.enums import Action, SubmissionState
from moderation.models import HandlingTask, PublicationTask, ScreeningTask, Submission

from .base import FourEyes, NotAllowedNow, locked, log, move

# Where a submission is while this task runs.
STATE_OF_TASK = {
    ScreeningTask: SubmissionState.SCREENING,
    HandlingTask: SubmissionState.HANDLING,
    PublicationTask: SubmissionState.PUBLICATION,
}


IN_WORKFLOW = frozenset({*STATE_OF_TASK.values(), SubmissionState.WAITING})


@transaction.atomic
def start_screening(*, submission: Submission) -> bool:
    """Save a revision and start the workflow; False if that was done already.

    Costs about 40 queries, so it runs as a task after the resident's transaction.
    """
    submission = locked(submission)
    if submission.state != SubmissionState.RECEIVED:
        return False
    workflow = submission.get_workflow()
    if workflow is None:
        return False
    cancel(submission)
    submission.save_revision(clean=False, log_action=False)
    workflow.start(submission, None)
    if task_state(submission) is None:
        # It would end at once, unread. The message stays where the clock finds it.
        raise ImproperlyConfigured(f"The workflow “{workflow}” has no step.")
    move(submission, state_in_workflow(submission))
    log(submission, Action.STARTED)
    return True


@transaction.atomic
def start_again(*, submission: Submission) -> bool:
    """Take up a message whose workflow was ended in Wagtail's settings; False if it runs.

    It is checked anew, but for what stays checked: that goes on with who handles it.
    """
    submission = locked(submission)
    if submission.state not in IN_WORKFLOW or active(submission):
        return False
    if submission.stays_checked:
        if not can_be_handled(submission):
            return False
        back_to_handling(submission)
        return True
    move(submission, SubmissionState.RECEIVED)
    return start_screening(submission=submission)


def can_be_handled(submission: Submission) -> bool:
    """Whether the workflow of its kind has a step that replies."""
    workflow = submission.get_workflow()
    steps = HandlingTask.objects.filter(active=True, workflow_tasks__workflow=workflow)
    return workflow is not None and steps.exists()


def back_to_handling(submission: Submission) -> None:
    """Begin the workflow anew at the step that replies: what was checked before is not
    checked again. For what `can_be_handled()`."""
    cancel(submission)
    submission.save_revision(clean=False, log_action=False)
    submission.get_workflow().start(submission, None)
    while (current := task_state(submission)) and not isinstance(
        current.task.specific, HandlingTask
    ):
        current.approve(user=None)


def task_state(submission: Submission) -> TaskState | None:
    """The task that waits for somebody, if any."""
    state = active(submission)
    return state.current_task_state if state else None


def active(submission: Submission) -> WorkflowState | None:
    states = WorkflowState.objects.active().for_instance(submission)
    found: WorkflowState | None = states.select_related(
        "current_task_state__task", "workflow"
    ).first()
    return found


def cancel(submission: Submission, user: Any = None) -> None:
    """End the workflow that runs, if one does."""
    state = active(submission)
    if state is None:
        return
    if state.current_task_state:
        state.cancel(user=user)
    else:
        # Its revisions were erased, and its steps with them.
        state.status = WorkflowState.STATUS_CANCELLED
        state.save()


def pass_task(
    submission: Submission, user: Any, *, alone: bool = False
) -> SubmissionState:
    """Approve the current task; returns the state that the workflow leads to.

    Raises NotAllowedNow when no task is waiting, and FourEyes when the task asks for
    two people and this one took the step before, unless it may be done `alone`.
    """
    current = task_state(submission)
    if current is None:
        raise NotAllowedNow("no task is waiting")
    two_people = getattr(current.task.specific, "four_eyes", False) and not alone
    if two_people and took_step_before(current, user):
        raise FourEyes
    current.approve(user=user)
    # The end of a workflow writes the row through its revision.
    submission.refresh_from_db()
    return state_in_workflow(submission)


def took_step_before(current: TaskState, user: Any) -> bool:
    """Whether this person approved the last step of the same workflow."""
    before = (
        current.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
        .order_by("-finished_at", "-pk")
        .first()
    )
    return before is not None and user is not None and before.finished_by_id == user.pk


def take_up(submission: Submission, user: Any) -> SubmissionState:
    """Approve the step that was refused; returns the state that the workflow leads to.

    Without a workflow (staff ended it in the settings) the message begins anew.
    """
    state = active(submission)
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return SubmissionState.RECEIVED
    state.resume(user=user)
    return pass_task(submission, user, alone=True)


def remember(submission: Submission) -> dict[str, Any]:
    """Where the workflow is, as ids and states; empty when none runs."""
    state = active(submission)
    if state is None:
        return {}
    task = state.current_task_state
    return {
        "pk": state.pk,
        "status": state.status,
        "task": task.pk if task else None,
        "task_status": task.status if task else "",
        "finished_at": task.finished_at if task else None,
        "finished_by_id": task.finished_by_id if task else None,
    }


def bring_back(submission: Submission, kept: dict[str, Any]) -> None:
    """Put the workflow where it was: later steps go, the step of then is open again.

    Wagtail has no way back, so its rows are written. Its log keeps what happened.
    """
    if not kept:
        return
    states = WorkflowState.objects.for_instance(submission).filter(pk=kept["pk"])
    if states.update(status=kept["status"], current_task_state=kept["task"]) != 1:
        raise NotAllowedNow("the workflow is gone")
    if kept["task"]:
        steps = TaskState.objects.filter(workflow_state_id=kept["pk"])
        steps.filter(pk__gt=kept["task"]).delete()
        steps.filter(pk=kept["task"]).update(
            status=kept["task_status"],
            finished_at=kept["finished_at"],
            finished_by_id=kept["finished_by_id"],
        )


def fail_task(submission: Submission, user: Any) -> None:
    """Reject the current task: the workflow waits for changes."""
    current = task_state(submission)
    if current is None:
        raise NotAllowedNow("no task is waiting")
    current.reject(user=user)


def state_in_workflow(submission: Submission) -> SubmissionState:
    """Our state for where the workflow is: its task, or its end."""
    current = task_state(submission)
    if current:
        return STATE_OF_TASK.get(
            type(current.task.specific), SubmissionState(submission.state)
        )
    return (
        SubmissionState.ANSWERED if submission.answered_at else SubmissionState.CLOSED
    )
