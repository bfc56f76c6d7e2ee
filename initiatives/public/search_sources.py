"""How initiatives and suggestions are found by the site's search."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, InitiativesPage
from search import registry
from search.registry import Content, Source
from search.sources import SectionSource

from .finding import own_path
from .situations import NAMES, situation_of, with_outcome


class InitiativeSource(Source):
    """What was published, in the language of its makers, with the county's answer."""

    model = Initiative
    kind = "initiative"
    label = _("Initiative or suggestion")
    plural = _("Initiatives and suggestions")
    icon = "seal"
    states = NAMES
    place = 20
    is_born_private = True
    read_on = InitiativesPage
    # It goes with the page on which it is read, and must go even if a task was lost.
    is_swept = True

    def public(self) -> Any:
        return with_outcome(readable(Initiative.objects.listed()))

    def gate(self) -> Any:
        return readable(Initiative.objects.listed())

    def content(self, item: Any) -> Content:
        texts = [item.proposal, item.effects, item.answer]
        return Content(
            title=item.title,
            url=own_path(item),
            language=item.language,
            text="\n\n".join(filter(None, texts)),
            date=timezone.localdate(item.published_at),
            service_area_id=item.service_area_id,
            municipality_ids=(item.municipality_id,) if item.municipality_id else (),
            state=situation_of(item.outcome),
        )


class InitiativesPageSource(SectionSource):
    """The page on which initiatives are made and read."""

    model = InitiativesPage


def readable(initiatives: Any) -> Any:
    """Those for which there is a page, in their language or in Finnish, that anybody may read."""
    pages = InitiativesPage.objects.public().filter(
        locale__language_code__in=(OuterRef("language"), settings.LANGUAGE_CODE)
    )
    return initiatives.filter(Exists(pages))


def register() -> None:
    registry.register(InitiativeSource())
    registry.register(InitiativesPageSource())
