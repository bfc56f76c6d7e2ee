from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = _("Messages from residents")

    def ready(self) -> None:
        from . import append_only, signal_handlers

        signal_handlers.register()
        post_migrate.connect(append_only.after_migrate, sender=self)
