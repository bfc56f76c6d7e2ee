import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from core.languages import OtherLanguage
from search.templatetags.words import seams
from tests.factories import pages


def test_a_title_is_broken_at_its_seams_in_finnish_only():
    with translation.override("fi"):
        assert seams("Hyvinvointialueella") == "Hyvin\u00advointi\u00adalueella"
        assert (
            seams("Hyvinvointialueella", OtherLanguage("sv", ""))
            == "Hyvinvointialueella"
        )
    with translation.override("fi-simple"):
        assert seams("Hyvinvointialueella") == "Hyvin\u00advointi\u00adalueella"
    with translation.override("sv"):
        assert seams("Hyvinvointialueella") == "Hyvinvointialueella"
        assert (
            seams("Hyvinvointialueella", OtherLanguage("fi", ""))
            == "Hyvin\u00advointi\u00adalueella"
        )


def test_what_is_markup_already_is_left():
    assert seams(mark_safe("<mark>Hyvinvointialueella</mark>")) == (
        "<mark>Hyvinvointialueella</mark>"
    )


@pytest.mark.django_db
def test_a_heading_has_seams_and_the_page_itself_none(client):
    page = pages.information_page(title="Mielenterveyskuntoutujien tuki")
    html = client.get(page.get_url()).content.decode()
    assert "<h1>Mielen\u00adterveys\u00adkuntoutujien tuki</h1>" in html
    assert "<title>Mielenterveyskuntoutujien tuki" in html
    page.refresh_from_db()
    assert page.title == "Mielenterveyskuntoutujien tuki"


@pytest.mark.django_db
def test_markup_in_a_title_stays_text(client):
    page = pages.information_page(title="<b>Hyvinvointialueella</b>")
    html = client.get(page.get_url()).content.decode()
    assert "&lt;b&gt;Hyvin\u00advointi\u00adalueella&lt;/b&gt;" in html
