"""Pages that others link to by what they are for, wherever an editor has put them.

A package that stands above registers its page in `AppConfig.ready()`, so that
those below can lead to it without knowing it.
"""

from core.caching import cached
from core.models import BasePage
from core.signal_handlers import MENU

FEEDBACK = "feedback"
_pages: dict[str, type[BasePage]] = {}


def register(purpose: str, model: type[BasePage]) -> None:
    _pages[purpose] = model


def url_for(purpose: str, page: BasePage) -> str:
    """The address of the page for this purpose, in the language of `page`; "" if none."""
    model = _pages.get(purpose)
    return url_of_kind(model, page) if model else ""


def url_of_kind(model: type[BasePage], page: BasePage) -> str:
    """The address of the first public page of this kind below the home page above `page`.

    Kept with the menu, which changes with the same pages.
    """
    # Wagtail's root, and the home page of one language below it.
    home = page.path[: 2 * page.steplen]

    def find() -> str:
        found = model.objects.public().filter(path__startswith=home).first()
        return (found.url or "") if found else ""

    return cached(MENU, f"{model._meta.label_lower}:{home}", find)
