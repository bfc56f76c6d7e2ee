"""How the sender can be reached: apart from the content, encrypted, and soon gone."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField, email_hash
from core.privacy import PersonalData

from .submission import Submission


class Contact(models.Model):
    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        related_name="contact",
        verbose_name=_("message"),
    )
    email = EncryptedTextField(_("e-mail address"))
    email_hash = models.CharField(max_length=64, db_index=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = PersonalData(
        purpose=_("To send the receipt, questions and the reply."),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_(
            "Until the retention time for contact details after the end, see the settings; "
            "longer only for a question that the sender agreed to be asked later."
        ),
    )

    class Meta:
        verbose_name = _("contact details")
        verbose_name_plural = _("contact details")

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.email_hash = email_hash(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from moderation.services import erase_expired_contacts

        return erase_expired_contacts(now=now)
