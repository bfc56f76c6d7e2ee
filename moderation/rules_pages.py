"""Where the published rules are, for receipts and mails."""

from urllib.parse import urljoin

from django.conf import settings

from core.caching import cached
from moderation.models import ModerationRulesPage


def rules_url(language: str) -> str:
    """The whole address of the page of the rules in this language, or in Finnish; empty
    while there is none that anybody may read."""
    found = cached("pages", "moderation-rules", _addresses)
    return found.get(language) or found.get(settings.LANGUAGE_CODE) or ""


def _addresses() -> dict[str, str]:
    pages = ModerationRulesPage.objects.public().select_related("locale")
    base = settings.BASE_URL.rstrip("/")
    return {page.locale.language_code: urljoin(base, page.url) for page in pages}
