"""Promoted results: for their words in any form, public pages only, at no cost."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from participation_pages.models import OpportunityPage
from search.promotions import promoted_for
from search.query import parse
from tests.core.test_offered_in import index_in, version
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def promote(query, page=None, **fields):
    return SearchPromotion.objects.create(query=Query.get(query), page=page, **fields)


def promoted(text, language="fi"):
    return [each.title for each in promoted_for(parse(text, language), language)]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("hammashoito", True),
        ("hammashoidossa", True),
        ("HAMMASHOIDON", True),
        ("ja hammashoito", True),
        ("hammashoito lapsille", False),
        ("hoito", False),
        ("", False),
    ],
)
def test_for_its_words_in_any_form_and_no_others(asked, shown):
    promote("hammashoito", pages.information_page(title="Näin varaat ajan"))
    assert promoted(asked) == (["Näin varaat ajan"] if shown else [])


def test_two_words_in_any_order():
    promote("ajan varaus", pages.information_page(title="Näin varaat ajan"))
    assert promoted("varaus aika") == ["Näin varaat ajan"]
    assert promoted("aika") == []


def test_it_stands_above_the_results_and_where_there_are_none(client):
    page = pages.information_page(title="Näin varaat ajan")
    promote("zeppeliini", page, description="Soita <b>heti</b>")
    promote(
        "zeppeliini",
        external_link_url="https://example.org/",
        external_link_text="Muualla",
    )
    html = client.get("/haku/?q=zeppeliini").content.decode()
    assert f'<a href="{page.url}">Näin varaat ajan</a>' in html
    assert "Soita &lt;b&gt;heti" in html
    assert '<a href="https://example.org/">Muualla</a>' in html


def test_in_the_order_of_the_editors():
    first, second = (
        pages.information_page(title="1", slug="a"),
        pages.method_page(title="2"),
    )
    promote("hoito", second, sort_order=1)
    promote("hoito", first, sort_order=0)
    assert promoted("hoito") == ["1", "2"]


def test_a_reader_gets_the_page_in_the_readers_language():
    page = pages.opportunity_page(title="Suomeksi")
    index_in("sv")
    promote("hammashoito", page, description="Suomeksi tämäkin")
    assert promoted("hammashoito", "sv") == ["Suomeksi"]
    version(page, "sv", title="På svenska")
    (shown,) = promoted_for(parse("hammashoito", "sv"), "sv")
    assert (shown.title, shown.text, shown.other) == ("På svenska", "", None)
    (shown,) = promoted_for(parse("hammashoito", "en"), "en")
    assert (shown.title, shown.other.lang) == ("Suomeksi", "fi")


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private", "expired"])
def test_what_is_not_public_is_not_promoted(client, kind):
    page = pages.opportunity_page(title="Kanarialintu", live=kind != "draft")
    promote("hoito", page, description="Kanarialintu")
    if kind != "draft":
        assert promoted("hoito") == ["Kanarialintu"]
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        OpportunityPage.objects.get(pk=page.pk).unpublish()
    elif kind == "expired":
        page.live, page.expired = False, True
        page.save()
    assert promoted("hoito") == []
    assert "Kanarialintu" not in client.get("/haku/?q=hoito").content.decode()


def test_it_costs_nothing_until_it_changes():
    promote("hoito", pages.information_page(title="Näin varaat ajan"))
    promoted("hoito")
    with counted() as queries:
        assert promoted("hoito") == ["Näin varaat ajan"]
        assert promoted("muu") == []
    assert queries == []
    SearchPromotion.objects.all().delete()
    assert promoted("hoito") == []
