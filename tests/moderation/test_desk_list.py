"""The list of messages: who sees it, what stands in it, its filters and its cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from moderation import services
from moderation.enums import Flag
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/viestit/"


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def references(response):
    return [
        row.submission.reference
        for group in response.context["groups"]
        for row in group["rows"]
    ]


@pytest.mark.parametrize(
    "role", ["moderator", "handler", "participation", "administrator"]
)
def test_staff_with_a_part_in_it_see_the_list(client, role):
    client.force_login(UserFactory(**{role: True}))
    feedback = FeedbackFactory(screening=True)

    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert references(response) == [feedback.reference]


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS + "tulokset/"])
def test_others_get_403_in_words(client, address):
    client.force_login(UserFactory(communications=True))

    response = client.get(address)

    assert response.status_code == 403
    assert "moderation/admin/forbidden.html" in [
        part.name for part in response.templates
    ]


def test_anonymous_is_sent_to_login(client):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_empty_list_says_so(client, moderator):
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert response.context["groups"] == []


def test_most_urgent_first_under_their_due_dates(client, moderator):
    now = timezone.now()
    later = FeedbackFactory(screening=True, screen_by=now + timedelta(days=3))
    late = FeedbackFactory(screening=True, screen_by=now - timedelta(days=2))
    unpromised = FeedbackFactory(handling=True, wants_reply=False)
    today = FeedbackFactory(handling=True, answer_by=now + timedelta(seconds=5))

    response = client.get(ADDRESS)

    found = [(group["key"], group["total"]) for group in response.context["groups"]]
    assert references(response) == [
        late.reference, today.reference, later.reference, unpromised.reference
    ]  # fmt: skip
    assert found == [("late", 1), ("today", 1), ("later", 1), ("none", 1)]


def test_oldest_first_on_request(client, moderator):
    now = timezone.now()
    late = FeedbackFactory(screening=True, screen_by=now - timedelta(days=1))
    old = FeedbackFactory(screening=True, received_at=now - timedelta(days=9))

    response = client.get(ADDRESS, {"order": "oldest"})

    assert references(response) == [old.reference, late.reference]


def test_views_and_their_counts(client, moderator):
    mine = FeedbackFactory(screening=True, assignee=moderator)
    made = {
        "waiting": [
            mine,
            FeedbackFactory(),
            FeedbackFactory(handling=True, assignee=UserFactory()),
        ],
        "publication": [FeedbackFactory(publication=True)],
        "review": [FeedbackFactory(review=True)],
        "sender": [FeedbackFactory(waiting=True)],
        "spam": [FeedbackFactory(spam=True)],
        "ended": [
            FeedbackFactory(**{state: True})
            for state in ("answered", "rejected", "closed")
        ],
    }
    made["waiting"] += made["publication"] + made["review"]
    made["mine"] = [mine]
    made["free"] = [made["waiting"][1], *made["publication"], *made["review"]]
    made["late"] = made["units"] = made["returned"] = made["told"] = []

    for slug, expected in made.items():
        response = client.get(ADDRESS, {"view": slug})
        counts = {
            item["view"].slug: item["count"] for item in response.context["views"]
        }
        assert set(references(response)) == {item.reference for item in expected}
        assert counts == {name: len(items) for name, items in made.items()}


def test_menu_counts_what_waits(rf, moderator):
    FeedbackFactory.create_batch(2, screening=True)
    FeedbackFactory(waiting=True)
    request = rf.get("/")
    request.user = moderator

    items = admin_menu.menu_items_for_request(request)
    labels = [
        item.render_component(request).label
        for item in items
        if item.name == "messages"
    ]

    assert [label[-3:] for label in labels] == ["· 2"]


def test_menu_of_others_has_no_messages(rf):
    request = rf.get("/")
    request.user = UserFactory(communications=True)

    names = [item.name for item in admin_menu.menu_items_for_request(request)]

    assert "messages" not in names
    assert "registers" in names


@pytest.mark.parametrize(
    "query",
    [
        {"state": "handling"},
        {"kind": "idea"},
        {"language": "fi-simple"},
        {"flag": "phone"},
        {"age": "over-week"},
        {"q": "neuvola"},
        {"q": "neuvoloiden"},
        {"form": "quick"},
        {"channel": "phone"},
    ],
)
def test_filters_narrow_in_the_database(client, moderator, query):
    FeedbackFactory(screening=True, flags=[Flag.EMAIL])
    wanted = FeedbackFactory(
        handling=True,
        kind="idea",
        form="quick",
        channel="phone",
        language="fi-simple",
        flags=[Flag.PHONE],
        message="Neuvolaan katos, neuvola 040 123 4567",
        received_at=timezone.now() - timedelta(days=10),
    )

    services.index_missing(timezone.now())

    response = client.get(ADDRESS, query)

    assert references(response) == [wanted.reference]
    assert response.context["totals"]["all"] == 1


def test_filter_by_unit_area_and_reference(client, moderator):
    unit = ServiceUnitFactory()
    wanted = FeedbackFactory(screening=True, unit=unit)
    FeedbackFactory(screening=True)
    services.index_missing(timezone.now())

    for query in (
        {"unit": unit.pk},
        {"service_area": unit.service_area_id},
        {"q": wanted.reference[-4:]},
        {"q": wanted.reference.lower()},
    ):
        assert references(client.get(ADDRESS, query)) == [wanted.reference]


def test_without_findings(client, moderator):
    FeedbackFactory(screening=True, flags=[Flag.EMAIL])
    wanted = FeedbackFactory(screening=True)

    assert references(client.get(ADDRESS, {"flag": "none"})) == [wanted.reference]


@pytest.mark.parametrize(
    "query",
    [
        {"view": "no-such"},
        {"unit": "x"},
        {"unit": "99999999999999999999"},
        {"age": "yesterday"},
        {"state": "no-such"},
        {"p": "x"},
        {"p": "99"},
        {"q": "\x00"},
        {"q": "%' OR 1=1 --"},
        {"order": "password"},
    ],
)
def test_bad_input_is_no_error(client, moderator, query):
    FeedbackFactory(screening=True)

    assert client.get(ADDRESS, query).status_code == 200
    assert client.get(ADDRESS + "tulokset/", query).status_code == 200


def test_identity_code_is_unreadable_in_the_list(client, moderator):
    FeedbackFactory(screening=True, message="Tunnus on 010152-9052, soittakaa")

    page = client.get(ADDRESS).content.decode()

    assert "010152-9052" not in page
    assert "soittakaa" in page


def test_contact_details_are_not_in_the_list(client, moderator):
    FeedbackFactory(screening=True, email="elsa@example.org")

    assert "elsa@example.org" not in client.get(ADDRESS).content.decode()


def test_25_on_a_page(client, moderator):
    FeedbackFactory.create_batch(27, screening=True)

    first = client.get(ADDRESS)
    second = client.get(ADDRESS, {"p": "2"})

    assert len(references(first)) == 25
    assert len(references(second)) == 2


def test_same_number_of_queries_for_1_and_30(
    client, moderator, django_assert_num_queries
):
    unit = ServiceUnitFactory()
    handlers = UserFactory.create_batch(3, handler=True)
    FeedbackFactory(screening=True, unit=unit, assignee=handlers[0])
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    one = len(queries)
    for number in range(29):
        FeedbackFactory(screening=True, unit=unit, assignee=handlers[number % 3])
    client.get(ADDRESS)

    with django_assert_num_queries(one):
        client.get(ADDRESS)
    # User, session, rights; then counts, totals, what was said after replies, keys, rows,
    # words, steps, saved views, and what can be undone.
    assert one <= 19


def test_start_page_shows_the_desk(client, moderator):
    FeedbackFactory(screening=True)

    response = client.get("/admin/")

    assert response.status_code == 200
    assert 'id="messages-heading"' in response.content.decode()


def test_start_page_begins_with_what_is_late_though_one_has_a_message_oneself(
    client, moderator
):
    mine = FeedbackFactory(screening=True, assignee=moderator)
    late = FeedbackFactory(screening=True)
    late.screen_by = timezone.now() - timedelta(days=1)
    late.save()

    content = client.get("/admin/").content.decode()

    assert content.index(late.reference) < content.index(mine.reference)


def test_start_page_of_others_does_not(client):
    client.force_login(UserFactory(communications=True))

    response = client.get("/admin/")

    assert response.status_code == 200
    assert 'id="messages-heading"' not in response.content.decode()


def test_start_page_costs_the_same_with_1_and_30(
    client, moderator, django_assert_num_queries
):
    FeedbackFactory(screening=True)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    one = len(queries)
    FeedbackFactory.create_batch(29, screening=True)
    client.get("/admin/")

    with django_assert_num_queries(one):
        client.get("/admin/")


def test_filter_that_is_not_understood_leaves_the_others_and_is_told(client, moderator):
    """A saved view may name a unit that is gone: what is then done to all that match may
    not be done to the whole list."""
    swedish = FeedbackFactory(screening=True, language="sv")
    FeedbackFactory(screening=True)
    asked = {"language": "sv", "unit": "999999"}

    page = client.get(ADDRESS, asked)
    chosen = client.get(f"{ADDRESS}monta/", {"act": "spam", "which": "all", **asked})

    assert page.context["totals"]["all"] == 1
    assert page.context["queue"].unknown == ["Yksikkö"]
    assert "Yksikkö" in page.content.decode().partition("desk-warn")[2][:2000]
    (item,) = chosen.context["items"]
    assert item["row"].submission.pk == swedish.pk
    assert client.get(ADDRESS, {"language": "sv"}).context["queue"].unknown == []
