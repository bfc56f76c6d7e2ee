"""Files of initiators, for staff: opened, removed, and what was removed."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from initiatives.models import Attachment
from initiatives.services import put_file_back, remove_file
from moderation import permissions
from moderation.desk.reading import log_file_reading, log_original_reading
from moderation.desk.views import TITLE, forbidden
from moderation.desk.views.item import ItemMixin
from moderation.enums import ReadingReason, RedactionReason
from moderation.models import ModerationSettings, Original, Submission
from moderation.services import NotAllowedNow
from moderation.versions import version_in


@require_safe
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """To be saved, never shown inside the admin; each opening stands in the log."""
    if not permissions.can_view(request.user):
        return forbidden(request)
    seen = Submission.objects.filter(permissions.visible_to(request.user))
    submission: Submission = get_object_or_404(seen, reference=reference)
    found = get_object_or_404(Attachment, pk=pk, initiative=submission.pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    log_file_reading(submission, request.user, found.pk)
    return saved(file, found.name, found.content_type)


def saved(file: Any, name: str, content_type: str) -> FileResponse:
    return FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type=content_type or "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )


class RemovalForm(forms.Form):
    """Why, and what the makers read of it."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it removed?"),
        choices=RedactionReason,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose why the file is removed."),
            "invalid_choice": gettext_lazy("Choose why the file is removed."),
        },
    )
    explanation = forms.CharField(
        label=gettext_lazy("To those who made the initiative"),
        help_text=gettext_lazy(
            "Shown below the reason on their receipt. Needed when the reason is another one. "
            "Write in their language, and no personal data."
        ),
        widget=forms.Textarea({"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("reason") == RedactionReason.OTHER and not data.get("explanation"):
            self.add_error("explanation", _("Write why the file is removed."))
        return data


class RemoveFile(ItemMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Why a file goes, and what the makers are told; then it goes."""

    template_name = "initiatives/admin/remove_file.html"
    header_icon = "doc-empty-inverse"
    page_title = gettext_lazy("Remove a file")
    http_method_names = ["get", "head", "post", "options"]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": TITLE},
            {"url": self.item_url, "label": self.submission.reference},
            {"url": "", "label": self.page_title},
        ]

    @property
    def item_url(self) -> str:
        return reverse("desk:item", args=[self.submission.reference])

    @cached_property
    def file(self) -> Attachment | None:
        rows = Attachment.objects.filter(initiative=self.submission.pk)
        return rows.filter(pk=self.kwargs["pk"]).first()

    def refuse(self) -> HttpResponse | None:
        """403 in words, or back to the initiative when the file is gone."""
        if not permissions.can_redact(self.request.user):
            return forbidden(self.request)
        if self.file is None:
            words = _("%(reference)s has no such file any more.") % self.named
            messages.warning(self.request, words)
            return redirect(self.item_url)
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self.refuse():
            return refused
        return self.render(RemovalForm(initial={"version": self.submission.version}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self.refuse():
            return refused
        form = RemovalForm(request.POST)
        if not form.is_valid() and "version" not in form.errors:
            return self.render(form, status=422)
        try:
            remove_file(
                initiative=self.submission,  # type: ignore[arg-type]
                pk=self.kwargs["pk"],
                user=request.user,
                reason=RedactionReason(form.cleaned_data["reason"]),
                explanation=form.cleaned_data["explanation"],
                version=form.cleaned_data["version"],
            )
        except (NotAllowedNow, KeyError):
            return self.conflict(request)
        messages.success(
            request, _("You removed a file of %(reference)s.") % self.named
        )
        return redirect(self.item_url)

    @property
    def named(self) -> dict[str, str]:
        return {"reference": self.submission.reference}

    def conflict(self, request: HttpRequest) -> HttpResponse:
        """Somebody else was first; the file as it is now, and what was typed."""
        self.__dict__.pop("submission", None)
        data = request.POST.copy()
        data["version"] = str(self.submission.version)
        return self.render(RemovalForm(data), status=409, conflict=True)

    def render(
        self, form: RemovalForm, status: int = 200, **context: Any
    ) -> HttpResponse:
        days = ModerationSettings.current().original_retention_days
        context |= {
            "form": form,
            "file": self.file,
            "submission": self.submission,
            "item_url": self.item_url,
            "kept_days": days,
        }
        return self.render_to_response(self.get_context_data(**context), status=status)


class RemovedFile(ItemMixin, View):
    """The original of a removed file: saved by who may read it, with a reason, and logged;
    or put back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.can_read_original(request.user):
            return forbidden(request)
        if "put_back" in request.POST:
            return self.put_back(request)
        reason = request.POST.get("reason", "")
        if reason not in ReadingReason.values:
            messages.error(request, _("Choose why you read it."))
            return self.to_item()
        rows = Original.objects.filter(submission=self.submission.pk).files()
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        log_original_reading(self.submission, request.user, reason)
        content = ContentFile(found.content)
        return saved(content, found.text, found.content_type)

    def put_back(self, request: HttpRequest) -> HttpResponseBase:
        if not permissions.can_restore_passage(request.user):
            return forbidden(request)
        named = {"reference": self.submission.reference}
        try:
            put_file_back(
                initiative=self.submission,  # type: ignore[arg-type]
                original=self.kwargs["pk"],
                user=request.user,
                version=version_in(request.POST.get("version", "")) or 0,
            )
        except NotAllowedNow:
            words = _(
                "Nothing was changed: %(reference)s has changed since you read it."
            )
            messages.warning(request, words % named)
        else:
            words = _("The file is among those of %(reference)s again.")
            messages.success(request, words % named)
        return self.to_item()

    def to_item(self) -> HttpResponse:
        return redirect(reverse("desk:item", args=[self.submission.reference]))
