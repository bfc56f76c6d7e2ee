"""Answers to measurements: numbers without words, and without anybody's name.

A score or a face is counted whether or not its sender wrote something with it. What
was written is a Feedback, which moderators read; the number is here, beside those
that another system has measured.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.caching import raise_version
from core.models import Municipality, ServiceArea, ServiceUnit
from feedback_forms.enums import AnswerChannel, Face, Measure
from moderation.enums import SubmissionState
from moderation.models import Submission

from .feedback import Feedback

# The version of what the public sees of the answers (see core.caching).
FIGURES = "figures"


def today() -> date:
    return timezone.localdate()


class AnswerQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def counted(self) -> Self:
        """What figures may count: nothing from a machine, nothing withdrawn."""
        gone = Submission.objects.filter(
            state__in=[SubmissionState.SPAM, SubmissionState.WITHDRAWN]
        )
        # Not by a join: few are gone, and most answers have no message at all.
        return self.exclude(feedback__in=gone.values("pk"))

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        made: list[Any] = super().bulk_create(objs, *args, **kwargs)
        tell_figures(made)
        return made


def tell_figures(answers: Iterable["Answer"]) -> None:
    """Have the public figures counted anew where a month that is over has changed.

    Not with every answer of today: the public does not see those, and every page kept
    would be made anew.
    """
    first = today().replace(day=1)
    if any(answer.answered_on < first for answer in answers):
        raise_version(FIGURES)


class Answer(models.Model):
    """Of one person, on one day, about one place; the day is all that is kept of the time."""

    answered_on = models.DateField(_("day"), default=today)
    unit = models.ForeignKey(
        ServiceUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    # As they were on that day: a unit may move.
    service_area = models.ForeignKey(
        ServiceArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service area"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=AnswerChannel, default=AnswerChannel.WEB
    )
    # What was written with it, if anything.
    feedback = models.OneToOneField(
        Feedback,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)s",
        verbose_name=_("feedback"),
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.unit:
            self.service_area_id = self.service_area_id or self.unit.service_area_id
            self.municipality_id = self.municipality_id or self.unit.municipality_id
        super().save(*args, **kwargs)
        tell_figures([self])


class Recommendation(Answer):
    """How likely somebody is to recommend a service, 0–10."""

    score = models.PositiveSmallIntegerField(
        _("would recommend, 0–10"), validators=[MaxValueValidator(10)]
    )
    measure = models.CharField(
        _("measurement"), max_length=10, choices=Measure, default=Measure.QUICK
    )
    # Of an answer from another system: which one, and its number there, so that a file
    # can be read again.
    source = models.CharField(_("source"), max_length=60, blank=True)
    external_id = models.CharField(
        _("number in the source"), max_length=100, null=True, blank=True
    )

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="recommendation_source_id"
            ),
            models.CheckConstraint(
                condition=Q(score__lte=10), name="recommendation_score"
            ),
        ]
        indexes = [
            # All that the figures read, in the order in which they group it.
            models.Index(
                fields=["answered_on", "measure", "channel", "score", "feedback"],
                name="recommendation_days",
            ),
            models.Index(
                fields=[
                    "service_area",
                    "municipality",
                    "unit",
                    "measure",
                    "channel",
                    "answered_on",
                    "score",
                    "feedback",
                ],
                name="recommendation_places",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answered_on} {self.score}"


class FaceAnswer(Answer):
    """A face that was tapped on the picture card."""

    face = models.CharField(_("face"), max_length=10, choices=Face)

    class Meta:
        verbose_name = _("answer by a face")
        verbose_name_plural = _("answers by faces")
        indexes = [models.Index(fields=["answered_on"], name="faceanswer_day")]

    def __str__(self) -> str:
        return f"{self.answered_on} {self.face}"
