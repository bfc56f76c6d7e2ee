"""The search page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.facets import keep
from core.listing import page_of
from core.purposes import FEEDBACK, url_for
from core.routing import Crumb, language_prefix
from core.sites import current_site, home_in
from search import registry
from search.addresses import in_each_language
from search.filters import filters_of, said_otherwise
from search.finding import find
from search.misses import count_miss, is_of_a_person
from search.presenters import search_context
from search.promotions import promoted_for
from search.results import results_of
from search.suggestions import suggestion_for
from search.titles import titles_beginning

PER_PAGE = 20
# Seconds for which a browser does not ask for the same titles again.
TITLES_KEPT = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """All that is public, found by words and narrowed by filters; 404 for a filter or a
    page of results that there is not."""
    filters = filters_of(request.GET)
    if said_otherwise(request.GET, filters):
        return redirect(f"{request.path}?{filters.query}")
    language = get_language() or settings.LANGUAGE_CODE
    keep(request, dict(filters.pairs()))
    request.own_addresses = in_each_language()  # type: ignore[attr-defined]
    found = find(filters.text, language, filters.by_name)
    paging = page_of(request, found.total, PER_PAGE, filters.query)
    suggestion = None if filters.chosen else suggestion_for(found, language)
    in_vain = bool(found.asked.terms) and not found.total and not filters.chosen
    if in_vain and is_of_a_person(request):
        count_miss(text=filters.text, language=language, now=timezone.now())
    context = {
        **(lead_on(request, language) if not found.total and filters.text else {}),
        **search_context(filters, found, paging),
        "found": found,
        "suggestion": suggestion,
        "promoted": promoted_for(found.asked, language),
        "is_search": True,
        "crumbs": [Crumb("", language_prefix(language))],
        "results": results_of(found, found.rows[paging.start : paging.end], language),
        "partly": results_of(found, found.nearest, language),
    }
    return render(request, "search/search.html", context)


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """For the script of the search box; what is asked here is kept nowhere."""
    language = get_language() or settings.LANGUAGE_CODE
    found = titles_beginning(request.GET.get("q", ""), language)
    response = JsonResponse({"titles": found})
    patch_cache_control(response, public=True, max_age=TITLES_KEPT)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def lead_on(request: HttpRequest, language: str) -> dict[str, Any]:
    """Where to go on from a search that found nothing."""
    site = current_site(request)
    homes = [home_in(site, code) for code in (language, settings.LANGUAGE_CODE) if site]
    forms = [url_for(FEEDBACK, home) for home in homes if home]
    return {
        "nearest": registry.nearest(homes[0] if homes else None, timezone.now()),
        "feedback_url": next((url for url in forms if url), ""),
    }
