"""What a supporter does by the link in the mail: confirm, hide the name, withdraw.

Whoever has the link has the right. A GET never changes anything.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from core import purposes
from core.languages import html_language
from core.private import kept_private
from initiatives.links import opens
from initiatives.models import Support
from moderation.views import chosen_language, language_links

from .services import NotCollecting, confirm_support, hide_name, withdraw_support

View = Callable[[HttpRequest, Support], HttpResponse]


def private(view: View) -> Callable[..., HttpResponse]:
    """Find the support by its link, speak its language, and keep it private."""

    @wraps(view)
    def opened(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
        if not opens("support", key, token):
            raise Http404
        rows = Support.objects.select_related("initiative", "municipality")
        support = rows.filter(uuid=key, batch=None).first()
        if support is None:
            raise Http404
        with translation.override(chosen_language(request) or support.language):
            response = view(request, support)
        return kept_private(response)

    # For NoReferrerMiddleware.
    opened.sends_no_referrer = True  # type: ignore[attr-defined]
    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm(request: HttpRequest, support: Support) -> HttpResponse:
    """What is confirmed, and its button; afterwards that it counts, and what can still
    be changed."""
    missed = False
    if request.method == "POST":
        try:
            if "hide" in request.POST:
                hide_name(support=support)
            else:
                confirm_support(support=support, now=timezone.now())
        except (NotCollecting, Support.DoesNotExist):
            missed = True
            support.initiative.refresh_from_db()
        else:
            done = "piilotettu" if "hide" in request.POST else "vahvistettu"
            return redirect(here(request, "confirm_support", done))
    context = {
        "hidden": "piilotettu" in request.GET,
        "new": "vahvistettu" in request.GET,
    }
    return page(request, "confirm", support, context, 409 if missed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def withdraw(request: HttpRequest, support: Support) -> HttpResponse:
    """Ask once more, then take it back."""
    missed = False
    if request.method == "POST":
        try:
            withdraw_support(support=support)
        except NotCollecting:
            missed = True
            support.initiative.refresh_from_db()
        else:
            if support.initiative.is_public:
                return redirect(f"{public_path(support)}kannata/?peruttu")
            return redirect("/")
    return page(request, "withdraw", support, {}, 409 if missed else 200)


def page(
    request: HttpRequest,
    name: str,
    support: Support,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    """Rendered at once, while the supporter's language is active."""
    initiative = support.initiative
    language = chosen_language(request)
    context = {
        "support": support,
        "initiative": initiative,
        "initiative_url": public_path(support) if initiative.is_public else "",
        "text_language": html_language(initiative.language),
        "confirm_url": here(request, "confirm_support"),
        "withdraw_url": here(request, "withdraw_support"),
        "language_query": f"?kieli={language}" if language else "",
        "language_links": language_links(request),
        "noindex": True,
        **context,
    }
    template = f"initiatives/supporting/{name}.html"
    return HttpResponse(render_to_string(template, context, request), status=status)


def here(request: HttpRequest, name: str, done: str = "") -> str:
    """A page of this link, in the language that the reader has chosen."""
    match: Any = request.resolver_match
    path = reverse(f"initiatives:{name}", kwargs=match.kwargs)
    language = chosen_language(request)
    query = [done] if done else []
    query += [f"kieli={language}"] if language else []
    return f"{path}{'?' if query else ''}{'&'.join(query)}"


def public_path(support: Support) -> str:
    """The initiative's page in the language of the moment, or in its own."""
    pages = purposes.urls_by_language(purposes.INITIATIVES)
    language = translation.get_language()
    own = pages.get(support.initiative.language, "/")
    return f"{pages.get(language, own)}{support.initiative.slug}/"
