"""What story pages and their list show, worked out before the templates."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import pgettext
from wagtail.rich_text import get_text_for_indexing

from core import purposes, share
from core.facets import facet, keep, total
from core.languages import OtherLanguage
from core.links import link_from
from core.listing import page_of
from core.models import ServiceArea, SiteImage
from core.pictures import CARD, SCENE, fetch_renditions
from core.rich_text import expand_all

from .enums import StoryVoice
from .lists import marked

if TYPE_CHECKING:
    from .models import StoryIndexPage, StoryPage, StoryQuerySet

PER_PAGE = 18
# Adults read 161 words of Finnish a minute (IReST, Trauzettel-Klosinski & Dietz 2012).
# Slower, so that the time holds also for those who read slowly, and for looking at pictures.
WORDS_PER_MINUTE = 120


@dataclass(frozen=True)
class Scene:
    """A step of the strip. `turned`: the picture stands at the end side, the text first;
    only steps with a picture take turns."""

    title: str
    picture: SiteImage | None
    text: SafeString
    quote: str
    turned: bool


@dataclass(frozen=True)
class StoryCard:
    """`pk` draws the pattern where there is no picture."""

    pk: int
    title: str
    url: str
    voice: str
    introduction: str
    minutes: int
    area: str
    picture: SiteImage | None
    other_language: OtherLanguage | None = None

    @property
    def picture_id(self) -> int | None:
        return self.picture.pk if self.picture else None


def reading_minutes(page: "StoryPage") -> int:
    texts = [page.introduction, page.what_followed]
    for block in page.steps:
        step = block.value
        text = get_text_for_indexing(step["text"].source) if step["text"] else ""
        texts += [step["title"] or "", text, step["quote"] or ""]
    words = sum(len(text.split()) for text in texts)
    return max(1, -(-words // WORDS_PER_MINUTE))


def card_picture(page: "StoryPage") -> SiteImage | None:
    """The page's own picture, else the first one of the story."""
    if page.picture:
        return page.picture
    pictures = (block.value["picture"] for block in page.steps)
    return next((picture for picture in pictures if picture), None)


def scenes(page: "StoryPage") -> list[Scene]:
    """Three queries at most, whatever the number of steps: pictures, renditions that the
    cache does not know, and pages that the texts link to."""
    steps = [block.value for block in page.steps]
    pictures = [step["picture"] for step in steps]
    fetch_renditions(pictures, SCENE, share=share.picture_of(page))
    texts = expand_all([step["text"] for step in steps])
    found: list[Scene] = []
    pictured = 0
    for step, picture, text in zip(steps, pictures, texts, strict=True):
        turned = bool(picture) and pictured % 2 == 1
        pictured += bool(picture)
        found.append(Scene(step["title"], picture, text, step["quote"] or "", turned))
    return found


def list_url(page: "StoryPage", request: HttpRequest) -> str:
    route = getattr(request, "route", None)
    if route and route.trail:
        url: str = route.trail[-1].url
        return url
    return page.get_parent().get_url(request) or ""


def outcome_url(page: "StoryPage", request: HttpRequest) -> str:
    """Where the outcome is told; "" while that page is not public."""
    link = link_from(page, "outcome_page")
    return (link.page.get_url(request) or "") if link else ""


def story_context(page: "StoryPage", request: HttpRequest) -> dict[str, Any]:
    return {
        "scenes": scenes(page),
        "minutes": reading_minutes(page),
        "list_url": list_url(page, request),
        "outcome_url": outcome_url(page, request),
        "tell_url": purposes.url_for(purposes.FEEDBACK, page),
        "service_area": ServiceArea.all_cached().get(page.service_area_id),
    }


def choices() -> dict[str, dict[str, str]]:
    """What the list can be narrowed to, by the address's parameter."""
    return {
        "kenen": {voice.value: str(voice.label) for voice in StoryVoice},
        "alue": {str(pk): area.name for pk, area in ServiceArea.all_cached().items()},
    }


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the list to; raises Http404 for what there is not."""
    known = choices()
    chosen = {name: request.GET[name] for name in known if request.GET.get(name)}
    if any(value not in known[name] for name, value in chosen.items()):
        raise Http404
    return chosen


def narrowed(pages: "StoryQuerySet", chosen: dict[str, str]) -> "StoryQuerySet":
    columns = {"kenen": "whose", "alue": "service_area_id"}
    return pages.filter(**{columns[name]: value for name, value in chosen.items()})


def listed(
    index: "StoryIndexPage", pages: "StoryQuerySet", request: HttpRequest
) -> dict[str, Any]:
    """Two queries: the counts, and the cards of one page."""
    chosen = chosen_filters(request)
    keep(request, chosen)
    rows = [
        {
            "kenen": row["whose"],
            "alue": row["service_area_id"] or "",
            "number": row["number"],
        }
        for row in pages.counted()
    ]
    known = choices()
    areas = known["alue"]
    facets = [
        facet("kenen", pgettext("filter", "Whose story"), known["kenen"], rows, chosen),
        facet("alue", pgettext("filter", "Service area"), areas, rows, chosen),
    ]
    shown = total(rows, chosen)
    paging = page_of(request, shown, PER_PAGE, urlencode(chosen))
    found = narrowed(pages, chosen)
    stories = found.for_cards().order_by("-first_published_at", "-pk")
    return {
        "stories": cards(
            marked(stories[paging.start : paging.end], index), areas, request
        ),
        "facets": [one for one in facets if one],
        "total": shown,
        "everything": total(rows, {}),
        "paging": paging,
        "tell_url": purposes.url_for(purposes.FEEDBACK, index),
    }


def cards(
    stories: list["StoryPage"], areas: dict[str, str], request: HttpRequest
) -> list[StoryCard]:
    fetch_renditions([story.card_picture for story in stories], CARD)
    return [
        StoryCard(
            pk=story.pk,
            title=story.title,
            url=story.get_url(request) or "",
            voice=story.get_whose_display(),
            introduction=story.introduction,
            minutes=story.reading_minutes,
            area=areas.get(str(story.service_area_id), ""),
            picture=story.card_picture,
            other_language=story.other_language,
        )
        for story in stories
    ]
