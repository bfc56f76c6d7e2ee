"""The unit that an address names, and the addresses of the ways to give it feedback."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from core.models import ServiceArea, ServiceUnit

if TYPE_CHECKING:
    from .models import FeedbackPage


@dataclass(frozen=True)
class Ways:
    """The addresses for one unit, below the feedback page in the language of the moment."""

    page_url: str
    unit: ServiceUnit

    @property
    def quick(self) -> str:
        return f"{self.page_url}{self.unit.slug}/"

    @property
    def pictures(self) -> str:
        return f"{self.quick}kuvat/"

    @property
    def in_depth(self) -> str:
        return f"{self.quick}laaja/"

    @property
    def general(self) -> str:
        """The general form, with the unit chosen."""
        return f"{self.page_url}?yksikko={self.unit.slug}"


def places() -> Iterator[tuple[ServiceArea, list[ServiceUnit]]]:
    """Service areas in use with their units in use; those without any are left out."""
    units = [unit for unit in ServiceUnit.all_cached().values() if unit.in_use]
    for area in ServiceArea.all_cached().values():
        inside = [unit for unit in units if unit.service_area_id == area.pk]
        if area.in_use and inside:
            yield area, inside


def unit_or_response(
    request: HttpRequest, page: "FeedbackPage", slug: str
) -> ServiceUnit | HttpResponse:
    """The unit in use that the address names, without a query; or a redirect from an
    address that the unit had before, with what was typed; or a 404 in words."""
    unit = ServiceUnit.by_slug(slug)
    if unit is None or not unit.in_use:
        return no_such_unit(request, page, unit)
    if unit.slug != slug:
        return HttpResponseRedirect(
            moved(request, page, slug, unit),
            preserve_request=request.method == "POST",
        )
    return unit


def moved(
    request: HttpRequest, page: "FeedbackPage", slug: str, unit: ServiceUnit
) -> str:
    """The address asked for, with the unit's own name after that of the page, which may
    be the same word as the old one."""
    page_url = page.get_url(request) or "/"
    asked = request.get_full_path()
    return f"{page_url}{unit.slug}/{asked.removeprefix(f'{page_url}{slug}/')}"


def no_such_unit(
    request: HttpRequest, page: "FeedbackPage", unit: ServiceUnit | None
) -> HttpResponse:
    """404 in words, with the way to the general form: the address may stand on an old
    poster. `unit` is one that is no longer in use, if it is known.

    A redirect that staff make in Wagtail for the address goes ahead of it.
    """
    context = {
        **page.get_context(request),
        "unit": unit,
        "page_url": page.get_url(request),
    }
    return TemplateResponse(
        request, "feedback_forms/no_such_unit.html", context, status=404
    )
