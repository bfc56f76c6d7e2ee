"""Words of the site's own texts in templates."""

from django import template
from django.utils.safestring import SafeString

from core.languages import OtherLanguage, html_language
from search import words

register = template.Library()


@register.filter
def seams(text: str, other: OtherLanguage | None = None) -> str:
    """A heading with soft hyphens at the seams of its long Finnish words.

    `other` says in what language the text is where it is not the reader's. Only what is
    shown is changed; a text that is marked safe is left as it is.
    """
    if isinstance(text, SafeString):
        return text
    language = html_language((other.lang if other else "") or None)
    return words.with_seams(str(text), language)
