"""Words of health near a person's name.

Near is in the same sentence, or in the next one when that speaks of “her” or “him”. Names
of staff (a title before or after, or thanks), of places and services are left aside.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding
from .health_words import first_word
from .lists import Lists
from .people import people_in
from .sentences import sentences

SPEAKS_OF_THEM = (
    "hän",
    "häne",
    "hon ",
    "hans ",
    "hennes ",
    "she ",
    "he ",
    "her ",
    "his ",
)


def find(text: str, lists: Lists) -> Iterator[Finding]:
    places = list(sentences(text))
    said = [first_word(text[start:end], lists) for start, end in places]
    for number, (start, end) in enumerate(places):
        word = said[number]
        if not word and number + 1 < len(places):
            after = text[slice(*places[number + 1])].lower()
            word = said[number + 1] if after.startswith(SPEAKS_OF_THEM) else ""
        if not word:
            continue
        for first, last in people_in(text[start:end], lists):
            reason = _("A name near the word “%(word)s”.") % {"word": word}
            yield Finding(Flag.HEALTH_NAME, start + first, start + last, reason)
