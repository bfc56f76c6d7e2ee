"""The accessibility statement is itself accessible, whatever it has to say."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.browser import content
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.browser import (
    AXE_TAGS,
    assert_keyboard_works,
    assert_no_overflow,
    axe_source,
    faults,
    sign_in,
)
from tests.support.looks import each_look

URL = "/saavutettavuusseloste/"


def statement(conformance):
    county = content.county()
    county.supervising_authority_fi = "Liikenne- ja viestintävirasto Traficom"
    county.supervising_authority_sv = "Transport- och kommunikationsverket Traficom"
    county.supervising_authority_url = "https://valvonta.example/"
    county.supervising_authority_email = "valvonta@example.org"
    county.supervising_authority_phone = "029 000 0000"
    county.save()
    found = [
        {
            "title": f"{content.COMPOUND}: liitettä ei voi lukea ruudunlukijalla",
            "where": "Liitteet ennen vuotta 2024",
            "why": "Tiedostosta puuttuvat otsikot ja lukujärjestys (WCAG 1.3.1, 1.3.2).",
            "mended_by": date(2027, 6, 30),
        },
        {},
        {"title": "Vanhat kartat", "reason": "burden", "mended_by": None},
        {"title": "Toisten sivut", "reason": "outside", "mended_by": None},
        {"title": "Sanelu ei toimi kaikilla selaimilla", "mended_by": None},
    ]
    return pages.statement_page(
        conformance=conformance,
        faults=[] if conformance == "full" else found,
        feedback_page=pages.feedback_page(),
        method="Testasimme sivut näppäimistöllä, kolmella ruudunlukijalla ja 400 "
        "prosentin suurennoksella.\n\nMukana oli kuusi asukasta.",
    )


@pytest.mark.parametrize("conformance", ["full", "partial", "none"])
def test_statement_at_its_narrowest(open_page, conformance):
    page = statement(conformance)
    pages.home_page("fi-simple")
    found = []
    for scheme in ("light", "dark"):
        window = open_page(URL, width=320, scheme=scheme)
        found += faults(window)
    assert found == []
    assert_keyboard_works(open_page(page.url, width=1280))


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_translated_statement(open_page, language):
    page = content.in_language(statement("partial"), language)
    window = open_page(page.url, width=320)
    assert faults(window) == []


# Wagtail's own frame around our panel is not ours to mend.
PANEL = """tags => axe.run(document.querySelector(".desk[id*=statement-review]"), {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
}).then(result => result.violations.map(v => [v.id, v.nodes[0].html]))"""


@each_look
def test_reminder_on_the_start_page(open_page, live_site, width, scheme):
    day = timezone.localdate() - timedelta(days=400)
    pages.statement_page(published_on=day, reviewed_on=day)
    window = open_page(width=width, scheme=scheme)
    sign_in(window, UserFactory(communications=True), live_site)
    window.goto("/admin/")
    window.wait_for_load_state("networkidle")
    window.evaluate(axe_source())
    assert window.evaluate(PANEL, AXE_TAGS) == []
    assert_no_overflow(window)
