"""Reactions to Wagtail's own signals and questions."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, WorkflowState


def about_submission(state: WorkflowState) -> bool:
    """Whether the workflow is of a submission; no query."""
    from moderation.models import Submission

    content_type = ContentType.objects.get_for_id(state.base_content_type_id)
    model = content_type.model_class()
    return model is not None and issubclass(model, Submission)


def register() -> None:
    """Called once, when the apps are ready."""
    from wagtail.permissions import register_permission_policy

    from moderation.models import Submission
    from moderation.permissions import SubmissionPermissionPolicy

    # Before Wagtail makes one of its own for the model.
    register_permission_policy(Submission, SubmissionPermissionPolicy(Submission))
    quieten_wagtail()


# Signals hold their receivers weakly.
_notifiers: list[Any] = []


def quieten_wagtail() -> None:
    """No mail from Wagtail to all members of a group for each submission.

    Pages keep theirs. The connections carry Wagtail's own ids, so whichever of the
    two apps is ready first, ours are the ones that stay.
    """
    from wagtail.admin import mail
    from wagtail.signals import (
        task_submitted,
        workflow_approved,
        workflow_rejected,
        workflow_submitted,
    )

    class TaskNotifier(mail.GroupApprovalTaskStateSubmissionEmailNotifier):  # type: ignore[misc]
        def can_handle(self, instance: TaskState, **kwargs: Any) -> bool:
            if about_submission(instance.workflow_state):
                return False
            return bool(super().can_handle(instance, **kwargs))

    class Submitted(_ForPages, mail.WorkflowStateSubmissionEmailNotifier):  # type: ignore[misc]
        pass

    class Approved(_ForPages, mail.WorkflowStateApprovalEmailNotifier):  # type: ignore[misc]
        pass

    class Rejected(_ForPages, mail.WorkflowStateRejectionEmailNotifier):  # type: ignore[misc]
        pass

    for signal, sender, notifier, uid in (
        (task_submitted, TaskState, TaskNotifier(), "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, Submitted(), "workflow_state_submitted"),
        (workflow_approved, WorkflowState, Approved(), "workflow_state_approved"),
        (workflow_rejected, WorkflowState, Rejected(), "workflow_state_rejected"),
    ):
        dispatch_uid = f"{uid}_email_notification"
        signal.disconnect(sender=sender, dispatch_uid=dispatch_uid)
        signal.connect(notifier, sender=sender, dispatch_uid=dispatch_uid)
        _notifiers.append(notifier)


class _ForPages:
    def can_handle(self, instance: WorkflowState, **kwargs: Any) -> bool:
        if about_submission(instance):
            return False
        return bool(super().can_handle(instance, **kwargs))  # type: ignore[misc]
