"""How a method is done."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks


class MethodStepBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("What is done"), max_length=120)
    text = blocks.TextBlock(label=_("In more detail"), max_length=600, required=False)

    class Meta:
        icon = "list-ol"
        label = pgettext_lazy("of a method", "Step")
