from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationPagesConfig(AppConfig):
    name = "participation_pages"
    verbose_name = _("Ways to take part")

    def ready(self) -> None:
        from participation_pages import search_sources, signal_handlers

        search_sources.register()
        signal_handlers.register()
