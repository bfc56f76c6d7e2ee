"""The conversation with the sender, and what replies are made from."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import ServiceUnit
from core.privacy import PersonalData
from moderation.enums import DECISIONS, FROM_SENDER, MessageKind, TemplateKind

from .submission import Submission
from .texts import column, in_four_languages, only_in_finnish


class Message(models.Model):
    """A question, an answer, an addition or a reply; shown on the receipt page."""

    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("message"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind)
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        ServiceUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    # A question or a return: by when the sender is asked to act.
    due_at = models.DateTimeField(_("answer by"), null=True, blank=True)

    personal_data = PersonalData(
        purpose=_("What residents and staff write to each other about a message."),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_("As long as the message that it belongs to."),
    )

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message in a conversation")
        verbose_name_plural = _("messages in conversations")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_decision(self) -> bool:
        """Taken in the name of the county, as in the mails; questions and replies come from
        the unit."""
        return self.kind in DECISIONS or self.kind == MessageKind.FILE_REMOVED

    @property
    def from_sender(self) -> bool:
        return self.kind in FROM_SENDER

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        """None by itself: a conversation goes with the message that it is about."""
        return 0


class ReplyTemplate(models.Model):
    """The beginning of a text to a sender, in four languages; inserted, it can be edited."""

    kind = models.CharField(
        _("used for"),
        max_length=20,
        choices=TemplateKind,
        default=TemplateKind.REPLY,
    )
    name = models.CharField(_("name"), max_length=100, unique=True)
    text_fi = models.TextField(_("text in Finnish"))
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_fi_simple = models.TextField(_("text in easy Finnish"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")

    def __str__(self) -> str:
        return self.name

    def choice(self, language: str) -> str:
        """Its name, which says whether it has a text in the sender's language."""
        return only_in_finnish(self.name, getattr(self, column("text", language)))

    def text(self, language: str) -> str:
        """The text in the sender's language; Finnish where it has none."""
        return in_four_languages(self, "text", language)
