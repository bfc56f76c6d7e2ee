"""A screen for staff: the links that are opened on tablets, a row for each unit."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.listing import page_of
from core.models import ServiceUnit
from moderation.desk.views import forbidden

from .kiosks import kiosk_query
from .models import FeedbackPage
from .permissions import can_see_kiosk_links
from .units import Ways

PER_PAGE = 25


class KioskLinksView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Whoever has such a link may send more answers from one address than others."""

    template_name = "feedback_forms/admin/kiosk_links.html"
    page_title = _("Tablets at the place")
    header_icon = "mobile-alt"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_see_kiosk_links(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        units = [unit for unit in ServiceUnit.all_cached().values() if unit.in_use]
        paging = page_of(self.request, len(units), PER_PAGE)
        url = feedback_page_url(self.request)
        return {
            **context,
            "page_url": url,
            "paging": paging,
            "rows": [row(url, unit) for unit in units[paging.start : paging.end]],
        }


def feedback_page_url(request: HttpRequest) -> str:
    """Of the Finnish page, with which a tablet begins; "" while there is none."""
    page = FeedbackPage.objects.public().filter(locale__language_code="fi").first()
    path = page.get_url(request) if page else None
    return request.build_absolute_uri(path) if path else ""


def row(page_url: str, unit: ServiceUnit) -> dict[str, str]:
    ways, query = Ways(page_url, unit), kiosk_query(unit)
    return {
        "unit": unit.name,
        "codes": reverse("unit_addresses", args=[unit.slug]),
        "numbers": f"{ways.quick}kioski/{query}",
        "faces": f"{ways.pictures}kioski/{query}",
    }
