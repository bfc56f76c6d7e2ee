"""The search's addresses, in each language. Like a page's they hold whatever is translated
later, so they stand here and in no catalogue."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, override

ROUTES = {"fi": "haku/", "sv": "sok/", "en": "search/", "fi-simple": "haku/"}


def route(rest: str = "") -> str:
    """The search's route in the language of now."""
    language = get_language() or settings.LANGUAGE_CODE
    return f"{ROUTES.get(language, ROUTES[settings.LANGUAGE_CODE])}{rest}"


# A route that is no `str` is asked for anew in each language.
lazy_route = lazy(route, str)


def in_each_language() -> dict[str, str]:
    found = {}
    for language in ROUTES:
        with override(language):
            found[language] = reverse("search")
    return found
