"""Lists in another language: what they offer, how they mark it, and that their numbers
agree with it."""

from functools import partial

import pytest
from django.template import engines
from wagtail.models import PageViewRestriction

from core.languages import OtherLanguage
from search.words import with_seams
from tests.core.test_offered_in import index_in
from tests.core.test_routing import translate
from tests.factories import pages, stories

pytestmark = pytest.mark.django_db

WORDS = {"sv": "På finska", "fi-simple": "Tavallisella suomella"}


def marks(shown):
    """By address, in which language it says to be; None where it says nothing."""
    return {
        one.url: one.other_language and one.other_language.words
        for one in (getattr(row, "page", row) for row in shown)
    }


# By kind: its list, one page of it, and what the list shows.
LISTS = {
    "stories": (
        stories.story_index,
        stories.story_page,
        lambda context: marks(context["stories"]),
    ),
    "methods": (
        pages.method_index_page,
        pages.method_page,
        lambda context: marks(row for group in context["groups"] for row in group.rows),
    ),
    "councils": (
        pages.council_index_page,
        pages.council_page,
        lambda context: marks(context["councils"]),
    ),
    "outcomes": (
        stories.outcomes_page,
        partial(pages.opportunity_page, with_outcome=True),
        lambda context: marks(context["outcomes"]),
    ),
    "late outcomes": (
        stories.outcomes_page,
        partial(pages.opportunity_page, late=True),
        lambda context: marks(context["late"]),
    ),
}
every_list = pytest.mark.parametrize("kind", LISTS)
every_reader = pytest.mark.parametrize("language", WORDS)


def list_of(kind, language="fi"):
    page = LISTS[kind][0]()
    if language != "fi":
        page = translate(page, language)
        if "outcomes" in kind:
            index_in(language)
    return page


@every_reader
@every_list
def test_a_list_offers_its_own_and_what_is_only_in_finnish(client, kind, language):
    _list, make, shown = LISTS[kind]
    alone, both = make(), make()
    target = list_of(kind, language)
    version = translate(both, language, title="Version")
    context = client.get(target.url).context
    assert shown(context) == {alone.url: WORDS[language], version.url: None}
    assert shown(client.get(list_of(kind).url).context) == {
        alone.url: None,
        both.url: None,
    }


@every_list
def test_a_swedish_list_without_an_original_has_its_own(client, kind):
    _list, make, shown = LISTS[kind]
    finnish = make()
    own = type(list_of(kind))(title="Lista", slug="lista")
    target = pages.below(pages.home_page("sv"), own)
    kept = {finnish.url: "På finska"} if "outcomes" in kind else {}
    assert shown(client.get(target.url).context) == kept


@pytest.mark.parametrize("hidden", ["draft", "private"])
@every_list
def test_a_version_that_is_not_public_hides_no_original(client, kind, hidden):
    _list, make, shown = LISTS[kind]
    page = make()
    target = list_of(kind, "sv")
    version = translate(page, "sv", title="Version")
    if hidden == "private":
        PageViewRestriction.objects.create(page=version, restriction_type="login")
    else:
        type(page).objects.get(pk=version.pk).unpublish()
    assert shown(client.get(target.url).context) == {page.url: "På finska"}


@every_list
def test_what_is_finnish_is_marked_for_screen_readers_and_in_words(client, kind):
    page = LISTS[kind][1]()
    title = with_seams(page.title, "fi")
    swedish = client.get(list_of(kind, "sv").url).content.decode()
    assert f'<a href="{page.url}" lang="fi" hreflang="fi">{title}</a>' in swedish
    assert swedish.count("På finska") == 1
    easy = client.get(list_of(kind, "fi-simple").url).content.decode()
    assert f'<a href="{page.url}">{title}</a>' in easy
    assert easy.count("Tavallisella suomella") == 1
    finnish = client.get(list_of(kind).url).content.decode()
    assert "Tavallisella suomella" not in finnish


def test_the_texts_of_a_finnish_row_are_marked_one_by_one(client):
    method = pages.method_page()
    council = pages.council_page(meetings=[pages.meeting()])
    story = stories.story_page()
    late = pages.opportunity_page(
        late=True, outcome_new_date="2040-01-07", outcome_delay_reason="Selvitys jatkuu"
    )
    outcome = pages.opportunity_page(with_outcome=True)
    wanted = {
        "methods": [
            f'<p class="pre-line" lang="fi">{method.introduction}</p>',
            f'<span lang="fi">{method.participants}</span>',
            f'<span lang="fi">{method.duration}</span>',
        ],
        "councils": [
            f'<p class="pre-line" lang="fi">{council.introduction}</p>',
            '<span lang="fi">Virtain kirjasto</span>',
        ],
        "stories": [f'<p class="pre-line" lang="fi">{story.introduction}</p>'],
        "late outcomes": [f'<span lang="fi">{late.outcome_delay_reason}</span>'],
        "outcomes": [f'<div lang="fi"><p>{outcome.heard}</p></div>'],
    }
    targets = {kind: list_of(kind, "sv") for kind in wanted if kind != "outcomes"}
    targets["outcomes"] = targets["late outcomes"]
    for kind, target in targets.items():
        html = client.get(target.url).content.decode()
        for text in wanted[kind]:
            assert text in html, kind


