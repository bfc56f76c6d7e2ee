"""Redacting passages, reading what was redacted, and showing a passage again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import html_language
from moderation import permissions, services
from moderation.desk import item, redacting
from moderation.desk.kinds import kind_of
from moderation.desk.reading import log_original_reading, log_reading
from moderation.desk.redacting import RedactionForm
from moderation.enums import ReadingReason
from moderation.models import ModerationSettings
from moderation.services.texts import Text, texts_of
from moderation.versions import version_in

from .base import TITLE, Queue, forbidden
from .item import DeskItem, ItemMixin

CHOOSE = gettext_lazy("Choose at least one passage.")


class DeskRedact(ItemMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Original and what others see, side by side; nothing is redacted before saving."""

    template_name = "moderation/admin/redact.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post", "options"]

    def get_page_title(self) -> str:
        return self.submission.reference

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": TITLE},
            {"url": self.item_url, "label": self.submission.reference},
            {"url": "", "label": _("Redact passages")},
        ]

    @cached_property
    def item_url(self) -> str:
        return reverse("desk:item", args=[self.submission.reference])

    @cached_property
    def address(self) -> str:
        return Queue(self.request).address()

    @cached_property
    def texts(self) -> list[Text]:
        return texts_of(self.submission)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self.refuse():
            return refused
        log_reading(self.submission, request.user)
        form = RedactionForm(
            initial={"version": self.submission.version}, texts=self.texts
        )
        return self.render(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self.refuse():
            return refused
        form = RedactionForm(request.POST, texts=self.texts)
        valid = form.is_valid()
        if request.POST.get("version") != str(self.submission.version):
            return self.conflict(form)
        if "add" in request.POST or not valid:
            return self.render(form)
        if not form.chosen:
            form.add_error(None, CHOOSE)
            return self.render(form)
        try:
            services.redact(
                submission=self.submission,
                user=request.user,
                passages=form.chosen,
                version=form.cleaned_data["version"],
            )
        except services.NotAllowedNow:
            return self.conflict(form)
        number = len({passage.text for passage in form.chosen})
        words = ngettext(
            "You redacted %(count)s passage of %(reference)s.",
            "You redacted %(count)s passages of %(reference)s.",
            number,
        )
        values = {"count": number, "reference": self.submission.reference}
        messages.success(request, words % values)
        return redirect(self.item_url + self.address)

    def refuse(self) -> HttpResponse | None:
        """403 in words, or back to the message when there is nothing to redact."""
        if not permissions.can_redact(self.request.user):
            return forbidden(self.request)
        if not self.texts:
            messages.warning(self.request, _("The text has been erased."))
            return redirect(self.item_url)
        return None

    def conflict(self, form: RedactionForm) -> HttpResponse:
        """The text is shown as it is now; what was chosen in it stays chosen."""
        for name in ("submission", "texts"):
            self.__dict__.pop(name, None)
        return self.render(form, conflict=item.last_decision(self.submission))

    def render(self, form: RedactionForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        submission, form = self.submission, context["form"]
        chosen = form.chosen if form.is_bound else None
        suggested = redacting.suggestions(self.texts, ticked=chosen, added=chosen or ())
        # What was written stays in its field only while it is wrong.
        written = form["more"].value() if form.errors.get("more") else ""
        return {
            **context,
            "submission": submission,
            "label": kind_of(submission).label(submission),
            "lang": html_language(submission.language),
            "sides": redacting.sides(submission, self.texts, suggested),
            "suggested": suggested,
            "written": written or "",
            "kept_days": ModerationSettings.current().original_retention_days,
            "item_url": self.item_url,
            "address": self.address,
        }


class DeskOriginal(DeskItem):
    """What was redacted, shown once; each reading stands in the log with its reason."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_read_original(request.user):
            return forbidden(request)
        form = self.form(initial={"version": self.submission.version})
        reason = request.POST.get("reason", "")
        if reason not in ReadingReason.values:
            return self.render(form, reading_error=_("Choose why you read it."))
        originals = list(self.submission.originals.texts().select_related("message"))
        if originals:
            log_original_reading(self.submission, request.user, reason)
        # Wagtail's admin is never kept in a cache; the texts leave with the page.
        return self.render(form, originals=originals)


class DeskRestorePassage(ItemMixin, View):
    """Show a redacted passage to others again."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_restore_passage(request.user):
            return forbidden(request)
        submission = self.submission
        values = {"reference": submission.reference}
        try:
            services.restore_passage(
                submission=submission,
                user=request.user,
                passage=request.POST.get("passage", ""),
                version=version_in(request.POST.get("version", "")) or 0,
            )
        except services.NotAllowedNow:
            words = _(
                "Nothing was changed: %(reference)s has changed since you read it."
            )
            messages.warning(request, words % values)
        else:
            words = _("Others see the passage of %(reference)s again.")
            messages.success(request, words % values)
        address = Queue(request).address()
        return redirect(reverse("desk:item", args=[submission.reference]) + address)
