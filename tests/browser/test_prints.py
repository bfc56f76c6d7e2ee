"""The screen where posters and cards are chosen."""

from io import BytesIO

from pypdf import PdfReader

from tests.browser.test_desk import violations
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look


@each_look
def test_screen_of_prints_is_accessible(open_page, sign_in, width, scheme):
    pages.feedback_page()
    ServiceUnitFactory.create_batch(3)
    page = sign_in(
        open_page(width=width, scheme=scheme), UserFactory(communications=True)
    )

    page.goto("/admin/painotuotteet/")
    page.wait_for_load_state("networkidle")

    assert violations(page) == []
    assert_no_overflow(page)


def test_poster_from_the_register_without_script(open_page, sign_in):
    pages.feedback_page()
    ServiceUnitFactory(name_fi="Tesoman hyvinvointikeskus")
    unit = ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    page = sign_in(open_page(javascript=False), UserFactory(communications=True))

    page.goto("/admin/core/serviceunit/?q=Hatanpää")
    page.get_by_role("link", name="Juliste ja kortit").click()
    page.get_by_label("Ruotsi").check()
    page.get_by_role("button", name="Näytä, mille yksiköille").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa PDF").click()

    made = PdfReader(BytesIO(waiting.value.path().read_bytes()))
    assert waiting.value.suggested_filename == f"poster-sv-{unit.slug}.pdf"
    assert len(made.pages) == 1
