"""A file of answers from another system, on its way into the register of answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    LOOKED_THROUGH = "looked-through", _("Looked through, not imported")
    WAITING = "waiting", pgettext_lazy("import of answers", "Being imported")
    DONE = "done", pgettext_lazy("import of answers", "Imported")
    REMOVED = "removed", pgettext_lazy("import of answers", "Taken out again")


class NpsImport(models.Model):
    """Of the file itself only the rows that can be used are kept, without any column of
    words, and only until they are written; then the numbers of what was new or changed, a
    line each, by which it can be taken out again; of refused rows, for a day, line, number,
    reason and the cell at fault if it is short."""

    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    source = models.CharField(_("source"), max_length=60)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ImportState,
        default=ImportState.LOOKED_THROUGH,
    )
    rows = models.TextField(blank=True, editable=False)
    numbers = models.TextField(blank=True, editable=False)
    refusals = models.TextField(blank=True, editable=False)
    # Of the columns that were not read.
    ignored_columns = models.JSONField(default=list, editable=False)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import of recommendations")
        verbose_name_plural = _("imports of recommendations")
        permissions = [("import_recommendations", _("Can import recommendations"))]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
