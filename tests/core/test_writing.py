"""What could be said better: found, and nothing else found."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Locale

from core.writing import findings, is_vague, long_sentences, picture_name
from home.models import InformationPage
from tests.browser.content import picture
from tests.factories import pages

THIRTEEN = (
    "Voit kertoa meille omin sanoin mikä toimi hyvin ja mikä ei toiminut ollenkaan."
)
FOURTEEN = (
    "Voit kertoa meille nyt omin sanoin mikä toimi hyvin ja mikä ei toiminut ollenkaan."
)


@pytest.mark.parametrize(
    "text",
    [
        "lue lisää",
        "Lue lisää",
        "Lue lisää…",
        " Lue\n lisää »",
        "Tästä",
        "KLIKKAA TÄSTÄ!",
        "Läs mer",
        "här",
        "(här)",
        "Read more →",
        "click here.",
        "Here",
    ],
)
def test_link_that_says_nothing(text):
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lue lisää kotihoidosta",
        "Anna palautetta",
        "Läs mer om hemvården",
        "Härnösand",
        "Read more about home care",
        "Tästä alkaa polku",
        "www.example.org",
    ],
)
def test_link_that_says_where_it_leads(text):
    assert not is_vague(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (THIRTEEN, []),
        (FOURTEEN, [FOURTEEN]),
        (f"Hei! {FOURTEEN} Kiitos.", [FOURTEEN]),
        (f"{THIRTEEN} {THIRTEEN}", []),
        (f"{THIRTEEN[:-1]}\n{THIRTEEN}", []),
        (f"”{THIRTEEN}” {THIRTEEN}", []),
        # A dash is no word; an abbreviation does not end the sentence.
        (THIRTEEN.replace("sanoin", "sanoin –"), []),
        (
            FOURTEEN.replace("omin", "esim. omin"),
            [FOURTEEN.replace("omin", "esim. omin")],
        ),
        ("a b c d e f g klo 10. 11 h i j k", ["a b c d e f g klo 10. 11 h i j k"]),
        (FOURTEEN.replace(" ", "  "), [FOURTEEN]),
    ],
)
def test_sentences_of_more_than_thirteen_words(text, expected):
    assert long_sentences(text) == expected


# -- A whole page --------------------------------------------------------------


def page_with(*body, language="fi", **fields):
    page = InformationPage(
        title="Tietoa", slug="tietoa", locale=Locale.objects.get(language_code=language)
    )
    page.body = list(body)
    for name, value in fields.items():
        setattr(page, name, value)
    return page


@pytest.mark.django_db
def test_texts_are_found_in_every_part_of_a_page():
    page = page_with(
        ("text", f"<ul><li><p>{FOURTEEN}</p></li></ul><p>Lyhyt.<br/>{FOURTEEN}</p>"),
        ("notice", {"title": "Lue lisää", "text": FOURTEEN}),
        language="fi-simple",
        introduction=FOURTEEN,
    )
    found = findings(page)
    assert found.sentences == [FOURTEEN] * 4
    assert found.links == ["Lue lisää"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_long_sentences_are_for_easy_finnish_only(language):
    assert findings(page_with(introduction=FOURTEEN, language=language)).sentences == []


@pytest.mark.django_db
def test_links_are_found_in_their_order():
    text = (
        '<p><a linktype="page" id="3">Tästä</a> tai <a href="/">Anna palautetta</a>'
        ' tai <a href="/"><b>lue</b> lisää</a>. Tästä.</p>'
    )
    assert findings(page_with(("text", text))).links == ["Tästä", "lue lisää"]


@pytest.mark.django_db
def test_a_choice_or_an_address_is_no_text():
    page = pages.statement_page(faults=[{"reason": "outside"}])
    page.locale = Locale.objects.get(language_code="fi-simple")
    found = findings(page)
    assert found.links == found.sentences == found.pictures == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt_text", "decorative", "expected"),
    [("", False, True), ("Järvi", False, False), ("", True, False)],
)
def test_pictures_that_say_nothing(alt_text, decorative, expected):
    image = picture()
    value = {"image": image.pk, "alt_text": alt_text, "decorative": decorative}
    page = pages.information_page(body=[{"type": "picture", "value": value}])
    found = findings(InformationPage.objects.get(pk=page.pk)).pictures
    assert [each.pk for each in found] == ([image.pk] if expected else [])


@pytest.mark.django_db
@pytest.mark.parametrize("stem", ["jarvi", "kunnan-" * 12])
def test_renditions_begin_with_the_pictures_name(stem):
    image = picture()
    with image.file.open() as file:
        image.file = ContentFile(file.read(), name=f"{stem}.jpg")
    image.save()
    rendition = image.get_rendition("width-60").file.name.split("/")[-1]
    name = picture_name(image)
    assert rendition.startswith(f"{name}.") or (
        len(rendition) >= 60 and name.startswith(rendition.split(".")[0])
    )
