"""The end of a unit's feedback address: what it may not be, and what it was before."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Addresses that the feedback page has below itself, and below a unit.
RESERVED = frozenset(
    {
        "julkaistut",
        "kiitos",
        "kioski",
        "kuvat",
        "laaja",
        "lomake",
        "paikat",
        "luvut",
        "saavutettavuus",
        "syote",
        "vaikutus",
    }
)


def validate_unit_slug(slug: str) -> None:
    """Refuses, in words, what the feedback page needs itself."""
    if slug in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is an address of the feedback page itself. Choose another."),
            params={"slug": slug},
            code="reserved",
        )


class FormerSlug(models.Model):
    """An address that a unit had before: it stands on printed posters, and still leads there."""

    slug = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(
        "core.ServiceUnit", on_delete=models.CASCADE, related_name="former_slugs"
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("former address of a unit")
        verbose_name_plural = _("former addresses of units")

    def __str__(self) -> str:
        return self.slug
