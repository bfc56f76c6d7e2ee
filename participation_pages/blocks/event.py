"""An event: its phases of co-design, its place, its programme and who is there."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from participation_pages.enums import CoDesignPhase


class DesignPhaseBlock(blocks.StructBlock):  # type: ignore[misc]
    phase = blocks.ChoiceBlock(choices=CoDesignPhase.choices, label=_("Phase"))
    text = blocks.CharBlock(
        label=_("What is done, and when"),
        max_length=150,
        help_text=_("For example: a survey and 12 interviews, October 2026."),
    )

    class Meta:
        icon = "tasks"
        label = _("Phase")


# Icons of assets/static/art/icons.svg that say something of a place.
SIGNS = [
    ("access", _("Wheelchair")),
    ("ear", _("Ear: hearing and sound")),
    ("eye", _("Eye: seeing and reading")),
    ("bus", _("Bus: getting there")),
    ("people", _("People: help and company")),
    ("speech", _("Speech bubble: language, interpreter")),
    ("pause", _("Pause: rest, a quiet room")),
    ("check", _("Tick: something else")),
    ("minus", _("Dash: something is missing")),
    ("info", _("Letter i: good to know")),
]


class AccessBlock(blocks.StructBlock):  # type: ignore[misc]
    """What there is and what there is not stand alike, each in words."""

    sign = blocks.ChoiceBlock(choices=SIGNS, default="access", label=_("Sign"))
    available = blocks.BooleanBlock(
        label=_("This is there"),
        required=False,
        default=True,
        help_text=_("Leave it empty for what is missing."),
    )
    title = blocks.CharBlock(
        label=_("In words"),
        max_length=100,
        help_text=_(
            "For example: step-free entrance. Or: no sign language interpreter."
        ),
    )
    text = blocks.CharBlock(
        label=_("More"),
        required=False,
        max_length=250,
        help_text=_("What can be arranged, and by when one must ask for it."),
    )

    class Meta:
        icon = "check"
        label = _("Accessibility")
        template = "participation_pages/blocks/access.html"


class AgendaBlock(blocks.StructBlock):  # type: ignore[misc]
    time = blocks.TimeBlock(label=_("Time"))
    title = blocks.CharBlock(label=_("What happens"), max_length=150)
    text = blocks.TextBlock(label=_("More"), required=False, max_length=500)

    class Meta:
        icon = "time"
        label = _("Part of the programme")
        template = "participation_pages/blocks/agenda.html"


class PresentBlock(blocks.StructBlock):  # type: ignore[misc]
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    role = blocks.CharBlock(
        label=_("Role"),
        required=False,
        max_length=150,
        help_text=_("For example: councillor. Listens and answers."),
    )

    class Meta:
        icon = "user"
        label = _("Person")
        template = "participation_pages/blocks/present.html"
