"""Open Graph tags of every kind of page, and the picture that stands for it."""

from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from core.models import SiteImage
from core.share import DEFAULT, HEIGHT, WIDTH
from participation_pages.models import EventPage
from tests.core.test_page_languages import HOST, KINDS, canonical, versions_of
from tests.factories import pages, stories
from tests.support.html import Head, share_tags
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB", "fi-simple": "fi_FI"}
LARGE = (1500, 1000)
SITES = f"{HOST}/static/art/share.png"


def tags_of(client, page):
    return share_tags(client.get(page.url).content.decode())


def picture(**fields):
    image = stories.picture("Ranta", size=LARGE)
    for name, value in fields.items():
        setattr(image, name, value)
    image.save()
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_in_every_language(client, kind):
    make, rest = KINDS[kind]
    for code, page in versions_of(make()).items():
        html = client.get(f"{page.url}{rest}").content.decode()
        tags = share_tags(html)
        assert tags["og:title"]
        assert f"<title>{tags['og:title']}" in html
        assert tags["og:description"]
        assert tags["og:type"] == ("article" if kind == "story" else "website")
        assert [tags["og:url"]] == canonical(html)
        assert tags["og:site_name"] == "Osallistu"
        assert tags["og:locale"] == LOCALES[code]
        others = [
            value for name, value in Head(html).tags if name.endswith("alternate")
        ]
        assert sorted(others) == sorted({*LOCALES.values()} - {LOCALES[code]})
        assert tags["og:image"] == SITES
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["og:image:alt"]
        assert tags["twitter:card"] == "summary_large_image"


def test_sites_own_picture_is_light_and_of_the_size_it_says():
    path = Path(settings.BASE_DIR, "assets", "static", DEFAULT)
    assert path.stat().st_size <= 60_000
    with Image.open(path) as image:
        assert image.size == (WIDTH, HEIGHT)


def test_description_is_what_search_engines_get(client):
    page = pages.opportunity_page(search_description="Yhdellä lauseella.")
    assert tags_of(client, page)["og:description"] == "Yhdellä lauseella."


def test_hostile_title_stays_in_its_attribute(client):
    title = "\"><script>alert(1)</script><meta property='og:image' content='x"
    tags = tags_of(client, pages.event_page(title=title))
    assert tags["og:title"] == title
    assert tags["og:image"] == SITES


def test_own_title_of_a_part_of_a_page(client):
    method = pages.method_page(title="Työpaja & kahvit")
    html = client.get(f"{method.url}kaikki/").content.decode()
    assert share_tags(html)["og:title"].startswith("Työpaja & kahvit: ")


def test_narrowed_list_is_shared_as_it_is(client):
    pages.opportunity_page()
    html = client.get("/osallistu-nyt/?tila=open&paikka=online").content.decode()
    assert share_tags(html)["og:url"] == canonical(html)[0].replace("&amp;", "&")


@pytest.mark.parametrize(
    "make",
    [
        pages.information_page,
        pages.opportunity_page,
        pages.event_page,
        pages.method_page,
        pages.council_page,
        stories.story_page,
    ],
)
@pytest.mark.parametrize("cold", [False, True])
def test_own_picture_costs_no_query_of_its_own(client, make, cold):
    page = make(picture=picture())
    tags = tags_of(client, page)
    assert tags["og:image"].startswith(f"{HOST}{settings.MEDIA_URL}images/")
    assert tags["og:image"].endswith(".fill-1200x630.jpg")
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"] == "Ranta: järvi"
    with counted() as queries:
        client.get(page.url)
    if cold:
        stories.forget_renditions()
    with counted() as again:
        assert tags_of(client, page) == tags
    assert len(again) == len(queries) + cold


def test_alternative_text_is_in_the_readers_language(client):
    image = picture(description_sv="Strand", description_en="Beach")
    page = pages.event_page(picture=image)
    versions = versions_of(page)
    found = {code: tags_of(client, one) for code, one in versions.items()}
    assert {code: tags["og:image:alt"] for code, tags in found.items()} == {
        "fi": "Ranta: järvi",
        "sv": "Strand",
        "en": "Beach",
        "fi-simple": "Ranta: järvi",
    }


def test_picture_that_nobody_described_has_no_words(client):
    page = pages.event_page(picture=picture(description=""))
    assert "og:image:alt" not in tags_of(client, page)


def test_story_without_a_picture_of_its_own_shows_its_first(client):
    small, large = stories.picture(), picture()
    steps = [stories.step(image=large, alt="Isä laiturilla"), stories.step(image=small)]
    tags = tags_of(client, stories.story_page(steps=steps))
    assert tags["og:image"].endswith(".fill-1200x630.jpg")
    assert tags["og:image:alt"] == "Isä laiturilla"


def test_picture_is_as_large_as_it_says(client):
    image = stories.picture(size=(800, 700))
    tags = tags_of(client, pages.event_page(picture=image))
    rendition = image.renditions.get(filter_spec="format-jpeg|fill-1200x630")
    size = tags["og:image:width"], tags["og:image:height"]
    assert size == (str(rendition.width), str(rendition.height))
    assert rendition.width < WIDTH


@pytest.mark.parametrize("size", [(599, 900), (900, 314)])
def test_small_picture_gives_way_to_the_sites(client, size):
    page = pages.event_page(picture=stories.picture(size=size))
    assert tags_of(client, page)["og:image"] == SITES
    with counted() as queries:
        client.get(page.url)
    assert len(queries) == 2


# Wagtail leaves a file of its own open where it finds none.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_picture_whose_file_is_gone_gives_way_to_the_sites(client):
    image = picture()
    page = pages.event_page(picture=image)
    image.file.storage.delete(image.file.name)
    response = client.get(page.url)
    assert response.status_code == 200
    assert share_tags(response.content.decode())["og:image"] == SITES


def test_picture_of_a_draft_is_not_shared(client):
    page = pages.event_page()
    page.picture = picture()
    page.save_revision()
    assert EventPage.objects.get(pk=page.pk).has_unpublished_changes
    assert tags_of(client, page)["og:image"] == SITES


@pytest.mark.parametrize("below", [False, True])
def test_picture_of_a_private_collection_is_not_shared(client, below):
    private = Collection.get_first_root_node().add_child(name="Henkilöstö")
    image = picture(collection=private.add_child(name="Juhlat") if below else private)
    page = pages.event_page(picture=image)
    assert tags_of(client, page)["og:image"] != SITES
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="login"
    )
    html = client.get(page.url).content.decode()
    assert share_tags(html)["og:image"] == SITES
    assert "fill-1200x630" not in html
    restriction.delete()
    assert tags_of(client, page)["og:image"] != SITES


def test_deleted_picture_is_not_shared(client):
    page = pages.event_page(picture=picture())
    assert tags_of(client, page)["og:image"] != SITES
    SiteImage.objects.all().delete()
    assert tags_of(client, page)["og:image"] == SITES
