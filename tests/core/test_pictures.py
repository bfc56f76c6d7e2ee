"""Pictures of a page, and links in its texts, without a query for each."""

import pytest
from django.template import engines
from wagtail.models import Page
from wagtail.rich_text import RichText

from core.models import SiteImage
from core.pictures import CARD, SCENE, TEXT, fetch_renditions
from core.rich_text import expand_all
from home.models import InformationPage
from tests.browser.content import in_language
from tests.factories import pages, stories
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def draw(image: SiteImage, specs: tuple[str, ...]) -> str:
    tag = "{% load wagtailimages_tags %}{% picture image " + " ".join(specs) + " %}"
    return engines["django"].from_string(tag).render({"image": image})


@pytest.mark.parametrize("specs", [CARD, SCENE, TEXT])
def test_fetched_renditions_are_drawn_without_a_query(specs):
    images = [stories.picture(f"Kuva {number}") for number in range(3)]
    first = [draw(image, specs) for image in images]
    stories.forget_renditions()
    fresh = list(SiteImage.objects.order_by("pk"))
    with counted() as queries:
        fetch_renditions([None, *fresh, fresh[0]], specs)
        assert [draw(image, specs) for image in fresh] == first
    assert len(queries) == 1
    again = list(SiteImage.objects.order_by("pk"))
    with counted() as queries:
        fetch_renditions(again, specs)
        assert [draw(image, specs) for image in again] == first
    assert len(queries) == 0


def test_a_picture_shown_for_the_first_time_is_drawn_all_the_same():
    image = stories.picture()
    fetch_renditions([image], CARD)
    assert "format-avif.fill-600x400" in draw(image, CARD)


def test_a_new_focal_point_asks_for_new_renditions():
    image = stories.picture()
    old = draw(image, CARD)
    image.focal_point_x = image.focal_point_y = 5
    image.focal_point_width = image.focal_point_height = 4
    image.save()
    fresh = SiteImage.objects.get()
    fetch_renditions([fresh], CARD)
    assert draw(fresh, CARD) != old


def test_nothing_to_fetch_costs_nothing():
    with counted() as queries:
        fetch_renditions([None], CARD)
        assert expand_all([]) == []
    assert not queries


@pytest.mark.parametrize("number", [1, 12])
def test_an_information_page_costs_the_same_whatever_its_pictures(client, number):
    body = [
        {
            "type": "picture",
            "value": {
                "image": stories.picture(f"Kuva {place}").pk,
                "alt_text": f"Sanat {place}",
                "decorative": False,
            },
        }
        for place in range(number)
    ]
    page = pages.information_page(body=body)
    client.get(page.url)
    stories.forget_renditions()
    with counted() as queries:
        html = client.get(page.url).content.decode()
    assert len(queries) == 4
    assert html.count('alt="Sanat') == number


def link(page: Page) -> str:
    return f'<a linktype="page" id="{page.pk}">sivu</a>'


def test_links_of_many_texts_cost_one_query(client):
    targets = [pages.information_page(slug=f"sivu-{n}") for n in range(5)]
    expand_all([RichText(link(targets[0]))])
    with counted() as queries:
        found = expand_all([RichText(link(page)) for page in targets])
    assert found == [f'<a href="/sivu-{n}/">sivu</a>' for n in range(5)]
    assert len(queries) == 1


def test_a_link_leads_to_the_readers_language():
    from django.utils import translation

    page = pages.information_page()
    swedish = in_language(page, "sv")
    texts = [RichText(link(page))]
    with translation.override("sv"):
        assert expand_all(texts) == [f'<a href="{swedish.url}">sivu</a>']
    with translation.override("en"):
        assert expand_all(texts) == ['<a href="/tietoa/">sivu</a>']
    InformationPage.objects.get(pk=swedish.pk).unpublish()
    with translation.override("sv"):
        assert expand_all(texts) == ['<a href="/tietoa/">sivu</a>']


def test_a_link_to_a_page_that_is_not_published_leads_nowhere():
    page = pages.information_page()
    texts = [RichText(link(page)), RichText('<a linktype="page" id="x">sivu</a>')]
    InformationPage.objects.get(pk=page.pk).unpublish()
    assert expand_all(texts) == ["<a>sivu</a>", "<a>sivu</a>"]
