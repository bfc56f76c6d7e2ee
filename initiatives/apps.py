from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        from core import purposes
        from initiatives.models import InitiativesPage
        from initiatives.outbox import send_due
        from initiatives.public import registration
        from moderation.clock import register_part

        def send_initiative_mail(now: datetime) -> int:
            return send_due()

        register_part("initiatives’ mails sent", send_initiative_mail)
        purposes.register(purposes.INITIATIVES, InitiativesPage)
        registration.register()
