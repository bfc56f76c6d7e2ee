from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home and information")

    def ready(self) -> None:
        from core.menu import register_footer_page
        from home import search_sources
        from home.models import AccessibilityStatementPage
        from home.services import remind_of_review
        from moderation.clock import register_part
        from search.engine_changes import send_changes
        from search.forgetting import forget_words
        from search.misses import forget_old_misses
        from search.services import refresh_due

        register_footer_page(AccessibilityStatementPage)
        search_sources.register()
        register_part("entries of the search renewed", refresh_due)
        register_part("steps taken to forget deleted words", forget_words)
        register_part("changes sent to the search engine", send_changes)
        register_part("old searches in vain deleted", forget_old_misses)
        register_part("reminders of reviews sent", remind_of_review)
