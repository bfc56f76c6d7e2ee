"""Who may do what with a submission. Plain functions, used by views, menu and panels.

The steps of the workflow are open to the members of the groups that staff have
chosen for its tasks in Wagtail's settings; everything else is a permission of the
user's groups.
"""

from typing import Any

from django.db.models import Value
from wagtail.models import Task
from wagtail.permission_policies.base import BasePermissionPolicy

from moderation.enums import OPEN, MessageKind, SubmissionState
from moderation.models import Submission
from moderation.services import workflow

VIEW = (
    "moderation.view_submission",
    "moderation.screen_submission",
    "moderation.reply_submission",
    "moderation.approve_publication",
)


def can_view(user: Any) -> bool:
    """Read messages: whoever has any part in them."""
    return any(user.has_perm(permission) for permission in VIEW)


def can_work(user: Any) -> bool:
    """Take messages to oneself: those who check, reply or publish, not mere readers."""
    return any(user.has_perm(permission) for permission in VIEW[1:])


def can_screen(user: Any) -> bool:
    """Handle what stands outside the workflow: spam, and what is brought back."""
    return bool(user.has_perm("moderation.screen_submission"))


def can_publish(user: Any) -> bool:
    """Take from publication what has been published."""
    return bool(user.has_perm("moderation.approve_publication"))


def can_read_contact(user: Any) -> bool:
    """See the sender's address; each reading is logged."""
    return bool(user.has_perm("moderation.read_contact"))


def can_read_audit(user: Any) -> bool:
    return bool(user.has_perm("moderation.view_auditevent"))


def can_take_task(user: Any, task: Task | None) -> bool:
    """Take the step that waits: a member of its groups, or an administrator.

    The groups are those of the task in Wagtail's workflow settings, so that what
    staff arrange there holds here.
    """
    if task is None or not can_view(user):
        return False
    if user.is_superuser:
        return True
    groups = getattr(task.specific, "groups", None)
    return groups is not None and groups.filter(pk__in=user.groups.all()).exists()


def can_assign(user: Any, submission: Submission) -> bool:
    """Take a message or give it back: who may take its step, or check messages."""
    if not submission.is_open:
        return False
    if can_screen(user):
        return True
    current = workflow.task_state(submission)
    return can_take_task(user, current.task if current else None)


def wrote_reply(user: Any, submission: Submission) -> bool:
    """Four eyes: who wrote the reply does not approve its publication."""
    return bool(
        submission.messages.filter(kind=MessageKind.REPLY, author=user).exists()
    )


def took_step_before(user: Any, submission: Submission, task: Task) -> bool:
    """Two people: who took the last step may not take this one, where staff set it so."""
    if not getattr(task.specific, "four_eyes", False):
        return False
    current = workflow.task_state(submission)
    return current is not None and workflow.took_step_before(current, user)


def takable_states(user: Any) -> set[SubmissionState]:
    """The states whose messages this person may take to themselves, in a list."""
    return set(OPEN) if can_screen(user) else task_states(user)


def task_states(user: Any) -> set[SubmissionState]:
    """The states in which a step waits that this person may take, in one query; see
    `can_take_task`."""
    if user.is_superuser:
        return set(workflow.STATE_OF_TASK.values())
    first, *others = (
        model.objects.filter(active=True, groups__in=user.groups.all())
        .order_by()
        .values_list(Value(str(state)), flat=True)
        for model, state in workflow.STATE_OF_TASK.items()
    )
    return {SubmissionState(state) for state in first.union(*others)}


class SubmissionPermissionPolicy(BasePermissionPolicy):
    """What Wagtail's own parts may ask: links of its reports, the end of a workflow.

    The end of a workflow publishes in Wagtail's sense, in the name of whoever took
    the last step. Whether they may take it has been decided by then, so nobody needs
    Wagtail's right to publish; its views for that are not mounted.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "publish":
            return True
        return action in {"change", "view"} and can_view(user)

    def users_with_any_permission(self, actions: Any) -> Any:
        from django.contrib.auth import get_user_model

        users = get_user_model()._default_manager.filter(is_active=True)
        return [user for user in users if self.user_has_any_permission(user, actions)]
