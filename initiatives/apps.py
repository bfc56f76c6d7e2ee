from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        from core import purposes
        from core.middleware import send_no_referrer
        from initiatives.models import InitiativesPage
        from initiatives.outbox import send_due
        from moderation.clock import register_part

        def send_initiative_mail(now: datetime) -> int:
            return send_due()

        register_part("initiatives’ mails sent", send_initiative_mail)
        purposes.register(purposes.INITIATIVES, InitiativesPage)
        purposes.register(purposes.RIGHT_CHANNEL, InitiativesPage, "aloita/")
        # A draft's link is a secret.
        send_no_referrer(r"/tee/[0-9a-f-]{36}/")
