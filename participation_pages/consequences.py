"""What else followed from a way to take part: an app above registers what it knows of.

register_consequences(change_news.because_of)   # in AppConfig.ready()
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.models import Page

# Things with `title`, `url` and `other_language`.
Consequences = Callable[[Page], Iterable[Any]]

_sources: list[Consequences] = []


def register_consequences(source: Consequences) -> None:
    if source not in _sources:
        _sources.append(source)


def consequences_of(page: Page) -> list[Any]:
    """Links, in the page's language where they are in it; from the cache, mostly."""
    return [found for source in _sources for found in source(page)]
