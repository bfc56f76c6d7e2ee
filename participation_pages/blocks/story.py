"""The steps of a story."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


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
