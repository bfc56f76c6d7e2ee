"""Events: what publishing demands, how they stand in lists, what their page says and when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import Translation, TranslationSource

from core.models import TargetGroup
from core.routing import specific
from participation_pages.enums import OpportunityState, SignUp
from participation_pages.forms import EVENT_MISSING
from participation_pages.models import EventPage, OpportunityPage
from participation_pages.presenters import design_steps, event_context, sign_up_state
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

HELSINKI = ZoneInfo("Europe/Helsinki")
STREAMS = (
    "phase_dates",
    "updates",
    "decision_links",
    "design_phases",
    "venue_access",
    "agenda",
    "present",
)


def invalid(**changes) -> dict:
    page = pages.EventPageFactory.build(**changes)
    page.path, page.depth = "00010001", 2
    with pytest.raises(ValidationError) as caught:
        page.full_clean(exclude=["path", "depth", "slug"])
    return caught.value.message_dict


def html_of(client, page) -> str:
    return client.get(page.url).content.decode()


# -- What publishing demands ---------------------------------------------------


def test_an_event_ends_after_it_starts():
    now = timezone.now()
    assert list(invalid(starts_at=now, ends_at=now)) == ["ends_at"]


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_an_event_has_its_times(field):
    times = {"starts_at": timezone.now(), "ends_at": timezone.now(), field: None}
    due = timezone.localdate() + timedelta(days=9)
    assert list(invalid(**times, outcome_due=due)) == [field]


def test_signing_up_fits_the_event():
    starts = timezone.now() + timedelta(days=9)
    day = timezone.localdate(starts)
    later = {"opens_at": starts + timedelta(hours=1)}
    assert list(invalid(starts_at=starts, **later)) == ["opens_at"]
    after = {"sign_up_by": day + timedelta(days=1)}
    assert list(invalid(starts_at=starts, **after)) == ["sign_up_by"]
    opens = {"opens_at": starts - timedelta(days=2)}
    before = {"sign_up_by": day - timedelta(days=5), **opens}
    assert list(invalid(starts_at=starts, **before)) == ["sign_up_by"]


def test_the_outcome_is_promised_for_after_the_event():
    now = timezone.now()
    day = timezone.localdate() - timedelta(days=1)
    assert list(invalid(starts_at=now, outcome_due=day)) == ["outcome_due"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_kind": "workshop"}, "design_phase"),
        ({"venue_name": " "}, "venue_name"),
        ({"venue_access": []}, "venue_access"),
        ({"place": "both"}, "online_url"),
        ({"online": True, "online_url": ""}, "online_url"),
    ],
)
def test_nothing_is_published_without_what_kind_and_place_ask_for(changes, field):
    page = pages.event_page(live=False, **changes)
    revision = page.save_revision(clean=False)
    with pytest.raises(ValidationError) as caught:
        revision.publish()
    assert list(caught.value.message_dict) == [field]
    assert not EventPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    "changes",
    [
        {"online": True},
        {"online": True, "online_url": "", "online_text": "Saat linkin meiltä."},
        {"place": "both", "online_text": "Saat linkin meiltä."},
        {"workshop": True},
        {"hearing": True},
    ],
)
def test_an_event_that_says_enough_is_published(changes):
    assert pages.event_page(**changes).live


# -- Its times in the columns of every way to take part ------------------------


def test_it_is_open_until_it_ends_and_from_publishing_on():
    page = pages.event_page(live=False)
    assert page.opens_at is None
    before = timezone.now()
    page.save_revision().publish()
    page = EventPage.objects.get(pk=page.pk)
    assert page.closes_at == page.ends_at
    assert before <= page.opens_at <= timezone.now()
    assert page.state == OpportunityState.OPEN
    first = page.opens_at
    page.title, page.ends_at = "Uusi nimi", page.ends_at + timedelta(hours=1)
    page.save_revision().publish()
    page = EventPage.objects.get(pk=page.pk)
    assert (page.opens_at, page.closes_at) == (first, page.ends_at)


def test_an_event_that_is_published_afterwards_was_open_before_it():
    page = pages.event_page(ended=True)
    assert page.opens_at <= page.starts_at
    assert page.state == OpportunityState.OUTCOME_DUE


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ({"coming": True}, OpportunityState.OPENS_SOON),
        ({}, OpportunityState.OPEN),
        ({"running": True}, OpportunityState.CLOSES_SOON),
        ({"ended": True}, OpportunityState.OUTCOME_DUE),
        ({"late": True}, OpportunityState.OUTCOME_LATE),
        ({"with_outcome": True}, OpportunityState.OUTCOME_PUBLISHED),
    ],
)
def test_states_are_those_of_every_way_to_take_part(traits, state):
    page = pages.event_page(**traits)
    now = timezone.now()
    assert page.state_at(now) == state
    assert OpportunityPage.objects.in_state(state, now=now).get().pk == page.pk


# -- Lists ---------------------------------------------------------------------


def test_a_card_says_day_hours_and_place(client):
    starts = datetime(2035, 5, 8, 17, tzinfo=HELSINKI)
    pages.event_page(starts_at=starts, ends_at=starts + timedelta(hours=2.5))
    html = client.get("/osallistu-nyt/").content.decode()
    assert "Tiistai 8.5.2035" in html
    assert "17–19.30" in html
    assert "Virtain kirjasto, Virrat" in html


def test_a_card_of_a_past_event_says_when_it_was_held(client):
    starts = datetime(2025, 5, 6, 17, tzinfo=HELSINKI)
    pages.event_page(ended=True, starts_at=starts)
    html = client.get("/osallistu-nyt/").content.decode()
    assert "tiistaina 6.5.2025" in html
    assert "17–19" not in html


def test_an_event_of_several_days_names_both(client):
    starts = datetime(2035, 5, 8, 9, tzinfo=HELSINKI)
    page = pages.event_page(starts_at=starts, ends_at=starts + timedelta(hours=31))
    html = html_of(client, page)
    assert "Tiistai 8.5.2035" in html
    assert "keskiviikko 9.5.2035" in html


def test_a_list_of_events_and_others_costs_as_many_queries_as_one_without(client):
    pages.opportunity_page()
    client.get("/osallistu-nyt/")
    with counted() as without:
        client.get("/osallistu-nyt/")
    for number in range(15):
        pages.event_page(workshop=number % 2 == 0)
    client.get("/osallistu-nyt/")
    with counted() as both:
        client.get("/osallistu-nyt/")
    assert len(both) == len(without) <= 4
    assert not both.repeated


def test_events_come_joined_and_without_long_texts():
    held, other = pages.event_page(), pages.opportunity_page()
    rows = {
        row.pk: row
        for row in OpportunityPage.objects.for_cards(timezone.now()).order_by("pk")
    }
    with counted() as queries:
        event = rows[held.pk].event
        assert (event.pk, event.venue_name) == (held.pk, "Virtain kirjasto")
        assert rows[other.pk].event is None
    assert not queries
    assert {"agenda", "venue_access", "sign_up"} <= event.get_deferred_fields()


def test_what_is_no_event_is_known_without_a_query():
    other = pages.opportunity_page()
    page = OpportunityPage.objects.get(pk=other.pk)
    assert page.specific_class is OpportunityPage
    with counted() as queries:
        assert page.event is None
    assert not queries


def test_an_event_is_found_from_its_plain_row():
    held = pages.event_page()
    assert OpportunityPage.objects.get(pk=held.pk).event == held
    assert held.event is held


def test_the_page_itself_comes_in_one_query():
    held = pages.event_page(take_part_page=pages.feedback_page())
    assert specific(held.pk, held.content_type_id).municipality_list
    assert TargetGroup.all_cached()
    with counted() as queries:
        page = specific(held.pk, held.content_type_id)
        assert page.take_part_page.title
        assert page.municipality_list
        assert page.target_group_list
    assert type(page) is EventPage
    assert len(queries) == 1


# -- Its page ------------------------------------------------------------------


def full_event(**fields):
    agenda = {"time": "17:20", "title": "Mitä olemme kuulleet", "text": "Kysely."}
    person = {"name": "Senja", "role": "Kokemusasiantuntija."}
    return pages.event_page(
        **{
            "agenda": [("item", agenda)],
            "present": [("person", person)],
            "venue_address": "Virtaintie 1",
            "venue_directions": "Tule pääovesta.",
            "venue_checked_on": timezone.localdate(),
            "otherwise": "Vastaa kyselyyn\n\nPyydä aineisto https://example.org/a",
            **fields,
        }
    )


def test_the_page_says_all_that_one_needs_to_come(client):
    html = html_of(client, full_event(seats=24))
    for text in (
        "Mitä olemme kuulleet",
        "Senja",
        "Virtaintie 1",
        "Tule pääovesta.",
        "Esteetön sisäänkäynti",
        "Ei viittomakielen tulkkia valmiina",
        "Vastaa kyselyyn",
        'href="https://example.org/a"',
        "siitä on jo päätetty",
        "24",
        "kalenteri.ics",
    ):
        assert text in html, text
    assert html.count('<li class="no">') == 1


def test_a_past_event_reads_as_past(client):
    html = html_of(client, full_event(ended=True, seats=987))
    for text in ("Mitä olemme kuulleet", "Senja", "siitä on jo päätetty"):
        assert text in html, text
    for text in ("kalenteri.ics", "Vastaa kyselyyn", "Tule pääovesta.", "987"):
        assert text not in html, text
    assert 'class="access"' not in html
    assert "time-left" in html


def test_a_late_outcome_and_an_outcome_stand_on_the_page(client):
    assert 'class="notice warning' in html_of(client, pages.event_page(late=True))
    html = html_of(client, pages.event_page(with_outcome=True))
    assert 'class="trio"' in html
    assert "Iltanumeroa emme voineet avata" in html


def test_only_a_workshop_shows_the_phases_of_co_design(client):
    words = [("phase", {"phase": "define", "text": "Valitsemme yhdessä."})]
    workshop = pages.event_page(workshop=True, design_phases=words)
    hearing = pages.event_page(hearing=True, design_phases=words)
    assert "Valitsemme yhdessä." in html_of(client, workshop)
    assert "Valitsemme yhdessä." not in html_of(client, hearing)


def test_what_a_phase_of_co_design_holds_is_a_sentence_of_its_own(client):
    words = [("phase", {"phase": "deploy", "text": "Kokeilut alkavat keväällä"})]
    page = pages.event_page(workshop=True, design_phase="define", design_phases=words)
    assert "Tulossa. Kokeilut alkavat keväällä" in html_of(client, page)


def test_steps_of_co_design_go_on_when_the_event_is_over():
    page = pages.event_page(workshop=True)

    def statuses(now):
        return [step.status for step in design_steps(page, now)]

    assert statuses(page.starts_at) == ["done", "now", "next", "next"]
    assert statuses(page.ends_at) == ["done", "done", "next", "next"]


@pytest.mark.parametrize(
    ("fields", "days", "expected"),
    [
        ({}, 0, SignUp.NOT_NEEDED),
        ({"seats": 9}, 0, SignUp.OPEN),
        ({"sign_up": "Soita."}, 0, SignUp.OPEN),
        ({"sign_up": "Soita.", "coming": True}, 0, SignUp.SOON),
        ({"sign_up": "Soita.", "coming": True}, 8, SignUp.OPEN),
        ({"seats": 9}, 20, SignUp.OVER),
    ],
)
def test_when_one_can_sign_up(fields, days, expected):
    now = timezone.now()
    page = pages.EventPageFactory.build(starts_at=now + timedelta(days=20), **fields)
    assert sign_up_state(page, now + timedelta(days=days)) == expected


def test_the_last_day_to_sign_up_lasts_until_midnight():
    starts = datetime(2035, 5, 20, 17, tzinfo=HELSINKI)
    day = datetime(2035, 5, 8, tzinfo=HELSINKI)
    page = pages.EventPageFactory.build(starts_at=starts, sign_up_by=day.date())
    last = day + timedelta(hours=23, minutes=59)
    assert sign_up_state(page, last) == SignUp.OPEN
    assert sign_up_state(page, last + timedelta(minutes=1)) == SignUp.OVER


@pytest.mark.parametrize(
    ("fields", "open_"),
    [
        ({}, True),
        ({"seats": 9}, True),
        ({"coming": True}, False),
        ({"running": True}, False),
        ({"ended": True}, False),
        ({"sign_up_by": timezone.localdate() - timedelta(days=1)}, False),
    ],
)
def test_the_form_is_offered_while_one_can_sign_up(client, fields, open_):
    page = pages.event_page(take_part_page=pages.feedback_page(), **fields)
    assert (f"?aihe={page.pk}" in html_of(client, page)) is open_


def test_feedback_is_tied_to_an_event(client):
    page = pages.event_page(take_part_page=pages.feedback_page())
    html = client.get(f"/anna-palautetta/?aihe={page.pk}").content.decode()
    assert page.title in html
    feedback = FeedbackFactory(page=page)
    assert feedback.page.specific == page


def test_a_draft_without_times_can_be_looked_at(rf):
    page = pages.event_page(live=False)
    page.starts_at = page.ends_at = page.closes_at = page.outcome_due = None
    page.save_revision(clean=False)
    draft = page.get_latest_revision_as_object()
    response = draft.make_preview_request()
    assert response.status_code == 200
    assert b"kalenteri.ics" not in response.content
    context = event_context(draft, rf.get("/"), timezone.now())
    assert (context["over"], context["running"]) == (False, False)


# -- The editor ----------------------------------------------------------------


def posted(**changes) -> dict:
    streams = {f"{name}-count": "0" for name in STREAMS}
    form = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": "Luonnos", "slug": "luonnos", **streams, **form, **changes}


def whole(**changes) -> dict:
    """A form that says all that an event on site must say."""
    built = pages.EventPageFactory.build()
    starts = timezone.localtime() + timedelta(days=9)
    texts = (
        "kind",
        "phase",
        "event_kind",
        "place",
        "used_for",
        "support",
        "contact_name",
        "can_influence",
        "cannot_influence",
        "venue_name",
    )
    fields = {name: getattr(built, name) for name in texts}
    keys = ("service_area", "decision_body", "organiser")
    fields |= {name: getattr(built, name).pk for name in keys}
    group = pages.register_entry(TargetGroup, "Kaikki")
    fields |= {
        "target_groups": [group.pk],
        "starts_at": f"{starts:%Y-%m-%d} 17:00",
        "ends_at": f"{starts:%Y-%m-%d} 19:30",
        "outcome_due": f"{starts + timedelta(days=14):%Y-%m-%d}",
        "venue_access-count": "1",
        "venue_access-0-deleted": "",
        "venue_access-0-order": "0",
        "venue_access-0-type": "item",
        "venue_access-0-id": "",
        "venue_access-0-value-sign": "minus",
        "venue_access-0-value-title": "Ei hissiä",
        "venue_access-0-value-text": "",
    }
    return posted(**{**fields, **changes})


def address() -> str:
    index = pages.index_page()
    return f"/admin/pages/add/participation_pages/eventpage/{index.pk}/"


def errors_of(response) -> list[str]:
    assert response.status_code == 200
    return list(response.context["form"].errors)


def test_a_draft_needs_a_title_only_and_publishing_says_what_is_missing(admin_client):
    url = address()
    refused = admin_client.post(url, {**posted(), "action-publish": "1"})
    assert {"starts_at", "ends_at", "event_kind", "used_for"} <= set(errors_of(refused))
    assert not {"opens_at", "closes_at"} & set(errors_of(refused))
    html = refused.content.decode()
    for message in EVENT_MISSING.values():
        assert str(message).split(".")[0] in html
    assert admin_client.post(url, posted(place="on-site")).status_code == 302
    draft = EventPage.objects.get()
    assert (draft.live, draft.place) == (False, "on-site")


def test_a_whole_event_is_published_and_its_no_is_kept(admin_client):
    response = admin_client.post(address(), {**whole(), "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = EventPage.objects.get()
    assert page.live
    assert page.closes_at == page.ends_at
    assert page.opens_at is not None
    assert page.venue_access[0].value["available"] is False


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"event_kind": "workshop"}, ["design_phase"]),
        ({"venue_name": ""}, ["venue_name"]),
        ({"venue_access-count": "0"}, ["venue_access"]),
        ({"place": "online"}, ["online_url"]),
        ({"place": "both"}, ["online_url"]),
        ({"ends_at": "2020-01-01 12:00"}, ["ends_at"]),
        ({"sign_up_by": "2099-12-31"}, ["sign_up_by"]),
        ({"outcome_due": "2020-01-01"}, ["outcome_due"]),
    ],
)
def test_publishing_is_refused_by_the_field_that_is_wrong(
    admin_client, changes, fields
):
    refused = admin_client.post(address(), {**whole(**changes), "action-publish": "1"})
    assert errors_of(refused) == fields
    assert not EventPage.objects.exists()


def test_a_published_event_is_edited_and_published_again(admin_client):
    page = pages.event_page(live=False)
    page.save_revision().publish()
    url = f"/admin/pages/{page.pk}/edit/"
    assert admin_client.get(url).status_code == 200
    changed = whole(title="Uusi nimi", slug=page.slug, sign_up="Soita.")
    response = admin_client.post(url, {**changed, "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = EventPage.objects.get(pk=page.pk)
    assert (page.title, page.sign_up, page.live) == ("Uusi nimi", "Soita.", True)
    assert page.opens_at == page.first_published_at


def test_tabs_hide_what_follows_from_the_event(admin_client):
    form = admin_client.get(address()).context["form"]
    assert {"starts_at", "ends_at", "opens_at", "take_part_page"} <= set(form.fields)
    assert not {"closes_at", "duration"} & set(form.fields)


def test_publishing_several_at_once_asks_for_what_an_event_needs(admin_client):
    lacking = pages.event_page(live=False, title="Ilman paikkaa", venue_name="")
    lacking.save_revision(clean=False)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={lacking.pk}&next=/admin/"
    assert "Ilman paikkaa" in admin_client.post(url, follow=True).content.decode()
    assert not EventPage.objects.filter(live=True).exists()
    lacking.venue_name = "Virtain kirjasto"
    lacking.save_revision()
    admin_client.post(url)
    assert EventPage.objects.get().live


# -- Translation ---------------------------------------------------------------


def test_texts_are_translated_and_times_follow_the_source():
    fields = {
        field.field_name: type(field).__name__
        for field in get_translatable_fields(EventPage)
    }
    own = [field.name for field in EventPage._meta.local_fields][1:]
    followed = [name for name in own if fields[name] == "SynchronizedField"]
    assert followed == [
        "event_kind",
        "starts_at",
        "ends_at",
        "design_phase",
        "venue_checked_on",
        "online_url",
        "seats",
        "sign_up_by",
    ]


def test_a_translation_is_published_with_the_times_of_its_source(client):
    pages.home_page("sv")
    page = full_event(workshop=True)
    swedish = Locale.objects.get(language_code="sv")
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=swedish)
    contexts = {entry.msgctxt for entry in translation.export_po()}
    assert any(context.startswith("agenda.") for context in contexts)
    assert any(context.startswith("venue_access.") for context in contexts)
    assert not any(context.endswith((".sign", ".time")) for context in contexts)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.get_latest_revision().publish()
    target = EventPage.objects.get(pk=target.pk)
    assert target.starts_at == page.starts_at
    assert target.closes_at == page.closes_at
    assert "Mitä olemme kuulleet" in html_of(client, target)
