"""Entries follow their objects; nothing of what is public no more stays."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from freezegun import freeze_time
from wagtail.models import PageViewRestriction
from wagtail.search.models import IndexEntry

from core.models import Municipality
from home.models import InformationPage
from participation_pages.models import MethodPage, OpportunityPage
from search import services
from search.finding import find
from search.models import EngineChange, SearchEntry, SearchWord
from search.words import forms_of
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.factories.pages import opportunity_page
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"


def refresh(page):
    services.refresh(model=type(page), pk=page.pk)


def found(text: str, language: str = "fi") -> list[str]:
    keys = [row.pk for row in find(text, language).rows]
    names = SearchEntry.objects.in_bulk(keys)
    return [names[pk].name for pk in keys]


def test_an_entry_says_what_the_page_is():
    town = pages.municipality()
    area = pages.service_area()
    page = opportunity_page(
        title="Kotihoidon puhelut", service_area=area, municipalities=[town]
    )
    refresh(page)
    entry = SearchEntry.objects.get(kind="opportunity")
    assert (entry.kind, entry.language) == ("opportunity", "fi")
    assert entry.url == page.get_url()
    assert entry.service_area == area
    assert list(entry.municipalities.all()) == [town]
    assert entry.state == "open"
    assert entry.year == timezone.localdate(page.closes_at).year
    assert entry.translation_key == page.translation_key


def test_the_words_of_choices_are_in_the_language_of_the_page():
    page = pages.statement_page()
    translated = translate(page, "sv", slug="tillganglighet")
    refresh(page)
    refresh(translated)
    texts = dict(SearchEntry.objects.values_list("language", "text"))
    assert "Emme ole vielä korjanneet sitä" in texts["fi"]
    assert "Emme ole" not in texts["sv"]


def test_lines_of_a_page_are_kept_apart():
    page = opportunity_page(can_influence="mitkä palvelut\nmihin aikaan")
    refresh(page)
    assert (
        "mitkä palvelut\n\nmihin aikaan"
        in SearchEntry.objects.get(kind="opportunity").text
    )


def test_the_pages_that_lead_to_others_are_found():
    for page in (
        pages.feedback_page(),
        pages.index_page(),
        pages.method_index_page(),
        pages.council_index_page(),
        stories.story_index(),
        stories.outcomes_page(),
    ):
        refresh(page)
        assert page.title in found(page.title)
        entry = SearchEntry.objects.get(item_id=page.pk)
        assert (entry.kind, entry.date) == ("section", None)


def test_the_same_again_writes_nothing():
    page = pages.information_page(title="Neuvola")
    refresh(page)
    with counted() as queries:
        refresh(page)
    assert not [
        sql for sql in queries if sql.startswith(("INSERT", "UPDATE", "DELETE"))
    ]


def test_another_text_is_found_and_the_old_one_no_more():
    page = pages.information_page(title="Neuvola", introduction="Neuvolan ajat.")
    refresh(page)
    page.title, page.introduction = "Hammashoito", "Hampaiden hoito."
    page.save()
    refresh(page)
    assert found("neuvola") == []
    assert found("hampaan") == ["Hammashoito"]
    assert SearchEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_publishing_and_unpublishing_reach_the_search_by_themselves():
    home = pages.home_page()
    page = pages.below(home, InformationPage(title="Neuvola", slug="n"), live=False)
    assert found("neuvola") == []
    page.save_revision().publish()
    assert found("neuvola") == ["Neuvola"]
    InformationPage.objects.get(pk=page.pk).unpublish()
    assert found("neuvola") == []
    assert not SearchEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deleted_page_leaves_nothing():
    page = pages.information_page(title=CANARY, introduction=f"{CANARY} laulaa.")
    page.save_revision().publish()
    assert SearchEntry.objects.filter(name=CANARY).exists()
    page.delete()
    assert not SearchEntry.objects.exists()
    assert not SearchWord.objects.filter(word__contains="kanaria").exists()
    assert not IndexEntry.objects.filter(content_type__model="searchentry").exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_moves_takes_its_address_along():
    parent = pages.information_page(title="Yläsivu", slug="ylasivu")
    child = pages.below(parent, InformationPage(title="Alasivu", slug="alasivu"))
    child.save_revision().publish()
    assert SearchEntry.objects.get(name="Alasivu").url == "/ylasivu/alasivu/"
    parent = InformationPage.objects.get(pk=parent.pk)
    parent.slug = "toinen"
    parent.save_revision().publish()
    assert SearchEntry.objects.get(name="Alasivu").url == "/toinen/alasivu/"


def test_what_is_public_no_more_is_not_shown_even_before_its_entry_goes():
    page = pages.information_page(title=CANARY)
    refresh(page)
    assert found(CANARY) == [CANARY]
    InformationPage.objects.filter(pk=page.pk).update(live=False)
    assert found(CANARY) == []


@pytest.mark.django_db(transaction=True)
def test_a_private_part_of_the_tree_is_not_found():
    page = pages.information_page(title=CANARY)
    page.save_revision().publish()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="login"
    )
    assert found(CANARY) == []
    assert not SearchEntry.objects.filter(name=CANARY).exists()
    restriction.delete()
    assert found(CANARY) == [CANARY]


def test_words_are_counted_and_forgotten():
    first = pages.information_page(title="Neuvolassa", slug="a")
    second = pages.information_page(title="Neuvolassa", slug="b")
    refresh(first)
    refresh(second)
    assert SearchWord.objects.get(word="neuvolassa").entries == 2
    assert SearchWord.objects.get(word="neuvola").entries == 2
    second.live = False
    second.save()
    refresh(second)
    assert SearchWord.objects.get(word="neuvolassa").entries == 1
    first.live = False
    first.save()
    refresh(first)
    assert not SearchWord.objects.exists()


def test_all_at_once_makes_entries_and_removes_what_is_not_public():
    kept = pages.information_page(title="Neuvola", slug="a")
    gone = pages.information_page(title="Hammashoito", slug="b")
    refresh(gone)
    InformationPage.objects.filter(pk=gone.pk).update(live=False)
    call_command("update_index", verbosity=0)
    assert [entry.name for entry in SearchEntry.objects.all()] == ["Neuvola"]
    assert found("neuvola") == [kept.title]
    counts = dict(SearchWord.objects.values_list("word", "entries"))
    assert counts == {"neuvola": 1}


def test_the_index_alone_can_be_made_anew():
    refresh(pages.information_page(title="Neuvola"))
    IndexEntry.objects.all().delete()
    assert found("neuvola") == []
    call_command("update_index", verbosity=0)
    assert found("neuvola") == ["Neuvola"]


def test_a_state_that_passes_is_renewed_by_the_clock():
    page = opportunity_page(title="Kotihoidon puhelut")
    refresh(page)
    entry = SearchEntry.objects.get(kind="opportunity")
    assert entry.state == "open"
    later = entry.state_until + timedelta(seconds=1)
    assert services.refresh_due(timezone.now()) == 0
    with freeze_time(later):
        assert services.refresh_due(later) == 1
    assert SearchEntry.objects.get(kind="opportunity").state == "closes-soon"


def test_of_a_text_in_several_languages_the_reader_is_offered_one():
    page = pages.information_page(title="Osallisuus")
    swedish = translate(page, "sv", title="Osallisuus på svenska")
    refresh(page)
    refresh(swedish)
    assert found("osallisuus", "fi") == ["Osallisuus"]
    assert found("osallisuus", "sv") == ["Osallisuus på svenska"]
    assert found("osallisuus", "en") == ["Osallisuus"]
    rows = find("osallisuus", "en", {"language": "sv"}).rows
    assert [row.language for row in rows] == ["sv"]


@pytest.mark.parametrize(
    "text", ["\0", '"""(((', "a" * 10_000, "* OR NOT -", "😀 👍🏽", "'--;"]
)
def test_hostile_queries_find_nothing_and_break_nothing(text):
    refresh(pages.information_page(title="Neuvola"))
    assert found(text) == []


def test_a_nul_in_a_text_is_stored_without_it():
    page = pages.information_page(title="Neuvola")
    page.introduction = "Neuvolan\0ajat"
    if connection.vendor == "sqlite":
        page.save()
    source_text = services.make(
        services.registry.source_of(InformationPage),
        page.pk,
        services.registry.source_of(InformationPage).content(page),
    )
    assert source_text.introduction == "Neuvolan ajat"


def test_without_an_engine_nothing_is_noted_for_one():
    refresh(pages.information_page(title="Neuvola"))
    assert not EngineChange.objects.exists()


def test_a_model_without_a_source_has_no_entry():
    services.refresh(model=Municipality, pk=1)
    assert not SearchEntry.objects.exists()


def test_an_event_is_no_opportunity_twice():
    page = opportunity_page(title="Kotihoidon puhelut")
    services.refresh(model=OpportunityPage, pk=page.pk)
    services.refresh(model=MethodPage, pk=page.pk)
    (entry,) = SearchEntry.objects.exclude(kind="section")
    assert entry.kind == "opportunity"


@pytest.mark.parametrize("change", ["new", "another", "gone", "all at once"])
def test_words_are_looked_up_before_the_transaction(change):
    """Which on SQLite keeps everybody else from writing."""
    page = pages.information_page(title="Neuvola", introduction="Hammaslääkäri tulee.")
    if change in {"another", "gone"}:
        refresh(page)
    if change == "another":
        page.introduction = "Terveydenhoitaja lähtee."
        page.save()
    if change == "gone":
        InformationPage.objects.filter(pk=page.pk).update(live=False)
    forms_of.cache_clear()
    looked_up = []

    def watch(execute, sql, *args):
        if sql.startswith("SAVEPOINT"):
            looked_up.append(forms_of.cache_info().misses)
        return execute(sql, *args)

    with connection.execute_wrapper(watch):
        if change == "all at once":
            services.refresh_all()
        else:
            refresh(page)
    assert looked_up[0] == forms_of.cache_info().misses > 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_who_writes_entries_waits_for_another_and_nobody_else_does():
    first = pages.information_page(title="Neuvola", slug="a")
    second = pages.information_page(title="Hammashoito", slug="b")
    SearchEntry.objects.all().delete()

    def refresh_elsewhere():
        try:
            refresh(second)
        finally:
            connection.close()

    other = threading.Thread(target=refresh_elsewhere)
    with services.writing():
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive()
        refresh(first)
    other.join(timeout=10)
    assert {entry.name for entry in SearchEntry.objects.all()} == {
        "Neuvola",
        "Hammashoito",
    }


@pytest.mark.django_db(transaction=True)
def test_a_draft_costs_no_task(settings):
    """An editor's window keeps one every few seconds."""
    page = pages.information_page(title="Neuvola")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page.save_revision()
    asked = DBTaskResult.objects.filter(task_path__startswith="search.")
    assert not asked.exists()
    page.save_revision().publish()
    assert asked.exists()


@pytest.mark.django_db(transaction=True)
def test_a_private_page_can_be_deleted():
    page = pages.information_page(title=CANARY)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    InformationPage.objects.get(pk=page.pk).delete()
    assert not SearchEntry.objects.filter(name=CANARY).exists()
