"""What readers of feeds are told: new initiatives, and each step of one."""

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import purposes
from core.feeds import Channel, Entry, cut, page_channel, paragraphs
from core.news import Asked
from initiatives.models import Initiative

from .filters import filters_of
from .finding import own_path
from .telling import Told, told

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage


def newest() -> Any:
    return Initiative.objects.listed().order_by("-published_at", "-pk")


def initiative_news(asked: Asked) -> list[Entry]:
    """Also those in other languages, as on the list; an initiative has no topic."""
    if asked.topics or not purposes.url_for(purposes.INITIATIVES, asked.home):
        return []
    return entries(newest())


def list_channel(page: "InitiativesPage", request: HttpRequest) -> Channel:
    """Narrowed as the list is; always the newest first."""
    filters = filters_of(request.GET)
    return page_channel(
        page,
        request,
        entries(filters.apply(newest())),
        chosen=", ".join(filters.words().values()),
        query=filters.query,
    )


def entries(initiatives: Any) -> list[Entry]:
    return [entry(initiative) for initiative in cut(initiatives)]


def entry(initiative: Initiative) -> Entry:
    """In the language of the initiative, whatever the list's."""
    with translation.override(initiative.language):
        kind = initiative.get_kind_display()
    return Entry(
        # It says nothing of the initiative's own id, which its receipt is made from.
        key=uuid.uuid5(initiative.uuid, "published"),
        language=initiative.language,
        title=f"{kind}: {initiative.title}",
        url=own_path(initiative),
        summary=paragraphs(initiative.proposal),
        published=initiative.published_at,  # type: ignore[arg-type]
        updated=initiative.published_at,  # type: ignore[arg-type]
    )


def one_channel(
    initiative: Any, page: "InitiativesPage", request: HttpRequest
) -> Channel:
    """Every step of one initiative, in the words and the language of its page."""
    url = f"{page.get_url(request) or '/'}{initiative.slug}/"
    steps = [one for one in told(initiative, initiative.events.all()) if one.pk]
    return Channel(
        title=f"{initiative.get_kind_display()}: {initiative.title}",
        path=url,
        entries=cut([step_entry(initiative, step, url) for step in steps]),
        made=initiative.published_at,
    )


def step_entry(initiative: Initiative, step: Told, url: str) -> Entry:
    language = translation.get_language()
    link = (
        format_html('<p><a href="{}">{}</a></p>', step.link, _("Minutes"))
        if step.link
        else SafeString("")
    )
    return Entry(
        key=uuid.uuid5(initiative.uuid, f"event {step.pk} {language}"),
        language=initiative.language if step.own_title or step.text else language,
        title=step.title,
        url=f"{url}#e{step.pk}",
        summary=paragraphs(step.text) + link,
        published=step.date,
        updated=step.date,
    )
