from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home and information")

    def ready(self) -> None:
        from core.menu import register_footer_page
        from home.models import AccessibilityStatementPage
        from home.services import remind_of_review
        from moderation.clock import register_part

        register_footer_page(AccessibilityStatementPage)
        register_part("reminders of reviews sent", remind_of_review)
