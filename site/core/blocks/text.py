"""Blocks of running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


def body_blocks() -> list[tuple[str, Any]]:
    """What a page of text is made of."""
    return [
        (
            "text",
            blocks.RichTextBlock(
                features=FEATURES, label=_("Text"), template="core/blocks/text.html"
            ),
        ),
        (
            "notice",
            blocks.StructBlock(
                [
                    ("title", blocks.CharBlock(label=_("Title"), max_length=100)),
                    ("text", blocks.TextBlock(label=_("Text"), max_length=500)),
                ],
                icon="info-circle",
                label=_("Notice"),
                template="core/blocks/notice.html",
            ),
        ),
        (
            "picture",
            ImageBlock(label=_("Picture"), template="core/blocks/picture.html"),
        ),
    ]
