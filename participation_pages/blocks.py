"""Blocks of opportunity pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .enums import CoDesignPhase, DecisionPhase


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


class MethodStepBlock(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("What is done"), max_length=120)
    text = blocks.TextBlock(label=_("In more detail"), max_length=600, required=False)

    class Meta:
        icon = "list-ol"
        label = pgettext_lazy("of a method", "Step")


class MemberBlock(blocks.StructBlock):  # type: ignore[misc]
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(
        label=pgettext_lazy("of a council's member", "Role"),
        max_length=120,
        required=False,
        help_text=_("For example: chair, vice chair, secretary."),
    )
    represents = blocks.CharBlock(
        label=_("Whom they represent"),
        max_length=150,
        required=False,
        help_text=_("An organisation, a municipality or a group of residents."),
    )

    class Meta:
        icon = "user"
        label = pgettext_lazy("of a council", "Member")


class MeetingBlock(blocks.StructBlock):  # type: ignore[misc]
    date = blocks.DateTimeBlock(label=_("Date and time"))
    place = blocks.CharBlock(label=_("Place"), max_length=150, required=False)
    topics = blocks.TextBlock(
        label=_("What is discussed"),
        max_length=1500,
        required=False,
        help_text=_("One thing on each line."),
    )
    url = blocks.URLBlock(
        label=_("Address of the papers"),
        required=False,
        help_text=_("The agenda before the meeting, the minutes after it."),
    )

    class Meta:
        icon = "date"
        label = pgettext_lazy("of a council", "Meeting")


class StatementBlock(blocks.StructBlock):  # type: ignore[misc]
    date = blocks.DateBlock(label=_("Date"))
    title = blocks.CharBlock(label=_("What the statement is about"), max_length=200)
    given_to = blocks.CharBlock(
        label=_("To whom it was given"), max_length=150, required=False
    )
    summary = blocks.TextBlock(label=_("What it says"), max_length=1500, required=False)
    url = blocks.URLBlock(label=_("Address of the statement"), required=False)
    what_followed = blocks.TextBlock(
        label=_("What came of it"),
        max_length=1500,
        required=False,
        help_text=_("Fill it in when the matter has been decided."),
    )

    class Meta:
        icon = "openquote"
        label = pgettext_lazy("of a council", "Statement")


class StoryStepBlock(blocks.StructBlock):  # type: ignore[misc]
    """Drawn by components/story-strip.html, all steps together: what they show is
    fetched for the whole page."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    picture = ImageBlock(
        label=_("Picture"),
        required=False,
        help_text=_(
            "The alternative text says what happens in the picture, so that the story"
            " is whole for those who do not see it."
        ),
    )
    text = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Text"))
    quote = blocks.CharBlock(
        label=_("Quote"),
        required=False,
        max_length=200,
        help_text=_("The teller's own words, without quotation marks."),
    )

    class Meta:
        icon = "form"
        label = pgettext_lazy("part of a story", "Step")
