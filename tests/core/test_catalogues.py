"""The catalogues are whole, true to their placeholders, and fall back as they should."""

import io
import os
from pathlib import Path

import polib
import pytest
import wagtail.admin
import wagtail.contrib.search_promotions
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from core import catalogues
from core.wagtail_words import OF_PROMOTIONS, WORDS
from tests.support.catalogues import (
    compiled,  # noqa: F401
    forget_catalogues,
)

LOCALE = Path(settings.LOCALE_PATHS[0])
LOCALES = ["en", "fi", "fi_Simple", "sv"]
COMPLETE = ["fi", "sv"]
PLURALS = "nplurals=2; plural=(n != 1);"


def catalogue(locale):
    return polib.pofile(str(catalogues.po_path(LOCALE, locale)))


# -- What stands in the tree ---------------------------------------------------


def test_there_is_a_catalogue_for_every_language_of_the_site():
    wanted = {translation.to_locale(code) for code, _name in settings.LANGUAGES}
    assert set(catalogues.locales(LOCALE)) == wanted == set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_header_names_language_and_plurals(locale):
    metadata = catalogue(locale).metadata
    assert metadata["Language"] == locale
    assert metadata["Plural-Forms"] == PLURALS
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize("locale", COMPLETE)
def test_every_text_is_translated(locale):
    missing = [entry.msgid for entry in catalogue(locale) if not entry.translated()]
    assert missing == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_guessed_or_left_over(locale):
    entries = catalogue(locale)
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_match(locale):
    assert catalogues.faults(catalogue(locale)) == []


def test_all_catalogues_hold_the_same_texts():
    texts = [
        {catalogues.key(entry) for entry in catalogue(locale)} for locale in LOCALES
    ]
    assert all(each == texts[0] for each in texts)


def test_easy_finnish_overrides_and_repeats_nothing():
    finnish = {catalogues.key(entry): entry for entry in catalogue("fi")}
    same = [
        entry.msgid
        for entry in catalogue("fi_Simple").translated_entries()
        if entry.msgstr and entry.msgstr == finnish[catalogues.key(entry)].msgstr
    ]
    assert same == []


@pytest.mark.parametrize("locale", ["fi", "sv", "fi_Simple"])
def test_texts_keep_to_the_house_style(locale):
    """words.md: no ‘please’, no officialese, no straight quotation marks."""
    wrong = {
        "fi": ["Ole hyvä", "mikäli", "Mikäli", "toimesta", "Valitettavasti", "Peruuta"],
        "sv": ["Vänligen", "Tyvärr", "synpunkter", "personnummer", "medborgare"],
        "fi_Simple": ["suostumus", "Mikäli", "esim."],
    }[locale]
    found = [
        (word, entry.msgid)
        for entry in catalogue(locale).translated_entries()
        for word in [*wrong, '"']
        if word in entry.msgstr and not (word == '"' and '"' in entry.msgid)
    ]
    assert found == []


# -- What the site says --------------------------------------------------------


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "Lähetä palaute"),
        ("sv", "Skicka responsen"),
        ("en", "Send feedback"),
        ("fi-simple", "Lähetä palaute"),
    ],
)
def test_site_speaks_every_language(language, expected):
    with translation.override(language):
        assert gettext("Send feedback") == expected


@pytest.mark.usefixtures("compiled")
def test_easy_finnish_has_its_own_words_and_finnish_for_the_rest():
    with translation.override("fi-simple"):
        assert translation.get_language() == "fi-simple"
        assert gettext("(optional)") == "(voit jättää tyhjäksi)"
        assert gettext("Send feedback") == "Lähetä palaute"
        assert gettext("This field is required.") == "Tämä kenttä on pakollinen."
        assert pgettext("kind of feedback", "Thanks") == "Kiitos"
        assert "2 päivää" in ngettext("%(days)s day ago", "%(days)s days ago", 2) % {
            "days": 2
        }


@pytest.mark.usefixtures("compiled")
def test_our_finnish_wins_over_wagtails_in_easy_finnish_too():
    """Django merges Wagtail's Finnish before it falls back to ours."""
    with translation.override("fi"):
        finnish = gettext("Status")
    with translation.override("fi-simple"):
        assert gettext("Status") == finnish


