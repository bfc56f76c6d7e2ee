"""What is shown of an entry that was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from core.languages import OtherLanguage, other_language
from core.models import ServiceArea
from core.templatetags.osallistu import day
from search import registry
from search.finding import Found, How, Row
from search.models import SearchEntry
from search.snippets import Marker


@dataclass(frozen=True)
class Result:
    """Title and snippet have the words found marked; `other` says in what other language
    they are."""

    url: str
    title: SafeString
    snippet: SafeString
    kind: str = ""
    icon: str = ""
    state: str = ""
    area: str = ""
    date: str = ""
    other: OtherLanguage | None = None


def results_of(found: Found, rows: Sequence[Row], language: str) -> list[Result]:
    """What is shown of the rows: one query, whatever they are."""
    entries = SearchEntry.objects.in_bulk([row.pk for row in rows])
    marker = Marker(found.asked, widely=not found.total or found.how is How.WIDELY)
    return [
        result_of(entries[row.pk], marker, language)
        for row in rows
        if row.pk in entries
    ]


def result_of(entry: SearchEntry, marker: Marker, language: str) -> Result:
    source = registry.kinds().get(entry.kind)
    area = ServiceArea.all_cached().get(entry.service_area_id or 0)
    return Result(
        url=entry.url,
        title=marker.title(entry),
        snippet=marker.snippet(entry),
        kind=str(source.label) if source else "",
        icon=source.icon if source else "",
        state=str(registry.state_names().get(entry.state, "")),
        area=area.name if area else "",
        date=dated(source, entry.date),
        other=other_language(entry.language, language),
    )


def dated(source: registry.Source | None, when: date | None) -> str:
    return str(source.date_label) % {"date": day(when)} if source and when else ""
