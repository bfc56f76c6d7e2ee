"""The screen of the list for the council, and its files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.listing import page_of
from core.printing import CannotPrint, can_print
from moderation.services import log_export

from .council import FILES, CouncilForm, about, entries, found, this_year
from .council_files import TYPES, CouncilDocument, made
from .views import PER_PAGE, Screen

TITLE = _("List for the council")


class CouncilList(Screen):
    """What is to be listed, how it looks, and a link to each file."""

    template_name = "initiatives/admin/council.html"
    page_title = TITLE
    status = 200

    def below(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": TITLE}]

    @cached_property
    def form(self) -> CouncilForm:
        given = self.request.GET
        return CouncilForm(given if "start" in given else this_year())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        status = 200 if self.form.is_valid() else 422
        return self.render_to_response(self.get_context_data(**kwargs), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        errors = [
            {"text": error, "href": f"#{field.auto_id}"}
            for field in self.form
            for error in field.errors
        ]
        return {**context, "form": self.form, "errors": errors, **self.shown()}

    def shown(self) -> dict[str, Any]:
        if not self.form.is_valid():
            return {}
        rows = found(self.form.cleaned_data)
        query = self.asked()
        paging = page_of(self.request, rows.count(), PER_PAGE, query)
        return {
            "paging": paging,
            "about": about(self.form.cleaned_data, paging.total),
            "entries": entries(rows[paging.start : paging.end]),
            "can_print": can_print(),
            "files": [
                (kind, f"{reverse('handling:council_file')}?{query}&file={kind}")
                for kind in FILES
            ],
        }

    def asked(self) -> str:
        """The query of the address for this list, without the page."""
        query = self.request.GET.copy()
        if "start" not in query:
            query.update(this_year())
        for name in ("sivu", "file"):
            query.pop(name, None)
        return query.urlencode()


class CouncilFile(CouncilList):
    """The file; where none can be made, the screen says why."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("file", "")
        if kind not in FILES or not self.form.is_valid():
            context = self.get_context_data(**kwargs)
            return self.render_to_response(context, status=422)
        given = self.form.cleaned_data
        with translation.override(given["language"]):
            listed = entries(found(given))
            document = CouncilDocument(about(given, len(listed)), listed)
            try:
                file = made(kind, document)
            except CannotPrint:
                context = self.get_context_data(**kwargs)
                return self.render_to_response(context, status=503)
        log_export(user=request.user, what=f"council-{kind}", number=len(listed))
        name = f"aloitteet-{given['start']}-{given['end']}.{kind}"
        return HttpResponse(
            file,
            content_type=TYPES[kind],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
