"""A screen for staff: the addresses of one unit, each with a code to scan.

The link of in-depth feedback is copied from here into a message after a service, and a
tablet scans its own: so nobody signs in on a tablet that stands in a lobby.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import CONTENT_LANGUAGES
from core.models import ServiceUnit
from core.printing import qr_svg
from moderation.desk.views import forbidden

from .kiosk_links import feedback_page_url
from .kiosks import kiosk_query
from .permissions import can_see_kiosk_links
from .prints.addresses import IN_DEPTH, PICTURES, has_page, unit_address
from .prints.views import may_print
from .units import Ways

TITLE = gettext_lazy("Addresses and codes")


@dataclass(frozen=True)
class Way:
    """A way to give feedback, its addresses by language, and the code of the first one."""

    title: str
    about: str
    addresses: list[tuple[str, str]]
    code: SafeString


def may_see_addresses(user: Any) -> bool:
    """Whoever prints for units, and whoever sets up tablets."""
    return may_print(user) or can_see_kiosk_links(user)


class UnitScreen(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    template_name = "feedback_forms/admin/unit_addresses.html"
    page_title = TITLE
    header_icon = "link"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not may_see_addresses(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def unit(self) -> ServiceUnit:
        unit = ServiceUnit.by_slug(self.kwargs["slug"])
        if unit is None or not unit.in_use:
            raise Http404
        return unit

    def get_page_subtitle(self) -> str:
        return self.unit.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        units = reverse("core_serviceunit_modeladmin_index")
        return [
            *self.breadcrumbs_items,
            {"url": units, "label": _("Service units")},
            {"url": "", "label": TITLE, "sublabel": self.unit.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = has_page(settings.LANGUAGE_CODE)
        tablets = published and can_see_kiosk_links(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "published": published,
            "ways": ways(self.unit) if published else [],
            "tablets": self.tablets() if tablets else [],
            "may_print": may_print(self.request.user),
        }

    def tablets(self) -> list[Way]:
        links, query = (
            Ways(feedback_page_url(self.request), self.unit),
            kiosk_query(self.unit),
        )
        about = _("Scan the code with the tablet, and open the page in full screen.")
        return [
            Way(title, about, [("", url)], qr_svg(url))
            for title, url in (
                (_("Numbers 0–10"), f"{links.quick}kioski/{query}"),
                (_("Picture card"), f"{links.pictures}kioski/{query}"),
            )
        ]


def ways(unit: ServiceUnit) -> list[Way]:
    """What the public uses: on paper, in messages, on the unit's own pages."""
    names = dict(settings.LANGUAGES)
    languages = [code for code in CONTENT_LANGUAGES if has_page(code)]
    found = []
    for title, about, below in (
        (_("Quick feedback"), _("A number and a few words, in 15 seconds."), ""),
        (_("Picture card"), _("Three faces, one tap."), PICTURES),
        (
            _("In-depth feedback"),
            _("Send this link to clients after a service, by text message or e-mail."),
            IN_DEPTH,
        ),
    ):
        addresses = [
            (str(names[code]), unit_address(unit, code, below)) for code in languages
        ]
        found.append(Way(title, about, addresses, qr_svg(addresses[0][1])))
    return found
