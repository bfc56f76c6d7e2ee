"""What can be printed for a unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Product(models.TextChoices):
    POSTER = "poster", _("Poster, A4")
    CARD = "card", _("Feedback card, A6, two sides")
    CARDS = "cards", _("Four feedback cards on an A4 sheet, two sides, to be cut")
    BADGE = "badge", _("Badge, 86 × 54 mm")
    PICTURES = "pictures", _("Picture card with three faces, A5")


# What leads to the unit's picture card; all else leads to its quick feedback.
TO_PICTURES = frozenset({Product.PICTURES})


class PrintLanguage(models.TextChoices):
    FI = "fi", pgettext_lazy("language of a print", "Finnish")
    SV = "sv", pgettext_lazy("language of a print", "Swedish")
    EN = "en", pgettext_lazy("language of a print", "English")
    ALL = "all", _("All three languages")

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages on the print, the first one the largest."""
        return ("fi", "sv", "en") if self == PrintLanguage.ALL else (str(self.value),)
