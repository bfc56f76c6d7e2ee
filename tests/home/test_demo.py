"""The demo: loaded once for this file, for a day in another year.

The day has passed: nobody consents to the publication of a story in the future.
"""

import io
import re
import tomllib
from datetime import date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import Max, Min
from django.utils import timezone
from pypdf import PdfReader
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, ReferenceIndex, Site
from wagtail_localize.models import Translation

from core.languages import html_language
from core.models import (
    CountySettings,
    DecisionBody,
    Municipality,
    ServiceArea,
    ServiceUnit,
    SiteDocument,
    SiteImage,
    TargetGroup,
    Topic,
)
from feedback_forms.enums import FormKind, Measure
from feedback_forms.models import (
    Change,
    FaceAnswer,
    Feedback,
    FeedbackPage,
    Recommendation,
    ScaleAnswer,
)
from home.demo.clock import clock_at
from home.demo.files import FOLDER, Calendar, own_id, read, read_page
from home.demo.pages import KEYS, TREE, languages_of
from home.demo.staff import PASSWORD, STAFF
from home.models import HomePage, InformationPage
from moderation import statistics
from moderation.absences import acting_for
from moderation.desk.names import names_to_be_read
from moderation.enums import Action, Channel, Helped, SubmissionState, TemplateKind
from moderation.models import (
    AuditEvent,
    FollowUp,
    Message,
    ModerationRule,
    Note,
    Original,
    OutboxMail,
    ReplyRating,
    ReplyTemplate,
    SavedView,
    StaffPreferences,
)
from moderation.references import receipt_path
from moderation.rules_pages import rules_url
from participation_pages.enums import OpportunityState
from participation_pages.models import (
    CouncilPage,
    EventPage,
    MethodPage,
    OpportunityPage,
)
from participation_pages.states import Times, state_at
from search.finding import find
from search.models import SearchEntry, SearchMiss
from search.promotions import promoted_for
from search.query import parse
from tests.participation_pages.test_feeds import ATOM
from tests.reliability.test_sweep import FORGETFUL

TODAY = "2025-03-12"
NOON = datetime(2025, 3, 12, 12, tzinfo=timezone.get_default_timezone())
WEEK = timedelta(days=7)
TEXTS = sorted((FOLDER / "pages").glob("*.toml"))
FINNISH = [path for path in TEXTS if ".fi" in path.name]
DOCUMENTS = sorted((FOLDER / "documents").glob("*.html"))
# Words of the desk and of officialese: see the writing guide.
BANNED = re.compile(
    r"\b(mikäli|koskien|toimesta|valitettavasti|ole hyvä ja|jalkaut\w+|lorem)\b",
    re.IGNORECASE,
)
STATES = {
    "lahipalvelut": OpportunityState.OPEN,
    "nuorten-tuki": OpportunityState.OPENS_SOON,
    "kotihoidon-puhelut": OpportunityState.OUTCOME_LATE,
    "takaisinsoitto": OpportunityState.OUTCOME_PUBLISHED,
    "asukaspaneeli": OpportunityState.CLOSED,
    "kylan-turvallisuus": OpportunityState.OPEN,
    "asiakasraati": OpportunityState.OPEN,
    "talousarvio": OpportunityState.OUTCOME_DUE,
    "liikkuva-neuvola": OpportunityState.CLOSES_SOON,
    "kutsukirjeet": OpportunityState.OUTCOME_PUBLISHED,
    "omaishoito": OpportunityState.OPENS_SOON,
    "tyopaja-virrat": OpportunityState.CLOSES_SOON,
    "tyopaja-kihnio": OpportunityState.OPENS_SOON,
    "tyopaja-juupajoki": OpportunityState.OUTCOME_PUBLISHED,
    "kuuleminen-tampere": OpportunityState.OPEN,
}
LANGUAGES = ("fi", "sv", "en", "fi-simple")
LONGEST_SENTENCE = {"fi": 15, "fi-simple": 13}


