"""What we changed because of feedback: heard, and done."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    Locale,
    Page,
    RevisionMixin,
    TranslatableMixin,
)

from core.caching import raise_version
from core.models import ServiceArea, ServiceUnit
from moderation.services.base import PUBLISHED

from .feedback import Feedback


def today() -> datetime.date:
    return timezone.localdate()


class ChangeQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        """What anybody may read: published, and no draft."""
        return self.filter(live=True)

    def offered_in(self, locale: Locale) -> Self:
        """What a reader of the language is offered: entries in it, and Finnish ones that
        have no public version in it."""
        theirs = Q(locale_id=locale.pk)
        if locale.language_code == settings.LANGUAGE_CODE:
            return self.filter(theirs)
        versions = Change.objects.public().filter(locale_id=locale.pk)
        originals = Q(locale__language_code=settings.LANGUAGE_CODE) & ~Q(
            translation_key__in=versions.values("translation_key")
        )
        return self.filter(theirs | originals)

    def newest_first(self) -> Self:
        return self.order_by("-happened_on", "-pk")


class Change(  # type: ignore[misc]
    TranslatableMixin, DraftStateMixin, RevisionMixin, ClusterableModel
):
    """A short entry that staff write. The feedback that led to it is named on any of its
    language versions, and counts for all of them."""

    # Nothing is public before somebody publishes it; Wagtail's default is the other way.
    live = models.BooleanField(_("published"), default=False, editable=False)
    title = models.CharField(
        _("what changed"),
        max_length=150,
        help_text=_(
            "In one sentence, for example “The phone is answered also at noon”."
        ),
    )
    heard = models.TextField(_("what we heard"), max_length=2000)
    did = models.TextField(_("what we did"), max_length=2000)
    happened_on = models.DateField(_("when it changed"), default=today)
    service_area = models.ForeignKey(
        ServiceArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service area"),
    )
    unit = models.ForeignKey(
        ServiceUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that tells more"),
        help_text=_("For example a way to take part whose outcome has been published."),
    )
    feedback = ParentalManyToManyField(
        Feedback,
        blank=True,
        related_name="changes",
        verbose_name=_("feedback that led to it"),
    )

    objects = ChangeQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("change because of feedback")
        verbose_name_plural = _("changes because of feedback")
        indexes = [models.Index(fields=["live", "happened_on"], name="change_live_day")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.unit and not self.service_area:
            self.service_area = self.unit.service_area
        super().save(*args, **kwargs)
        raise_version(PUBLISHED)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        result: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        raise_version(PUBLISHED)
        return result

    @property
    def place_name(self) -> str:
        """The unit, or else the service area, from the registers."""
        unit = ServiceUnit.all_cached().get(self.unit_id or 0)
        area = ServiceArea.all_cached().get(self.service_area_id or 0)
        return unit.name if unit else area.name if area else ""


LED: Any = Change.feedback.through


def led_to_change() -> Exists:
    """Whether the feedback of a query led to a change that anybody may read."""
    public = Change.objects.public().values("pk")
    return Exists(LED.objects.filter(feedback_id=OuterRef("pk"), change_id__in=public))
