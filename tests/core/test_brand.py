"""The county's logo and colours on pages, and the settings that they come from."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from core.brand import current_brand
from core.brand_defaults import ACCENT, BRAND, THREAD
from core.models import CountySettings, SiteImage
from moderation.models import ModerationSettings
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

PLUM = "#5b1a4a"
LINK = '<link rel="stylesheet" href="/tyyli/'


def county(**values):
    found = CountySettings.load()
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def png(size=(400, 100), colour=(10, 80, 90, 128)):
    out = io.BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


def logo():
    image = SiteImage(title="Logo", file=ContentFile(png(), name="logo.png"))
    image.save()
    return image


def form(**values):
    return {
        "name_fi": "Hyvinvointialue",
        "name_sv": "Välfärdsområde",
        "name_en": "Wellbeing services county",
        "brand_colour": BRAND,
        "accent_colour": ACCENT,
        "thread_colour": THREAD,
        "logo": "",
        "social_links-count": "0",
        "footer_pages-count": "0",
        **values,
    }


@pytest.fixture
def settings_url(client):
    client.force_login(UserFactory(communications=True))
    return reverse(
        "wagtailsettings:edit",
        args=["core", "countysettings", CountySettings.load().pk],
    )


# -- The settings --------------------------------------------------------------


def test_settings_are_asked_in_groups_with_help(client, settings_url):
    html = client.get(settings_url).content.decode()

    for name in ("logo", "brand_colour", "accent_colour", "thread_colour"):
        assert f'name="{name}"' in html
    assert 'id="social_links"' in html
    assert "All other colours" in html or "Kaikki muut värit" in html
    # The promises are set once, elsewhere; communications may not change them.
    assert "moderationsettings" not in html


def test_settings_lead_to_the_promised_times(admin_client):
    url = reverse(
        "wagtailsettings:edit",
        args=["core", "countysettings", CountySettings.load().pk],
    )

    html = admin_client.get(url).content.decode()

    assert 'href="/admin/settings/moderation/moderationsettings/"' in html
    assert not {"answer_days", "screening_days"} & {
        field.name for field in CountySettings._meta.get_fields()
    }
    assert ModerationSettings.about


def test_colour_is_saved_in_small_letters(client, settings_url):
    response = client.post(settings_url, form(brand_colour=PLUM.upper()))

    assert response.status_code == 302
    assert CountySettings.load().brand_colour == PLUM


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("brand_colour", "#2a7de1"),
        ("brand_colour", "#86190c"),
        ("accent_colour", "#8899aa"),
        ("thread_colour", "#ffcc00"),
    ],
)
def test_colour_that_cannot_be_read_is_refused_with_one_that_works(
    client, settings_url, field, colour
):
    response = client.post(settings_url, form(**{field: colour}))

    (*reasons, offer) = response.context["form"].errors[field]
    assert response.status_code == 200
    assert reasons
    assert CountySettings.load().brand_colour == BRAND
    offered = offer[offer.index("#") :][:7]
    assert client.post(settings_url, form(**{field: offered})).status_code == 302


@pytest.mark.parametrize(
    "value",
    ["", "red", "#12345", "#1234567", "0b4650#", "#0b465g", "#0b4650\n;}", "url(x)"],
)
def test_what_is_no_colour_is_refused(client, settings_url, value):
    response = client.post(settings_url, form(brand_colour=value))

    assert response.status_code == 200
    assert response.context["form"].errors["brand_colour"]


def test_svg_is_no_logo(client, settings_url):
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    response = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Logo",
            "image-chooser-upload-file": SimpleUploadedFile(
                "logo.svg", svg, "image/svg+xml"
            ),
            "image-chooser-upload-collection": "1",
        },
    )

    assert response.status_code == 200
    assert not SiteImage.objects.exists()


def test_others_may_not_change_the_settings(client, settings_url):
    client.force_login(UserFactory(moderator=True))

    response = client.post(settings_url, form(brand_colour=PLUM))

    assert response.status_code == 302
    assert CountySettings.load().brand_colour == BRAND


# -- The style sheet -----------------------------------------------------------


def test_site_without_colours_of_its_own_has_no_second_sheet(client):
    home = pages.home_page()

    assert LINK not in client.get(home.url).content.decode()
    assert client.get("/tyyli/0123456789ab.css").status_code == 404


def test_sheet_comes_after_the_site_s_own_and_is_kept_for_ever(client):
    home = pages.home_page()
    county(brand_colour=PLUM)

    html = client.get(home.url).content.decode()
    response = client.get(current_brand().address)

    assert html.index("site.css") < html.index(LINK)
    assert current_brand().address in html
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    assert f"--brand:{PLUM}" in response.content.decode()


def test_sheet_of_yesterday_leads_to_today_s(client):
    county(brand_colour=PLUM)
    old = current_brand().address
    county(brand_colour="#0f5132")

    response = client.get(old)

    assert response.status_code == 302
    assert response["Location"] == current_brand().address != old
    assert "immutable" not in response["Cache-Control"]


def test_sheet_is_read_only(client):
    county(brand_colour=PLUM)

    assert client.post(current_brand().address).status_code == 405


def test_page_and_sheet_cost_no_query_more(client):
    page = pages.opportunity_page()
    client.get(page.url)
    with counted() as before:
        client.get(page.url)
    county(brand_colour=PLUM, logo=logo())
    client.get(page.url), client.get(current_brand().address)

    with counted() as after:
        client.get(page.url)
    with counted() as sheet:
        client.get(current_brand().address)
        client.get(f"/kuvio/{page.pk}.svg")

    assert len(after) == len(before)
    assert len(sheet) == 0


def test_error_pages_without_a_database_keep_the_own_colours(rf):
    from core import views

    county(brand_colour=PLUM)

    assert LINK not in views.server_error(rf.get("/")).content.decode()
    assert LINK not in views.unavailable(rf.get("/")).content.decode()


def test_other_error_pages_have_the_county_s_colours(client):
    pages.home_page()
    county(brand_colour=PLUM)

    assert LINK in client.get("/ei-ole/").content.decode()


def test_admin_is_in_the_county_s_colours(admin_client):
    assert LINK not in admin_client.get("/admin/").content.decode()
    county(brand_colour=PLUM)

    html = admin_client.get("/admin/").content.decode()

    assert html.index("desk.css") < html.index(LINK)
    css = admin_client.get(current_brand().address).content.decode()
    assert "--w-color-primary-hue:" in css


# -- The pattern ---------------------------------------------------------------


def test_pattern_follows_the_colours_at_an_address_of_its_own(client):
    page = pages.opportunity_page()
    before = client.get(f"/kuvio/{page.pk}.svg")
    county(brand_colour=PLUM, thread_colour="#a3348a")
    version = current_brand().version

    html = client.get(page.url).content.decode()
    versioned = client.get(f"/kuvio/{page.pk}.svg?v={version}")
    plain = client.get(f"/kuvio/{page.pk}.svg")

    assert f"/kuvio/{page.pk}.svg?v={version}" in html
    assert "#c61f4c" in before.content.decode()
    assert "immutable" in before["Cache-Control"]
    assert "#a3348a" in versioned.content.decode()
    assert "immutable" in versioned["Cache-Control"]
    assert plain.content == versioned.content
    assert "immutable" not in plain["Cache-Control"]


# -- Logo and links ------------------------------------------------------------


def test_logo_stands_beside_the_name(client):
    home = pages.home_page()
    county(logo=logo(), name_fi="Hirvenlammen hyvinvointialue")

    html = client.get(home.url).content.decode()

    found = current_brand().logo
    assert (found.width, found.height) == (192, 48)
    assert f'<img src="{found.url}"' in html
    assert "Hirvenlammen hyvinvointialue" in html
    assert "#county" not in html


def test_logo_stands_in_the_admin(admin_client):
    assert "desk-wordmark" in admin_client.get("/admin/").content.decode()
    county(logo=logo())

    html = admin_client.get("/admin/").content.decode()

    assert "desk-logo" in html
    assert "desk-wordmark" not in html


def test_logo_that_is_deleted_or_replaced_is_no_longer_shown(client):
    home = pages.home_page()
    image = logo()
    county(logo=image)
    old = current_brand().logo.url
    assert old in client.get(home.url).content.decode()

    image.file = ContentFile(png((100, 100)), name="uusi.png")
    image.save()
    image.renditions.all().delete()
    assert current_brand().logo.width == 48
    image.delete()

    assert current_brand().logo is None
    assert "#county" in client.get(home.url).content.decode()


def test_logo_whose_file_is_gone_takes_no_page_with_it(client):
    home = pages.home_page()
    image = logo()
    image.file.storage.delete(image.file.name)
    county(logo=image)

    response = client.get(home.url)

    assert response.status_code == 200
    assert "#county" in response.content.decode()


def test_social_media_stand_in_the_footer_in_words(client):
    home: Page = pages.home_page()
    assert "footer-social" not in client.get(home.url).content.decode()
    links = [
        ("link", {"name": "Instagram", "url": "https://instagram.example/county"}),
        ("link", {"name": "<b>X</b>", "url": "https://x.example/"}),
    ]
    county(social_links=links)

    html = client.get(home.url).content.decode()

    assert '<a href="https://instagram.example/county">Instagram</a>' in html
    assert "&lt;b&gt;X" in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ei"])
def test_social_link_is_an_address(client, settings_url, url):
    sent = form(
        **{
            "social_links-count": "1",
            "social_links-0-deleted": "",
            "social_links-0-order": "0",
            "social_links-0-type": "link",
            "social_links-0-id": "",
            "social_links-0-value-name": "X",
            "social_links-0-value-url": url,
        }
    )

    response = client.post(settings_url, sent)

    assert response.status_code == 200
    assert response.context["form"].errors["social_links"]
