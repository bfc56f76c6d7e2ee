"""What the receipt says once, right after its sender did something there."""

from collections.abc import Container

from django.utils.translation import gettext_lazy as _

# By the mark in the address that the act leads to.
DONE = {
    "vastattu": _("Thank you for your answer! We will now go on."),
    "lisatty": _("Thank you! We have added your text to your message."),
    "korjattu": _("We have saved your changes. We will check the message again."),
    "tarkistus": _("Thank you. We have received your request for a review."),
    "palasi": _("Thank you! We will read your text and reply to you again."),
    "arvio": _("Thank you! This helps us to write better replies."),
    "parantui": _("Thank you for telling us! We learn from your answer."),
    "ei-julki": _("We no longer publish your message. Nothing else changes."),
}


def done_words(query: Container[str]) -> str:
    """In the page's title and in a notice that takes the focus; empty without an act."""
    return next((str(words) for mark, words in DONE.items() if mark in query), "")