@pytest.mark.parametrize(
    ("app", "words"),
    [(wagtail.admin, WORDS), (wagtail.contrib.search_promotions, OF_PROMOTIONS)],
)
def test_wagtail_still_lacks_the_words_that_we_lend_it(app, words):
    folder = Path(app.__file__).parent / "locale"
    asked = {
        entry.msgid for entry in polib.pofile(str(catalogues.po_path(folder, "en")))
    }
    has = {
        entry.msgid
        for entry in polib.pofile(str(catalogues.po_path(folder, "fi")))
        if entry.translated()
    }
    assert set(words) <= asked
    assert set(words) & has == set()


# -- Compiling -----------------------------------------------------------------

HEADER = f"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {PLURALS}\\n"
"""


@pytest.fixture
def folder(tmp_path, settings):
    settings.LOCALE_PATHS = [str(tmp_path)]
    yield tmp_path
    forget_catalogues()


def write(folder, locale, body):
    path = catalogues.po_path(folder, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def compiled_texts(path):
    return {entry.msgid: entry.msgstr for entry in polib.mofile(str(path))}


def run():
    out = io.StringIO()
    call_command("compile_catalogues", stdout=out)
    return out.getvalue()


def test_compiles_what_changed_and_counts(folder):
    path = write(
        folder, "fi", '\nmsgid "Hello"\nmsgstr "Hei"\n\nmsgid "Bye"\nmsgstr ""\n'
    )
    assert run() == "fi: 1 texts compiled\n"
    assert run() == "fi: unchanged\n"
    made = path.with_suffix(".mo")
    assert compiled_texts(made) == {"Hello": "Hei"}
    os.utime(made, (1, 1))
    assert run() == "fi: 1 texts compiled\n"
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "django.mo",
        "django.po",
    ]


def test_guesses_are_left_out(folder):
    path = write(folder, "sv", '\n#, fuzzy\nmsgid "Hello"\nmsgstr "Hejdå"\n')
    run()
    assert compiled_texts(path.with_suffix(".mo")) == {}


def test_easy_finnish_is_laid_over_finnish(folder):
    finnish = write(
        folder, "fi", '\nmsgid "a"\nmsgstr "suomi a"\n\nmsgid "b"\nmsgstr "suomi b"\n'
    )
    easy = write(
        folder, "fi_Simple", '\nmsgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr "selko"\n'
    )
    assert "fi_Simple: 1 texts compiled" in run()
    assert compiled_texts(easy.with_suffix(".mo")) == {"a": "suomi a", "b": "selko"}
    os.utime(finnish, (2**31, 2**31))
    assert "fi_Simple: 1 texts compiled" in run(), "a change in Finnish reaches it"


@pytest.mark.parametrize(
    "body",
    [
        'msgid "Sent %(date)s"\nmsgstr "Lähetetty"\n',
        'msgid "Sent"\nmsgstr "Lähetetty %(date)s"\n',
        'msgid "Sent %(date)s"\nmsgstr "Lähetetty %(päivä)s"\n',
        '#, python-format\nmsgid "%(n)s"\nmsgstr "%(n)s % vastasi"\n',
        (
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'
            'msgstr[0] "%(n)s päivä"\nmsgstr[1] "päivää"\n'
        ),
    ],
    ids=["lost", "made up", "renamed", "bare percent", "lost in the plural"],
)
def test_wrong_placeholders_are_refused(folder, body):
    path = write(folder, "fi", "\n" + body)
    write(folder, "sv", '\nmsgid "Hello"\nmsgstr "Hej"\n')
    with pytest.raises(CommandError, match="fi:"):
        run()
    assert not path.with_suffix(".mo").exists()
    assert catalogues.po_path(folder, "sv").with_suffix(".mo").exists()


def test_singular_may_do_without_its_number(folder):
    write(
        folder,
        "fi",
        '\nmsgid "%(count)s day"\nmsgid_plural "%(count)s days"\n'
        'msgstr[0] "yksi päivä"\nmsgstr[1] "%(count)s päivää"\n',
    )
    assert run() == "fi: 1 texts compiled\n"
