"""Links in texts, without a query for each.

Wagtail asks for the locale and the translation of every page that a text links to,
and does so for each text by itself. A story with twelve steps has twelve texts.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

# Stands in no text: the editor keeps no control characters.
BETWEEN = "\0"


def expand_all(texts: Iterable[RichText]) -> list[SafeString]:
    """The HTML of each text; the links of all of them are looked up together."""
    sources = [text.source.replace(BETWEEN, "") for text in texts]
    if not sources:
        return []
    # The editor's own HTML, as the filter `richtext` passes it on.
    html: str = expand_db_html(BETWEEN.join(sources))
    return [mark_safe(part) for part in html.split(BETWEEN)]  # noqa: S308 - see above


class SiteLinkHandler(PageLinkHandler):  # type: ignore[misc]
    """Links to pages, in the reader's language where the page is published in it."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        urls = page_urls([attrs.get("id", "") for attrs in attrs_list])
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]


def page_urls(ids: list[str]) -> list[str]:
    """The address of each page, or "" for one that is gone or not published. One query."""
    linked = Page.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    family = (
        Page.objects.filter(translation_key__in=linked.values("translation_key"))
        .select_related("locale")
        .only("url_path", "live", "translation_key", "locale", "locale__language_code")
    )
    originals = {str(page.pk): page for page in family}
    here = {
        page.translation_key: page
        for page in originals.values()
        if page.live and page.locale.language_code == get_language()
    }
    urls = []
    for pk in ids:
        page = originals.get(pk)
        page = page and here.get(page.translation_key, page)
        urls.append((page.url or "") if page and page.live else "")
    return urls
