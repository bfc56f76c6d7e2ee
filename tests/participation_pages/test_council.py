"""Advisory councils: what publishing demands, meetings by time, statements, the list."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from participation_pages import councils
from participation_pages.forms import CouncilPageForm
from participation_pages.models import CouncilPage
from tests.browser.content import in_language
from tests.factories import pages
from tests.factories.core import DecisionBodyFactory

pytestmark = pytest.mark.django_db

URL = "/neuvostot/"


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def posted(**changes):
    """What the editor's form sends: a draft with a title and nothing else."""
    return {
        "title": "Luonnos",
        "slug": "luonnos",
        "members-count": "0",
        "meetings-count": "0",
        "statements-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }


def add_url():
    index = pages.council_index_page()
    return f"/admin/pages/add/participation_pages/councilpage/{index.pk}/"


def test_a_draft_may_lack_what_publishing_demands(admin_client):
    url = add_url()
    refused = admin_client.post(url, posted(**{"action-publish": "1"}))
    assert refused.status_code == 200
    assert not CouncilPage.objects.exists()
    errors = refused.context["form"].errors
    assert errors == {
        name: [str(message)] for name, message in CouncilPageForm.missing.items()
    }

    assert admin_client.post(url, posted()).status_code == 302
    draft = CouncilPage.objects.get()
    assert draft.live is False
    preview = draft.get_latest_revision_as_object().make_preview_request()
    assert preview.status_code == 200

    whole = dict.fromkeys(CouncilPageForm.missing, "Teksti")
    data = posted(slug="valmis", **whole, **{"action-publish": "1"})
    assert admin_client.post(url, data).status_code == 302
    assert CouncilPage.objects.get(slug="valmis").live


def test_a_meeting_without_its_time_stays_in_the_draft(admin_client):
    block = {
        "meetings-count": "1",
        "meetings-0-deleted": "",
        "meetings-0-order": "0",
        "meetings-0-type": "meeting",
        "meetings-0-value-date": "",
        "meetings-0-value-place": "Virrat",
        "meetings-0-value-topics": "",
        "meetings-0-value-url": "",
    }
    assert admin_client.post(add_url(), posted(**block)).status_code == 302
    draft = CouncilPage.objects.get().get_latest_revision_as_object()
    assert draft.meetings[0].value["place"] == "Virrat"
    assert councils.meetings(draft, timezone.now()) == ([], [])
    assert draft.make_preview_request().status_code == 200


def test_only_bodies_in_use_can_be_chosen(admin_client):
    used, closed = DecisionBodyFactory(), DecisionBodyFactory(in_use=False)
    field = admin_client.get(add_url()).context["form"].fields["council"]
    assert used in field.queryset
    assert closed not in field.queryset


def test_meetings_are_split_by_now_with_the_nearest_first():
    days = (30, -30, 2, -2)
    page = pages.council_page(meetings=[pages.meeting(day) for day in days])
    now = timezone.now()
    coming, past = councils.meetings(page, now)
    distances = [
        [round((meeting.starts - now) / timedelta(days=1)) for meeting in part]
        for part in (coming, past)
    ]
    assert distances == [[2, 30], [-2, -30]]


def test_a_meeting_is_coming_until_the_moment_it_begins():
    page = pages.council_page(meetings=[pages.meeting()])
    starts = page.meetings[0].value["date"]
    tick = timedelta(microseconds=1)
    for now, expected in ((starts, (1, 0)), (starts + tick, (0, 1))):
        coming, past = councils.meetings(page, now)
        assert (len(coming), len(past)) == expected


def test_a_time_without_a_zone_is_the_countys_own():
    # As a file or an import may have it.
    written = datetime.fromisoformat("2031-01-07T17:00")
    page = pages.council_page(meetings=[pages.meeting(date=written)])
    ((meeting,), _past) = councils.meetings(page, timezone.now())
    assert timezone.localtime(meeting.starts).hour == 17
    assert meeting.starts.utcoffset() == timedelta(hours=2)


def test_the_newest_statement_stands_first_and_all_can_be_read(client):
    given = [pages.statement(days, title=f"Lausunto {days}") for days in range(1, 9)]
    page = pages.council_page(statements=given[::-1])
    context = client.get(page.url).context["statements"]
    assert [one.title for one in context.open] == [
        f"Lausunto {days}" for days in range(1, 6)
    ]
    assert [one.title for one in context.rest] == [
        "Lausunto 6",
        "Lausunto 7",
        "Lausunto 8",
    ]
    html = html_of(client, page.url)
    assert all(f"Lausunto {days}" in html for days in range(1, 9))


def test_the_page_shows_all_that_it_was_given(client):
    member = {"name": "Aino Esimerkki", "role": "pj.", "represents": "Nuva ry"}
    page = pages.council_page(
        members=[("member", member)],
        meetings=[
            pages.meeting(5, topics="chat\nkoulu", url="https://example.org/lista"),
            pages.meeting(-5, place="Verkossa", url="https://example.org/ptk"),
        ],
        statements=[
            pages.statement(url="https://example.org/l", what_followed="Chat on auki."),
            pages.statement(99),
        ],
        contact_email="nuva@example.org",
        contact_phone="03 123 4567",
    )
    html = html_of(client, page.url)
    for text in (
        page.duties,
        "2026–2027",
        *member.values(),
        "<li>koulu</li>",
        "https://example.org/lista",
        "Verkossa",
        "https://example.org/ptk",
        "aluehallitus",
        "https://example.org/l",
        "Chat on auki.",
        "mailto:nuva@example.org",
        "tel:031234567",
    ):
        assert text in html
    # What came of the other one is still a promise.
    assert html.count('class="followed ahead"') == 1


def test_a_council_with_nothing_more_says_so(client):
    html = html_of(client, pages.council_page().url)
    assert 'class="steps"' not in html
    assert 'class="updates"' not in html
    assert 'id="members"' not in html


def test_what_one_can_take_part_in_is_that_on_which_the_council_decides(client):
    youth = pages.decision_body("Nuorisovaltuusto")
    page = pages.council_page(council=youth)
    running = pages.opportunity_page(decision_body=youth)
    pages.opportunity_page(decision_body=youth, ended=True)
    pages.opportunity_page()
    shown = client.get(page.url).context["opportunities"]
    assert [one.pk for one in shown] == [running.pk]
    assert client.get(pages.council_page().url).context["opportunities"] == []


def test_the_list_shows_the_next_meeting_of_each(client):
    pages.council_index_page()
    assert client.get(URL).context["councils"] == []
    met = pages.council_page(meetings=[pages.meeting(9), pages.meeting(-9)])
    unset = pages.council_page(meetings=[pages.meeting(-1)])
    cards = client.get(URL).context["councils"]
    assert [card.page.pk for card in cards] == [met.pk, unset.pk]
    assert cards[0].meeting.starts == met.meetings[0].value["date"]
    assert cards[1].meeting is None


def test_words_are_translated_and_addresses_can_be_replaced(client):
    page = pages.council_page(
        meetings=[pages.meeting(url="https://example.org/fi")],
        statements=[pages.statement(what_followed="Chat on auki.")],
    )
    segments = extract_segments(page)
    words = {one.string.data for one in segments if isinstance(one, StringSegmentValue)}
    assert {
        page.duties,
        page.term,
        "Virtain kirjasto",
        "budjetti",
        "Lausunto palveluverkosta",
        "Chat on auki.",
    } <= words
    others = [one.data for one in segments if isinstance(one, OverridableSegmentValue)]
    assert "https://example.org/fi" in others
    in_language(pages.council_index_page(), "sv")
    swedish = in_language(page, "sv")
    assert swedish.meetings[0].value["date"] == page.meetings[0].value["date"]
    assert client.get(swedish.url).status_code == 200
