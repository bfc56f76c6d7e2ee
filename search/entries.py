"""From a public object to the row by which it is found."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from core.languages import html_language
from search.models import SearchEntry
from search.registry import Content, Source
from search.words import forms_of, runs_of_digits, words_in
from search.words.forms import tagged, tags_of
from search.words.stopwords import stop_words

LONGEST_TITLE = 255
LONGEST_INTRODUCTION = 1_000
# A book of 60 pages; what comes after is not found.
LONGEST_TEXT = 150_000
LONGEST_WORD = 60
# Changes with what is made of a text: all rows are then written anew.
VERSION = "2"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FIELDS = (
    "kind",
    "language",
    "translation_key",
    "url",
    "name",
    "introduction",
    "text",
    "name_forms",
    "forms",
    "service_area_id",
    "state",
    "state_until",
    "date",
    "year",
    "digest",
)


def key_of(source: Source, pk: int) -> dict[str, int]:
    """By what an object's entry is looked up."""
    content_type = ContentType.objects.get_for_model(source.model)
    return {"content_type_id": content_type.pk, "item_id": pk}


def digest_of(source: Source, content: Content) -> str:
    told = json.dumps([VERSION, source.kind, asdict(content)], default=str)
    return hashlib.blake2b(told.encode(), digest_size=32).hexdigest()


def values_of(source: Source, content: Content) -> dict[str, Any]:
    """The values of the entry's fields, but for its municipalities."""
    language = html_language(content.language)
    title = plain(content.title)[:LONGEST_TITLE]
    introduction = plain(content.introduction)[:LONGEST_INTRODUCTION]
    text = plain(content.text)[:LONGEST_TEXT]
    return {
        "kind": source.kind,
        "language": content.language or settings.LANGUAGE_CODE,
        "translation_key": content.translation_key,
        "url": content.url,
        "name": title,
        "introduction": introduction,
        "text": text,
        "name_forms": lines_of(title, language),
        "forms": lines_of(f"{introduction}\n{text}", language),
        "service_area_id": content.service_area_id,
        "state": content.state,
        "state_until": content.state_until,
        "date": content.date,
        "year": content.date.year if content.date else None,
        "digest": digest_of(source, content),
    }


def plain(text: str) -> str:
    return CONTROL.sub(" ", unicodedata.normalize("NFC", text)).strip()


def lines_of(text: str, language: str) -> str:
    """A line for each word that is worth looking for: itself, how often it stands in the
    text, and its forms as the index has them."""
    counted = Counter(word.lower() for word in words_in(text))
    ignored = stop_words(language)
    lines = [
        f"{word} {times} {' '.join(tags_of(found, language))}"
        for word, times in counted.items()
        if word not in ignored
        and len(word) <= LONGEST_WORD
        and (found := forms_of(word, language))
    ]
    lines += [
        f"{number} 1 {tagged(number, language)}" for number in runs_of_digits(text)
    ]
    return "\n".join(lines)


def vocabulary(entry: SearchEntry) -> set[str]:
    """The words of an entry as they stand in it, without their forms."""
    lines = f"{entry.name_forms}\n{entry.forms}".splitlines()
    return {line.partition(" ")[0] for line in lines}
