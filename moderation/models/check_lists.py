"""The words by which the automatic checks know health, spam, and names that are nobody's."""

from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from core.models import StoredSettings
from moderation.checks.lists import Lists, entries

FOLDER = Path(__file__).parents[1] / "checks" / "words"


def read(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def health_fi() -> str:
    return read("health_fi")


def health_sv() -> str:
    return read("health_sv")


def health_en() -> str:
    return read("health_en")


def spam_phrases() -> str:
    return read("spam_phrases")


def known_names() -> str:
    return read("known_names")


def first_names() -> str:
    return read("first_names")


def surnames() -> str:
    return read("surnames")


def word_list(label: Any, default: Any, help_text: Any = "") -> models.TextField:  # type: ignore[type-arg]
    return models.TextField(label, default=default, blank=True, help_text=help_text)


@register_setting(icon="list-ul", order=111)
class CheckLists(StoredSettings):
    about = _("the words that the automatic checks look for")

    health_fi = word_list(
        _("words of health in Finnish"),
        health_fi,
        _(
            "One on each line, in its base form: its other forms and compounds are found."
        ),
    )
    health_sv = word_list(_("words of health in Swedish"), health_sv)
    health_en = word_list(_("words of health in English"), health_en)
    known_names = word_list(
        _("names that are nobody's"),
        known_names,
        _(
            "Places, services and illnesses that are called like people. Municipalities and "
            "service units are known from their registers."
        ),
    )
    first_names = word_list(
        _("first names"),
        first_names,
        _(
            "Those that the Finnish dictionary does not know: of Swedish and other languages, "
            "and as people call each other."
        ),
    )
    surnames = word_list(
        _("surnames"),
        surnames,
        _("Those that the Finnish dictionary does not know, or knows as places only."),
    )
    spam_phrases = word_list(
        _("phrases of spam"),
        spam_phrases,
        _(
            "One on each line, in any language. A word may go on: “casino” finds “casinos”."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("health_fi"),
                FieldPanel("health_sv"),
                FieldPanel("health_en"),
                FieldPanel("known_names"),
                FieldPanel("first_names"),
                FieldPanel("surnames"),
            ],
            _("Health near a name"),
        ),
        MultiFieldPanel(
            [FieldPanel("spam_phrases")],
            _("Suspected spam"),
            help_text=_(
                "With a plus between its parts, a phrase is found where all of them stand "
                "near each other: “bitcoin + profit”."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("words of the automatic checks")

    def as_lists(self, more_names: tuple[str, ...] = ()) -> Lists:
        """As the checks take them; `more_names` are known beside the list's own."""
        return Lists(
            health_fi=entries(self.health_fi),
            health_sv=entries(self.health_sv),
            health_en=entries(self.health_en),
            spam_phrases=entries(self.spam_phrases),
            known_names=(*entries(self.known_names), *more_names),
            first_names=entries(self.first_names),
            surnames=entries(self.surnames),
        )
