from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        from core import purposes
        from core.middleware import send_no_referrer
        from initiatives.comments.receipt import CommentReceipt
        from initiatives.handling import clock as county_clock
        from initiatives.initiators.receipt import InitiativeReceipt
        from initiatives.models import Comment, Initiative, InitiativesPage
        from initiatives.outbox import send_due
        from initiatives.public import registration
        from initiatives.services import publish_due
        from initiatives.supporting import clock, progress
        from moderation import receipts
        from moderation.clock import register_part

        def send_initiative_mail(now: datetime) -> int:
            return send_due()

        register_part("initiatives published", publish_due)
        register_part("initiatives’ mails sent", send_initiative_mail)
        county_clock.register()
        receipts.register(Initiative, InitiativeReceipt())
        receipts.register(Comment, CommentReceipt())
        register_part("collecting of support ended", clock.end_collecting)
        register_part("notices of support given", progress.give_missed_notices)
        register_part("supporters’ addresses forgotten", clock.forget_addresses)
        purposes.register(purposes.INITIATIVES, InitiativesPage)
        purposes.register(purposes.RIGHT_CHANNEL, InitiativesPage, "aloita/")
        # A draft's link is a secret.
        send_no_referrer(r"/tee/[0-9a-f-]{36}/")
        registration.register()
