"""Blocks of links."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SocialLinkBlock(blocks.StructBlock):
    """A place where the county is on the net: in words, since not all know the signs."""

    name = blocks.CharBlock(
        label=_("Name"), max_length=40, help_text=_("For example: Instagram")
    )
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")
