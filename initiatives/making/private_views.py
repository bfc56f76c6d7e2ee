"""Where the links in the mails of a draft lead. A GET changes nothing."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from core import purposes
from core.private import kept_private
from initiatives.models import Draft
from moderation.references import receipt_path
from moderation.views import chosen_language, language_links

from . import services
from .drafts import open_draft, open_sent, page_token, read
from .screens import render
from .steps import first_missing

View = Callable[..., HttpResponse]
Opener = Callable[..., Draft | None]


def private(opener: Opener) -> Callable[[View], View]:
    """Find the draft by its link, speak its language, and keep the page private; a link
    that leads nowhere gets a page in words."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
            draft = opener(key, token, timezone.now())
            spoken = draft.language if draft else settings.LANGUAGE_CODE
            with translation.override(chosen_language(request) or spoken):
                response = view(request, draft) if draft else gone(request)
            return kept_private(response)

        # For NoReferrerMiddleware.
        opened.sends_no_referrer = True  # type: ignore[attr-defined]
        return opened

    return decorate


def initiatives_url() -> str:
    """The page of initiatives in the language of the moment, or in Finnish; "" if none."""
    urls = purposes.urls_by_language(purposes.INITIATIVES)
    here = translation.get_language()
    return urls.get(here) or urls.get(settings.LANGUAGE_CODE, "")


def shown(
    request: HttpRequest, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    url = initiatives_url()
    common = {
        "url": url,
        "begin_url": f"{url}tee/" if url else "",
        "language_links": language_links(request),
    }
    return render(request, template, {**common, **context}, status)


def gone(request: HttpRequest) -> HttpResponse:
    return shown(request, "gone", status=410)


def draft_url(draft: Draft, step: str) -> str:
    """The draft's page in the language of the moment; "" where the site has none."""
    url = initiatives_url()
    return f"{url}tee/{draft.uuid}/{page_token(draft)}/{step}/" if url else ""


@require_safe
@private(open_draft)
def continue_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """On to the first page that is not right yet."""
    if draft.initiative_id:
        return shown(request, "done")
    url = draft_url(draft, first_missing(read(draft)).name)
    return redirect(url) if url else gone(request)


@require_http_methods(["GET", "HEAD", "POST"])
@private(open_sent)
def confirm_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A button, which makes the initiative; afterwards its receipt."""
    if request.method == "POST":
        try:
            initiative = services.confirm(draft=draft, now=timezone.now())
        except services.Gone:
            return gone(request)
        except services.Incomplete:
            return shown(request, "changed", status=409)
        return redirect(f"{receipt_path(initiative)}?kiitos")
    if draft.initiative:
        return redirect(receipt_path(draft.initiative))
    if not draft.sent_at:
        return shown(request, "changed", status=409)
    answers = read(draft)
    return shown(
        request,
        "confirm",
        title=answers.of("otsikko").get("title", ""),
        others=[each.name for each in answers.people if not each.is_contact],
        collects=answers.of("kannatus").get("support") == "collect",
        here=request.get_full_path(),
    )
