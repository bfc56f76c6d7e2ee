"""What the home page and the accessibility statement show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core import purposes
from core.caching import cached, version
from core.models import BasePageQuerySet
from core.news import news_title
from core.purposes import url_of_kind
from core.routing import Route
from core.share import fetch_top_picture
from core.signal_handlers import MENU
from feedback_forms import change_news
from feedback_forms.changes import Told
from feedback_forms.models import FeedbackPage
from home.enums import Assessment, Conformance, FaultReason
from moderation.services.base import PUBLISHED
from participation_pages.counting import counts_below
from participation_pages.enums import CAN_TAKE_PART, OpportunityState
from participation_pages.filters import Filters
from participation_pages.lists import as_cards, marked, part_of
from participation_pages.models import (
    OpportunityIndexPage,
    OpportunityPage,
    OutcomesPage,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from home.models import AccessibilityStatementPage, HomePage

SHOWN = 3
CHANGES_SHOWN = 3
OFFERED = (*CAN_TAKE_PART, OpportunityState.OPENS_SOON)


@dataclass(frozen=True)
class Way:
    sign: str
    title: str
    text: str
    time: str
    url: str


def ways(page: "HomePage") -> list[Way]:
    """The ways to take part whose page is published, in the home page's language where
    it is translated: a translated home page keeps the original's links."""
    values = [block.value for block in page.ways if block.value["page"]]
    originals = [value["page"] for value in values]
    here = (
        BasePageQuerySet(Page)
        .public()
        .filter(
            translation_key__in=[original.translation_key for original in originals]
        )
    )
    found = {(target.translation_key, target.locale_id): target for target in here}
    shown = []
    for value, original in zip(values, originals, strict=True):
        key = original.translation_key
        target = found.get((key, page.locale_id)) or found.get(
            (key, original.locale_id)
        )
        if target:
            words = (value["title"], value["text"], value["time"])
            shown.append(Way(value["sign"], *words, target.url))
    return shown


def opportunities_url(page: "HomePage") -> str:
    """The address of the list of all ways to take part, if it is published."""
    return url_of_kind(OpportunityIndexPage, page)


def outcomes_url(page: "HomePage") -> str:
    """The address of the page of all outcomes, if it is published."""
    return url_of_kind(OutcomesPage, page)


def home_context(page: "HomePage", now: datetime, *, preview: bool) -> dict[str, Any]:
    """Three queries: the numbers, what is open or coming, and the latest outcome; what changed
    because of feedback comes from the cache."""
    fetch_top_picture(page)
    below = OpportunityPage.objects.public().offered_below(page)
    states = counts_below(page, Filters(), now).states
    offered = {state.value: states.get(state, 0) for state in OFFERED}
    shown = part_of(below, offered, 0, SHOWN, now)
    outcome = (
        below.in_state(OpportunityState.OUTCOME_PUBLISHED, now=now)
        .order_by("-outcome_published_at")
        .only(
            "title",
            "url_path",
            "locale_id",
            "heard",
            "did",
            "could_not",
            "outcome_published_at",
        )
    )[:1]
    return {
        "news_title": news_title(),
        "opportunities_url": opportunities_url(page),
        "outcomes_url": outcomes_url(page),
        "ways": ways(page)
        if preview
        else cached(MENU, f"ways:{page.pk}", lambda: ways(page)),
        "opportunities": as_cards(shown, page),
        "open_count": sum(states.get(state, 0) for state in CAN_TAKE_PART),
        "outcome": next(iter(marked(outcome, page)), None),
        "changes": latest_changes(page, preview=preview),
        "changes_url": changes_url(page),
    }


def changes_url(page: "HomePage") -> str:
    """The address of what changed because of feedback, if the feedback page is published."""
    return purposes.url_for(purposes.CHANGES, page)


def latest_changes(page: "HomePage", *, preview: bool) -> list[Told]:
    if preview:
        return change_news.latest(page, CHANGES_SHOWN)
    # The addresses of its links are the menu's to know.
    key = f"latest-changes:{page.pk}:{version(MENU)}"
    return cached(PUBLISHED, key, lambda: change_news.latest(page, CHANGES_SHOWN))


@dataclass(frozen=True)
class Verdict:
    """How far the site meets the requirements, as a notice."""

    kind: str
    sign: str
    title: "_StrPromise"
    text: "_StrPromise"


VERDICTS: dict[str, Verdict] = {
    Conformance.FULL: Verdict(
        "success",
        "check",
        _("Everything is in order"),
        _("This site meets the accessibility requirements (WCAG 2.1, level AA)."),
    ),
    Conformance.PARTIAL: Verdict(
        "success",
        "check",
        _("Almost everything is in order"),
        _(
            "This site meets most of the accessibility requirements (WCAG 2.1, level AA). "
            "The shortcomings are listed below."
        ),
    ),
    Conformance.NONE: Verdict(
        "warning",
        "warning",
        _("Much still has to be fixed"),
        _(
            "This site does not yet meet the accessibility requirements "
            "(WCAG 2.1, level AA). The shortcomings are listed below."
        ),
    ),
}
ASSESSMENTS: dict[str, "_StrPromise"] = {
    Assessment.SELF: _("We assessed the accessibility ourselves."),
    Assessment.EXPERT: _("The accessibility was assessed by an outside expert."),
}
# Beside the fault's own reason; what we have only not mended yet needs no other.
REASONS: dict[str, "_StrPromise"] = {
    FaultReason.BURDEN: _(
        "Fixing it would be a disproportionate burden on us, as the law calls it: "
        "it would cost too much for what it helps."
    ),
    FaultReason.OUTSIDE: _("The law does not require this content to be accessible."),
}


@dataclass(frozen=True)
class Fault:
    title: str
    where: str
    why: str
    reason: "_StrPromise | str"
    alternative: str
    mended_by: date | None
    # It is to be mended, and nobody knows when.
    open: bool


def fault(value: Any) -> Fault:
    reason, mended_by = value["reason"], value["mended_by"]
    return Fault(
        value["title"],
        value["where"],
        value["why"],
        REASONS.get(reason, ""),
        value["alternative"],
        mended_by,
        open=reason == FaultReason.NOT_YET and not mended_by,
    )


def report_url(page: "AccessibilityStatementPage") -> str:
    """The form for reporting a fault, in the page's own language where there is one; on
    the page of feedback the one that is for accessibility."""
    if not page.feedback_page_id:
        return ""
    chosen = Page.objects.filter(pk=page.feedback_page_id).values("translation_key")
    found = BasePageQuerySet(Page).public().filter(translation_key__in=chosen)
    by_locale = {target.locale_id: target for target in found}
    by_id = {target.pk: target for target in found}
    target = by_locale.get(page.locale_id) or by_id.get(page.feedback_page_id)
    if target is None:
        return ""
    is_form = (
        target.content_type_id == ContentType.objects.get_for_model(FeedbackPage).pk
    )
    return f"{target.url}saavutettavuus/" if is_form else str(target.url)


def statement_context(
    page: "AccessibilityStatementPage", route: Route | None
) -> dict[str, Any]:
    """One query: the form with which faults are reported."""
    easy = route.translations.get("fi-simple") if route else None
    in_finnish = get_language() == settings.LANGUAGE_CODE
    return {
        "verdict": VERDICTS.get(page.conformance),
        "faults": [fault(block.value) for block in page.faults],
        "assessment": ASSESSMENTS.get(page.assessed, ""),
        "report_url": report_url(page),
        "easy_url": easy.url if easy and in_finnish else "",
    }
