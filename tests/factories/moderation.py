"""What stands around a submission; the submissions are in their kinds' factories."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from moderation.models import AuditEvent, OutboxMail, ReplyTemplate


class ReplyTemplateFactory(DjangoModelFactory):
    class Meta:
        model = ReplyTemplate

    name = factory.Sequence(lambda n: f"Vastauspohja {n}")
    text_fi = "Kiitos palautteestasi. Viemme sen eteenpäin."
    text_sv = "Tack för din respons. Vi för den vidare."


class AuditEventFactory(DjangoModelFactory):
    class Meta:
        model = AuditEvent

    action = "received"
    reference = factory.Sequence(lambda n: f"P-2026-{n:04}")


class OutboxMailFactory(DjangoModelFactory):
    """Needs a `submission`; traits for what can become of a mail."""

    class Meta:
        model = OutboxMail

    class Params:
        failed = factory.Trait(
            tries=8,
            error="SMTPServerDisconnected",
            failed_at=factory.LazyFunction(timezone.now),
        )

    template = "receipt"
    language = "fi"
