"""The budget of queries of each public page, with site, menu, settings and registers warm.

A cold start may cost six more; no query runs twice; the number is the same with
1 and with 30 things in the database.
"""

from uuid import uuid4

import pytest
from django.core.cache import caches

from core import caching
from core.printing import can_print
from feedback_forms.models import Feedback
from initiatives.enums import EventKind, Kind, Stage
from initiatives.models import Follower, Initiative, InitiativeEvent, Support
from moderation import services
from participation_pages.models import (
    CouncilIndexPage,
    CouncilPage,
    MethodIndexPage,
    MethodPage,
    OpportunityIndexPage,
    OpportunityPage,
    OutcomesPage,
    StoryIndexPage,
)
from search.services import refresh_all
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.factories.core import MunicipalityFactory
from tests.factories.feedback_forms import ChangeFactory
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.factories.users import UserFactory
from tests.feedback_forms.test_views import answers
from tests.initiatives.public.test_views import attached
from tests.initiatives.suggestions.test_views import answers as suggestion_answers
from tests.initiatives.supporting.test_services import confirm, give
from tests.initiatives.supporting.test_views import answers as support_answers
from tests.moderation.test_services import handled
from tests.support.queries import Queries, counted

pytestmark = pytest.mark.django_db

BUDGET = {
    "/": 6,
    "/syote.atom": 9,
    "/kalenteri.ics": 4,
    "/osallistu-nyt/": 4,
    "/osallistu-nyt/?tila=open&kunta=837&haku=lähi": 4,
    "/osallistu-nyt/?haku=olematon": 4,
    "/osallistu-nyt/syote.atom": 4,
    "/osallistu-nyt/kalenteri.ics": 4,
    "/osallistu-nyt/sivu/": 5,
    "/osallistu-nyt/tilaisuus/": 5,
    "/osallistu-nyt/tilaisuus/kalenteri.ics": 5,
    "/anna-palautetta/": 3,
    "/anna-palautetta/?aihe=": 3,
    "/anna-palautetta/julkaistut/": 6,
    "/anna-palautetta/julkaistut/?laji=question&vuosi=2026": 6,
    # What words find is not kept: it is counted too.
    "/anna-palautetta/julkaistut/?haku=ajan": 6,
    "/anna-palautetta/julkaistut/?haku=olematon": 6,
    "/anna-palautetta/julkaistut/syote.atom": 4,
    "/anna-palautetta/vaikutus/": 6,
    "/anna-palautetta/vaikutus/syote.atom": 3,
    "/menetelmat/": 4,
    "/menetelmat/syote.atom": 3,
    "/menetelmat/tapa/": 5,
    "/menetelmat/tapa/kaikki/": 4,
    "/neuvostot/": 4,
    "/neuvostot/syote.atom": 3,
    "/neuvostot/kalenteri.ics": 3,
    "/neuvostot/neuvosto/": 5,
    "/saavutettavuusseloste/": 3,
    "/tarinat/": 4,
    "/tarinat/syote.atom": 3,
    "/tarinat/tarina/": 5,
    "/mika-muuttui/": 5,
    "/mika-muuttui/syote.atom": 3,
    "/saannot/": 3,
    "/saannot/tilastot/": 3,
}


def fill(number: int) -> None:
    form = pages.feedback_page()
    pages.rules_page()
    pages.home_page("sv")
    method = pages.method_page(slug="tapa", example_page=form)
    pages.council_page(slug="neuvosto", council=pages.decision_body())
    pages.statement_page(feedback_page=form, faults=[{}] * number)
    for place in range(number):
        pages.opportunity_page(
            slug="sivu" if not place else f"sivu-{place}",
            take_part_page=form,
            method=method,
        )
        outcome = pages.opportunity_page(with_outcome=True, method=method)
        pages.event_page(
            slug="tilaisuus" if not place else f"tilaisuus-{place}",
            take_part_page=form,
        )
        stories.story_page(
            slug="tarina" if not place else f"tarina-{place}", outcome_page=outcome
        )
    stories.outcomes_page()
    for _place in range(1, number):
        pages.method_page()
        pages.council_page(meetings=[pages.meeting()])
    for _place in range(number):
        feedback = handled(email="")
        services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
        services.approve_publication(submission=feedback, user=UserFactory())
        ChangeFactory(feedback=[feedback], page=outcome)


def address(url: str) -> str:
    return (
        f"{url}{OpportunityPage.objects.get(slug='sivu').pk}"
        if url.endswith("=")
        else url
    )


@pytest.mark.parametrize("number", [1, 30])
def test_every_page_keeps_its_budget(client, number):
    fill(number)
    for pattern, most in BUDGET.items():
        url = address(pattern)
        client.get(url)
        with counted() as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= most, (url, queries)
        assert not queries.repeated, url


SEARCHES = {
    "/haku/": 0,
    # The index, what filters look at, and what is shown.
    "/haku/?q=lähipalveluissa": 4,
    "/haku/?q=lähipalvelu&tyyppi=opportunity&paikka=837": 4,
    "/haku/?q=lähipalvelu&sivu=1": 4,
    "/sv/sok/?q=lähipalvelu": 4,
    "/haku/otsikot/?q=lähi": 2,
}


@pytest.mark.parametrize("number", [3, 100])
def test_a_search_keeps_its_budget(client, number):
    pages.home_page("sv")
    for _place in range(number):
        pages.opportunity_page(title="Lähipalvelu")
    refresh_all()
    for url, most in SEARCHES.items():
        client.get(url)
        with counted() as queries:
            response = client.get(url)
        assert response.status_code == 200
        assert ("/lahipalvelu-" in response.content.decode()) == ("?" in url), url
        assert len(queries) <= most, (url, queries)
        assert not queries.repeated, url


LISTS = [
    "/osallistu-nyt/",
    "/menetelmat/",
    "/neuvostot/",
    "/tarinat/",
    "/mika-muuttui/",
]


@pytest.mark.parametrize("number", [1, 30])
def test_lists_of_what_is_only_in_finnish_keep_the_budget(client, number):
    fill(number)
    pages.method_page(), pages.council_page()
    for model in (StoryIndexPage, OutcomesPage, MethodIndexPage, CouncilIndexPage):
        translate(model.objects.get(), "sv")
    translate(OpportunityIndexPage.objects.get(), "sv")
    translate(MethodPage.objects.get(slug="tapa"), "sv")
    translate(CouncilPage.objects.get(slug="neuvosto"), "sv")
    own = ["/menetelmat/tapa/", "/menetelmat/tapa/kaikki/", "/neuvostot/neuvosto/"]
    for url in [*LISTS, *own]:
        response = client.get(f"/sv{url}")
        assert "På finska" in response.content.decode(), url
        with counted() as queries:
            client.get(f"/sv{url}")
        assert len(queries) <= BUDGET[url], (url, queries)
        assert not queries.repeated, url


@pytest.mark.parametrize("number", [1, 20])
def test_pictures_that_the_cache_has_lost_cost_one_query(client, number):
    method = pages.method_page(slug="tapa")
    council = pages.decision_body()
    pages.council_page(slug="neuvosto", council=council, picture=stories.picture())
    for _place in range(number):
        pages.opportunity_page(method=method, picture=stories.picture())
        pages.council_page(picture=stories.picture())
        image = stories.picture()
        stories.story_page(steps=[stories.step(image=image)])
    for url in (
        "/",
        "/osallistu-nyt/",
        "/menetelmat/tapa/",
        "/menetelmat/tapa/kaikki/",
        "/neuvostot/",
        "/tarinat/",
    ):
        html = client.get(url).content.decode()
        with counted() as warm:
            client.get(url)
        stories.forget_renditions()
        with counted() as cold:
            assert client.get(url).content.decode() == html
        assert "<picture>" in html, url
        assert len(warm) <= BUDGET[url], (url, warm)
        assert len(cold) == len(warm) + 1, (url, cold)


def cold_start(client, url) -> Queries:
    """What a page costs right after the process and its caches have begun."""
    client.get(url)
    for cache in caches.all():
        cache.clear()
    caching.forget()
    with counted() as queries:
        client.get(url)
    return queries


def test_a_cold_start_costs_at_most_six_more(client):
    fill(1)
    for pattern, most in BUDGET.items():
        url = address(pattern)
        queries = cold_start(client, url)
        assert len(queries) <= most + 6, (url, [q[:150] for q in queries])


@pytest.mark.parametrize("tied", [False, True])
def test_sending_feedback_keeps_its_budget(
    client, tied, django_capture_on_commit_callbacks
):
    fill(1)
    url = address("/anna-palautetta/?aihe=") if tied else "/anna-palautetta/"
    client.get(url)
    client.post(url, answers(message="Ensimmäinen"))
    before = Feedback.objects.count()
    with counted() as queries:
        response = client.post(url, answers(message="Toinen"))
    assert response.status_code == 302
    assert Feedback.objects.count() == before + 1
    assert len(queries) <= 12, queries


# Initiatives ------------------------------------------------------------------------

OF_INITIATIVES = {
    "": 4,
    "?jarjestys=kannatus": 4,
    "?tila=keraa&laji=aloite": 4,
    "?haku=penkki": 4,
    "syote.atom": 3,
    "aloita/": 3,
    "tee/": 3,
    "ehdota/": 3,
    "{slug}/": 4,
    "{slug}/kortti/": 3,
    "{slug}/jaa/": 3,
    "{slug}/kuva.png": 3,
    "{slug}/syote.atom": 4,
    "{slug}/aloite.pdf": 5,
    "{slug}/seuraa/": 3,
    "{slug}/kannata/": 3,
    "{slug}/kannattajat/": 5,
    "{light}/": 4,
}


def fill_with_initiatives(number: int) -> dict[str, str]:
    """So many that collect support; the first has so many of everything besides."""
    pages.initiatives_page()
    town = MunicipalityFactory()
    first = InitiativeFactory(at=Stage.COLLECTING)
    light = InitiativeFactory(at=Stage.CONSIDERED, kind=Kind.SUGGESTION)
    for one in range(number - 1):
        like(first, one)
        InitiatorFactory(initiative=first, municipality=town)
        InitiativeEvent.objects.create(initiative=first, kind=EventKind.UPDATE)
        attached(first)
    for one in range(number):
        confirm(give(first, email=f"kaisa{one}@example.org", municipality=town))
    return {"slug": first.slug, "light": light.slug}


def like(initiative: Initiative, number: int) -> None:
    """Another one at its stage: the row alone, without the way there."""
    other = Initiative.objects.get(pk=initiative.pk)
    other.pk = other.id = other.submission_ptr_id = None
    other._state.adding = True
    other.uuid, other.nonce = uuid4(), None
    other.reference = f"A-2026-{number:04}"
    other.save()


@pytest.mark.parametrize("number", [1, 30])
def test_every_page_of_initiatives_keeps_its_budget(client, number):
    slugs = fill_with_initiatives(number)
    for pattern, most in OF_INITIATIVES.items():
        url = f"/aloitteet/{pattern.format(**slugs)}"
        client.get(url)
        with counted() as queries:
            status = client.get(url).status_code
        assert status == (503 if url.endswith(".pdf") and not can_print() else 200)
        assert len(queries) <= most, (url, queries)
        assert not queries.repeated, url
        # Of files nothing is asked when it is cold.
        if number == 1 and not url.endswith(".pdf"):
            cold = cold_start(client, url)
            assert len(cold) <= max(most, 5) + 6, (
                url,
                "\n".join(q[-200:] for q in cold),
            )


def a_new_suggestion(email: str) -> dict[str, str]:
    """To which nothing public is similar, and no other the same."""
    proposal = f"Kuppi kahvia ilahduttaa väsynyttä: {email[:3]}."
    words = {"title": "Kahvia aulaan", "proposal": proposal}
    return suggestion_answers(email=email, **words)


@pytest.mark.parametrize("number", [1, 30])
def test_what_residents_send_of_initiatives_keeps_its_budget(client, number):
    slug = fill_with_initiatives(number)["slug"]
    for below, answers_of, made, most in (
        (f"{slug}/kannata/", support_answers, Support, 12),
        (f"{slug}/seuraa/", dict, Follower, 12),
        # One is the look for similar ones, which who has seen them is spared.
        ("ehdota/", a_new_suggestion, Initiative, 13),
    ):
        url = f"/aloitteet/{below}"
        client.post(url, answers_of(email="eka@example.org"))
        before = made.objects.count()
        with counted() as queries:
            client.post(url, answers_of(email="toka@example.org"))
        assert made.objects.count() == before + 1, url
        assert len(queries) <= most, (url, queries)
