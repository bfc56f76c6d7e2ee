"""What an editor's text could say better: links that say nothing, long sentences in easy
Finnish, pictures without words. Plain rules over a page; nothing here blocks anything.

The page is read as it is in memory, so that a draft and a preview are judged too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

# Of Selkokeskus's rule of thumb, eight words, and no sentence over thirteen.
MOST_WORDS = 13
EASY_FINNISH = "fi-simple"

# Whole texts of links, in small letters, that do not say where they lead.
VAGUE = {
    "fi": {
        "katso",
        "katso lisää",
        "katso tästä",
        "klikkaa",
        "klikkaa tästä",
        "linkki",
        "lisää",
        "lisätietoa",
        "lisätietoja",
        "lue",
        "lue lisää",
        "lue tästä",
        "paina tästä",
        "siirry",
        "tästä",
        "täältä",
        "tätä linkkiä",
        "tämä linkki",
        "tämä sivu",
    },
    "sv": {
        "den här länken",
        "den här sidan",
        "här",
        "klicka",
        "klicka här",
        "länk",
        "länken",
        "läs",
        "läs här",
        "läs mer",
        "läs mera",
        "mer",
        "mera information",
        "mer information",
        "se här",
        "se mer",
    },
    "en": {
        "click",
        "click here",
        "here",
        "learn more",
        "link",
        "more",
        "more information",
        "read",
        "read here",
        "read more",
        "see here",
        "see more",
        "this link",
        "this page",
    },
}
# A page in one language may well have a link in another.
VAGUE_ANYWHERE = frozenset[str]().union(*VAGUE.values())

# Not before a small letter or a number: after an abbreviation the sentence goes on.
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"”’(–-]*[A-ZÅÄÖ])")
AROUND_WORDS = re.compile(r"^\W+|\W+$")
PIECES = ["p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"]


@dataclass
class Findings:
    """The texts themselves, and the names of the pictures' files."""

    links: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Html:
    source: str


def is_vague(text: str) -> bool:
    """Whether a link of this text says nothing: signs and arrows around it aside."""
    words = AROUND_WORDS.sub("", " ".join(text.split()).casefold())
    return words in VAGUE_ANYWHERE


def long_sentences(text: str, most: int = MOST_WORDS) -> list[str]:
    """Its sentences of more words than that; a line break ends a sentence too."""
    return [
        " ".join(sentence.split())
        for line in text.splitlines()
        for sentence in SENTENCE_END.split(line)
        if word_count(sentence) > most
    ]


def word_count(sentence: str) -> int:
    """Words with at least one letter or digit: a dash is none."""
    return sum(any(sign.isalnum() for sign in word) for word in sentence.split())


def findings(page: Page) -> Findings:
    """All that could be better on the page, in the order in which it stands there."""
    found = Findings()
    easy = page.locale.language_code == EASY_FINNISH
    for value in values(page):
        if isinstance(value, Html):
            soup = BeautifulSoup(value.source, "html.parser")
            found.links += [
                text for link in soup("a") if is_vague(text := link.get_text())
            ]
            texts = pieces(soup) if easy else []
        elif isinstance(value, str):
            # A title that a template makes a link of.
            found.links += [value] if is_vague(value) else []
            texts = [value] if easy else []
        else:
            found.pictures.append(value)
            continue
        found.sentences += [long for text in texts for long in long_sentences(text)]
    return found


def pieces(soup: BeautifulSoup) -> list[str]:
    """The texts of its paragraphs and items, each once."""
    for line_break in soup("br"):
        line_break.replace_with("\n")
    return [each.get_text() for each in soup(PIECES) if not each(PIECES)]


def picture_name(image: Any) -> str:
    """The name of its file, which those of its renditions begin with."""
    return PurePath(image.file.name).stem


def values(page: Page) -> Iterator[Any]:
    """Plain texts, `Html`, and pictures that are neither described nor decorative."""
    for each in page._meta.concrete_fields:
        value = getattr(page, each.attname)
        if isinstance(each, StreamField):
            for child in value:
                yield from values_of(child.block, child.value)
        elif isinstance(each, RichTextField):
            yield Html(value or "")
        elif each.model is not Page and is_text(each):
            yield value or ""


def is_text(each: models.Field[Any, Any]) -> bool:
    """A text that a reader reads: no choice, address or the like."""
    return isinstance(each, models.TextField) or (
        type(each) is models.CharField and not each.choices
    )


def values_of(block: blocks.Block, value: Any) -> Iterator[Any]:
    """The same of a block and all that is in it."""
    if value is None:
        return
    if isinstance(block, ImageBlock):
        if not value.decorative and not value.contextual_alt_text:
            yield value
        return
    if isinstance(block, blocks.RichTextBlock):
        yield Html(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield value
    for child, inner in children(block, value):
        yield from values_of(child, inner)


def children(block: blocks.Block, value: Any) -> list[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.BaseStructBlock):
        return [(child, value.get(name)) for name, child in block.child_blocks.items()]
    if isinstance(block, blocks.BaseStreamBlock):
        return [(child.block, child.value) for child in value]
    if isinstance(block, blocks.ListBlock):
        return [(block.child_block, item) for item in value]
    return []
