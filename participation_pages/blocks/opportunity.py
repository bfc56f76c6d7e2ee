"""What an opportunity page tells of its matter: phases, news, decisions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from participation_pages.enums import DecisionPhase


class PhaseDateBlock(blocks.StructBlock):  # type: ignore[misc]
    phase = blocks.ChoiceBlock(choices=DecisionPhase.choices, label=_("Phase"))
    date = blocks.DateBlock(label=_("Date"), required=False)
    text = blocks.CharBlock(
        label=_("In words"),
        required=False,
        max_length=100,
        help_text=_(
            "Where no day is known, for example “in autumn 2027”; or who decides."
        ),
    )

    class Meta:
        icon = "date"
        label = _("Phase")


class UpdateBlock(blocks.StructBlock):  # type: ignore[misc]
    date = blocks.DateBlock(label=_("Date"))
    text = blocks.TextBlock(label=_("What happened"), max_length=1000)

    class Meta:
        icon = "time"
        label = pgettext_lazy("piece of news", "Update")


class DecisionLinkBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(
        label=_("Name of the decision or document"), max_length=200
    )
    url = blocks.URLBlock(label=_("Address"))
    date = blocks.DateBlock(label=_("Date"), required=False)

    class Meta:
        icon = "link"
        label = _("Decision")
