"""Figures in a real browser: the public page, the staff's, and the import."""

import pytest
from django.utils import timezone

from feedback_forms.models import Recommendation
from tests.factories import pages
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory
from tests.factories.feedback_forms import scores
from tests.factories.users import UserFactory
from tests.support.browser import AXE, AXE_TAGS, assert_no_overflow, faults_at
from tests.support.looks import each_look

STAFF = "/admin/palautteen-luvut/"
LONG = "Päihdekuntoutuspalveluohjausyksikkötoimintaryhmä"
OURS = """tags => axe.run(document.querySelector(".desk"), {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
}).then(result => result.violations.map(v => [v.id, v.nodes[0].html]))"""


@pytest.fixture
def filled():
    """Two years of three service areas; a unit of few answers among others."""
    year = timezone.localdate().year
    for place, name in enumerate(("Avopalvelut", "Sairaalapalvelut", LONG)):
        area = ServiceAreaFactory(name_fi=name)
        for number in (3, 20, 40):
            unit = ServiceUnitFactory(service_area=area)
            for each in (year - 1, year - 2):
                given = ([10, 10, 8, 9, 2][place:] * number)[:number]
                scores(*given, unit=unit, month=f"{each}-02")
    return pages.feedback_page()


@each_look
def test_public_page_has_no_faults(open_page, filled, width, scheme):
    page = open_page(width=width, scheme=scheme)
    year = timezone.localdate().year - 1

    found = faults_at(
        page,
        f"{filled.url}luvut/?vuosi={year}",
        f"{filled.url}luvut/?vuosi={year}&tapa=syventava",
    )

    assert found == []


def test_year_is_chosen_without_script(open_page, filled):
    page = open_page(f"{filled.url}luvut/", javascript=False)
    year = timezone.localdate().year - 2

    page.get_by_role("link", name=str(year), exact=True).click()

    assert f"vuosi={year}" in page.url
    assert page.locator("td.not-shown").count()


@each_look
def test_staff_screens_are_accessible(open_page, sign_in, filled, width, scheme):
    page = sign_in(
        open_page(width=width, scheme=scheme), UserFactory(participation=True)
    )
    year = timezone.localdate().year - 1

    for path in (f"{STAFF}?vuosi={year}", f"{STAFF}tuonti/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text())
        assert page.evaluate(OURS, AXE_TAGS) == [], path
        assert_no_overflow(page)


def test_import_without_script(open_page, sign_in):
    ServiceUnitFactory(slug="neuvola")
    page = sign_in(
        open_page(width=320, javascript=False), UserFactory(participation=True)
    )
    content = b"id;date;unit;score\n1;2025-03-31;neuvola;9\n2;2025-03-31;x;9\n"

    page.goto(f"{STAFF}tuonti/")
    page.fill("[name=source]", "Tekstiviestit")
    page.set_input_files(
        "[name=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.click("form.import-file button")
    page.click("form.desk-acts button")

    assert Recommendation.objects.get().score == 9
