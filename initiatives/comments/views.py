"""Reading and writing comments on one initiative, where the county has them on."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.listing import page_of
from initiatives.models import Comment, Initiative, InitiativeSettings
from initiatives.public.finding import find, shown_instead
from initiatives.stages import ENDED
from moderation.intake import Verdict, examine
from moderation.models import ModerationSettings
from moderation.references import receipt_path
from moderation.services.base import in_days

from .forms import CommentForm
from .services import send_comment

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, page: "InitiativesPage", slug: str) -> HttpResponse:
    """Those that were approved, the newest first, and the form; 404 where they are off."""
    if not InitiativeSettings.current().comments:
        raise Http404
    initiative = find(slug)
    page_url = page.get_url(request) or "/"
    here = shown_instead(initiative)
    if here != initiative:
        return redirect(f"{page_url}{here.slug}/kommentit/")
    if initiative.stage in ENDED:
        return show(request, page, initiative, None)
    if request.method != "POST":
        return show(request, page, initiative, CommentForm())
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, page, initiative, form)
    scope = f"comment:{initiative.pk}"
    verdict = examine(request, form, scope=scope, now=timezone.now())
    if verdict.stopped:
        return show(request, page, initiative, form, verdict)
    submission: Any = verdict.existing
    if submission is None:
        receipt = send_comment(initiative=initiative, form=form, verdict=verdict)
        submission = receipt.submission
    return redirect(f"{receipt_path(submission)}?kiitos")


def show(
    request: HttpRequest,
    page: "InitiativesPage",
    initiative: Initiative,
    form: CommentForm | None,
    verdict: Verdict | None = None,
) -> HttpResponse:
    """The list, and the form where it can still be written."""
    rows = Comment.objects.public().filter(subject=initiative)
    paging = page_of(request, rows.count(), PER_PAGE)
    fields = ("name", "message", "published_at", "language", "content_type")
    found = rows.order_by("-published_at", "-pk").only(*fields)
    posted = request.method == "POST"
    page_url = page.get_url(request) or "/"
    checking = ModerationSettings.current().screening_days
    context = {
        **page.get_context(request),
        "initiative": initiative,
        "initiative_url": f"{page_url}{initiative.slug}/",
        "comments": found[paging.start : paging.end],
        "paging": paging,
        "form": form,
        "verdict": verdict,
        "checked_by": in_days(checking, timezone.now()),
    }
    # Who writes under what has ended meanwhile is told so, with the text.
    context["ended_text"] = request.POST.get("message", "") if form is None else ""
    status = verdict.status if verdict else 200
    if posted and not verdict:
        status = 409 if form is None else 422
    response = TemplateResponse(
        request, "initiatives/comments.html", context, status=status
    )
    response.headers["Cache-Control"] = "no-store" if posted else "no-cache"
    return response
