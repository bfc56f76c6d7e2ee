"""How published feedback and its replies are found by the site's search."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from search import registry
from search.registry import Content, Source
from search.sources import SectionSource

from .changes import ONE as ONE_CHANGE
from .changes import language_of, list_url
from .models import Change, Feedback, FeedbackPage
from .published import ONE, list_path, published


class FeedbackSource(Source):
    """What its sender let us publish, and we did, with our replies."""

    model = Feedback
    kind = "feedback"
    label = _("Feedback and reply")
    plural = _("Feedback and replies")
    icon = "speech"
    is_born_private = True
    read_on = FeedbackPage
    # It goes with the page on which it is read, and must go even if a task was lost.
    is_swept = True

    def public(self) -> Any:
        return readable(published())

    def gate(self) -> Any:
        return readable(Feedback.objects.public())

    def content(self, item: Any) -> Content:
        """In the language of the feedback, on the list in that language or in Finnish.

        Without the title of the page that it answers, which may cease to be public.
        """
        with translation.override(item.language):
            about = item.handler_name
            kind = item.kind_label
        texts = [item.message, *(reply.text for reply in item.replies)]
        return Content(
            title=f"{kind}: {about}" if about else kind,
            url=f"{list_path(page_url(item.language))}?{ONE}={item.pk}",
            language=item.language,
            text="\n\n".join(texts),
            date=timezone.localdate(item.published_at),
            service_area_id=item.service_area_id,
        )


class ChangeSource(Source):
    """What we changed because of feedback, in each of its languages."""

    model = Change
    kind = "change"
    label = _("Change because of feedback")
    plural = _("Changes because of feedback")
    icon = "outcome-published"
    date_label = _("Changed: %(date)s")
    read_on = FeedbackPage
    # As feedback is: it is read on a page.
    is_swept = True

    def public(self) -> Any:
        return Change.objects.public().filter(
            Exists(lists(OuterRef("locale__language_code")))
        )

    def content(self, item: Any) -> Content:
        language = language_of(item)
        return Content(
            title=item.title,
            url=f"{list_url(page_url(language))}?{ONE_CHANGE}={item.pk}",
            language=language,
            text=f"{item.heard}\n\n{item.did}",
            date=item.happened_on,
            service_area_id=item.service_area_id,
            translation_key=item.translation_key,
        )


class FeedbackPageSource(SectionSource):
    """The page where one gives feedback."""

    model = FeedbackPage


def lists(*languages: Any) -> Any:
    """The public pages that list feedback of one of the languages, or of all."""
    return FeedbackPage.objects.public().filter(
        locale__language_code__in=(*languages, settings.LANGUAGE_CODE)
    )


def readable(feedback: Any) -> Any:
    """That for which there is a list which anybody may read."""
    return feedback.filter(Exists(lists(OuterRef("language"))))


def page_url(language: str) -> str:
    by_language = {
        page.locale.language_code: page
        for page in lists(language).select_related("locale")
    }
    page = by_language.get(language) or by_language[settings.LANGUAGE_CODE]
    return str(page.get_url())


def register() -> None:
    registry.register(FeedbackSource())
    registry.register(ChangeSource())
    registry.register(FeedbackPageSource())