def load(**options):
    out = io.StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, test_database):
    """Committed, so that all that waits for a commit has happened."""
    with django_db_blocker.unblock():
        mail.outbox = []
        output = load(today=TODAY)
        mails = len(mail.outbox)
    yield SimpleNamespace(output=output, mails=mails)
    with django_db_blocker.unblock():
        test_database.restore()


@pytest.fixture
def demo(loaded, db):
    return loaded


def demo_pages():
    return Page.objects.filter(translation_key__in=KEYS).order_by("path").specific()


def opportunities(language="fi"):
    return OpportunityPage.objects.filter(locale__language_code=language)


# -- The texts -----------------------------------------------------------------


def texts_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("path", FINNISH, ids=lambda path: path.name)
def test_finnish_sentences_are_short_and_plain(path):
    longest = LONGEST_SENTENCE[path.stem.split(".")[1]]
    for text in texts_in(tomllib.loads(path.read_text())):
        assert_short_and_plain(text, longest)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_sentences_of_documents_are_short_and_plain(path):
    body = BeautifulSoup(path.read_text(), "html.parser").body
    for part in body.find_all(["h1", "h2", "p", "li", "caption", "th", "td"]):
        assert_short_and_plain(
            " ".join(part.get_text().split()), LONGEST_SENTENCE["fi"]
        )


def assert_short_and_plain(text, longest):
    assert not BANNED.search(text)
    for sentence in re.split(r"(?<=[.!?:])\s+|\n+", text):
        assert len(sentence.split()) <= longest, sentence


def test_every_text_belongs_to_a_page_and_every_page_has_its_finnish_text():
    assert {path.name.split(".")[0] for path in TEXTS} == set(TREE)
    for name in TREE:
        assert FOLDER / "pages" / f"{name}.fi.toml" in TEXTS


@pytest.mark.parametrize("days", range(7))
def test_states_are_the_same_on_whatever_weekday_it_is_loaded(days):
    now = NOON + timedelta(days=days)
    states = {name: state_of(name, Calendar(now)) for name in STATES}
    assert states == STATES


def state_of(name, calendar):
    texts = read_page(name, "fi")
    published = texts.get("outcome_published_at")
    times = Times(
        calendar.moment(texts["opens_at"]),
        calendar.moment(texts.get("ends_at") or texts["closes_at"]),
        calendar.day(texts["outcome_due"]),
        calendar.moment(published) if published else None,
    )
    return state_at(times, calendar.now)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+0d", "2025-03-12"),
        ("-12d", "2025-02-28"),
        # A weekend gives way to the working day further from today.
        ("+3d", "2025-03-17"),
        ("-4d", "2025-03-07"),
    ],
)
def test_dates_are_working_days_relative_to_today(text, day):
    assert Calendar(NOON).day(text).isoformat() == day


def test_residents_write_on_any_day():
    assert Calendar(NOON).moment("-4d 21:05", weekends=True) == NOON.replace(
        day=8, hour=21, minute=5
    )


def test_date_that_is_not_relative_is_refused():
    with pytest.raises(ValueError, match="12\\.3\\.2025"):
        Calendar(NOON).day("12.3.2025")


# -- What is loaded ------------------------------------------------------------


def test_registers_and_settings_are_filled(demo):
    counts = {
        model: model.objects.count()
        for model in (ServiceArea, ServiceUnit, TargetGroup, Topic, DecisionBody)
    }
    assert counts == {
        ServiceArea: 6,
        ServiceUnit: 20,
        TargetGroup: 9,
        Topic: 10,
        DecisionBody: 11,
    }
    assert Municipality.objects.count() == 23
    assert Municipality.objects.get(code="837").locative_fi == "Tampereella"
    assert sum(Municipality.objects.values_list("population", flat=True)) == 546_757
    kinds = ReplyTemplate.objects.values_list("kind", flat=True)
    assert len(kinds) == 10
    assert set(kinds) == set(TemplateKind.values)
    assert CountySettings.load().name_sv == "Birkalands välfärdsområde"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_registers_have_a_name_in_every_language(demo, language):
    for model in (
        ServiceArea,
        ServiceUnit,
        TargetGroup,
        Topic,
        DecisionBody,
        Municipality,
    ):
        assert not model.objects.filter(**{f"name_{language}": ""}).exists()


