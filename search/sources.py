"""Sources for Wagtail's pages."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search.index import SearchField

from core.models import BasePage, BasePageQuerySet
from core.sites import locale_of
from search.registry import Content, Source, Words


class PageSource(Source):
    """The pages of one type; their text is what `search_fields` names."""

    model: ClassVar[type[BasePage]]

    def public(self) -> BasePageQuerySet:
        pages: BasePageQuerySet = self.model.objects.public()
        return pages.exact_type(self.model)

    def gate(self) -> BasePageQuerySet:
        return BasePageQuerySet(Page).public()

    def date(self, page: Any) -> datetime.date | None:
        """The day that stands with the result, and whose year it is filtered by."""
        published = page.first_published_at
        return timezone.localdate(published) if published else None

    def text(self, page: Any) -> str:
        """What the page is found by, beside its title and introduction."""
        return text_of(page, self.not_shown(page))

    def not_shown(self, page: Any) -> Collection[str]:
        """Fields of `search_fields` that the page does not show, or not yet."""
        return ()

    def more(self, page: Any) -> dict[str, Any]:
        """Further values of the page's `Content`."""
        return {}

    def content(self, item: BasePage) -> Content:
        """In the page's language, also the words of its choices, which catalogues hold."""
        language = locale_of(item).language_code
        with translation.override(language):
            return Content(
                **{
                    "title": item.title,
                    "url": item.get_url(),
                    "language": language,
                    "text": self.text(item),
                    "introduction": item.introduction,
                    "date": self.date(item),
                    "translation_key": item.translation_key,
                    **self.more(item),
                }
            )


class SectionSource(PageSource):
    """A page that leads to others, or to a form: found by its title and introduction."""

    kind = "section"
    place = 90
    label: ClassVar[Words] = _("Section of the site")
    plural: ClassVar[Words] = _("Sections of the site")

    def date(self, page: Any) -> None:
        """None: it is there for good."""


def text_of(page: BasePage, without: Collection[str] = ()) -> str:
    """All that the page has the search read, but for its title, its introduction and the
    fields named; an empty line between what stands apart on the page, as lines of a field do."""
    passed_over = {"title", "introduction", *without}
    parts: list[str] = []
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in passed_over:
            value = field.get_value(page)
            parts += value if isinstance(value, list) else [value or ""]
    lines = (line for part in parts for line in strip_tags(str(part)).splitlines())
    return "\n\n".join(filter(None, map(str.strip, lines)))
