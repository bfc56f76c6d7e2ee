"""Supporting a suggestion with one tap, without a name, and taking it back.

The page is outside the language prefixes, so that a browser has one mark for all
languages of a suggestion. There is no token to compare: pages with the button are the
same for all readers. What another site's page sends is refused as on tablets.
"""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback_forms.floods import from_another_site
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, Support
from initiatives.public.finding import page_of
from moderation import captcha
from moderation.intake import new_form_id, read_form_id
from moderation.services import NotAllowedNow
from moderation.views import chosen_language, language_links

from .marks import count_tap, hash_of, keep_mark, mark_of
from .services import give_tap, take_back


def tap_url(initiative: Initiative, language: str) -> str:
    """Where the button posts to; a reader's language that is not the suggestion's goes along."""
    path = reverse("initiatives:tap", args=[initiative.reference])
    if not language or language == initiative.language:
        return path
    return f"{path}?{urlencode({'kieli': language})}"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tap_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The suggestion with its button, or thanks and the way back."""
    found = Initiative.objects.public().filter(
        kind=Kind.SUGGESTION, reference=reference
    )
    suggestion = found.select_related("merged_into").first()
    if suggestion is None:
        raise Http404
    language = chosen_language(request) or suggestion.language
    if suggestion.stage == Stage.MERGED and suggestion.merged_into:
        # Its supporters are there, and whoever supports this one supports that.
        address = tap_url(suggestion.merged_into, language)
        return redirect(address, preserve_request=request.method == "POST")
    with translation.override(language):
        response = Tap(request, suggestion, language).respond()
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@dataclass
class Tap:
    request: HttpRequest
    suggestion: Initiative
    language: str

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._show(thanks="kiitos" in self.request.GET)
        if from_another_site(self.request):
            return self._show(missed=True, status=403)
        if "undo" in self.request.POST:
            return self._undo()
        if self.request.POST.get("website"):
            # A machine; it is told nothing.
            return self._away("kiitos")
        return self._tap()

    def _tap(self) -> HttpResponse:
        if self.supports:
            return self._away("kiitos")
        if not self.suggestion.can_support:
            return self._show(status=409)
        now, posted = timezone.now(), self.request.POST
        form_id = posted.get("form_id", "")
        shown = read_form_id(form_id)
        if shown is None:
            form_id = new_form_id()
            shown = read_form_id(form_id)
        nonce = shown.nonce if shown else uuid.uuid4()
        flow = count_tap(self.request, self.suggestion, nonce, now)
        if flow.wait_until:
            return self._show(wait_until=flow.wait_until, status=429)
        key = posted.get("captcha_key", "")
        if flow.is_suspicious and not (
            key and captcha.is_right(key, posted.get("captcha_answer", ""))
        ):
            return self._show(
                question=captcha.ask(), failed=bool(key), form_id=form_id, status=422
            )
        # Of the form, so that the same form sent twice by a new browser counts once.
        mark = self.mark or nonce.hex
        try:
            give_tap(
                suggestion=self.suggestion, mark=mark, language=self.language, now=now
            )
        except NotAllowedNow:
            self.suggestion.refresh_from_db()
            return self._show(status=409)
        response = self._away("kiitos")
        keep_mark(response, mark)
        return response

    def _undo(self) -> HttpResponse:
        if self.mark:
            take_back(suggestion=self.suggestion, mark=self.mark)
        return self._away("peruttu")

    @cached_property
    def mark(self) -> str:
        return mark_of(self.request)

    @property
    def supports(self) -> bool:
        """Whether this browser's support is counted."""
        if not self.mark:
            return False
        rows = Support.objects.filter(initiative_id=self.suggestion.pk)
        return rows.filter(email_hash=hash_of(self.mark)).exists()

    def _away(self, notice: str) -> HttpResponse:
        language = chosen_language(self.request)
        query = notice + (f"&kieli={language}" if language else "")
        return redirect(f"{self.request.path}?{query}")

    def _show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        language = chosen_language(self.request)
        page_url = page_of(self.language)
        shown = {
            "suggestion": self.suggestion,
            "supports": self.supports,
            "taken_back": "peruttu" in self.request.GET,
            "action": tap_url(self.suggestion, language),
            "form_id": new_form_id(),
            "suggestion_url": f"{page_url}{self.suggestion.slug}/",
            "page_url": page_url,
            "language_links": language_links(self.request),
            "noindex": True,
            **context,
        }
        html = render_to_string("initiatives/tap.html", shown, self.request)
        return HttpResponse(html, status=status)
