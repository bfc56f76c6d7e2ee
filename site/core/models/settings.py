"""Settings that staff change in the admin."""

import re
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from core.blocks.links import SocialLinkBlock
from core.brand_defaults import ACCENT, BRAND, THREAD
from core.caching import cached, raise_version
from core.languages import in_language
from core.panels import ColoursPanel, OtherSettingsPanel

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
COLOURS = ("brand_colour", "accent_colour", "thread_colour")


class StoredSettings(BaseGenericSetting):
    """One row of settings, read from the cache."""

    cache_group: ClassVar[str] = "settings"
    # What other screens of settings say of these, in half a sentence.
    about: ClassVar[Any] = ""

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


def colour_field(label: Any, default: str, follows: Any) -> models.CharField:  # type: ignore[type-arg]
    """A colour as `#rrggbb`; `follows` says what is drawn in it."""
    return models.CharField(
        label,
        max_length=7,
        default=default,
        validators=[
            RegexValidator(COLOUR, _("Write # and six digits or letters from a to f."))
        ],
        help_text=format_lazy(
            "{follows} {standard}: {default}",
            follows=follows,
            standard=_("The site's own"),
            default=default,
        ),
    )


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

    logo = models.ForeignKey(
        "core.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_(
            "PNG or WebP, best with a transparent ground. It stands beside the county's "
            "name in the header and in this admin. SVG files are not taken: they can "
            "hold scripts."
        ),
    )
    brand_colour = colour_field(
        _("brand colour"), BRAND, _("Links, buttons, the footer and the pale grounds.")
    )
    accent_colour = colour_field(
        _("accent colour"), ACCENT, _("The main button of a page, and what is new.")
    )
    thread_colour = colour_field(
        _("thread's colour"), THREAD, _("The line that runs through every page.")
    )
    social_links = StreamField(
        [("link", SocialLinkBlock())],
        verbose_name=_("county in social media"),
        blank=True,
        max_num=8,
    )

    footer_pages = StreamField(
        [("page", PageChooserBlock())],
        verbose_name=_("pages that the footer links to"),
        blank=True,
        max_num=8,
        help_text=_(
            "For example data protection. Each is shown in the reader's language, or in "
            "Finnish where it has no translation. The accessibility statement stands "
            "there by itself."
        ),
    )

    panels = [
        MultiFieldPanel(
            [languages_row("name"), FieldPanel("website")],
            _("County"),
            help_text=_(
                "Stands in the header and the footer of every page and in e-mails. Easy "
                "Finnish shows the Finnish texts."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldRowPanel(
                    [
                        FieldPanel("brand_colour"),
                        FieldPanel("accent_colour"),
                        FieldPanel("thread_colour"),
                    ]
                ),
                ColoursPanel(),
            ],
            _("Logo and colours"),
            help_text=_(
                "All other colours, also those for dark screens, follow from these three. "
                "A colour that could not be read is refused, and the nearest that works "
                "is named."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                languages_row("phone_hours"),
            ],
            _("Help for residents"),
            help_text=_("Stands in the footer and where residents may get stuck."),
        ),
        MultiFieldPanel([FieldPanel("footer_pages")], _("Footer")),
        MultiFieldPanel(
            [FieldPanel("social_links")],
            _("Social media"),
            help_text=_("Links in the footer, by their names."),
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
        OtherSettingsPanel(heading=_("Set elsewhere")),
    ]

    class Meta:
        verbose_name = _("county")

    def clean(self) -> None:
        super().clean()
        for name in COLOURS:
            setattr(self, name, getattr(self, name).lower())
        self._check_colours()

    def _check_colours(self) -> None:
        """Raises ValidationError by field, with the nearest colour that works."""
        # The library of colours takes 0.1 s to start, and is needed here only.
        from core import colours

        chosen = self.colours
        if any(not value for value in chosen.values()):
            # Not even a colour, which its own field has said.
            return
        refused: dict[str, list[str]] = {}
        for fault in colours.find_faults(colours.palette(**chosen)):
            refused.setdefault(fault.colour, []).append(fault.words)
        for colour, words in refused.items():
            if works := colours.nearest(colour, **chosen):
                words.append(gettext("Try %(colour)s.") % {"colour": works})
        if refused:
            raise ValidationError(
                {f"{name}_colour": words for name, words in refused.items()}
            )

    @property
    def colours(self) -> dict[str, str]:
        """The three colours by name; empty where what was typed is none."""
        values = {name.removesuffix("_colour"): getattr(self, name) for name in COLOURS}
        return {
            name: value if COLOUR.match(value) else "" for name, value in values.items()
        }

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def phone_hours(self) -> str:
        return in_language(self, "phone_hours")

    @property
    def supervising_authority(self) -> str:
        return in_language(self, "supervising_authority")
