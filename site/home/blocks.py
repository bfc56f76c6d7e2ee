"""Blocks of the home page and of the accessibility statement."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.enums import FaultReason

SIGNS = [
    ("speech", _("Speech bubble")),
    ("people", _("People")),
    ("vote", _("Ballot box")),
    ("calendar", _("Calendar")),
    ("story", _("Book")),
    ("paper", _("Paper")),
    ("idea", _("Light bulb")),
]


class WayBlock(blocks.StructBlock):  # type: ignore[misc]
    """A way to take part; shown while the page that it leads to is published."""

    sign = blocks.ChoiceBlock(choices=SIGNS, label=_("Sign"))
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"))
    text = blocks.CharBlock(label=_("In a sentence"), max_length=150)
    time = blocks.CharBlock(label=_("How long it takes"), max_length=60, required=False)

    class Meta:
        icon = "user"
        label = _("Way to take part")


class FaultBlock(blocks.StructBlock):  # type: ignore[misc]
    """What does not work for everybody, and how one gets the same thing all the same."""

    title = blocks.CharBlock(
        label=_("What does not work"),
        max_length=120,
        help_text=_("In the reader's words: what one cannot do."),
    )
    where = blocks.CharBlock(label=_("Where"), max_length=200)
    why = blocks.TextBlock(
        label=_("Why"),
        max_length=500,
        help_text=_("What is missing, and the WCAG criteria that it breaks."),
    )
    reason = blocks.ChoiceBlock(choices=FaultReason.choices, label=_("Reason"))
    alternative = blocks.TextBlock(
        label=_("How one gets it all the same"),
        max_length=500,
        help_text=_("For example by phone, or as another file, and how soon."),
    )
    mended_by = blocks.DateBlock(label=_("To be fixed by"), required=False)

    class Meta:
        icon = "warning"
        label = _("Fault")
