"""Settings that staff change in the admin."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.caching import cached, raise_version
from core.languages import in_language


class StoredSettings(BaseGenericSetting):
    """One row of settings, read from the cache."""

    cache_group: ClassVar[str] = "settings"

    class Meta:
        abstract = True

    @classmethod
    def current(cls) -> Self:
        """The settings of now; no query while they are unchanged."""
        return cached(cls.cache_group, cls._meta.label_lower, cls._stored)

    @classmethod
    def _stored(cls) -> Self:
        # Not `load()`, which writes the missing row: reading a page changes nothing.
        return cls.objects.order_by("pk").first() or cls()

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        raise_version(self.cache_group)


def languages_row(field: str) -> FieldRowPanel:
    """The same field in three languages, side by side."""
    return FieldRowPanel([FieldPanel(f"{field}_{code}") for code in ("fi", "sv", "en")])


@register_setting(icon="site", order=100)
class CountySettings(StoredSettings):
    """Who runs the site: what stands in the header, the footer and in mails."""

    name_fi = models.CharField(
        _("county's name in Finnish"), max_length=150, default="Hyvinvointialue"
    )
    name_sv = models.CharField(
        _("county's name in Swedish"), max_length=150, default="Välfärdsområde"
    )
    name_en = models.CharField(
        _("county's name in English"),
        max_length=150,
        default="Wellbeing services county",
    )
    website = models.URLField(_("county's own website"), blank=True)
    phone = models.CharField(_("phone number for help"), max_length=50, blank=True)
    phone_hours_fi = models.CharField(
        _("when it answers, in Finnish"), max_length=100, blank=True
    )
    phone_hours_sv = models.CharField(
        _("when it answers, in Swedish"), max_length=100, blank=True
    )
    phone_hours_en = models.CharField(
        _("when it answers, in English"), max_length=100, blank=True
    )
    email = models.EmailField(_("e-mail for help"), blank=True)
    supervising_authority_fi = models.CharField(
        _("supervising authority in Finnish"),
        max_length=200,
        blank=True,
        help_text=_("Supervises accessibility under the Act 306/2019. Check the name."),
    )
    supervising_authority_sv = models.CharField(
        _("supervising authority in Swedish"), max_length=200, blank=True
    )
    supervising_authority_en = models.CharField(
        _("supervising authority in English"), max_length=200, blank=True
    )
    supervising_authority_url = models.URLField(
        _("page where one complains to it"),
        blank=True,
        help_text=_("The accessibility statement links to it."),
    )
    supervising_authority_email = models.EmailField(
        _("supervising authority's e-mail"), blank=True
    )
    supervising_authority_phone = models.CharField(
        _("supervising authority's phone number"), max_length=50, blank=True
    )

    panels = [
        MultiFieldPanel([languages_row("name"), FieldPanel("website")], _("County")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                languages_row("phone_hours"),
            ],
            _("Help for residents"),
        ),
        MultiFieldPanel(
            [
                languages_row("supervising_authority"),
                FieldPanel("supervising_authority_url"),
                FieldRowPanel(
                    [
                        FieldPanel("supervising_authority_email"),
                        FieldPanel("supervising_authority_phone"),
                    ]
                ),
            ],
            _("Accessibility"),
        ),
    ]

    class Meta:
        verbose_name = _("county")

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def phone_hours(self) -> str:
        return in_language(self, "phone_hours")

    @property
    def supervising_authority(self) -> str:
        return in_language(self, "supervising_authority")
