"""The list of published feedback: words, filters, counts, what to leave out, the feed."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Municipality
from feedback_forms.models import Feedback
from moderation import services
from search.services import refresh_all
from tests.core.test_routing import translate
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory

pytestmark = pytest.mark.django_db

URL = "/anna-palautetta/julkaistut/"


@pytest.fixture(autouse=True)
def form_page():
    return pages.feedback_page()


@pytest.fixture
def made():
    """An idea of a unit in Virrat from last year that led to a change; criticism of another
    unit, of today; thanks without a unit."""
    town = MunicipalityFactory(name_fi="Virrat", code="936")
    dentist = ServiceUnitFactory(name_fi="Virtain hammashoitola", municipality=town)
    idea = FeedbackFactory(
        published=True, kind="idea", unit=dentist, message="Lisää iltavastaanottoja."
    )
    past = timezone.now().replace(year=timezone.now().year - 1)
    Feedback.objects.filter(pk=idea.pk).update(published_at=past)
    ChangeFactory(feedback=[idea])
    criticism = FeedbackFactory(
        published=True, kind="criticism", message="Odotushuoneessa oli kylmä."
    )
    thanks = FeedbackFactory(
        published=True, kind="thanks", unit=None, message="Lääkäri oli ystävällinen."
    )
    FeedbackFactory(answered=True, kind="idea", unit=dentist, message="Ei julki.")
    refresh_all()
    return {"idea": idea, "criticism": criticism, "thanks": thanks}


def shown(client, query: str = "", url: str = URL) -> list[int]:
    return [item.pk for item in client.get(f"{url}{query}").context["feedback"]]


def test_the_newest_come_first(client, made):
    assert shown(client) == [made[one].pk for one in ("thanks", "criticism", "idea")]


def test_link_from_before_the_unit_moved_still_finds_its_feedback(client, made):
    unit = made["idea"].unit
    unit.slug = "virtain-hammasklinikka"
    unit.save()
    assert shown(client, "?yksikko=virtain-hammashoitola") == [made["idea"].pk]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?laji=idea", ["idea"]),
        ("?kunta=936", ["idea"]),
        ("?yksikko=virtain-hammashoitola", ["idea"]),
        ("?muutos=1", ["idea"]),
        ("?haku=iltavastaanotto", ["idea"]),
        # In any form, in the reply too, and by the name of the unit.
        ("?haku=odotushuone", ["criticism"]),
        ("?haku=hammashoitola", ["idea"]),
        ("?haku=kylm", ["criticism"]),
        ("?haku=lääkärit&laji=thanks", ["thanks"]),
        ("?laji=idea&muutos=1&kunta=936", ["idea"]),
        ("?laji=thanks&muutos=1", []),
        ("?haku=julki", []),
    ],
)
def test_what_the_address_asks_for(client, made, query, expected):
    assert shown(client, query) == [made[name].pk for name in expected]


def test_area_and_year(client, made):
    area = made["criticism"].service_area_id
    year = timezone.localdate().year
    assert shown(client, f"?palvelu={area}") == [made["criticism"].pk]
    assert shown(client, f"?vuosi={year - 1}") == [made["idea"].pk]
    assert len(shown(client, f"?vuosi={year}")) == 2


@pytest.mark.parametrize(
    "query",
    ["laji=king", "palvelu=999999", "kunta=000", "yksikko=no", "vuosi=20x6", "muutos=2",
     "vuosi=0000", "sivu=2", "sivu=x", "palaute=999999", "laji=%00"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, made, query):
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize(
    "words", ["%00", '"""(((', "a" * 5000, "* OR 1=1", "   ", "!?"]
)
def test_odd_words_are_no_error(client, made, words):
    assert client.get(f"{URL}?haku={words}", follow=True).status_code == 200


def test_empty_fields_of_the_form_lead_to_the_short_address(client, made):
    response = client.get(f"{URL}?haku=&laji=idea&kunta=&vuosi=")
    assert response["Location"] == f"{URL}?laji=idea"


def test_counts_are_of_what_each_choice_leads_to(client, made):
    context = client.get(f"{URL}?laji=idea").context
    facets = {facet.name: facet for facet in context["facets"]}
    counts = {choice.value: choice.count for choice in facets["laji"].choices}
    assert counts == {"thanks": 1, "criticism": 1, "idea": 1}
    assert facets["laji"].everything.count == 3
    assert context["led"].count == 1
    assert sum(choice.count for choice in facets["vuosi"].choices) == 1


def test_each_filter_can_be_taken_away(client, made):
    chips = client.get(f"{URL}?haku=ilta&laji=idea&muutos=1").context["chips"]
    assert [chip.url for chip in chips] == [
        "?laji=idea&muutos=1",
        "?haku=ilta&muutos=1",
        "?haku=ilta&laji=idea",
    ]


def test_where_nothing_is_found_it_says_what_to_leave_out(client, made):
    response = client.get(f"{URL}?haku=odotushuone&laji=thanks")
    looser = {change.url: change.count for change in response.context["looser"]}
    assert looser == {"?haku=odotushuone": 1, "?laji=thanks": 1}
    for url, count in looser.items():
        assert len(shown(client, url)) == count


def test_a_permalink_leads_to_its_page_and_place(client):
    first = FeedbackFactory(published=True)
    for _number in range(25):
        FeedbackFactory(published=True)
    response = client.get(f"{URL}?palaute={first.pk}")
    assert response["Location"] == f"{URL}?sivu=2#f{first.pk}"
    assert f'id="f{first.pk}"' in client.get(response["Location"]).content.decode()


def test_pages_keep_the_filters(client):
    for _number in range(26):
        FeedbackFactory(published=True, kind="idea")
    html = client.get(f"{URL}?laji=idea").content.decode()
    assert 'href="?laji=idea&amp;sivu=2"' in html


def test_the_feed_is_narrowed_as_the_list_is(client, made):
    feed = client.get(f"{URL}syote.atom?laji=idea").content.decode()
    assert "iltavastaanottoja" in feed
    assert "kylmä" not in feed
    assert 'syote.atom?laji=idea"' in client.get(f"{URL}?laji=idea").content.decode()
    assert client.get(f"{URL}syote.atom?laji=king").status_code == 404


def test_it_says_what_the_feedback_led_to_in_the_readers_language(
    client, made, form_page
):
    html = client.get(URL).content.decode()
    assert "Puhelimeen vastataan" in html
    pages.home_page("sv")
    swedish = translate(form_page, "sv")
    html = client.get(f"{swedish.url}julkaistut/").content.decode()
    assert "Puhelimeen vastataan" in html
    assert "På finska" in html


def test_what_is_taken_down_is_counted_no_more(client, made):
    assert client.get(f"{URL}?muutos=1").context["paging"].total == 1
    services.withdraw_consent(submission=made["idea"])
    context = client.get(URL).context
    assert context["paging"].total == 2
    assert context["led"] is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_towns_are_those_of_the_units(client, made):
    MunicipalityFactory(name_fi="Ikaalinen", code="143")
    assert Municipality.objects.count() == 2
    assert shown(client, "?kunta=143") == []


@pytest.mark.parametrize(
    ("word", "finds"),
    [("Äpärähoito", True), ("PÄRÄH", True), ("parah", False), ("100%", True),
     ("0_0", False), ("a\\b", True), ("x*", False)],
)  # fmt: skip
def test_words_are_found_as_they_are_typed(client, word, finds):
    FeedbackFactory(published=True, message="äpärähoitoa 100% a\\b")
    query = urlencode({"haku": word})
    response = client.get(f"{URL}?{query}")
    assert len(response.context["feedback"]) == finds


def test_turning_the_pages_of_words_counts_them_once(client):
    for _number in range(27):
        FeedbackFactory(published=True, message="Jono on pitkä")
    counting = []
    for page in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{URL}?haku=jono&sivu={page}")
        counting.append(sum('AS "number"' in each["sql"] for each in queries))
        assert len(response.context["feedback"]) == (25, 2)[page - 1]
    assert counting == [1, 0]
