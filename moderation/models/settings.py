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
    correction_days = days(_("days that the sender has to correct a message"), 14)
    review_days = days(_("days in which the sender can ask for a review"), 30)
    review_due_days = days(_("days until a review is done"), 14)
    rating_days = days(
        _("days that the sender can say whether a reply helped"),
        30,
        help_text=_("Counted from the reply, and from the question some weeks later."),
    )
    follow_up_days = days(
        _("days until the sender is asked whether things got better"),
        28,
        help_text=_(
            "Only who has agreed is asked. The e-mail address is kept until then, even if "
            "its own retention time is shorter."
        ),
    )
    undo_minutes = models.PositiveSmallIntegerField(
        _("minutes in which a decision can be undone"),
        default=5,
        validators=[MaxValueValidator(60)],
        help_text=_(
            "The mail to the sender, and publication, wait so long. 0: they go at once."
        ),
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
    original_retention_days = days(
        _("days that the original of a redacted text is kept"),
        180,
        help_text=_(
            "From the first redaction. Long enough for a complaint or a review; check with "
            "the data protection officer."
        ),
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the daily digest"),
        default=7,
        validators=[MaxValueValidator(23)],
        help_text=_("Staff get a mail of what waits for them, if anything does."),
    )
    digest_at_weekends = models.BooleanField(
        _("the digest also on Saturdays and Sundays"), default=False
    )
    alert_days = days(
        _("days late until all moderators are told"),
        3,
        help_text=_("In their digest, by service area, whoever has the message."),
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
                FieldRowPanel(
                    [FieldPanel("question_days"), FieldPanel("correction_days")]
                ),
                FieldRowPanel(
                    [FieldPanel("review_days"), FieldPanel("review_due_days")]
                ),
                FieldPanel("keying_days"),
            ],
            _("Promises to the sender"),
        ),
        MultiFieldPanel([FieldPanel("undo_minutes")], _("Decisions")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("rating_days"), FieldPanel("follow_up_days")])],
            _("After the reply"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_retention_days"),
                FieldPanel("text_retention_days"),
                FieldPanel("original_retention_days"),
            ],
            _("How long data is kept"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("digest_hour"), FieldPanel("digest_at_weekends")]
                ),
                FieldPanel("alert_days"),
            ],
            _("Mail to staff"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("most_per_hour"), FieldPanel("most_per_day")])],
            _("Limits against spam"),
        ),
    ]

    class Meta:
        verbose_name = _("messages from residents")
