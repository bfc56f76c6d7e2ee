"""Short lists that pages and forms choose from; staff keep them in the admin."""

from collections.abc import Iterable
from itertools import count
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.caching import CachedQuerySet, cached, raise_version
from core.languages import in_language

from .unit_addresses import RESERVED, FormerSlug, validate_unit_slug


class Register(models.Model):
    """A named entry in Finnish, Swedish and English, in an order of its own."""

    cache_group: ClassVar[str] = "registers"

    name_fi = models.CharField(_("name in Finnish"), max_length=150)
    name_sv = models.CharField(_("name in Swedish"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    sort_order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Smaller numbers come first.")
    )
    in_use = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Clear this instead of deleting: old pages keep the name."),
    )

    objects = CachedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_order", "name_fi"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        raise_version(self.cache_group)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        result = super().delete(*args, **kwargs)
        raise_version(self.cache_group)
        return result

    @property
    def name(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "name")

    @classmethod
    def all_cached(cls) -> dict[int, Self]:
        """Every entry by its id, in order; no query while the registers are unchanged."""
        return cached(cls.cache_group, "all", load_registers)[cls._meta.label_lower]

    @classmethod
    def by_ids(cls, ids: Iterable[int]) -> list[Self]:
        """The entries with these ids, in the register's order."""
        wanted = set(ids)
        return [entry for pk, entry in cls.all_cached().items() if pk in wanted]


def free_slug(
    model: type[models.Model], name: str, field: str, refused: Iterable[str] = ()
) -> str:
    """The name as a part of an address, with a number where it is taken or refused; ä
    becomes a."""
    room: int = model._meta.get_field(field).max_length or 50  # type: ignore[union-attr]
    base = slugify(name)[: room - 5].strip("-") or "yksikko"
    taken = set(
        model._default_manager.filter(**{f"{field}__startswith": base}).values_list(
            field, flat=True
        )
    ).union(refused)
    free = (f"{base}-{number}" for number in count(2))
    return (
        base if base not in taken else next(each for each in free if each not in taken)
    )


class ServiceArea(Register):
    class Meta(Register.Meta):
        verbose_name = _("service area")
        verbose_name_plural = _("service areas")


class Municipality(Register):
    code = models.CharField(
        _("municipality code"),
        max_length=3,
        unique=True,
        help_text=_("Statistics Finland's three digits, for example 837."),
    )
    locative_fi = models.CharField(
        _("where, in Finnish"),
        max_length=150,
        blank=True,
        help_text=_("The inflected name, for example “Tampereella”."),
    )
    population = models.PositiveIntegerField(_("residents"), default=0)

    class Meta(Register.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")


FORMERLY_ANOTHERS = _(
    "Another unit had this address before, and it stands on printed posters. "
    "Choose another."
)


def former_slugs() -> dict[str, int]:
    """Ids of units by the addresses that they had before."""
    return cached(
        Register.cache_group,
        "former-slugs",
        lambda: dict(FormerSlug.objects.values_list("slug", "unit_id")),
    )


class ServiceUnit(Register):
    service_area = models.ForeignKey(
        ServiceArea,
        on_delete=models.PROTECT,
        related_name="units",
        verbose_name=_("service area"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("municipality"),
    )
    slug = models.SlugField(
        _("name in addresses"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[validate_unit_slug],
        help_text=_(
            "The end of the unit’s feedback address. It stands on printed posters and "
            "cards: change it only when they are printed anew."
        ),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    handlers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="units",
        verbose_name=_("handlers"),
        help_text=_("Staff who answer the messages that concern this unit."),
    )

    class Meta(Register.Meta):
        verbose_name = _("service unit")
        verbose_name_plural = _("service units")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """An address that changes leads here further on: it has been printed."""
        if not self.slug:
            refused = {*RESERVED, *former_slugs()}
            name = self.name_fi
            if self.municipality and type(self).objects.filter(slug=slugify(name)):
                # Twelve family centres: each by its municipality, not by a number.
                name = f"{name} {self.municipality.name_fi}"
            self.slug = free_slug(type(self), name, "slug", refused)
        before = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True)
        old = before.first() if self.pk else None
        super().save(*args, **kwargs)
        if old and old != self.slug:
            FormerSlug.objects.filter(slug=self.slug, unit=self).delete()
            FormerSlug.objects.update_or_create(slug=old, defaults={"unit": self})

    def clean(self) -> None:
        super().clean()
        taken = FormerSlug.objects.filter(slug=self.slug).exclude(unit=self.pk)
        if self.slug and taken.exists():
            raise ValidationError({"slug": FORMERLY_ANOTHERS})

    @classmethod
    def by_slug(cls, slug: str) -> "ServiceUnit | None":
        """The unit that has this address, or had it before; one whose `slug` is another
        has moved. No query while the registers are unchanged."""
        units = cls.all_cached()
        found = next((unit for unit in units.values() if unit.slug == slug), None)
        return found or units.get(former_slugs().get(slug, 0))


class TargetGroup(Register):
    class Meta(Register.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Topic(Register):
    class Meta(Register.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class DecisionBody(Register):
    class Meta(Register.Meta):
        verbose_name = _("decision-making body")
        verbose_name_plural = _("decision-making bodies")


REGISTERS: tuple[type[Register], ...] = (
    ServiceArea,
    Municipality,
    ServiceUnit,
    TargetGroup,
    Topic,
    DecisionBody,
)
SHARED = ("id", "name_fi", "name_sv", "name_en", "sort_order", "in_use")
# What only some registers have; the others give empty columns.
OWN = (
    "code",
    "locative_fi",
    "population",
    "service_area_id",
    "municipality_id",
    "slug",
    "email",
    "phone",
)


def load_registers() -> dict[str, dict[int, Any]]:
    """All registers in one query, since a page that needs one mostly needs several."""
    parts = [
        register.objects.order_by().values_list(
            Value(register._meta.label_lower),
            *SHARED,
            *(_own(register, name) for name in OWN),
        )
        for register in REGISTERS
    ]
    found: dict[str, dict[int, Any]] = {
        register._meta.label_lower: {} for register in REGISTERS
    }
    models_by_label = {register._meta.label_lower: register for register in REGISTERS}
    rows = parts[0].union(*parts[1:], all=True)
    for label, *values in sorted(rows, key=lambda row: (row[5], row[2])):
        model = models_by_label[label]
        names = {field.attname: field for field in model._meta.concrete_fields}
        given = zip((*SHARED, *OWN), values, strict=True)
        entry = model(
            **{
                name: names[name].to_python(value)
                for name, value in given
                if name in names
            }
        )
        entry._state.adding, entry._state.db = False, "default"
        found[label][entry.pk] = entry
    return found


def _own(register: type[Register], name: str) -> Any:
    """The column as text, so that the parts of the union fit together."""
    names = {field.attname for field in register._meta.concrete_fields}
    return Cast(F(name) if name in names else Value(None), models.CharField())
