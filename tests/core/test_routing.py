"""From an address to a page: languages, breadcrumb, privacy, and what is not there."""

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from home.models import HomePage
from tests.factories import pages

# What is cached about the tree becomes stale when a change is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def translate(page, language, **fields):
    pages.home_page(language)
    translated = page.copy_for_translation(Locale.objects.get(language_code=language))
    for name, value in fields.items():
        setattr(translated, name, value)
    translated.save_revision().publish()
    return translated


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "fi"), ("/sv/", "sv"), ("/en/", "en"), ("/fi-simple/", "fi")],
)
def test_each_language_has_its_home_page(client, path, language):
    for code in ("sv", "en", "fi-simple"):
        pages.home_page(code)
    html = client.get(path).content.decode()
    assert f'<html lang="{language}"' in html


def test_the_browser_language_redirects_nobody(client):
    pages.home_page("sv")
    response = client.get("/", headers={"accept-language": "sv"})
    assert response.status_code == 200
    assert '<html lang="fi"' in response.content.decode()


def test_a_page_below_is_found_with_its_breadcrumb(client):
    page = pages.opportunity_page()
    response = client.get(f"/osallistu-nyt/{page.slug}/")
    assert [crumb.title for crumb in response.context["route"].crumbs] == [
        "Osallistu ja näe, mihin se johtaa",
        "Osallistu nyt",
        page.title,
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/ei-ole/",
        "/osallistu-nyt/ei-ole/",
        "/osallistu-nyt/ei-ole/viela/",
        "/sv/osallistu-nyt/",
        "/anna-palautetta/ei-ole/",
        "/de/",
        "/%00/",
        "/" + "a/" * 200,
        "/" + "a" * 3000 + "/",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    pages.index_page(), pages.feedback_page()
    assert client.get(path).status_code == 404


def test_the_language_switch_keeps_the_page(client):
    translate(pages.feedback_page(), "sv", slug="ge-respons", title="Ge respons")
    response = client.get("/anna-palautetta/")
    links = {link["code"]: link for link in response.context["language_links"]}
    assert links["sv"]["url"] == "/sv/ge-respons/"
    assert links["sv"]["translated"]
    # The site has no English home page, so there is nothing to offer.
    assert "en" not in links
    assert client.get("/sv/ge-respons/").status_code == 200


def test_the_language_switch_keeps_what_is_shown(client):
    translate(pages.feedback_page(), "sv", slug="ge-respons", title="Ge respons")
    opportunity = pages.opportunity_page()
    for address, expected in (
        (f"?aihe={opportunity.pk}", f"/sv/ge-respons/?aihe={opportunity.pk}"),
        ("julkaistut/", "/sv/ge-respons/julkaistut/"),
        ("?aihe=999999", "/sv/ge-respons/"),
    ):
        links = client.get(f"/anna-palautetta/{address}").context["language_links"]
        (url,) = [link["url"] for link in links if link["code"] == "sv"]
        assert url == expected
        assert client.get(url).status_code == 200


def test_an_unpublished_translation_is_not_offered(client):
    translated = translate(pages.feedback_page(), "sv", slug="ge-respons")
    type(translated).objects.get(pk=translated.pk).unpublish()
    links = client.get("/anna-palautetta/").context["language_links"]
    assert not next(link for link in links if link["code"] == "sv")["translated"]
    assert client.get("/sv/ge-respons/").status_code == 404


def test_easy_finnish_is_no_hreflang(client):
    translate(pages.feedback_page(), "fi-simple", slug="anna-palautetta")
    html = client.get("/anna-palautetta/").content.decode()
    assert 'hreflang="fi-simple"' not in html


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_page_asks_who_one_is(client, kind):
    page = pages.opportunity_page(title="KANARIA")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    response = client.get(page.url)
    assert "KANARIA" not in response.content.decode()
    assert response.status_code == (200 if kind == "password" else 302)


def test_the_breadcrumb_passes_by_what_is_not_published(client):
    page = pages.opportunity_page()
    index = pages.index_page()
    index.title = "KANARIA"
    index.save()
    index.unpublish()
    response = client.get(page.url)
    assert response.status_code == 200
    assert "KANARIA" not in response.content.decode()


def test_a_restriction_holds_at_once_and_below(client):
    page = pages.opportunity_page()
    assert client.get(page.url).status_code == 200
    restriction = PageViewRestriction.objects.create(
        page=pages.index_page(), restriction_type="login"
    )
    assert client.get(page.url).status_code == 302
    restriction.delete()
    assert client.get(page.url).status_code == 200


def test_a_new_home_page_slug_is_seen_at_once(client):
    page = pages.feedback_page()
    home = HomePage.objects.get(locale__language_code="fi")
    client.get(page.url)
    home.slug = "toinen"
    home.save_revision().publish()
    assert client.get("/anna-palautetta/").status_code == 200


def test_a_moved_page_is_found_at_its_old_address_too(client):
    page = pages.feedback_page()
    client.get("/anna-palautetta/")
    page.slug = "kerro-meille"
    page.save_revision().publish()
    assert client.get("/kerro-meille/").status_code == 200
    assert client.get("/anna-palautetta/")["Location"] == "/kerro-meille/"


def test_the_menu_follows_publishing(client):
    pages.home_page()
    page = pages.information_page(show_in_menus=True, title="Uusi sivu")
    assert "Uusi sivu" in client.get("/").content.decode()
    page.unpublish()
    assert "Uusi sivu" not in client.get("/").content.decode()


def test_a_second_site_has_its_own_pages(client):
    pages.home_page()
    root = HomePage.objects.get().get_parent()
    other = root.add_child(instance=HomePage(title="Toinen sivusto", slug="toinen"))
    Site.objects.create(hostname="toinen.example.org", port=80, root_page=other)
    first = client.get("/").content.decode()
    second = client.get("/", headers={"host": "toinen.example.org"}).content.decode()
    assert "Toinen sivusto" not in first
    assert "Toinen sivusto" in second


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_plain_page_changes_nothing_on_other_methods(client, method):
    page = pages.opportunity_page()
    response = getattr(client, method)(page.url)
    assert response.status_code < 500