def test_site_shows_the_demo_and_not_wagtails_welcome(demo):
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="fi")
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_pages_exist_in_their_languages(demo):
    wanted = {(name, code) for name in TREE for code in ("fi", *languages_of(name))}
    found = {
        (KEYS[page.translation_key], page.locale.language_code) for page in demo_pages()
    }
    assert found == wanted
    assert {code for name, code in wanted if name == "anna-palautetta"} == {
        "fi",
        "sv",
        "en",
        "fi-simple",
    }


def test_pages_are_published_with_history_and_right_titles(demo):
    for page in demo_pages():
        assert page.live
        assert page.latest_revision_id
        assert not page.has_unpublished_changes
        assert page.draft_title == page.title


def test_pages_answer_in_their_language_with_their_texts(demo, client):
    for page in demo_pages():
        response = client.get(page.get_url())
        content = response.content.decode()
        code = page.locale.language_code
        assert response.status_code == 200, page.url_path
        assert response.headers["Content-Language"] == html_language(code)
        assert f'<html lang="{html_language(code)}"' in content
        assert page.title in content
        assert page.introduction
        assert page.introduction.splitlines()[0] in content


def test_translations_are_complete_and_editable_by_hand(demo):
    translations = Translation.objects.all()
    assert {item.target_locale.language_code for item in translations} == {"sv", "en"}
    for translation in translations:
        assert translation.enabled
        total, done = translation.get_progress()
        assert total == done


def test_nothing_of_a_translation_is_left_in_finnish(demo):
    finnish = {
        page.translation_key: page for page in demo_pages().filter(locale_id=fi())
    }
    for page in demo_pages().exclude(locale_id=fi()):
        source = finnish[page.translation_key]
        for field in (
            "introduction",
            "support",
            "used_for",
            "can_influence",
            "body",
            "ways",
        ):
            if getattr(source, field, None):
                assert getattr(page, field) != getattr(source, field), (page, field)


def fi():
    return HomePage.objects.get(locale__language_code="fi").locale_id


def test_links_in_texts_lead_to_pages(demo):
    for page in InformationPage.objects.all():
        for block in page.body:
            source = getattr(block.value, "source", "")
            ids = [
                int(pk) for pk in re.findall(r'linktype="page"[^>]*id="(\d+)"', source)
            ]
            ids += [
                int(pk) for pk in re.findall(r'id="(\d+)"[^>]*linktype="page"', source)
            ]
            assert Page.objects.filter(pk__in=ids).count() == len(set(ids))
            assert "page:" not in source


def test_opportunities_are_in_every_state_on_the_day(demo):
    states = {
        KEYS[page.translation_key]: page.state_at(NOON) for page in opportunities()
    }
    assert states == STATES
    assert set(states.values()) == set(OpportunityState)


def test_every_opportunity_says_by_which_method_it_is_done(demo):
    used = {page.method_id for page in opportunities()}
    assert None not in used
    # A method may be described that nothing uses just now, but most are in use.
    assert MethodPage.objects.filter(locale_id=fi()).count() == 11
    assert len(used) == 8


def test_events_are_held_on_working_days_and_one_is_near(demo):
    events = EventPage.objects.filter(locale_id=fi())
    kinds = sorted(events.values_list("event_kind", flat=True))
    assert kinds == ["hearing", "workshop", "workshop", "workshop"]
    for page in events:
        assert timezone.localtime(page.starts_at).weekday() < 5
        assert page.closes_at == page.ends_at
        assert page.agenda
        assert page.present
        # What there is and what there is not, alike.
        available = {bool(item.value["available"]) for item in page.venue_access}
        assert available == {True, False}
        assert page.otherwise
    near = [page for page in events if NOON < page.starts_at < NOON + WEEK]
    assert [KEYS[page.translation_key] for page in near] == ["tyopaja-virrat"]


