"""Giving feedback."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import purposes
from core.models import ServiceUnit
from moderation.carried import carried
from moderation.intake import Verdict, examine
from participation_pages.models import OpportunityPage

from .enums import FormKind
from .forms import FeedbackForm
from .services import send_feedback
from .serving import reply_by, thanks

if TYPE_CHECKING:
    from .models import FeedbackPage


@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """The form; what is sent is stored, and its receipt shown."""
    now = timezone.now()
    opportunity = opportunity_asked(request)
    unit = unit_asked(request)
    if opportunity:
        # The language switch keeps what the feedback is about.
        request.kept_query = f"?aihe={opportunity.pk}"  # type: ignore[attr-defined]
    elif unit:
        request.kept_query = f"?yksikko={unit.slug}"  # type: ignore[attr-defined]
    text = carried(request)
    if request.method != "POST" or text is not None:
        form = FeedbackForm(
            about_page=opportunity is not None,
            initial={"place": f"unit-{unit.pk}" if unit else "", "message": text},
        )
        return show(request, page, form, opportunity=opportunity, now=now)
    form = FeedbackForm(request.POST, about_page=opportunity is not None)
    verdict = None
    if form.is_valid():
        scope = f"feedback:{opportunity.pk if opportunity else ''}"
        verdict = examine(request, form, scope=scope, now=now)
        if verdict.existing:
            return redirect(thanks(verdict.existing))
        if not verdict.stopped:
            receipt = send_feedback(form=form, verdict=verdict, opportunity=opportunity)
            return redirect(thanks(receipt.submission))
    return show(request, page, form, opportunity=opportunity, now=now, verdict=verdict)


def opportunity_asked(request: HttpRequest) -> OpportunityPage | None:
    """The public opportunity that `?aihe=12` names, or None.

    One that has closed meanwhile still gets what is sent: whoever began in time is
    not turned away, and moderators see the date.
    """
    asked = request.GET.get("aihe", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    fields = (
        "title",
        "opens_at",
        "closes_at",
        "outcome_due",
        "outcome_published_at",
        "organiser",
        "service_area",
        "url_path",
        "depth",
    )
    opportunity = (
        OpportunityPage.objects.public().filter(pk=int(asked)).only(*fields).first()
    )
    return (
        opportunity if opportunity and opportunity.opens_at <= timezone.now() else None
    )


def unit_asked(request: HttpRequest) -> ServiceUnit | None:
    """The unit in use that `?yksikko=hervannan-terveysasema` names, or None."""
    slug = request.GET.get("yksikko", "")
    unit = ServiceUnit.by_slug(slug) if slug else None
    return unit if unit and unit.in_use else None


def show(
    request: HttpRequest,
    page: "FeedbackPage",
    form: FeedbackForm,
    *,
    opportunity: OpportunityPage | None,
    now: datetime,
    verdict: Verdict | None = None,
) -> HttpResponse:
    """The form, empty or with all that was typed and what to do about it."""
    page_url = page.get_url(request)
    context = {
        **page.get_context(request),
        "form": form,
        "opportunity": opportunity,
        "opportunity_closed": bool(opportunity and not opportunity.can_take_part),
        "verdict": verdict,
        "reply_by": reply_by(FormKind.DIRECT, now),
        "published_url": f"{page_url}{page.reverse_subpage('published')}",
        "places_url": f"{page_url}{page.reverse_subpage('places')}",
        "accessibility_url": f"{page_url}{page.reverse_subpage('accessibility')}",
        "other_way_url": purposes.url_for(purposes.RIGHT_CHANNEL, page),
        "carried": carried(request),
    }
    status = verdict.status if verdict else 422 if form.is_bound else 200
    response = TemplateResponse(request, page.template, context, status=status)
    response.headers["Cache-Control"] = (
        "no-store" if request.method == "POST" else "no-cache"
    )
    return response
