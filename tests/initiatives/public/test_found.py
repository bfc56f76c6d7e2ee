"""Where public initiatives are found beside their page: search, feeds, maps, machines."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.public.finding import find, own_path, page_of, reference_in
from moderation import services
from search.finding import find as search
from search.models import SearchEntry
from search.services import refresh_all
from tests.browser import content_of_initiatives
from tests.core.test_routing import translate
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db

URL = "/aloitteet/"


def entries() -> list[tuple[str, str, str]]:
    rows = SearchEntry.objects.public().filter(kind="initiative")
    return sorted(rows.values_list("name", "url", "state"))


def test_search_finds_word_forms_until_it_is_withdrawn():
    initiative = InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.CONSIDERED, title="Penkki mäelle"
    )
    InitiativeFactory(at=Stage.SCREENING, title="Penkki salaa")
    refresh_all()
    assert entries() == [("Penkki mäelle", own_path(initiative), "kasittelyssa")]
    assert search("penkkejä mäille", "fi").total == 1

    services.withdraw(submission=initiative)
    assert entries() == []
    assert search("penkkejä mäille", "fi").total == 0


@pytest.mark.parametrize("stage", [Stage.MADE, Stage.PUBLISHED, Stage.REJECTED])
def test_search_knows_nothing_of_what_is_not_public(stage):
    # Approved a moment ago: it can still be undone.
    later = timezone.now() + timedelta(minutes=5)
    InitiativeFactory(at=stage, title="Kanarialintu", published_at=later)
    refresh_all()
    assert entries() == []


def test_search_without_a_public_page_finds_none(initiatives_page):
    InitiativeFactory(at=Stage.COLLECTING)
    initiatives_page.unpublish()
    refresh_all()
    assert entries() == []


def test_map_of_the_site_has_each_in_its_own_language(client):
    translate(content_of_initiatives.page(), "sv")
    finnish = InitiativeFactory(at=Stage.COLLECTING)
    swedish = InitiativeFactory(at=Stage.COLLECTING, language="sv")
    text = client.get("/sitemap-initiatives.xml").content.decode()
    found = re.findall(r"<loc>http://testserver([^<]+)</loc>", text)
    assert found == [own_path(finnish), own_path(swedish)]
    assert found[1].startswith("/sv/")
    assert "sitemap-initiatives.xml" in client.get("/sitemap.xml").content.decode()


def test_feed_of_the_list_is_narrowed_as_the_list_is(client):
    InitiativeFactory(at=Stage.COLLECTING, title="Ambulanssi yöksi")
    InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED, title="Penkki mäelle")
    text = client.get(f"{URL}syote.atom?laji=ehdotus").content.decode()
    assert "Penkki mäelle" in text
    assert "Ambulanssi" not in text


def test_feed_of_the_site_has_them_but_not_those_about_a_topic(client):
    InitiativeFactory(at=Stage.COLLECTING, title="Ambulanssi yöksi")
    assert "Ambulanssi yöksi" in client.get("/syote.atom").content.decode()


def test_feed_tells_nothing_that_opens_a_receipt(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    for url in (f"{URL}syote.atom", f"{URL}{initiative.slug}/syote.atom"):
        assert str(initiative.uuid) not in client.get(url).content.decode()


def test_machines_are_told_what_the_page_shows(client):
    initiative = InitiativeFactory(
        at=Stage.COLLECTING, community="Mäen kyläyhdistys", support_count=7
    )
    page = client.get(f"{URL}{initiative.slug}/").content.decode()
    graph = json.loads(re.search(r"ld\+json[^>]*>(.+?)</script>", page)[1])["@graph"]
    work = next(one for one in graph if one["@type"] == "CreativeWork")
    assert work["name"] == initiative.title
    assert work["author"] == {"@type": "Organization", "name": "Mäen kyläyhdistys"}
    assert work["interactionStatistic"]["userInteractionCount"] == 7
    assert initiative.initiators.get().name not in json.dumps(graph)

    listed = client.get(URL).content.decode()
    assert f'"url":"http://testserver{URL}{initiative.slug}/"' in listed


def test_addresses_by_language():
    initiative = InitiativeFactory(at=Stage.COLLECTING, language="sv")
    # Without a Swedish page it is read on the Finnish one.
    assert own_path(initiative) == f"{URL}{initiative.slug}/"
    translate(content_of_initiatives.page(), "sv")
    assert page_of("sv") == f"/sv{URL}"
    assert own_path(initiative) == f"/sv{URL}{initiative.slug}/"
    assert find(initiative.slug) == initiative


@pytest.mark.parametrize(
    ("slug", "reference"),
    [
        ("a-2026-7k3m-penkki", "A-2026-7K3M"),
        ("A-2026-7K3M", "A-2026-7K3M"),
        ("a-2026-7k3mx5-penkki", "A-2026-7K3MX5"),
        ("a-2026-7k3-penkki", ""),
        ("penkki-a-2026-7k3m", ""),
    ],
)
def test_reference_stands_at_the_beginning(slug, reference):
    assert reference_in(slug) == reference
