"""Phrases that advertisements are known by. The list is staff's."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding
from .lists import Lists
from .phrase_list import places


def find(text: str, lists: Lists) -> Iterator[Finding]:
    for start, end, phrase in places(text, lists.spam_phrases):
        reason = _("On the list of spam: “%(phrase)s”.") % {"phrase": phrase}
        yield Finding(Flag.SPAM, start, end, reason)
