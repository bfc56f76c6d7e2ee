"""The last decision on a message, for as long as it can be taken back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from .messages import Message
from .submission import Submission


class UndoableDecision(models.Model):
    """What a decision changed, so that the person who took it can take it back.

    Columns, ids and dates only: no text. The row goes when its time is over.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="undoable"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    action = models.CharField(_("what"), max_length=30)
    until = models.DateTimeField(_("can be undone until"), db_index=True)
    # The message's version after the decision: any later change ends the undoing.
    version = models.PositiveIntegerField()
    # The columns of the base table that the decision changed, as they were.
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # Wagtail's workflow as it was: ids and states.
    workflow = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # What the decision wrote to the sender.
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    mails = models.JSONField(default=list)

    class Meta:
        verbose_name = _("decision that can be undone")
        verbose_name_plural = _("decisions that can be undone")

    def __str__(self) -> str:
        return f"{self.submission_id} {self.action}"
