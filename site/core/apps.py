from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import checks, lookups, signal_handlers  # noqa: F401

        lookups.register()
        signal_handlers.register()
