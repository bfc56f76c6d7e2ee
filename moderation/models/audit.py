"""Who did what, and when. Append-only, and without personal data of residents."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.enums import Action

_as_if: ContextVar[datetime | None] = ContextVar("as_if", default=None)


def moment() -> datetime:
    return _as_if.get() or timezone.now()


@contextlib.contextmanager
def as_if_at(at: datetime) -> Iterator[None]:
    """What is logged inside carries this time. For the demo, which tells of the past: an
    event cannot be dated afterwards."""
    token = _as_if.set(at)
    try:
        yield
    finally:
        _as_if.reset(token)


class AppendOnlyQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows are only added. The database refuses the rest too: see moderation.append_only."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The log is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The log is never deleted.")


class AuditEventQuerySet(AppendOnlyQuerySet):
    def about(self, reference: str) -> Self:
        """What was done to this submission, alone or among others."""
        items = AuditItem.objects.filter(reference=reference).values("event_id")
        return self.filter(Q(reference=reference) | Q(pk__in=items))

    def mentioning(self, part: str) -> Self:
        """Likewise, by a part of the reference."""
        items = AuditItem.objects.filter(reference__icontains=part).values("event_id")
        return self.filter(Q(reference__icontains=part) | Q(pk__in=items))


class AppendOnly(models.Model):
    """Rows that are written once: never changed, never deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An event in the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An event in the log is never deleted.")


class AuditEvent(AppendOnly):
    """One act on one submission, or on many; references stay when submissions are gone."""

    at = models.DateTimeField(_("time"), default=moment, editable=False, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    action = models.CharField(_("what"), max_length=30, choices=Action)
    # Empty where it was done to many at once: then they are its items.
    reference = models.CharField(
        _("reference"), max_length=20, blank=True, db_index=True
    )
    # Codes only (a rule's key, a state, a unit's id): never words that somebody wrote.
    detail = models.CharField(_("detail"), max_length=50, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event in the log")
        verbose_name_plural = _("events in the log")
        permissions = [("export_auditevent", _("Can export the log"))]

    def __str__(self) -> str:
        return f"{self.reference or self.pk} {self.action}"


class AuditItem(AppendOnly):
    """One of the submissions to which something was done at once."""

    event = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, related_name="items"
    )
    reference = models.CharField(_("reference"), max_length=20, db_index=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of an event")
        verbose_name_plural = _("items of events")

    def __str__(self) -> str:
        return self.reference
