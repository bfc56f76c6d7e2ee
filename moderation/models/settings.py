"""What the county promises and how long it keeps what it gets."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from core.models import StoredSettings


def days(
    label: Any, default: int, **kwargs: object
) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        **kwargs,  # type: ignore[arg-type]
    )


@register_setting(icon="mail", order=110)
class ModerationSettings(StoredSettings):
    about = _("how soon a message is checked and answered, and how long data is kept")

    screening_days = days(_("days until a message is checked"), 2)
    answer_days = days(_("days until a reply"), 14)
    question_days = days(_("days that the sender has to answer a question"), 14)
    keying_days = days(
        _("days after which a card or a call can no longer be keyed in"),
        60,
        help_text=_("Due dates count from the day on which it was received."),
    )
    contact_retention_days = days(
        _("days that contact details are kept after the end"),
        90,
        help_text=_("GDPR article 5(1)(e). Check with the data protection officer."),
    )
    text_retention_days = days(
        _("days that texts are kept after the end"),
        730,
        help_text=_(
            "Published questions and replies stay until they are taken from publication. "
            "Check with the archive's plan."
        ),
    )
    most_per_hour = models.PositiveSmallIntegerField(
        _("messages an hour from one address without a question"), default=5
    )
    most_per_day = models.PositiveSmallIntegerField(
        _("messages a day from one address at the most"),
        default=50,
        help_text=_("Libraries and schools share an address: do not set it too low."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("screening_days"), FieldPanel("answer_days")]
                ),
                FieldRowPanel([FieldPanel("question_days"), FieldPanel("keying_days")]),
            ],
            _("Promises to the sender"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_retention_days"), FieldPanel("text_retention_days")],
            _("How long data is kept"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("most_per_hour"), FieldPanel("most_per_day")])],
            _("Limits against spam"),
        ),
    ]

    class Meta:
        verbose_name = _("messages from residents")
