"""Pages that others link to by what they are for, wherever an editor has put them.

A package that stands above registers its page in `AppConfig.ready()`, so that
those below can lead to it without knowing it.
"""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from core.menu import links
from core.models import BasePage
from core.sites import all_sites

FEEDBACK = "feedback"
CHANGES = "changes"
INITIATIVES = "initiatives"
RIGHT_CHANNEL = "right channel"
ACCESSIBILITY_FEEDBACK = "accessibility feedback"
# A kind of page, and the part of its address that serves the purpose.
_pages: dict[str, tuple[type[BasePage], str]] = {}


def register(purpose: str, model: type[BasePage], below: str = "") -> None:
    """`below` is a route of the page, such as `saavutettavuus/`."""
    _pages[purpose] = (model, below)


def url_for(purpose: str, page: Page) -> str:
    """The address of the page for this purpose, in the language of `page`; "" if none."""
    if purpose not in _pages:
        return ""
    model, below = _pages[purpose]
    url = url_of_kind(model, page)
    return f"{url}{below}" if url else ""


def url_on(purpose: str, site: Site, language: str) -> str:
    """The same for what is no page, or before the page is known."""
    if purpose not in _pages:
        return ""
    model, below = _pages[purpose]
    kind = ContentType.objects.get_for_model(model).pk
    url = links(site.pk, language).by_kind.get(kind, "")
    return f"{url}{below}" if url else ""


def url_of_kind(model: type[BasePage], page: Page) -> str:
    """The address of the first published page of this kind right below the home page
    under which `page` stands; "" if there is none."""
    root = f"/{page.url_path.split('/')[1]}/"
    kind = ContentType.objects.get_for_model(model).pk
    for site_id, languages in all_sites().roots.items():
        for language, its_root in languages.items():
            if its_root == root:
                return links(site_id, language).by_kind.get(kind, "")
    return ""


def urls_by_language(purpose: str) -> dict[str, str]:
    """The addresses of the page for this purpose in each language that has it."""
    if purpose not in _pages:
        return {}
    model, below = _pages[purpose]
    kind = ContentType.objects.get_for_model(model).pk
    found: dict[str, str] = {}
    for site_id, languages in all_sites().roots.items():
        for language in languages:
            if url := links(site_id, language).by_kind.get(kind):
                found.setdefault(language, f"{url}{below}")
    return found
