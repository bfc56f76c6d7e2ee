from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationPagesConfig(AppConfig):
    name = "participation_pages"
    verbose_name = _("Ways to take part")

    def ready(self) -> None:
        from core.news import register_dates, register_news
        from participation_pages import news, search_sources, signal_handlers

        search_sources.register()
        signal_handlers.register()
        register_news("opportunities", news.opportunity_news)
        register_news("stories", news.story_news)
        register_news("methods", news.method_news)
        register_news("councils", news.council_news)
        register_dates("opportunities", news.opportunity_dates)
        register_dates("councils", news.council_dates)
