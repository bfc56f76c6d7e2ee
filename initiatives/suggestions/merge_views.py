"""The screens: choose the one that stays, tick those like it, look, and join."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.listing import page_of
from initiatives.making.similar import similar
from initiatives.models import Initiative
from moderation.desk import queue
from moderation.desk.views import forbidden
from moderation.services import Conflict, NotAllowedNow
from moderation.versions import version_in

from .merging import can_take_in, merge, mergeable, preview
from .permissions import can_merge

TITLE = gettext_lazy("Join suggestions")
PER_PAGE = 25
# At once; more would be nobody's decision any longer.
MOST = 50


def found_by(rows: Any, words: str) -> Any:
    """As on the desk: by a whole reference, or by words in any of their forms."""
    return queue.search(rows, words)


class MergeScreen(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    page_title = TITLE
    header_icon = "link"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_merge(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\x00", "").strip()[:200]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("merging:start"), "label": TITLE},
        ]


class Start(MergeScreen):
    """Which one stays: those that are open, the most supported first, or found by words."""

    template_name = "initiatives/admin/merge_start.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = mergeable()
        if self.words:
            rows = found_by(rows, self.words)
        paging = page_of(self.request, rows.count(), PER_PAGE, self.query)
        found = rows.order_by("-support_count", "-pk")[paging.start : paging.end]
        return {
            **super().get_context_data(**kwargs),
            "suggestions": found,
            "paging": paging,
            "words": self.words,
        }

    @property
    def query(self) -> str:
        return urlencode({"q": self.words}) if self.words else ""


class Join(MergeScreen):
    """Tick, look at what will come of it, confirm."""

    template_name = "initiatives/admin/merge.html"
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def into(self) -> Initiative:
        found = mergeable().filter(reference=self.kwargs["reference"])
        into: Initiative = get_object_or_404(found)
        return into

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(request.GET.getlist("m"), looked="preview" in request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        references = request.POST.getlist("m")
        others = self.ticked(references)
        seen = dict(each.rpartition(":")[::2] for each in request.POST.getlist("seen"))
        versions = {
            each.pk: version
            for each in (self.into, *others)
            if (version := version_in(seen.get(each.reference, ""))) is not None
        }
        try:
            merge(into=self.into, others=others, user=request.user, versions=versions)
        except (Conflict, NotAllowedNow):
            return self.show(references, looked=True, missed=True, status=409)
        words = ngettext(
            "%(count)s suggestion was joined to %(reference)s.",
            "%(count)s suggestions were joined to %(reference)s.",
            len(others),
        )
        values = {"count": len(others), "reference": self.into.reference}
        messages.success(request, words % values)
        return redirect("desk:item", self.into.reference)

    def ticked(self, references: list[str]) -> list[Initiative]:
        """Those of them that can be joined, in the order of their ids."""
        known = [each for each in references[:MOST] if queue.REFERENCE.fullmatch(each)]
        rows = mergeable().filter(reference__in=known)
        return list(rows.exclude(pk=self.into.pk).order_by("pk"))

    def choices(self, ticked: list[Initiative]) -> list[Initiative]:
        """What is ticked stays in sight; then what is alike, or what words find."""
        rows = mergeable().exclude(pk=self.into.pk)
        if self.words:
            found = list(
                found_by(rows, self.words).order_by("-support_count")[:PER_PAGE]
            )
        else:
            alike = similar(self.into.title, self.into.language)
            found = list(rows.filter(pk__in=[each.pk for each in alike]))
        return list({each.pk: each for each in (*ticked, *found)}.values())

    def show(
        self,
        references: list[str],
        *,
        looked: bool,
        missed: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        ticked = self.ticked(references)
        context = self.get_context_data(
            into=self.into,
            can_take_in=can_take_in(self.into),
            ticked={each.pk for each in ticked},
            choices=self.choices(ticked),
            preview=preview(self.into, ticked) if looked and ticked else None,
            nothing_ticked=looked and not ticked,
            missed=missed,
            words=self.words,
        )
        response: HttpResponse = self.render_to_response(context, status=status)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = _("To %(reference)s") % {"reference": self.into.reference}
        return [*super().get_breadcrumbs_items(), {"url": "", "label": here}]
