"""Finding ways to take part by words."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from core.models import Municipality, ServiceArea
from core.models.registers import Register
from search.finding import keys_matching

if TYPE_CHECKING:
    from .models import OpportunityQuerySet

LONGEST = 100
MOST_WORDS = 8
# Soft hyphens and other marks within words; halves of letters.
MARKS = {"Cf", "Cs"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def tidy(text: str) -> str:
    """What is looked for: single spaces, no characters that cannot be seen."""
    text = unicodedata.normalize("NFC", text[: 2 * LONGEST])
    seen = "".join(
        letter for letter in text if unicodedata.category(letter) not in MARKS
    )
    return " ".join(CONTROL.sub(" ", seen)[:LONGEST].split()[:MOST_WORDS])


def matching(
    pages: "OpportunityQuerySet", words: Iterable[str]
) -> "OpportunityQuerySet":
    """Pages that the site's search finds by the words, in any of their forms, or that have
    each word as it is typed in the title, the introduction, or the name of the municipality
    or service area."""
    from .models import EventPage, OpportunityPage

    wanted = [word for word in words if any(map(str.isalnum, word))]
    if not wanted:  # signs alone are passed over
        return pages
    language = get_language() or settings.LANGUAGE_CODE
    keys = keys_matching(" ".join(wanted), language, (OpportunityPage, EventPage))
    return pages.filter(as_typed(wanted) | Q(pk__in=keys))


def as_typed(words: list[str]) -> Q:
    from .models import OpportunityPage

    through = OpportunityPage.municipalities.through.objects
    every = Q()
    # The longest word is the rarest: what it rules out is not looked at again.
    for word in sorted(words, key=len, reverse=True):
        found = Q(title__mentions=word) | Q(introduction__mentions=word)
        if areas := named(ServiceArea, word):
            found |= Q(service_area_id__in=areas)
        if towns := named(Municipality, word):
            of_page = through.filter(opportunitypage_id=OuterRef("pk"))
            found |= Q(Exists(of_page.filter(municipality_id__in=towns)))
        every &= found
    return every


def named(register: type[Register], word: str) -> list[int]:
    """The entries that have the word in their name, in any of the languages."""
    wanted = word.casefold()
    return [
        pk
        for pk, entry in register.all_cached().items()
        if any(
            wanted in name.casefold()
            for name in (entry.name_fi, entry.name_sv, entry.name_en)
        )
    ]
