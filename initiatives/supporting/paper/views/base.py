"""What the screens share: who may see them, and what an address names."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import html_language
from initiatives.enums import Kind
from initiatives.models import Initiative, PaperBatch
from initiatives.supporting.paper import rules
from moderation.desk.views import forbidden

TITLE = _("Support on paper")


class Screen(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """For those who may key in and check; anybody else gets a 403 in words."""

    page_title = TITLE
    header_icon = "clipboard-list"
    kwargs: dict[str, Any]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not rules.can_key_in(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        # Names of supporters: for nobody's disk.
        response.headers["Cache-Control"] = "no-store"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        way = [(reverse("paper:list"), TITLE), *self.way()]
        items = [{"url": url, "label": label} for url, label in way]
        items[-1]["url"] = ""
        return [*self.breadcrumbs_items, *items]

    def way(self) -> list[tuple[str, Any]]:
        """Below the first screen: addresses and names."""
        return []

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(
            self.get_context_data(**context), status=status
        )
        return response


class OfInitiative(Screen):
    """A screen of one initiative that has collected support, by its reference."""

    @cached_property
    def initiative(self) -> Initiative:
        found = (
            Initiative.objects.public()
            .filter(
                reference=self.kwargs["reference"], kind=Kind.INITIATIVE, collects=True
            )
            .first()
        )
        if found is None:
            raise Http404
        return found  # type: ignore[no-any-return]

    def way(self) -> list[tuple[str, Any]]:
        address = reverse("paper:batches", args=[self.initiative.reference])
        return [(address, self.initiative.reference)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "initiative": self.initiative,
            "lang": html_language(self.initiative.language),
        }


class OfBatch(OfInitiative):
    """A screen of one batch, by its number within its initiative."""

    @cached_property
    def batch(self) -> PaperBatch:
        found = (
            self.initiative.batches.filter(number=self.kwargs["number"])
            .select_related("keyed_by", "checked_by")
            .prefetch_related("keyers")
            .first()
        )
        if found is None:
            raise Http404
        # The same object, read already.
        found.initiative = self.initiative
        return found  # type: ignore[no-any-return]

    @property
    def address(self) -> str:
        return reverse(
            "paper:batch", args=[self.initiative.reference, self.batch.number]
        )

    def way(self) -> list[tuple[str, Any]]:
        name = _("Batch %(number)s") % {"number": self.batch.number}
        return [*super().way(), (self.address, name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "batch": self.batch}

    def version(self) -> int:
        """Of the batch as this person saw it; 0 fits none."""
        given = self.request.POST.get("version", "")
        return int(given[:9]) if given.isascii() and given.isdigit() else 0

    def read_again(self) -> None:
        """Forget what was read before something was written, or was refused."""
        for name in ("batch", "initiative"):
            self.__dict__.pop(name, None)