def test_councils_have_met_and_will_meet_again(demo):
    councils = CouncilPage.objects.filter(locale_id=fi())
    assert councils.count() == 3
    for page in councils:
        assert page.council_id
        assert len(page.members) >= 7
        dates = [block.value["date"] for block in page.meetings]
        assert min(dates) < NOON < max(dates)
        assert len(page.statements) in (2, 3)


def test_menu_is_short_enough_to_be_read(demo):
    shown = [page for page in demo_pages() if page.locale_id == fi()]
    names = [KEYS[page.translation_key] for page in shown if page.show_in_menus]
    assert names == [
        "osallistu-nyt",
        "anna-palautetta",
        "aloitteet",
        "kokemustarinat",
        "mika-muuttui",
        "tietoa",
    ]


def test_every_internal_link_works(demo, client):
    found = set()
    for page in demo_pages():
        content = client.get(page.get_url()).content.decode()
        found |= set(re.findall(r'href="(/[^"]*)"', content))
    links = {unescape(link).split("#")[0] for link in found}
    for link in sorted(links - {""}):
        if link.startswith("/static/"):
            continue
        response = client.get(link)
        assert response.status_code in (200, 302), link
        # A file is closed when it has been read.
        response.getvalue()


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_no_opportunity_is_without_the_five_principles(demo, language):
    pages = opportunities(language)
    assert pages.exists()
    for page in pages:
        page.full_clean()
        for field in (
            "used_for",
            "contact_name",
            "support",
            "can_influence",
            "cannot_influence",
        ):
            assert getattr(page, field).strip(), field
        assert page.decision_body_id
        assert page.organiser_id
        assert page.target_groups.exists()
        assert page.outcome_due
        assert page.decision_date.weekday() < 5


def test_open_opportunity_leads_to_the_feedback_page(demo):
    page = opportunities().get(slug="lahipalvelut-yla-pirkanmaalla")
    assert page.take_part_page.specific == FeedbackPage.objects.get(locale_id=fi())
    assert {place.name_fi for place in page.municipalities.all()} == {
        "Mänttä-Vilppula",
        "Ruovesi",
        "Virrat",
    }


def test_pictures_say_what_they_show_and_where_to_look(demo):
    for image in SiteImage.objects.all():
        assert image.description
        assert image.description_sv
        assert image.description_en
        assert image.has_focal_point()
    assert SiteImage.objects.count() == len(read("pictures/pictures.toml"))
    # Some go without: their pattern is drawn from the page's own number.
    assert opportunities().filter(picture=None).exists()


def test_pictures_are_small():
    for path in (FOLDER / "pictures").glob("*.png"):
        assert path.stat().st_size <= 60_000, path.name


