from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import documents, promotions, signal_handlers

        documents.register()
        promotions.register()
        signal_handlers.register()
