"""The statements of in-depth feedback, which staff keep, and what was answered to them."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.caching import cached
from core.models import Register

from .answers import Answer
from .feedback import Feedback

EASY = "fi-simple"


class InDepthQuestion(Register):
    """A statement that one agrees with from 1 to 5, for example “I was heard.”"""

    name_simple = models.CharField(
        _("name in easy Finnish"), max_length=150, blank=True
    )

    class Meta(Register.Meta):
        verbose_name = _("statement of in-depth feedback")
        verbose_name_plural = _("statements of in-depth feedback")

    @property
    def name(self) -> str:
        """The statement in the language of the moment, easy Finnish too."""
        easy = get_language() == EASY and self.name_simple
        return self.name_simple if easy else super().name

    @classmethod
    def all_cached(cls) -> dict[int, Self]:
        """Not among the registers of the core, which are read in one query: a query of
        its own while they are unchanged."""
        return cached(
            cls.cache_group,
            cls._meta.label_lower,
            lambda: {entry.pk: entry for entry in cls.objects.all()},
        )


class ScaleAnswer(Answer):
    """How much somebody agrees with a statement: 1 not at all, 5 fully."""

    LOWEST: ClassVar[int] = 1
    HIGHEST: ClassVar[int] = 5

    question = models.ForeignKey(
        InDepthQuestion,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("statement"),
    )
    value = models.PositiveSmallIntegerField(
        _("agrees, 1–5"),
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )
    # One for each statement: many with one text.
    feedback = models.ForeignKey(
        Feedback,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="scale_answers",
        verbose_name=_("feedback"),
    )

    class Meta:
        verbose_name = _("answer to a statement")
        verbose_name_plural = _("answers to statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="scaleanswer_value"
            )
        ]
        indexes = [
            models.Index(fields=["question", "answered_on"], name="scaleanswer_day")
        ]

    def __str__(self) -> str:
        return f"{self.answered_on} {self.value}"