# -- Documents and the search -----------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_the_pdf_of_its_html_and_accessible(path):
    pdf = PdfReader(path.with_suffix(".pdf"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "fi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert len(pdf.pages) <= 2
    assert path.with_suffix(".pdf").stat().st_size <= 60_000
    html = BeautifulSoup(path.read_text(), "html.parser")
    # Its title, and nothing of the machine that made it.
    assert pdf.metadata == {"/Title": html.title.get_text()}
    words = " ".join(page.extract_text() for page in pdf.pages).split()
    numbers = re.compile(r"\d\.")
    assert [
        word for word in words if not numbers.fullmatch(word)
    ] == html.body.get_text(" ").split()


def test_document_is_read_and_linked_in_every_language(demo, client):
    document = SiteDocument.objects.public().with_text().get()
    assert document.is_read
    assert "Illan aika sovitaan kanssasi." in document.text
    for page in demo_pages().filter(translation_key=own_id("page", "tietoa")):
        content = client.get(page.get_url()).content.decode()
        assert f'href="{document.url}"' in content
        said = {"sv": "(PDF, 2 sidor, på finska)", "en": "(PDF, 2 pages, in Finnish)"}
        assert said.get(page.locale.language_code, "PDF") in content


def found(text, language="fi"):
    rows = find(text, language, {}).rows
    names = dict(SearchEntry.objects.values_list("pk", "name"))
    return [names[row.pk] for row in rows]


def test_search_finds_all_before_the_task_worker_has_run(demo, settings):
    before = set(SearchEntry.objects.values_list("url", "digest"))
    SearchEntry.objects.all().delete()
    ReferenceIndex.objects.all().delete()
    SiteDocument.objects.update(text="", text_hash="")
    settings.TASKS = FORGETFUL
    load(today=TODAY, force=True)
    assert set(SearchEntry.objects.values_list("url", "digest")) == before
    assert "Ikäihmisten palvelujen suunnitelma, luonnos" in found("turvarannekkeen")


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("turvaranneke", "fi", "document"),
        ("iltakäynnit", "fi", "event"),
        ("kahviautomaatti", "fi", "feedback"),
        ("band på finska", "sv", "feedback"),
        ("tarina", "fi", "story"),
    ],
)
def test_search_page_shows_what_is_looked_for(demo, client, text, language, kind):
    entries = SearchEntry.objects.filter(
        pk__in=[row.pk for row in find(text, language, {}).rows], kind=kind
    )
    assert entries
    address = {"fi": "/haku/", "sv": "/sv/sok/"}[language]
    content = client.get(address, {"q": text}).content.decode()
    assert f'href="{entries[0].url}"' in content


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("palautetta", "fi", "anna-palautetta"),
        ("aloitteen", "fi", "vaikuttamistoimielimet"),
        ("tulkki", "fi", "tietoa"),
        ("respons", "sv", "anna-palautetta"),
        ("initiativ", "sv", "vaikuttamistoimielimet"),
        ("tolk", "sv", "tietoa"),
    ],
)
def test_promoted_results_lead_on_in_the_readers_language(demo, text, language, name):
    page = Page.objects.get(
        translation_key=own_id("page", name), locale__language_code=language
    )
    [promoted] = promoted_for(parse(text, language), language)
    assert (promoted.title, promoted.url) == (page.title, page.get_url())
    assert promoted.text
    assert promoted.other is None


def test_what_staff_promote_for_a_word_stays(demo):
    query = Query.objects.get(query_string="palaute")
    query.editors_picks.update(description="Oma teksti")
    Query.objects.get(query_string="tolk").delete()
    assert "1 promoted search results" in load(today=TODAY, force=True)
    assert query.editors_picks.get().description == "Oma teksti"


def test_searches_in_vain_are_of_three_months_and_find_nothing(demo):
    misses = SearchMiss.objects.all()
    assert misses.count() == 10
    assert {miss.month.isoformat() for miss in misses} == {
        "2025-01-01",
        "2025-02-01",
        "2025-03-01",
    }
    assert {miss.language for miss in misses} == {"fi", "sv", "en", "fi-simple"}
    for miss in misses:
        assert not find(miss.query, miss.language, {}).total, miss


def test_feed_of_the_site_tells_the_demos_news(demo, client):
    feed = ET.fromstring(client.get("/syote.atom").content)
    told = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert {
        "Kuuleminen Tampereella: ikäihmisten palvelujen suunnitelma",
        "Isän puhelu ja yksi lause kortissa",
        "Vanhusneuvosto: Iltakäynnit kotihoidossa",
        "Idea: Neuvolat",
        "Aloite: Ilmainen ehkäisy alle 25-vuotiaille",
    } <= told


# -- Feedback ------------------------------------------------------------------


def test_feedback_is_in_every_state_that_lasts(demo):
    states = list(Feedback.objects.values_list("state", flat=True))
    # What is received is taken to screening at once.
    assert set(states) == set(SubmissionState.values) - {SubmissionState.RECEIVED}
    assert len(states) == 44
    assert Feedback.objects.public().count() == 13


