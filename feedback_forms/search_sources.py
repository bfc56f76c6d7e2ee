"""How published feedback and its replies are found by the site's search."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from search import registry
from search.registry import Content, Source
from search.sources import SectionSource

from .models import Feedback, FeedbackPage
from .published import ONE, list_path, published


class FeedbackSource(Source):
    """What its sender let us publish, and we did, with our replies."""

    model = Feedback
    kind = "feedback"
    label = _("Feedback and reply")
    plural = _("Feedback and replies")
    icon = "speech"
    is_born_private = True

    def public(self) -> Any:
        return published()

    def gate(self) -> Any:
        return Feedback.objects.public()

    def content(self, item: Any) -> Content:
        """In the language of the feedback, on the list in that language or in Finnish."""
        with translation.override(item.language):
            about = item.page_title or item.handler_name
            kind = item.get_kind_display()
        texts = [item.message, *(reply.text for reply in item.replies)]
        return Content(
            title=f"{kind}: {about}" if about else kind,
            url=f"{list_path(page_url(item.language))}?{ONE}={item.pk}",
            language=item.language,
            text="\n\n".join(texts),
            date=timezone.localdate(item.published_at),
            service_area_id=item.service_area_id,
        )


class FeedbackPageSource(SectionSource):
    """The page where one gives feedback."""

    model = FeedbackPage


def page_url(language: str) -> str:
    pages = FeedbackPage.objects.public().filter(
        locale__language_code__in=(language, settings.LANGUAGE_CODE)
    )
    by_language = {
        page.locale.language_code: page for page in pages.select_related("locale")
    }
    page = by_language.get(language) or by_language.get(settings.LANGUAGE_CODE)
    return page.get_url() if page else "/"


def register() -> None:
    registry.register(FeedbackSource())
    registry.register(FeedbackPageSource())
