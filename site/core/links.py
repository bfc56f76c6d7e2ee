"""Links from one page to another, which may exist in several languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from wagtail.models import Page

from core.languages import html_language
from core.models.pages import BasePageQuerySet

NOT_JOINED: Any = object()


@dataclass(frozen=True)
class Link:
    """A page to link to: no more of it is known than its title and its address."""

    page: Page
    # The value of `lang`, where the page is in another language than the one it stands on.
    language: str = ""


def _public(key: Any, locale: Any) -> QuerySet[Any]:
    """The public page with this translation key and language, as one JSON object; the
    arguments may be references to an outer query."""
    pages = BasePageQuerySet(Page).public()
    found = JSONObject(
        title="title",
        url_path="url_path",
        locale_id="locale_id",
        language=F("locale__language_code"),
    )
    pages = pages.filter(translation_key=key, locale_id=locale)
    return pages.order_by().values_list(found)  # type: ignore[no-any-return]


def joined_link(to: str) -> Coalesce:
    """For `for_serving()`: the page that the field `to` leads to, without a query of its own.

    Annotate it as `<to>_link`; `link_from()` reads it.
    """
    key = OuterRef(f"{to}__translation_key")
    own, original = OuterRef("locale_id"), OuterRef(f"{to}__locale_id")
    return Coalesce(Subquery(_public(key, own)), Subquery(_public(key, original)))


def link_from(page: Page, to: str) -> Link | None:
    """Where the field `to` leads, if that page is public, in the page's own language if it
    is there: a translated page keeps the original's link."""
    joined = getattr(page, f"{to}_link", NOT_JOINED)
    found = _asked_for(page, to) if joined is NOT_JOINED else joined
    if not found:
        return None
    same = found["locale_id"] == page.locale_id
    target = Page(title=found["title"], url_path=found["url_path"])
    return Link(target, "" if same else html_language(found["language"]))


def _asked_for(page: Page, to: str) -> dict[str, Any] | None:
    """For a preview, which comes from a draft and not from the database."""
    target = getattr(page, to)
    if target is None:
        return None
    key, own, original = target.translation_key, page.locale_id, target.locale_id
    (found,) = _public(key, own).first() or _public(key, original).first() or (None,)
    return found  # type: ignore[no-any-return]


def public_versions(ids: Iterable[int], reader: Page) -> dict[int, Link]:
    """The public pages with these ids as links, by id: each in the language of the page
    `reader` where it is in it. One query for all of them."""
    wanted = Page.objects.filter(pk__in=list(ids))
    pages = BasePageQuerySet(Page).public()
    rows = list(
        pages.filter(translation_key__in=wanted.values("translation_key"))
        .values("pk", "title", "url_path", "locale_id", "translation_key")
        .annotate(language=F("locale__language_code"))
    )
    own = {
        row["translation_key"]: row
        for row in rows
        if row["locale_id"] == reader.locale_id
    }
    keys = {row["pk"]: row["translation_key"] for row in rows}
    by_id = {row["pk"]: row for row in rows}
    found = {}
    for pk in ids:
        if pk not in keys:
            continue
        row = own.get(keys[pk], by_id[pk])
        same = row["locale_id"] == reader.locale_id
        target = Page(title=row["title"], url_path=row["url_path"])
        found[pk] = Link(target, "" if same else html_language(row["language"]))
    return found
