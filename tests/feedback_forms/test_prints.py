"""Posters, cards and badges: the code leads where it should, and everything fits."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from core.printing import pdf
from feedback_forms.prints import views
from feedback_forms.prints.documents import print_units
from feedback_forms.prints.products import PrintLanguage, Product
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.users import UserFactory
from tests.support import prints

pytestmark = pytest.mark.django_db
SCREEN = "/admin/painotuotteet/"
FILE = "/admin/painotuotteet/pdf/"
COMPOUND = "Lastenneuvolapalvelukokonaisuuskehittämisyksikkö"
LONGEST = f"{COMPOUND} ja {COMPOUND} sekä Ylä-Pirkanmaan perhekeskus Ruovesi"
SIZES = {
    Product.POSTER: ((210, 297), 1),
    Product.CARD: ((105, 148), 2),
    Product.CARDS: ((210, 297), 2),
    Product.BADGE: ((86, 54), 1),
    Product.PICTURES: ((148, 210), 1),
}


@pytest.fixture
def feedback_page():
    return pages.feedback_page()


@pytest.fixture
def communications(client):
    user = UserFactory(communications=True)
    client.force_login(user)
    return user


def made(unit, product, language=PrintLanguage.FI, **options):
    return print_units([unit], product=product, language=language, **options)


# -- What is printed -----------------------------------------------------------


@pytest.mark.parametrize("product", Product)
def test_code_leads_to_the_unit_and_words_say_so(feedback_page, settings, product):
    settings.BASE_URL = "https://osallistu.example.org"
    unit = ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    path = f"/palaute/{unit.slug}/"
    if product == Product.PICTURES:
        path += "kuvat/"

    sheets = prints.pages_of(made(unit, product))

    size, number = SIZES[product]
    assert [prints.size(sheet) for sheet in sheets] == [size] * number
    found = prints.codes(sheets[0])
    assert {code.text for code in found} == {f"https://osallistu.example.org{path}"}
    assert len(found) == (4 if product == Product.CARDS else 1)
    for code in found:
        assert code.box.right - code.box.left >= 25
        assert code.box.bottom - code.box.top >= 25
    text = prints.words(sheets[0])
    assert "Hatanpään terveysasema" in text
    assert f"osallistu.example.org{path}".rstrip("/") in text.replace(" ", "")


@pytest.mark.parametrize("product", Product)
@pytest.mark.parametrize("name", [COMPOUND, LONGEST], ids=["compound", "longest"])
def test_long_finnish_names_fit(feedback_page, product, name):
    unit = ServiceUnitFactory(name_fi=name, name_sv=name[::-1], name_en=name)
    assert len(COMPOUND) >= 45

    for language in (PrintLanguage.FI, PrintLanguage.ALL):
        for sheet in prints.pages_of(made(unit, product, language)):
            width, height = prints.size(sheet)
            boxes = prints.lines(sheet)
            for box in boxes:
                assert box.left >= 3
                assert box.right <= width - 3
                assert box.top >= 3
                assert box.bottom <= height - 3
            for code in prints.codes(sheet):
                assert not any(code.box.overlap(box) for box in boxes)
            for number, box in enumerate(boxes):
                crossed = [
                    other for other in boxes[number + 1 :] if box.overlap(other) > 0.4
                ]
                assert crossed == [], (language, box)
            assert name.split()[0] in prints.words(sheet)


def test_words_are_in_the_language_and_in_all_three(feedback_page):
    unit = ServiceUnitFactory(
        name_fi="Hatanpään terveysasema", name_sv="Hatanpää hälsostation"
    )

    swedish = prints.words(
        prints.pages_of(made(unit, Product.CARD, PrintLanguage.SV))[1]
    )
    three = prints.words(
        prints.pages_of(made(unit, Product.CARD, PrintLanguage.ALL))[1]
    )

    assert "Vad vill du berätta?" in swedish
    assert "Hatanpää hälsostation" in swedish
    for words in ("Mitä haluat kertoa?", "Vad vill du berätta?", "What would you like"):
        assert words in three


def test_swedish_code_leads_to_the_swedish_page(feedback_page, settings):
    settings.BASE_URL = "https://osallistu.example.org"
    unit = ServiceUnitFactory()
    translated = feedback_page.copy_for_translation(pages.home_page("sv").locale)
    translated.slug = "ge-respons"
    translated.save_revision().publish()

    (sheet,) = prints.pages_of(made(unit, Product.BADGE, PrintLanguage.SV))
    (english,) = prints.pages_of(made(unit, Product.BADGE, PrintLanguage.EN))

    assert prints.codes(sheet)[0].text == (
        f"https://osallistu.example.org/sv/palaute/{unit.slug}/"
    )
    # Leads to the Finnish page while there is no English one.
    assert prints.codes(english)[0].text == (
        f"https://osallistu.example.org/en/palaute/{unit.slug}/"
    )


def test_page_in_swedish_alone_is_no_page_for_finnish_prints(
    client, communications, feedback_page
):
    unit = ServiceUnitFactory()
    translated = feedback_page.copy_for_translation(pages.home_page("sv").locale)
    translated.save_revision().publish()
    feedback_page.unpublish()

    for language, status in (("fi", 422), ("en", 422), ("all", 422), ("sv", 200)):
        asked = {"unit": unit.pk, "product": "badge", "language": language}
        assert client.get(FILE, asked).status_code == status, language


def test_name_of_a_unit_is_text_and_nothing_else(feedback_page):
    name = '</p><img src="file:///etc/passwd"><style>*{color:red}</style>'
    unit = ServiceUnitFactory(name_fi=name)

    (sheet,) = prints.pages_of(made(unit, Product.POSTER))

    assert "<img src=" in prints.words(sheet)
    assert "<style>" in prints.words(sheet)


def test_pdf_fetches_nothing(monkeypatch, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    html = (
        f'<html lang="fi"><title>x</title><img alt="x" src="{address}img">'
        f'<link rel="stylesheet" href="{address}css"><style>@import "{address}at";'
        f'p{{background:url({address}bg)}}</style><p>x</p><img alt="x" src="{secret.as_uri()}">'
        f'<link rel="attachment" href="{secret.as_uri()}">'
        f'<svg><image href="{address}svg"/><use href="{secret.as_uri()}#x"/></svg>'
    )
    monkeypatch.setattr(pdf, "render_to_string", lambda *args: html)
    try:
        file = pdf.make_pdf("x.html", {}, styles=())
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert not PdfReader(BytesIO(file)).attachments


@pytest.mark.parametrize("product", Product)
def test_pdf_can_be_read_aloud(feedback_page, product):
    unit = ServiceUnitFactory(name_fi="Hatanpään terveysasema")

    reader = PdfReader(BytesIO(made(unit, product)))

    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "fi"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Hatanpään terveysasema" in reader.metadata.title
    metadata = catalogue["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in metadata
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for sheet in reader.pages
        for font in sheet["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "AtkinsonHyperlegible" in font["/FontName"].replace("-", "")
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font)


def test_printing_house_gets_bleed_and_marks(feedback_page):
    unit = ServiceUnitFactory()

    pdf = made(unit, Product.BADGE, bleed=True)
    (sheet,) = PdfReader(BytesIO(pdf)).pages

    def millimetres(box):
        return round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)

    assert millimetres(sheet.trimbox) == (86, 54)
    assert millimetres(sheet.bleedbox) == (92, 60)
    picture = prints.pages_of(pdf)[0].render(scale=1).to_pil().convert("L")
    edge = (millimetres(sheet.mediabox)[0] - 92) / 2 * 72 / 25.4
    # The ground reaches to the end of the bleed; the marks stand outside of it, on white.
    assert picture.getpixel((edge + 2, picture.height / 2)) < 128
    assert picture.getpixel((edge - 2, picture.height / 2)) == 255
    assert (
        min(picture.crop((0, 0, int(edge) - 1, picture.height)).get_flattened_data())
        < 128
    )


@pytest.mark.parametrize("language", [PrintLanguage.SV, PrintLanguage.ALL])
def test_card_asks_for_the_number_that_is_counted(feedback_page, language):
    sheet = prints.pages_of(made(ServiceUnitFactory(), Product.CARD, language))[1]

    words = " ".join(prints.words(sheet).split())
    assert "rekommendera den här tjänsten" in words
    assert " ".join(str(score) for score in range(11)) in words


def test_prints_carry_the_countys_colours_and_name(feedback_page):
    from core.models import CountySettings

    county = CountySettings.current()
    county.name_fi = "Kainuun hyvinvointialue"
    county.brand_colour = "#5a1a6b"
    county.save()
    unit = ServiceUnitFactory()

    (sheet,) = prints.pages_of(made(unit, Product.BADGE))

    red, green, blue = sheet.render(scale=1).to_pil().convert("RGB").getpixel((4, 4))
    assert "Kainuun hyvinvointialue" in prints.words(sheet)
    assert green < red
    assert green < blue


# -- The screen ----------------------------------------------------------------


def test_screen_offers_the_units_that_are_asked_for(
    client, communications, feedback_page
):
    town = MunicipalityFactory()
    wanted = ServiceUnitFactory(municipality=town)
    ServiceUnitFactory()
    ServiceUnitFactory(municipality=town, in_use=False)

    response = client.get(SCREEN, {"municipality": town.pk})

    assert response.context["names"] == [wanted.name_fi]
    assert len(response.context["files"]) == 1


def test_many_units_come_in_several_files(
    client, communications, feedback_page, monkeypatch
):
    monkeypatch.setattr(views, "PER_FILE", 2)
    ServiceUnitFactory.create_batch(3)

    response = client.get(SCREEN, {"product": "badge"})
    second = client.get(response.context["files"][1]["url"])

    assert [(file["first"], file["last"]) for file in response.context["files"]] == [
        (1, 2),
        (3, 3),
    ]
    assert second["Content-Type"] == "application/pdf"
    assert len(prints.pages_of(second.content)) == 1


def test_buttons_of_the_register_lead_there(client, communications):
    unit = ServiceUnitFactory()
    unused = ServiceUnitFactory(in_use=False)

    html = client.get(
        "/admin/core/serviceunit/", {"service_area__id__exact": unit.service_area_id}
    ).content.decode()
    whole = client.get("/admin/core/serviceunit/").content.decode()

    assert f"{SCREEN}?unit={unit.pk}" in html
    assert f"{SCREEN}?service_area={unit.service_area_id}" in html
    assert f"{SCREEN}?unit={unused.pk}" not in whole


@pytest.mark.parametrize(
    "query",
    [
        {"product": "x"},
        {"language": "de"},
        {"unit": "x"},
        {"unit": "99999"},
        {"unit": "9" * 30},
        {"q": "\x00"},
        {"q": "a" * 1000},
        {"part": "99"},
        {"part": "²"},
        {"part": "-1"},
    ],
)
def test_mistyped_address_is_no_error(client, communications, feedback_page, query):
    ServiceUnitFactory()

    assert client.get(SCREEN, query).status_code == 200
    assert client.get(FILE, {"product": "badge", **query}).status_code in {200, 422}


def test_without_a_feedback_page_the_screen_says_so(client, communications):
    ServiceUnitFactory()

    response = client.get(FILE)

    assert response.status_code == 422
    assert "palautesivu" in response.content.decode()


def test_without_pango_the_screen_says_so(
    client, communications, feedback_page, monkeypatch
):
    """As on a server where the library cannot be loaded."""
    import sys

    ServiceUnitFactory()
    pdf.can_print.cache_clear()
    # What Python does with a module that must not be imported.
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    screen, file = client.get(SCREEN), client.get(FILE)
    pdf.can_print.cache_clear()

    assert screen.status_code == 200
    assert file.status_code == 503
    for response in (screen, file):
        assert "Pango" in response.content.decode()


@pytest.mark.parametrize("group", ["moderator", "handler", "participation", "writer"])
def test_who_does_not_keep_the_register_gets_a_403_in_words(client, group):
    client.force_login(UserFactory(**{group: True}))

    for address in (SCREEN, FILE):
        response = client.get(address)
        assert response.status_code == 403
        assert "oikeutta" in response.content.decode()


def test_nothing_is_posted(client, communications):
    assert client.post(SCREEN).status_code == 405
    assert client.post(FILE).status_code == 405


def test_chosen_units_are_printed_and_stay_chosen(
    client, communications, feedback_page
):
    area = ServiceUnitFactory(name_fi="Aitolahti").service_area
    chosen = [
        ServiceUnitFactory(name_fi=name, service_area=area)
        for name in ("Hatanpää", "Tesoma")
    ]
    asked = {"unit": [unit.pk for unit in chosen], "q": "Aitolahti"}

    response = client.get(SCREEN, asked)

    assert response.context["names"] == ["Hatanpää", "Tesoma"]
    html = response.content.decode()
    # The one that fits is offered beside those that were chosen.
    assert html.count('name="unit"') == 3
    assert html.count(" checked") == 2 + 2
    made = client.get(FILE, {**asked, "product": "badge"})
    assert len(prints.pages_of(made.content)) == 2


def test_screen_asks_the_same_number_of_queries_for_1_and_30(
    client, communications, feedback_page
):
    def queries():
        client.get(SCREEN)
        with CaptureQueriesContext(connection) as asked:
            client.get(SCREEN)
        return len(asked)

    ServiceUnitFactory()
    one = queries()
    ServiceUnitFactory.create_batch(29)

    assert queries() == one
