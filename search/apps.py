from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import checks, documents, promotions, signal_handlers  # noqa: F401

        documents.register()
        promotions.register()
        signal_handlers.register()
