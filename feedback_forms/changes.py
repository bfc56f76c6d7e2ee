"""What we changed because of feedback: the list, and what each piece of feedback led to."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest
from django.utils.translation import pgettext
from wagtail.models import Locale

from core.aggregates import JoinedIds, split_ids
from core.facets import keep, total
from core.languages import OtherLanguage, other_language
from core.links import public_versions
from core.listing import page_of
from core.models import ServiceArea
from core.narrowing import questions
from core.sites import all_sites, locale_of

from .models import Change, Feedback
from .models.changes import LED

if TYPE_CHECKING:
    from .models import FeedbackPage

PER_PAGE = 25
ONE = "muutos"
BELOW = "vaikutus/"


@dataclass(frozen=True)
class Told:
    """A change as a link: its title, where it is told, and its language if another."""

    title: str
    url: str
    day: date
    other_language: OtherLanguage | None = None


@dataclass(frozen=True)
class Shown:
    """A change with all that the list tells of it; `more` is the page that tells more, and
    `feedback` are addresses of published feedback that led to it."""

    pk: int
    title: str
    heard: str
    did: str
    day: date
    place: str
    more: Any
    feedback: list[str]
    other_language: OtherLanguage | None


def list_url(page_url: str) -> str:
    return f"{page_url}{BELOW}"


def language_of(change: Change) -> str:
    """Without a query where the site has a home page in the language."""
    known = all_sites().locales.get(change.locale_id)
    return str((known or change.locale).language_code)


def told(change: Change, page_url: str, reader: str) -> Told:
    return Told(
        change.title,
        f"{list_url(page_url)}?{ONE}={change.pk}",
        change.happened_on,
        other_language(language_of(change), reader),
    )


def offered(locale: Locale) -> Any:
    return Change.objects.public().offered_in(locale).newest_first()


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the list to; raises Http404 for what there is not."""
    names = ("alue", "vuosi")
    chosen = {name: request.GET[name] for name in names if request.GET.get(name)}
    year = chosen.get("vuosi", "2000")
    right_year = year.isascii() and year.isdigit() and len(year) == 4 and year > "1000"
    areas = {str(pk) for pk in ServiceArea.all_cached()}
    if chosen.get("alue", "") not in {"", *areas} or not right_year:
        raise Http404
    return chosen


def narrowed(changes: Any, chosen: dict[str, str]) -> Any:
    columns = {"alue": "service_area_id", "vuosi": "happened_on__year"}
    return changes.filter(**{columns[name]: chosen[name] for name in chosen})


def counted(changes: Any) -> list[dict[str, Any]]:
    """Changes by service area and year, in one query."""
    rows = (
        changes.order_by()
        .annotate(year=ExtractYear("happened_on"))
        .values("service_area_id", "year")
        .annotate(number=Count("pk"))
    )
    return [
        {"alue": row["service_area_id"], "vuosi": row["year"], "number": row["number"]}
        for row in rows
    ]


def changes_context(page: "FeedbackPage", request: HttpRequest) -> dict[str, Any]:
    chosen = chosen_filters(request)
    keep(request, chosen)
    found = offered(locale_of(page))
    rows = counted(found)
    areas = {str(pk): area.name for pk, area in ServiceArea.all_cached().items()}
    years = {str(row["vuosi"]) for row in rows} | {chosen.get("vuosi", "")}
    names = {year: year for year in sorted(years - {""}, reverse=True)}
    labels = {
        "alue": pgettext("filter", "Service area"),
        "vuosi": pgettext("filter", "Year"),
    }
    paging = page_of(request, total(rows, chosen), PER_PAGE, urlencode(chosen))
    here = narrowed(found, chosen)[paging.start : paging.end]
    return {
        "changes": shown(list(here), page, request),
        "facets": questions(labels, {"alue": areas, "vuosi": names}, rows, chosen),
        "everything": total(rows, {}),
        "paging": paging,
    }


def shown(
    changes: list[Change], page: "FeedbackPage", request: HttpRequest
) -> list[Shown]:
    """Two queries more: the pages that tell more, and the feedback that led to them."""
    reader = locale_of(page).language_code
    page_url = page.get_url(request) or "/"
    pages = public_versions([one.page_id for one in changes if one.page_id], page)
    feedback = feedback_of([one.translation_key for one in changes])
    return [
        Shown(
            pk=one.pk,
            title=one.title,
            heard=one.heard,
            did=one.did,
            day=one.happened_on,
            place=one.place_name,
            more=pages.get(one.page_id or 0),
            feedback=[
                f"{page_url}julkaistut/?palaute={pk}"
                for pk in feedback.get(one.translation_key, [])
            ],
            other_language=other_language(language_of(one), reader),
        )
        for one in changes
    ]


def feedback_of(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[int]]:
    """Published feedback by the translation key of the change that it led to."""
    rows = LED.objects.filter(
        change__translation_key__in=list(keys),
        change__live=True,
        feedback_id__in=Feedback.objects.public().values("pk"),
    )
    found: dict[uuid.UUID, list[int]] = defaultdict(list)
    pairs = rows.values_list("change__translation_key", "feedback_id").distinct()
    for key, pk in pairs.order_by("feedback_id"):
        found[key].append(pk)
    return found


def changes_from(
    feedback: list[int], page: "FeedbackPage", request: HttpRequest
) -> dict[int, list[Told]]:
    """What each of the pieces of feedback led to, as the page's readers are offered it, in
    one query."""
    locale, page_url = locale_of(page), page.get_url(request) or "/"
    key = "change__translation_key"
    led = LED.objects.filter(
        **{key: OuterRef("translation_key")},
        change__live=True,
        feedback_id__in=feedback,
    )
    ids = led.order_by().values(key).annotate(ids=JoinedIds("feedback_id"))
    changes = offered(locale).annotate(led=Subquery(ids.values("ids")))
    found: dict[int, list[Told]] = defaultdict(list)
    for one in changes.exclude(led=None):
        # A language version may name it once more.
        for pk in set(split_ids(one.led)):
            found[pk].append(told(one, page_url, locale.language_code))
    return found


def place_of(asked: str, request: HttpRequest, page: "FeedbackPage") -> str:
    """Where on the list a change stands now, in the reader's language if it is there.

    Raises Http404 where none such is published.
    """
    known = asked.isascii() and asked.isdigit() and len(asked) < 10
    named = Change.objects.public().filter(pk=int(asked)) if known else None
    key = named.values_list("translation_key", flat=True).first() if named else None
    ids = list(offered(locale_of(page)).values_list("pk", "translation_key"))
    numbers = [place for place, (_pk, its) in enumerate(ids) if its == key]
    if key is None or not numbers:
        raise Http404
    number = numbers[0] // PER_PAGE + 1
    query = f"?sivu={number}" if number > 1 else ""
    return f"{request.path}{query}#m{ids[numbers[0]][0]}"