def test_answers_are_of_two_years_and_each_measurement_has_some(demo):
    answers = Recommendation.objects.counted()
    days = answers.aggregate(first=Min("answered_on"), last=Max("answered_on"))
    assert days["first"] < date(2023, 6, 1) < days["last"] <= date.fromisoformat(TODAY)
    for measure in Measure:
        assert answers.filter(measure=measure).count() > 100
    # One unit has too few to be shown: the figures have to hide it.
    few = answers.filter(
        unit__name_fi="Omaishoidon tuki", answered_on__gte="2025-01-01"
    )
    assert 0 < few.count() < 5
    assert FaceAnswer.objects.values("face").distinct().count() == 3


def test_some_units_have_handlers_and_contacts(demo):
    unit = ServiceUnit.objects.get(slug="nokian-terveysasema")
    assert unit.phone
    assert unit.email
    assert unit.handlers.filter(username="kasittelija").exists()


def test_feedback_is_in_every_language(demo):
    languages = list(Feedback.objects.values_list("language", flat=True))
    assert {code: languages.count(code) for code in ("sv", "en", "fi-simple")} == {
        "sv": 4,
        "en": 2,
        "fi-simple": 3,
    }


def test_feedback_has_a_late_one_a_flag_and_some_on_the_open_opportunity(demo):
    late = [item for item in Feedback.objects.overdue(NOON) if item.state == "handling"]
    assert len(late) == 1
    waiting = Feedback.objects.filter(state="waiting").values_list("flags", flat=True)
    assert sorted(waiting) == [[], ["phone"]]
    page = opportunities().get(slug="lahipalvelut-yla-pirkanmaalla")
    assert Feedback.objects.filter(page=page).count() == 2


def test_everything_about_feedback_is_dated_before_the_day(demo):
    earliest = NOON - timedelta(days=360)
    for item in Feedback.objects.all():
        moments = [item.received_at, item.answered_at, item.ended_at, item.published_at]
        given = [moment for moment in moments if moment]
        assert given == sorted(given)
        assert earliest < given[0] <= given[-1] < NOON
        year = timezone.localtime(item.received_at).year
        assert item.reference.startswith(f"P-{year}-")
        acts = AuditEvent.objects.filter(reference=item.reference).order_by("pk")
        times = list(acts.values_list("at", flat=True))
        # A card or a call is keyed in later.
        if item.channel in {Channel.PAPER, Channel.PHONE}:
            assert times[0] >= item.received_at
        else:
            assert times[0] == item.received_at
        assert times == sorted(times)
        assert times[-1] < NOON
    for message in Message.objects.all():
        assert message.submission.received_at < message.created_at < NOON


def test_publication_was_approved_by_another_person(demo):
    for item in Feedback.objects.public():
        replied = AuditEvent.objects.get(
            reference=item.reference, action=Action.REPLIED
        )
        published = AuditEvent.objects.get(
            reference=item.reference, action=Action.PUBLISHED
        )
        assert replied.user != published.user


def story(key):
    return Feedback.objects.get(nonce=own_id("feedback", key))


def acts(key):
    events = AuditEvent.objects.about(story(key).reference).order_by("pk")
    return list(events.values_list("action", flat=True))


def test_feedback_is_of_every_form_and_channel(demo):
    assert set(Feedback.objects.values_list("form", flat=True)) == set(FormKind.values)
    channels = set(Feedback.objects.values_list("channel", flat=True))
    assert channels == set(Channel.values)
    assert ScaleAnswer.objects.filter(feedback=story("kaynnin-jalkeen")).count() == 4
    assert story("lelut-odotuksessa").faceanswer.face == "so-so"
    access = story("kartta-nappaimistolla")
    assert access.aid
    # As the law has it.
    assert (access.answer_by - access.received_at).days == 14
    keyed = AuditEvent.objects.get(
        reference=story("puhelu-kotihoidosta").reference, action=Action.RECEIVED
    )
    assert keyed.user.username == "kasittelija2"


