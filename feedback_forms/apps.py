from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackFormsConfig(AppConfig):
    name = "feedback_forms"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from core import purposes
        from core.news import register_news
        from feedback_forms import search_sources
        from feedback_forms.change_news import because_of, change_news
        from feedback_forms.changes import BELOW
        from feedback_forms.models import FeedbackPage
        from feedback_forms.nps_import.services import tidy_imports
        from feedback_forms.published import feedback_news
        from moderation.clock import register_part
        from participation_pages.consequences import register_consequences

        register_part("imports", tidy_imports)
        purposes.register(purposes.FEEDBACK, FeedbackPage)
        purposes.register(purposes.CHANGES, FeedbackPage, below=BELOW)
        purposes.register(
            purposes.ACCESSIBILITY_FEEDBACK, FeedbackPage, "saavutettavuus/"
        )
        register_news("feedback", feedback_news)
        register_news("changes", change_news)
        register_consequences(because_of)
        search_sources.register()
