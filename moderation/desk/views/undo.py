"""Undoing the decision that one has just taken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from moderation import services
from moderation.models import UndoableDecision
from moderation.versions import version_in

from .base import Queue, forbidden
from .item import ItemMixin


class DeskUndo(ItemMixin, View):
    """Only whoever took the decision, within the time, and before the mail has gone."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        submission = self.submission
        taken = UndoableDecision.objects.filter(submission_id=submission.pk).first()
        if taken and taken.user_id != request.user.pk:
            return forbidden(request)
        try:
            services.undo(
                submission=submission,
                user=request.user,
                version=version_in(request.POST.get("version", "")) or 0,
            )
        except services.NotAllowedNow:
            words = _(
                "The decision about %(reference)s can no longer be undone: its time is "
                "over, its mail has gone, or somebody has changed the message since."
            )
            messages.warning(request, words % {"reference": submission.reference})
        else:
            words = _("You undid your decision about %(reference)s. It is as it was.")
            messages.success(request, words % {"reference": submission.reference})
        address = Queue(request).address()
        return redirect(self.back() + address)