def test_refusals_are_reviewed_and_returned_by_the_published_rules(demo):
    review = story("roskaa-koko-touhu")
    assert review.state == SubmissionState.REVIEW
    assert review.review_by > NOON
    assert Action.OVERTURNED in acts("vertaisryhma")
    returned = story("hoitajan-nimi")
    assert returned.state == SubmissionState.WAITING
    assert returned.messages.get(kind="return").due_at > NOON
    rules = set(ModerationRule.objects.values_list("key", flat=True))
    used = Feedback.objects.exclude(rule="").values_list("rule", flat=True)
    assert set(used) <= rules
    assert {
        rules_url(code).rpartition("://")[2].partition("/")[2] for code in LANGUAGES
    } == {
        "saannot/",
        "sv/regler/",
        "en/rules/",
        "fi-simple/saannot/",
    }


def test_what_was_redacted_is_gone_and_its_original_is_kept(demo):
    item = story("soittoaika-naapurille")
    original = Original.objects.get(submission_id=item.pk)
    for passage in original.passages:
        assert passage.text not in item.message
        assert passage.text in original.text
    assert item.flags == []
    assert Feedback.objects.public().filter(pk=item.pk).exists()
    assert original.redacted_at < NOON < original.erase_at


def test_a_message_is_forwarded_with_a_note(demo):
    assert story("ambulanssin-jalkeen").unit.name_fi == "Ensihoito"
    note = Note.objects.get(submission_id=story("ambulanssin-jalkeen").pk)
    assert note.created_at < NOON


def test_replies_are_rated_and_one_came_back(demo):
    helped = list(ReplyRating.objects.values_list("helped", flat=True))
    assert set(helped) == set(Helped.values)
    assert len(helped) >= 10
    assert not ReplyRating.objects.filter(at__gte=NOON).exists()
    back = story("hissi-ei-toimi")
    assert back.state == SubmissionState.HANDLING
    assert back.returned_at < NOON < back.answer_by
    follow_up = FollowUp.objects.get()
    assert follow_up.asked_at < follow_up.answered_at < NOON
    assert follow_up.outcome == "better"


def test_a_reply_was_corrected_and_waits_for_another_person(demo):
    item = story("ruudunlukija-lomake")
    assert item.state == SubmissionState.PUBLICATION
    old, new = item.messages.filter(kind__in=["corrected-reply", "reply"])
    assert (old.kind, new.kind) == ("corrected-reply", "reply")
    assert old.text != new.text


def test_names_are_said_to_who_publishes(demo):
    item = story("penkki-odotustilaan")
    assert item.state == SubmissionState.PUBLICATION
    assert names_to_be_read(item) == ["Marjalle"]


def test_a_sender_was_reminded_and_then_answered(demo):
    done = acts("vaikea-kirje")
    assert done.index(Action.REMINDED) + 1 == done.index(Action.ANSWERED_QUESTION)


def test_changes_lead_from_published_feedback_to_what_was_done(demo):
    changes = Change.objects.public().filter(locale_id=fi())
    assert changes.count() == 4
    assert changes.exclude(page=None).count() == 2
    for change in changes:
        sources = change.feedback.all()
        public = Feedback.objects.public().filter(pk__in=sources.values("pk"))
        assert 0 < public.count() == sources.count()
        assert change.happened_on < NOON.date()
    languages = Change.objects.values_list("locale__language_code", flat=True)
    assert set(languages) == set(LANGUAGES)


def test_the_second_handler_is_away_and_the_first_stands_in(demo):
    users = get_user_model().objects
    users.filter(username="kasittelija").update(is_active=True)
    first = users.get(username="kasittelija")
    second = users.get(username="kasittelija2")
    assert second.pk in acting_for(first, NOON)
    assert not set(first.groups.all()) - set(second.groups.all())


