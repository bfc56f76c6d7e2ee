"""What events, ways to take part and stories say to machines: all of it, and no more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from core.models import CountySettings
from participation_pages.models import EventPage
from tests.factories import pages, stories
from tests.support.html import of_type

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
COUNTY = {
    "@type": "GovernmentOrganization",
    "name": "Pirkanmaan hyvinvointialue",
    "url": "https://example.org/",
}
UNIT = {
    "@type": "Organization",
    "name": "Hervannan terveysasema",
    "parentOrganization": COUNTY,
}


@pytest.fixture(autouse=True)
def today():
    with freeze_time(NOW):
        CountySettings(name_fi=COUNTY["name"], website=COUNTY["url"]).save()
        yield


def data(client, page, name):
    return of_type(client.get(page.url).content.decode(), name)


def event(**fields):
    # Over the change of the clock: the second hour is told from the first.
    starts = datetime(2027, 3, 27, 15, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + timedelta(days=1, hours=2)}
    return pages.event_page(title="Työpaja", slug="tyopaja", **{**times, **fields})


def test_event_on_site(client):
    assert data(client, event(venue_address="Esimerkkikatu 4, Virrat"), "Event") == {
        "@type": "Event",
        "name": "Työpaja",
        "description": "Valitsemme yhdessä kolme asiaa, joita kehitämme ensin.",
        "url": f"{HOST}/osallistu-nyt/tyopaja/",
        "inLanguage": "fi",
        "startDate": "2027-03-27T17:00+02:00",
        "endDate": "2027-03-28T20:00+03:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Virtain kirjasto",
                "address": "Esimerkkikatu 4, Virrat",
                # What is missing, an interpreter, is left to the words of the page.
                "amenityFeature": [
                    {
                        "@type": "LocationFeatureSpecification",
                        "name": "Esteetön sisäänkäynti",
                        "value": True,
                    }
                ],
            }
        ],
        "organizer": UNIT,
        "isAccessibleForFree": True,
    }


def test_event_online(client):
    found = data(client, event(online=True), "Event")
    assert found["location"] == [
        {"@type": "VirtualLocation", "url": "https://example.org/huone"}
    ]
    assert found["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_event_online_in_words_leads_to_the_page(client):
    page = event(online=True, online_url="", online_text="Soita 040 123 4567.")
    (found,) = data(client, page, "Event")["location"]
    assert found["url"] == f"{HOST}{page.url}"


def test_event_on_site_and_online_is_at_both(client):
    page = event(place="both", online_url="https://example.org/huone")
    found = data(client, page, "Event")
    assert [place["@type"] for place in found["location"]] == [
        "Place",
        "VirtualLocation",
    ]
    # No address: the town is what the page shows beside the name.
    assert found["location"][0]["address"] == "Virrat"
    assert found["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")


def test_event_that_is_over_says_no_more_how_one_came_there(client):
    page = pages.event_page(
        ended=True,
        place="both",
        venue_address="Esimerkkikatu 4",
        online_url="https://example.org/huone",
    )
    found = data(client, page, "Event")
    assert found["location"] == [
        {"@type": "Place", "name": "Virtain kirjasto", "address": "Virrat"},
        {"@type": "VirtualLocation", "url": f"{HOST}{page.url}"},
    ]


def test_event_without_its_unit_is_the_countys(client):
    page = event()
    EventPage.objects.filter(pk=page.pk).update(organiser=None)
    assert data(client, page, "Event")["organizer"] == COUNTY


def test_own_picture_is_said_and_the_sites_is_not(client):
    image = stories.picture(size=(1500, 1000))
    assert "image" not in data(client, event(), "Event")
    for page, name in (
        (pages.event_page(picture=image), "Event"),
        (pages.opportunity_page(picture=image), "WebPage"),
        (stories.story_page(picture=image), "Article"),
    ):
        found = data(client, page, name)
        assert found["image"].startswith(f"{HOST}/media/images/")
        assert found["image"].endswith(".fill-1200x630.jpg")


def opportunity(**fields):
    return pages.opportunity_page(
        title="Millainen on hyvä lähipalvelu?", slug="lahipalvelu", **fields
    )


def test_opportunity_that_is_open(client):
    form = pages.feedback_page()
    page = opportunity(take_part_page=form)
    assert data(client, page, "WebPage") == {
        "@type": "WebPage",
        "url": f"{HOST}/osallistu-nyt/lahipalvelu/",
        "inLanguage": "fi",
        "mainEntity": {
            "@type": "GovernmentService",
            "name": "Millainen on hyvä lähipalvelu?",
            "description": "Suunnittelemme, mitä palveluja saat läheltä.",
            "provider": UNIT,
            "areaServed": ["Tampere"],
            "audience": {"@type": "Audience", "audienceType": "Kaikki"},
            "hoursAvailable": {
                "@type": "OpeningHoursSpecification",
                "validThrough": "2026-12-17T14:00+02:00",
            },
            "availableChannel": {
                "@type": "ServiceChannel",
                "serviceUrl": f"{HOST}{form.url}?aihe={page.pk}",
            },
        },
    }


def test_opportunity_that_opens_soon_says_when(client):
    page = opportunity(coming=True, take_part_page=pages.feedback_page())
    service = data(client, page, "WebPage")["mainEntity"]
    assert service["hoursAvailable"] == {
        "@type": "OpeningHoursSpecification",
        "validFrom": "2026-12-04T14:00+02:00",
    }
    assert "availableChannel" not in service


def test_opportunity_that_has_ended_offers_no_form(client):
    page = opportunity(ended=True, take_part_page=pages.feedback_page())
    service = data(client, page, "WebPage")["mainEntity"]
    assert service["hoursAvailable"]["validThrough"] == "2026-10-18T15:00+03:00"
    assert "availableChannel" not in service


def test_opportunity_of_the_whole_county(client):
    page = opportunity()
    page.municipalities.set([])
    page.save()
    service = data(client, page, "WebPage")["mainEntity"]
    assert service["areaServed"] == COUNTY["name"]


def test_story_does_not_name_its_teller(client):
    page = stories.story_page(
        title="Isän puhelu", slug="isan-puhelu", consent_given_on=timezone.localdate()
    )
    html = client.get(page.url).content.decode()
    assert "Marja" in html
    assert of_type(html, "Article") == {
        "@type": "Article",
        "headline": "Isän puhelu",
        "description": page.introduction,
        "url": f"{HOST}/tarinat/isan-puhelu/",
        "inLanguage": "fi",
        "timeRequired": "PT1M",
        "publisher": COUNTY,
    }
