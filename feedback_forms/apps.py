from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackFormsConfig(AppConfig):
    name = "feedback_forms"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from core import links
        from feedback_forms.models import FeedbackPage

        links.register(links.FEEDBACK, FeedbackPage)
