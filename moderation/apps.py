from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = _("Messages from residents")

    def ready(self) -> None:
        from . import signal_handlers

        signal_handlers.register()
