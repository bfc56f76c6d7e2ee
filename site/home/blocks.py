"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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
