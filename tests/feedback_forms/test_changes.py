"""What we changed because of feedback: the list, its languages, its news, where it is told."""

from datetime import date

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from feedback_forms.models import Change
from home.demo.translations import publish
from search.finding import find
from search.models import SearchEntry
from search.services import refresh_all
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory

pytestmark = pytest.mark.django_db

URL = "/anna-palautetta/vaikutus/"


@pytest.fixture(autouse=True)
def form_page():
    return pages.feedback_page()


def in_swedish(change: Change, **texts) -> Change:
    """As an editor translates it."""
    source, _new = TranslationSource.update_or_create_from_instance(change)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="sv")
    )
    publish(translation)
    made = translation.get_target_instance()
    for name, text in texts.items():
        setattr(made, name, text)
    made.save_revision().publish()
    return Change.objects.get(pk=made.pk)


def titles(client, url: str = URL) -> list[str]:
    return [one.title for one in client.get(url).context["changes"]]


def test_empty_list_says_so(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert not response.context["changes"]


def test_the_latest_comes_first(client):
    ChangeFactory(title="Vanha", happened_on=date(2025, 5, 1))
    ChangeFactory(title="Uusi", happened_on=date(2026, 5, 1))
    assert titles(client) == ["Uusi", "Vanha"]


def test_what_was_heard_and_done_and_where_it_came_from(client):
    feedback = FeedbackFactory(published=True)
    hidden = FeedbackFactory(answered=True)
    page = pages.opportunity_page(title="Lähipalvelut", with_outcome=True)
    change = ChangeFactory(feedback=[feedback, hidden], page=page, unit=feedback.unit)
    html = client.get(URL).content.decode()
    assert change.heard in html
    assert change.did in html
    assert feedback.unit.name in html
    assert f'href="{page.url}"' in html
    assert f"?palaute={feedback.pk}" in html
    assert f"?palaute={hidden.pk}" not in html


def test_links_lead_both_ways(client):
    page = pages.opportunity_page(with_outcome=True)
    change = ChangeFactory(page=page)
    stories.outcomes_page()
    assert f"{URL}?muutos={change.pk}" in client.get(page.url).content.decode()
    assert f'href="{URL}"' in client.get("/mika-muuttui/").content.decode()
    assert 'href="/mika-muuttui/"' in client.get(URL).content.decode()
    home = client.get("/").content.decode()
    assert change.title in home
    assert f"{URL}?muutos={change.pk}" in home


def test_a_way_to_take_part_without_an_outcome_tells_of_no_change(client):
    page = pages.opportunity_page()
    change = ChangeFactory(page=page)
    assert change.title not in client.get(page.url).content.decode()


def test_narrowed_by_area_and_year(client):
    here, there = ServiceUnitFactory(), ServiceUnitFactory()
    ChangeFactory(title="Täällä", unit=here, happened_on=date(2025, 5, 1))
    ChangeFactory(title="Tuolla", unit=there, happened_on=date(2026, 5, 1))
    assert titles(client, f"{URL}?alue={here.service_area_id}") == ["Täällä"]
    assert titles(client, f"{URL}?vuosi=2026") == ["Tuolla"]
    both = f"?alue={here.service_area_id}&vuosi=2026"
    assert titles(client, URL + both) == []
    feed = client.get(f"{URL}syote.atom?vuosi=2026").content.decode()
    assert "Tuolla" in feed
    assert "Täällä" not in feed


@pytest.mark.parametrize(
    "query", ["alue=x", "alue=99999", "vuosi=1", "sivu=2", "muutos=9", "muutos=%00"]
)
def test_what_there_is_not_is_not_found(client, query):
    ChangeFactory()
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_a_permalink_leads_to_its_page_and_place(client):
    first = ChangeFactory(happened_on=date(2020, 1, 1))
    ChangeFactory.create_batch(25)
    response = client.get(f"{URL}?muutos={first.pk}")
    assert response["Location"] == f"{URL}?sivu=2#m{first.pk}"
    assert f'id="m{first.pk}"' in client.get(response["Location"]).content.decode()


def test_each_language_has_its_own_or_the_finnish_text(client, form_page):
    pages.home_page("sv")
    swedish = f"{translate(form_page, 'sv').url}vaikutus/"
    feedback = FeedbackFactory(published=True)
    change = ChangeFactory(title="Suomeksi", feedback=[feedback])
    html = client.get(swedish).content.decode()
    assert titles(client, swedish) == ["Suomeksi"]
    assert "På finska" in html
    own = in_swedish(change, title="På svenska här")
    assert titles(client, swedish) == ["På svenska här"]
    assert titles(client) == ["Suomeksi"]
    # The feedback is named on the original alone, and counts for both.
    assert f"?palaute={feedback.pk}" in client.get(swedish).content.decode()
    # A link to the original leads to the reader's own.
    response = client.get(f"{swedish}?muutos={change.pk}")
    assert response["Location"].endswith(f"#m{own.pk}")


def test_a_translation_is_no_more_public_than_its_own_publication(client, form_page):
    change = ChangeFactory(live=False)
    copy = change.copy_for_translation(Locale.objects.get(language_code="sv"))
    copy.save()
    assert not Change.objects.public().exists()


def test_news_of_the_site_and_of_the_list(client):
    change = ChangeFactory()
    for url in ("/syote.atom", f"{URL}syote.atom"):
        assert change.title in client.get(url).content.decode()


def test_it_is_found_by_the_search_and_by_machines(client):
    change = ChangeFactory(heard="Keskipäivällä kukaan ei vastannut.")
    refresh_all()
    (row,) = find("vastata keskipäivä", "fi").rows
    entry = SearchEntry.objects.get(pk=row.pk)
    assert entry.url == f"{URL}?muutos={change.pk}"
    change.unpublish()
    assert find("keskipäivä", "fi").rows == []
    assert URL in client.get("/sitemap-pages.xml").content.decode()
