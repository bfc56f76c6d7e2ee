"""The demo's pages in the other languages, as editors would have made them.

Swedish and English are translations in wagtail-localize: the editor finds each text
beside its source, and is told when the source changes. Easy Finnish is a text of its
own, not a shortened one, so its pages are copies that are edited freely.

A link to a page keeps the Finnish page, as it does in wagtail-localize; the reader
is led to its translation when the link is shown.
"""

from collections import defaultdict

import polib
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.models import BasePage
from home.demo.files import read_page
from home.demo.pages import TREE, PageMaker, languages_of, own_pages

OF_THEIR_OWN = ("fi-simple",)


class NotAlike(ValueError):
    """A translation has more or fewer pieces of text than its source."""


def load_translations(maker: PageMaker) -> int:
    """Make and publish every translation that has a file; returns how many."""
    done = {code: set(own_pages(code)) for code in ("sv", "en", "fi-simple")}
    made = 0
    for name in TREE:
        for code in languages_of(name):
            if name not in done[code]:
                load_translation(maker, name, code)
                made += 1
    return made


def load_translation(maker: PageMaker, name: str, code: str) -> None:
    locale = Locale.objects.get(language_code=code)
    if code in OF_THEIR_OWN:
        write_page(maker, name, locale)
    else:
        translate_page(maker, name, locale)


def write_page(maker: PageMaker, name: str, locale: Locale) -> None:
    page = maker.pages[name].copy_for_translation(locale)
    maker.fill(page, name, read_page(name, locale.language_code))
    page.save_revision().publish()


def translate_page(maker: PageMaker, name: str, locale: Locale) -> None:
    page = maker.pages[name]
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation, _new = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    translation.import_po(texts_of(maker, name, locale.language_code))
    publish(translation)


def publish(translation: Translation) -> None:
    """As `save_target(publish=True)`, but now: that one waits for the commit."""
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()


def texts_of(maker: PageMaker, name: str, code: str) -> polib.POFile:
    """Each Finnish text with its translation, matched by place and order."""
    source = maker.pages[name]
    target: BasePage = type(source).objects.get(pk=source.pk)
    maker.fill(target, name, read_page(name, code))
    translated = strings(target)
    po = polib.POFile()
    for path, texts in strings(source).items():
        if len(translated[path]) != len(texts):
            raise NotAlike(f"{name}.{code}: {path}")
        for text, translation in zip(texts, translated[path], strict=True):
            po.append(polib.POEntry(msgctxt=path, msgid=text, msgstr=translation))
    return po


def strings(page: BasePage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found
