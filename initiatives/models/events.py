"""What has happened to an initiative, in public words; and the files that came with it."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from initiatives.enums import EventKind, Stage

from .initiative import Initiative
from .people import Draft


def private_storage() -> Storage:
    """Without an address: files are served by a view that checks who may read them."""
    return storages["private"]


class InitiativeEvent(models.Model):
    """One entry: a stage that was reached, an update, a progress report, a hearing.

    The texts are the county's, in the language of the initiative, and public with it.
    """

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="events",
        verbose_name=_("initiative"),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=EventKind, default=EventKind.STAGE
    )
    # Of a new stage.
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    # Of a notice of support: 33, 66 or 100 per cent.
    percent = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    happened_at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=5000)
    document = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    link = models.URLField(_("link to the minutes"), blank=True, max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    class Meta:
        verbose_name = _("event of an initiative")
        verbose_name_plural = _("events of initiatives")
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def heading(self) -> Any:
        """What kind of entry it is, in words."""
        of_stage = self.kind == EventKind.STAGE and self.stage
        return self.get_stage_display() if of_stage else self.get_kind_display()


class Attachment(models.Model):
    """A file of the initiators', made anew when it came in and kept where no link leads."""

    draft = models.ForeignKey(
        Draft,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
    )
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
    )
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="initiatives", max_length=200
    )
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
