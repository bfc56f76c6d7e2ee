"""The steps of the workflow that a submission goes through.

They are Wagtail's own tasks, so that staff arrange them in the admin and find
them in its reports. What each choice does is in moderation.services.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState


class SubmissionTask(AbstractGroupApprovalTask):  # type: ignore[misc]
    """A step that members of the chosen groups take, on the message's own screen."""

    four_eyes = models.BooleanField(
        _("two people"),
        default=False,
        help_text=_("Who took the step before may not take this one."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "four_eyes"]

    class Meta:
        abstract = True

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        # They wait on the desk; Wagtail's own list is for pages.
        return TaskState.objects.none()

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        # Wagtail's own buttons know nothing of replies and rules.
        return []


class ScreeningTask(SubmissionTask):
    """Is it fit to be handled? Approve, ask the sender, or refuse by a rule."""

    class Meta:
        verbose_name = _("check of a message")
        verbose_name_plural = _("checks of messages")


class HandlingTask(SubmissionTask):
    """The unit replies, or notes it."""

    class Meta:
        verbose_name = _("handling of a message")
        verbose_name_plural = _("handling of messages")


class PublicationTask(SubmissionTask):
    """Another person approves the publication; skipped without consent or reply."""

    class Meta:
        verbose_name = _("publication of a message")
        verbose_name_plural = _("publication of messages")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        submission = workflow_state.content_object
        if submission.publication_consent and submission.answered_at:
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            revision=submission.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )
