"""The screen where a register is imported from a file: choose, look, confirm.

What is confirmed is what was shown. The file travels with the form, so that nothing
is kept on the server, and the changes are worked out anew before they are written.
"""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail_modeladmin.views import WMABaseView

from core.importable import import_for
from core.register_export import register_response
from core.register_import import (
    MOST_BYTES,
    ChangedMeanwhile,
    FileRefused,
    Plan,
    import_register,
    make_plan,
)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("UTF-8 or Windows; comma, semicolon or tab."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s kilobytes."),
                params={"most": MOST_BYTES // 1000},
            )
        data: bytes = file.read()
        return data


class ConfirmForm(forms.Form):
    """What comes back from the screen that showed the changes."""

    content = forms.CharField(
        widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES * 2
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def clean_content(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError(_("The file has not come through whole.")) from error


class RegisterImportView(WMABaseView):  # type: ignore[misc]
    """For those who may both add and change entries of the register."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "core/admin/register_import.html"

    def __init__(self, model_admin: Any) -> None:
        super().__init__(model_admin)
        importer = import_for(self.model)
        assert importer, "only registers that can be imported have this screen"
        self.importer = importer

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.model_admin.user_can_import(user))

    def get_page_title(self) -> str:
        return _("Import from a file")

    def get_page_subtitle(self) -> str:
        return str(self.opts.verbose_name_plural)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "csv" in request.GET:
            return register_response(self.importer)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if "mark" in request.POST:
                return self._confirm(request)
            return self._show(request)
        except FileRefused as error:
            return self._again(FileForm(), refused=str(error))

    def _show(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form)
        data: bytes = form.cleaned_data["file"]
        return self._plan(make_plan(self.importer, data), data)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            raise FileRefused(_("The file has not come through whole."))
        data: bytes = form.cleaned_data["content"]
        try:
            plan = import_register(
                importer=self.importer,
                data=data,
                user=request.user,
                mark=form.cleaned_data["mark"],
            )
        except (ChangedMeanwhile, IntegrityError):
            messages.warning(
                request,
                _("The register has changed meanwhile. Look at the changes once more."),
            )
            return self._plan(make_plan(self.importer, data), data)
        messages.success(request, done_words(plan))
        return redirect(self.index_url)

    def _plan(self, plan: Plan, data: bytes) -> HttpResponse:
        content = base64.b64encode(data).decode()
        confirm = ConfirmForm(initial={"content": content, "mark": plan.mark})
        return self.render_to_response(
            self.get_context_data(plan=plan, confirm=confirm, form=FileForm())
        )

    def _again(self, form: FileForm, refused: str = "") -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, refused=refused), status=422
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "form": FileForm(),
                "columns": [
                    (name, self.model._meta.get_field(name).verbose_name)
                    for name in self.importer.columns
                ],
                "required": self.importer.required,
                "import_url": self.model_admin.import_url,
                "most": MOST_BYTES // 1000,
                **kwargs,
            }
        )


def done_words(plan: Plan) -> str:
    """How much was written, for the message on the list."""
    new = ngettext("%(count)s new", "%(count)s new", len(plan.new))
    changed = ngettext("%(count)s changed", "%(count)s changed", len(plan.changed))
    return _("Imported: %(new)s, %(changed)s.") % {
        "new": new % {"count": len(plan.new)},
        "changed": changed % {"count": len(plan.changed)},
    }
