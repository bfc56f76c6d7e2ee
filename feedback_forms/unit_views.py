"""Feedback on one unit: quick, and in depth after a service; and accessibility feedback."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.forms import sent
from core.models import ServiceUnit

from . import services, units
from .enums import FormKind
from .models import FeedbackSettings
from .serving import here, reply_by, serve_form, show_page
from .unit_forms import AccessibilityForm, InDepthForm, QuickForm

if TYPE_CHECKING:
    from .models import FeedbackPage

LONGEST_ADDRESS = 300


@require_GET
def places(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """Every unit in use, to choose the one that one visited."""
    page_url = page.get_url(request) or "/"
    context = {
        **page.get_context(request),
        "areas": [
            (area, [units.Ways(page_url, unit) for unit in inside])
            for area, inside in units.places()
        ],
        "page_url": page_url,
    }
    return TemplateResponse(request, "feedback_forms/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: HttpRequest, page: "FeedbackPage", slug: str) -> HttpResponse:
    """A number and a few words, in under 15 seconds."""
    unit = units.unit_or_response(request, page, slug)
    if isinstance(unit, HttpResponse):
        return unit
    context = unit_context(request, page, unit)
    if request.method != "POST" and "kiitos" in request.GET:
        return show_page(request, page, "feedback_forms/thanks.html", context)
    form = QuickForm(sent(request))
    wordless = not request.POST.get("message", "").strip()
    return serve_form(
        request,
        form,
        scope=f"quick:{unit.pk}",
        send=lambda verdict: services.send_quick(form=form, verdict=verdict, unit=unit),
        done=here(request, kiitos="1"),
        show=lambda verdict: show_page(
            request,
            page,
            "feedback_forms/quick.html",
            {**context, "form": form},
            verdict,
        ),
        limits=FeedbackSettings.current().taps if wordless else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def in_depth(request: HttpRequest, page: "FeedbackPage", slug: str) -> HttpResponse:
    """The longer form, to which a unit sends its link when a service has ended."""
    unit = units.unit_or_response(request, page, slug)
    if isinstance(unit, HttpResponse):
        return unit
    context = unit_context(request, page, unit)
    if request.method != "POST" and "kiitos" in request.GET:
        return show_page(request, page, "feedback_forms/thanks.html", context)
    form = InDepthForm(sent(request))
    context |= {"form": form, "reply_by": reply_by(FormKind.IN_DEPTH, timezone.now())}
    return serve_form(
        request,
        form,
        scope=f"in-depth:{unit.pk}",
        send=lambda verdict: services.send_in_depth(
            form=form, verdict=verdict, unit=unit
        ),
        done=here(request, kiitos="1"),
        show=partial(show_page, request, page, "feedback_forms/in_depth.html", context),
    )


def unit_context(
    request: HttpRequest, page: "FeedbackPage", unit: ServiceUnit
) -> dict[str, Any]:
    page_url = page.get_url(request) or "/"
    return {
        "unit": unit,
        "ways": units.Ways(page_url, unit),
        "published_url": f"{page_url}{page.reverse_subpage('published')}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """What keeps somebody from using the site; `?sivu=/haku/` names the page with the fault."""
    asked = own_path(request.GET.get("sivu", ""))
    action = here(request, **({"sivu": asked} if asked else {}))
    # The language switch keeps it.
    request.kept_query = action.removeprefix(request.path)  # type: ignore[attr-defined]
    form = AccessibilityForm(
        sent(request),
        initial={"page_address": request.build_absolute_uri(asked) if asked else ""},
    )
    context = {
        "form": form,
        "action": action,
        # Not in the template, where it would be safe already: `seams` leaves that alone.
        "heading": _("Report an accessibility problem"),
        "reply_by": reply_by(FormKind.ACCESSIBILITY, timezone.now()),
    }
    return serve_form(
        request,
        form,
        scope="accessibility",
        send=lambda verdict: services.send_accessibility(form=form, verdict=verdict),
        done=request.path,
        show=partial(
            show_page, request, page, "feedback_forms/accessibility.html", context
        ),
    )


def own_path(asked: str) -> str:
    """The path, if it is one of this site and of a sensible length; else nothing."""
    own = (
        asked.startswith("/")
        and asked.isprintable()
        and len(asked) <= LONGEST_ADDRESS
        and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    )
    return asked if own else ""