def test_a_text_within_a_sentence_is_escaped_either_way():
    template = engines["django"].from_string("{{ text|said_in:other }}")
    for other, expected in (
        (None, "&lt;b&gt;"),
        (OtherLanguage("", "Tavallisella suomella"), "&lt;b&gt;"),
        (OtherLanguage("fi", "På finska"), '<span lang="fi">&lt;b&gt;</span>'),
    ):
        assert template.render({"text": "<b>", "other": other}) == expected


# -- Numbers and filters -------------------------------------------------------


def test_the_filters_of_stories_count_what_is_offered(client):
    area = pages.service_area()
    stories.story_page(whose="own", service_area=area)
    both = stories.story_page(whose="relative", service_area=area)
    target = list_of("stories", "sv")
    translate(both, "sv", title="Version")
    stories.story_page(whose="other", parent=target)
    context = client.get(target.url).context
    assert (context["total"], context["everything"]) == (3, 3)
    (voices,) = [facet for facet in context["facets"] if facet.name == "kenen"]
    assert [choice.count for choice in voices.choices] == [1, 1, 1]
    for choice in voices.choices:
        narrowed = client.get(f"{target.url}{choice.url}").context
        assert narrowed["total"] == len(narrowed["stories"]) == 1
    # The story told in Swedish first is offered to nobody else.
    assert client.get("/tarinat/").context["total"] == 2


def test_the_numbers_of_outcomes_are_of_what_is_offered(client):
    late_one = {"outcome_due": "2020-01-07", "closes_at": "2020-01-01T12:00+02:00"}
    begun = {"opens_at": "2019-01-01T12:00+02:00"}
    pages.opportunity_page(with_outcome=True)
    both = pages.opportunity_page(with_outcome=True, **late_one, **begun)
    target = list_of("outcomes", "sv")
    translate(both, "sv", title="Version")
    context = client.get(target.url).context
    assert (context["total"], context["everything"], context["in_time"]) == (2, 2, 1)
    assert len(context["outcomes"]) == 2
    area = both.service_area_id
    assert client.get(target.url, {"alue": area}).context["total"] == 2


def test_all_late_outcomes_are_in_the_list_of_the_same_language(client):
    late, both = (pages.opportunity_page(late=True) for _number in range(2))
    target = list_of("late outcomes", "sv")
    translate(both, "sv", title="Version")
    told = [one.url for one in client.get(target.url).context["late"]]
    listed = client.get("/sv/osallistu-nyt/", {"tila": "outcome-late"}).context
    assert {page.url for page in listed["opportunities"]} == set(told)
    assert late.url in told


# -- What is done with a method, what a council decides ------------------------


def swedish_method(method):
    list_of("methods", "sv")
    return translate(method, "sv", title="Verkstad")


def test_a_method_tells_what_is_done_with_it_also_in_finnish(client):
    method = pages.method_page()
    alone, both = (pages.opportunity_page(method=method) for _number in range(2))
    outcome = pages.opportunity_page(method=method, with_outcome=True)
    index_in("sv")
    version = translate(both, "sv", title="Version")
    verkstad = swedish_method(method)
    response = client.get(verkstad.url)
    assert marks(response.context["opportunities"]) == {
        alone.url: "På finska",
        version.url: None,
    }
    assert response.context["total"] == 3
    html = response.content.decode()
    link = f'<a href="{outcome.url}" lang="fi" hreflang="fi">{outcome.title}</a>'
    assert f"<h3>{link}</h3>" in html
    assert f'<span lang="fi">{outcome.did}</span>' in html
    everything = client.get(f"{verkstad.url}kaikki/")
    assert everything.context["paging"].total == 3
    assert marks(everything.context["opportunities"]) == {
        alone.url: "På finska",
        version.url: None,
        outcome.url: "På finska",
    }
    assert everything.content.decode().count("På finska") == 2
    rows = client.get("/sv/menetelmat/").context["groups"][0].rows
    assert [(row.page.url, row.running) for row in rows] == [(verkstad.url, 2)]


def test_all_that_is_done_with_a_method_is_paged_in_every_language(client):
    method = pages.method_page()
    for _number in range(21):
        pages.opportunity_page(method=method)
    verkstad = swedish_method(method)
    url = f"{verkstad.url}kaikki/"
    first, second = (client.get(url, {"sivu": n}) for n in ("1", "2"))
    assert [len(page.context["opportunities"]) for page in (first, second)] == [20, 1]
    assert second.content.decode().count("På finska") == 1
    assert client.get(url, {"sivu": "3"}).status_code == 404


def test_a_finnish_method_counts_for_the_reader_of_the_list(client):
    method = pages.method_page()
    both = pages.opportunity_page(method=method)
    pages.opportunity_page(method=method)
    index_in("sv")
    translate(both, "sv", title="Version")
    target = list_of("methods", "sv")
    (group,) = client.get(target.url).context["groups"]
    assert [(row.page.url, row.running) for row in group.rows] == [(method.url, 2)]


def test_a_council_leads_also_to_matters_that_are_only_in_finnish(client):
    youth = pages.decision_body("Nuorisovaltuusto")
    council = pages.council_page(council=youth)
    alone, both = (pages.opportunity_page(decision_body=youth) for _number in range(2))
    index_in("sv")
    version = translate(both, "sv", title="Version")
    list_of("councils", "sv")
    swedish = translate(council, "sv", title="Ungdomsfullmäktige")
    shown = client.get(swedish.url).context["opportunities"]
    assert marks(shown) == {alone.url: "På finska", version.url: None}
    shown = client.get(council.url).context["opportunities"]
    assert marks(shown) == {alone.url: None, both.url: None}
