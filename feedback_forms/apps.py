from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackFormsConfig(AppConfig):
    name = "feedback_forms"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from core import purposes
        from core.news import register_news
        from feedback_forms import search_sources
        from feedback_forms.models import FeedbackPage
        from feedback_forms.nps_import.services import tidy_imports
        from feedback_forms.published import feedback_news
        from moderation.clock import register_part

        register_part("imports", tidy_imports)
        purposes.register(purposes.FEEDBACK, FeedbackPage)
        register_news("feedback", feedback_news)
        search_sources.register()