def test_one_view_of_the_list_is_shared(demo):
    view = SavedView.objects.get()
    assert view.shared
    assert view.query == "view=waiting&language=sv"


def test_figures_of_last_years_decisions_are_shown(demo, client):
    [year] = statistics.published_years(NOON)
    assert year.year == 2024
    words = {row.label: row.words for table in year.tables for row in table.rows}
    assert int(words["Hyväksytty"]) > 200
    assert "alle 5" in words.values()
    assert words["Päätös pysyi voimassa"] == "6"
    assert "Hyväksytty" in client.get("/saannot/tilastot/").content.decode()


def test_the_clock_is_turned_for_the_inside_alone():
    before = timezone.now()
    with clock_at(NOON):
        assert timezone.now() == NOON
        assert timezone.localdate() == NOON.date()
    assert timezone.now() >= before


def test_no_mail_is_sent_or_waits(demo):
    assert demo.mails == 0
    assert OutboxMail.objects.exists()
    unsent = OutboxMail.objects.filter(sent_at=None)
    assert [(mail.submission_id, mail.template) for mail in unsent] == [
        (story("kallelse-pa-svenska").pk, "reply")
    ]
    assert unsent.get().failed_at < NOON


def test_receipts_open(demo, client):
    for item in Feedback.objects.exclude(state__in=["withdrawn", "spam"]):
        assert client.get(receipt_path(item)).status_code == 200


# -- People --------------------------------------------------------------------


def test_nobody_can_log_in_unless_asked_for(demo):
    assert "Nobody can log in" in demo.output
    for user in get_user_model().objects.all():
        assert not user.is_active
        assert not user.has_usable_password()


def test_staff_can_log_in_with_users(demo):
    output = load(today=TODAY, with_users=True)
    assert PASSWORD in output
    for person in STAFF:
        user = get_user_model().objects.get(username=person.username)
        assert user.is_active
        assert user.check_password(PASSWORD)
        groups = [group.name for group in user.groups.all()]
        assert groups == ([person.group] if person.group else [])
        assert user.has_perm("wagtailadmin.access_admin")


def test_staff_can_log_in_with_debug(demo, settings):
    settings.DEBUG = True
    load(today=TODAY)
    assert (
        get_user_model().objects.get(username="moderaattori").check_password(PASSWORD)
    )


# -- Loading again, and refusing -----------------------------------------------


def counts():
    models = (Page, Site, SiteImage, Municipality, ServiceUnit, ReplyTemplate, Feedback)
    models += (Message, AuditEvent, OutboxMail, Translation, get_user_model())
    models += (SiteDocument, SearchEntry, SearchMiss, SearchPromotion)
    models += (Change, ReplyRating, SavedView, StaffPreferences)
    return {model: model._default_manager.count() for model in models}


def test_loading_again_changes_nothing(demo):
    before = counts()
    home = HomePage.objects.get(locale_id=fi())
    home.title = "Oma otsikko"
    home.save()
    output = load(today="2025-04-02")
    assert "Nothing new" in output
    assert counts() == before
    home.refresh_from_db()
    assert home.title == "Oma otsikko"


def test_what_staff_deleted_stays_deleted_unless_forced(demo):
    opportunities().get(slug="takaisinsoitto").delete()
    assert "Nothing new" in load(today=TODAY)
    assert not opportunities().filter(slug="takaisinsoitto").exists()
    assert "1 pages in Finnish" in load(today=TODAY, force=True)
    assert opportunities().filter(slug="takaisinsoitto", live=True).exists()


def test_a_demo_that_is_in_use_starts_again(demo):
    home = HomePage.objects.get(locale_id=fi())
    home.add_child(instance=InformationPage(title="Omamme", slug="omamme"))
    Feedback.objects.filter(state="closed").update(nonce=None)
    assert "Nothing new" in load(today=TODAY)


def test_today_must_be_a_date(db):
    with pytest.raises(CommandError, match="Not a date"):
        load(today="12.3.2025")
