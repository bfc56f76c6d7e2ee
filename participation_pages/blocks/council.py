"""A council: its members, its meetings and its statements."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks


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
