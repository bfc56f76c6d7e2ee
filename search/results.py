"""What is shown of an entry that was found."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from core.languages import OtherLanguage, other_language
from core.models import ServiceArea
from core.templatetags.osallistu import day
from search import registry
from search.finding import Found, How
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


def results_of(found: Found, start: int, end: int, language: str) -> list[Result]:
    """The rows `start` to `end`: one query, whatever they are."""
    keys = [row.pk for row in found.rows[start:end]]
    entries = SearchEntry.objects.in_bulk(keys)
    marker = Marker(found.asked, widely=found.how is not How.EXACTLY)
    return [result_of(entries[pk], marker, language) for pk in keys if pk in entries]


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
