"""Colleagues on one message: whose it is, notes to each other, who else looks at it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from moderation import permissions, services
from moderation.desk import presence
from moderation.desk.decisions import REVIEW_BY_ANOTHER
from moderation.desk.forms import NoteForm
from moderation.versions import version_in

from .base import forbidden
from .item import DeskItem, ItemMixin


class DeskAssign(ItemMixin, View):
    """Take a message to oneself, or give it back to all."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        submission = self.submission
        if not permissions.can_assign(request.user, submission):
            return forbidden(request)
        give_back = "give_back" in request.POST
        seen = request.POST.get("seen", "")
        try:
            services.assign(
                submission=submission,
                user=request.user,
                assignee=None if give_back else request.user,
                seen=version_in(seen),
            )
        except services.FourEyes:
            messages.warning(request, REVIEW_BY_ANOTHER)
            return redirect(self.back())
        except services.NotAllowedNow:
            words = _(
                "Somebody else was first with %(reference)s. See whose it is now."
            )
            messages.warning(request, words % {"reference": submission.reference})
            return redirect(self.back())
        done = (
            _("You gave %(reference)s back to all.")
            if give_back
            else _("You took %(reference)s to yourself.")
        )
        messages.success(request, done % {"reference": submission.reference})
        following = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            following, allowed_hosts={request.get_host()}
        )
        # What was given back may be others' to see from now on.
        return redirect(following if safe and self.is_visible() else self.back())


class DeskNote(DeskItem):
    """An internal note on a message."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_work(request.user):
            return forbidden(request)
        note_form = NoteForm(request.POST)
        if note_form.is_valid():
            try:
                services.write_note(
                    submission=self.submission,
                    user=request.user,
                    text=note_form.cleaned_data["note"],
                )
            except services.NotAllowedNow:
                note_form.add_error("note", _("The texts of this message are erased."))
            else:
                messages.success(request, _("Your note is saved."))
                return redirect(f"{self.back()}{self.asked.address()}#notes")
        form = self.form(initial={"version": self.submission.version})
        return self.render(form, note_form=note_form)


class DeskPresence(ItemMixin, View):
    """What the open page asks again and again: who else is here, and what has changed."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return presence.ping(request, self.submission, self.kwargs["session_id"])
