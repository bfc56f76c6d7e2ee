"""From `/palaute/<unit>/` to the feedback page, wherever it stands in the tree."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from core import purposes, routing


def feedback_url(language: str) -> str:
    """The page's address in that language, or in Finnish where it is not in it; "" if none."""
    pages = purposes.urls_by_language(purposes.FEEDBACK)
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE, "")


def short_address(request: HttpRequest, below: str = "") -> HttpResponse:
    """A redirect, or the page itself where its own name is the short one."""
    url = feedback_url(get_language() or settings.LANGUAGE_CODE)
    if not url or request.path.startswith(url):
        return routing.serve(request, f"palaute/{below}/" if below else "palaute/")
    query = request.META.get("QUERY_STRING", "")
    target = f"{url}{below}{'/' if below else ''}{'?' if query else ''}{query}"
    return HttpResponseRedirect(target, preserve_request=request.method == "POST")
