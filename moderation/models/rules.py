"""The published rules by which a message can be refused, as staff write them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.caching import CachedQuerySet, raise_version

from .audit import AuditEvent
from .submission import Submission
from .texts import column, in_four_languages, only_in_finnish

KEY_LENGTH = 20
KEY_STAYS = _("The key stands in the log and in messages: it is never changed.")


class ModerationRule(models.Model):
    """A title, the reason and the way to mend, in four languages.

    A rule by which something has been decided is never deleted, only taken out of use:
    its key stands in the log, and its words on the sender's receipt.
    """

    cache_group: ClassVar[str] = "rules"

    key = models.SlugField(
        _("key"),
        max_length=KEY_LENGTH,
        unique=True,
        help_text=_(
            "A short name in English, for example off-topic. It stands in the log and in "
            "statistics, and cannot be changed later."
        ),
    )
    title_fi = models.CharField(_("title in Finnish"), max_length=150)
    title_sv = models.CharField(_("title in Swedish"), max_length=150, blank=True)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    title_fi_simple = models.CharField(
        _("title in easy Finnish"), max_length=150, blank=True
    )
    why_fi = models.TextField(_("reason in Finnish"))
    why_sv = models.TextField(_("reason in Swedish"), blank=True)
    why_en = models.TextField(_("reason in English"), blank=True)
    why_fi_simple = models.TextField(_("reason in easy Finnish"), blank=True)
    mend_fi = models.TextField(_("how to mend it, in Finnish"))
    mend_sv = models.TextField(_("how to mend it, in Swedish"), blank=True)
    mend_en = models.TextField(_("how to mend it, in English"), blank=True)
    mend_fi_simple = models.TextField(_("how to mend it, in easy Finnish"), blank=True)
    sort_order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Smaller numbers come first.")
    )
    in_use = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_(
            "Clear this instead of deleting: old decisions keep the rule's words."
        ),
    )

    objects = CachedQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "title_fi"]
        verbose_name = _("moderation rule")
        verbose_name_plural = _("moderation rules")

    def __str__(self) -> str:
        return self.title_fi

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        raise_version(self.cache_group)

    def clean(self) -> None:
        super().clean()
        kept = type(self).objects.filter(pk=self.pk).values_list("key", flat=True)
        if self.pk and self.key not in kept:
            raise ValidationError({"key": KEY_STAYS})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises ProtectedError when something was decided by it."""
        if self.is_used:
            raise models.ProtectedError("The rule is used.", {self})
        result = super().delete(*args, **kwargs)
        raise_version(self.cache_group)
        return result

    @property
    def is_used(self) -> bool:
        """Whether a decision by it is in the log, or a message is held by it now."""
        return bool(
            Submission.objects.filter(rule=self.key).exists()
            or AuditEvent.objects.filter(detail=self.key).exists()
        )

    def title(self, language: str = "") -> str:
        return in_four_languages(self, "title", language)

    def why(self, language: str = "") -> str:
        return in_four_languages(self, "why", language)

    def mend(self, language: str = "") -> str:
        return in_four_languages(self, "mend", language)

    def choice(self, language: str) -> str:
        """Its title for the staff, who read whether it has words in the sender's language."""
        fields = (column(field, language) for field in ("why", "mend"))
        return only_in_finnish(self.title(), *(getattr(self, name) for name in fields))

    def words(self, language: str = "") -> str:
        """Why, and how to mend it, as they are put before the sender."""
        return f"{self.why(language)}\n\n{self.mend(language)}"
