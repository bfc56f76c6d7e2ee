from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        from core import purposes
        from initiatives.handling import clock
        from initiatives.initiators.receipt import InitiativeReceipt
        from initiatives.models import Initiative, InitiativesPage
        from initiatives.outbox import send_due
        from initiatives.services import publish_due
        from moderation import receipts
        from moderation.clock import register_part

        def send_initiative_mail(now: datetime) -> int:
            return send_due()

        register_part("initiatives published", publish_due)
        register_part("initiatives’ mails sent", send_initiative_mail)
        clock.register()
        receipts.register(Initiative, InitiativeReceipt())
        purposes.register(purposes.INITIATIVES, InitiativesPage)
