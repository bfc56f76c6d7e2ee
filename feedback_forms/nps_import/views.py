"""The admin's screens of an import: upload, what it would do, how it went."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from feedback_forms.models import ImportState, NpsImport
from feedback_forms.permissions import can_import
from moderation.desk.views import forbidden
from moderation.services import log_export

from .reading import COLUMNS, NEEDED, FileRefused
from .reports import first_rows
from .services import (
    AlreadyRemoved,
    AlreadyStarted,
    look_through_upload,
    remove_import,
    start_import,
    still_there,
)
from .writing import known_source

MOST_BYTES = 8_000_000
LATEST = 10


class UploadForm(forms.Form):
    source = forms.CharField(
        label=gettext_lazy("System that the answers come from"),
        max_length=60,
        help_text=gettext_lazy(
            "Write it the same way each time: an answer is known by it and its number."
        ),
        error_messages={"required": gettext_lazy("Write which system it is.")},
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("UTF-8 or Windows; comma, semicolon or tab."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        if not source.isprintable():
            raise ValidationError(_("Write which system it is."))
        return known_source(source)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _(
                    "The file is larger than %(most)s megabytes. Divide it, or ask the "
                    "administrator to import it with the command import_nps."
                ),
                params={"most": MOST_BYTES // 1_000_000},
            )
        return file


class ImportScreen(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """For those who may import; anybody else gets a 403 in words."""

    page_title = gettext_lazy("Import recommendations")
    header_icon = "upload"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_import(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class ImportUpload(ImportScreen):
    template_name = "feedback_forms/admin/import.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                found = look_through_upload(
                    file=form.cleaned_data["file"].file,
                    source=form.cleaned_data["source"],
                    user=request.user,
                )
            except FileRefused as error:
                form.add_error("file", str(error))
            else:
                return redirect("figures:import", found.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = NpsImport.objects.defer("rows", "numbers", "refusals").select_related(
            "user"
        )
        return {
            **super().get_context_data(**kwargs),
            "form": kwargs.get("form") or UploadForm(),
            "columns": [(name, name in NEEDED) for name in COLUMNS],
            "most": MOST_BYTES // 1_000_000,
            "latest": latest[:LATEST],
        }


class ImportShown(ImportScreen):
    """What the file would change; a POST has it written."""

    template_name = "feedback_forms/admin/import_shown.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            start_import(pk=pk, user=request.user)
        except AlreadyStarted:
            messages.warning(request, _("This import has been started already."))
        else:
            messages.success(request, _("The answers are being imported."))
        return redirect(reverse("figures:import", args=[pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = NpsImport.objects.defer("rows")
        found = get_object_or_404(rows, pk=kwargs["pk"])
        ready = found.state == ImportState.LOOKED_THROUGH and (
            found.new or found.changed
        )
        refused_columns, refused_rows = first_rows(found.refusals)
        return {
            **super().get_context_data(**kwargs),
            "import": found,
            "refused_columns": refused_columns,
            "refused_rows": refused_rows,
            "ready": ready,
            "waiting": found.state == ImportState.WAITING,
            "done": found.state == ImportState.DONE,
            "removed": found.state == ImportState.REMOVED,
            "removable": found.state == ImportState.DONE and bool(found.numbers),
            "has_report": bool(found.refusals),
        }


class ImportRemoval(ImportScreen):
    """How many answers would go; a POST takes them out."""

    template_name = "feedback_forms/admin/import_removal.html"
    page_title = gettext_lazy("Take the answers out again")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(
            NpsImport.objects.defer("rows", "refusals"), pk=kwargs["pk"]
        )
        if found.state != ImportState.DONE or not found.numbers:
            messages.warning(request, _("There is nothing to take out of this import."))
            return redirect(reverse("figures:import", args=[found.pk]))
        context = {"import": found, "number": still_there(found)}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            removed = remove_import(pk=pk, user=request.user)
        except AlreadyRemoved:
            messages.warning(request, _("There is nothing to take out of this import."))
        else:
            words = ngettext(
                "%(count)s answer was taken out.",
                "%(count)s answers were taken out.",
                removed,
            )
            messages.success(request, words % {"count": removed})
        return redirect(reverse("figures:import", args=[pk]))


class ImportReport(ImportScreen):
    """The refused rows as CSV."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = NpsImport.objects.exclude(refusals="").defer("rows")
        found = get_object_or_404(rows, pk=kwargs["pk"])
        log_export(user=request.user, what="refused", number=found.refused)
        return HttpResponse(
            f"\ufeff{found.refusals}",
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="refused-{found.pk}.csv"'
            },
        )
