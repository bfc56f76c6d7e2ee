"""One thing done to many messages: shown, confirmed, logged as one."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import WorkflowTask

from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import Action, Flag, SubmissionState
from moderation.models import (
    AuditEvent,
    AuditItem,
    Message,
    ScreeningTask,
    StaffPreferences,
    Submission,
)
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/viestit/"
MANY = f"{LIST}monta/"


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def item(feedback):
    return f"{feedback.reference}.{feedback.version}"


def post(client, act, *feedback, **data):
    items = [each if isinstance(each, str) else item(each) for each in feedback]
    return client.post(f"{MANY}?act={act}&view=free", {"item": items, **data})


def states(*feedback):
    keys = [each.pk for each in feedback]
    return set(Submission.objects.filter(pk__in=keys).values_list("state", flat=True))


def test_ticks_stand_on_the_list_for_those_who_may(client, moderator):
    FeedbackFactory(screening=True)

    assert list(client.get(LIST).context["acts"]) == [
        "approve", "assign", "spam", "reject"
    ]  # fmt: skip
    client.force_login(UserFactory(participation=True))
    assert list(client.get(LIST).context["acts"]) == []


def test_handlers_may_only_assign(client):
    FeedbackFactory(handling=True)
    client.force_login(UserFactory(handler=True))

    assert list(client.get(LIST).context["acts"]) == ["assign"]


def test_confirmation_lists_every_item_and_changes_nothing(client, moderator):
    feedback = FeedbackFactory.create_batch(2, screening=True)

    response = client.get(
        MANY, {"act": "approve", "m": [each.reference for each in feedback]}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert all(f'value="{item(each)}"' in page for each in feedback)
    assert states(*feedback) == {"screening"}
    assert not AuditItem.objects.exists()


@pytest.mark.parametrize(("which", "number"), [("page", 25), ("all", 27)])
def test_all_on_the_page_and_all_that_match(client, moderator, which, number):
    FeedbackFactory.create_batch(27, screening=True)
    FeedbackFactory(screening=True, language="sv")

    response = client.get(
        MANY, {"act": "spam", "which": which, "language": "fi", "view": "waiting"}
    )

    assert len(response.context["items"]) == number


def test_no_more_than_the_most(client, moderator, monkeypatch):
    monkeypatch.setattr("moderation.desk.bulk.MOST", 3)
    feedback = FeedbackFactory.create_batch(4, screening=True)

    shown = client.get(MANY, {"act": "spam", "which": "all"})
    post(client, "spam", *feedback)

    assert len(shown.context["items"]) == 3
    assert Feedback.objects.filter(state="spam").count() == 3


@pytest.mark.parametrize(
    ("act", "data", "action", "state"),
    [
        ("approve", {}, Action.APPROVED, SubmissionState.HANDLING),
        ("spam", {}, Action.SPAM, SubmissionState.SPAM),
        ("reject", {"rule": "insult"}, Action.REJECTED, SubmissionState.REJECTED),
        ("assign", {"assignee": "me"}, Action.ASSIGNED, SubmissionState.SCREENING),
    ],
)
def test_each_is_done_and_one_event_names_all(
    client, moderator, act, data, action, state
):
    feedback = FeedbackFactory.create_batch(3, screening=True)

    response = post(client, act, *feedback, **data)

    assert response.status_code == 302
    assert response["Location"] == f"{LIST}?view=free"
    assert states(*feedback) == {state}
    (event,) = AuditEvent.objects.filter(action=action, user=moderator)
    named = sorted(event.items.values_list("reference", flat=True))
    assert named == sorted(each.reference for each in feedback)
    assert event.reference == ""
    assert event in AuditEvent.objects.about(feedback[0].reference)


def test_assigned_to_a_colleague_and_back(client, moderator):
    colleague = UserFactory(moderator=True)
    feedback = FeedbackFactory.create_batch(2, screening=True)

    post(client, "assign", *feedback, assignee=colleague.pk)
    assigned = list(Submission.objects.order_by("pk"))
    post(client, "assign", *assigned, assignee="all")

    assert {each.assignee_id for each in assigned} == {colleague.pk}
    assert set(Submission.objects.values_list("assignee", flat=True)) == {None}


def test_not_assigned_to_who_may_not_take_the_step(client, moderator):
    handler = UserFactory(handler=True)
    screening, handling = (
        FeedbackFactory(screening=True),
        FeedbackFactory(handling=True),
    )

    response = post(client, "assign", screening, handling, assignee=handler.pk)

    (left,) = response.context["outcome"].left
    assert left.reference == screening.reference
    handling.refresh_from_db()
    assert handling.assignee == handler


@pytest.mark.parametrize("assignee", ["", "x", "999999", "\x00"])
def test_nobody_is_chosen(client, moderator, assignee):
    feedback = FeedbackFactory(screening=True)

    response = post(client, "assign", feedback, assignee=assignee)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert item(feedback) in response.content.decode()


def test_people_without_rights_are_not_offered(client, moderator):
    UserFactory(communications=True)
    UserFactory(moderator=True, is_active=False)
    colleague = UserFactory(moderator=True)
    feedback = FeedbackFactory(screening=True)

    response = client.get(MANY, {"act": "assign", "m": feedback.reference})

    me, nobody, (_label, others) = response.context["form"]["assignee"].field.choices
    assert (me[0], nobody[0]) == ("me", "all")
    assert [value for value, _name in others] == [str(colleague.pk)]


def test_handlers_of_the_units_come_first_and_who_is_away_says_so(client, moderator):
    handler, colleague = UserFactory(handler=True), UserFactory(moderator=True)
    unit = ServiceUnitFactory()
    unit.handlers.add(handler)
    today = timezone.localdate()
    StaffPreferences.objects.create(
        user=colleague, away_from=today, away_until=today, deputy=moderator
    )
    feedback = FeedbackFactory(handling=True, unit=unit)

    response = client.get(MANY, {"act": "assign", "m": feedback.reference})

    near, others = response.context["form"]["assignee"].field.choices[2:]
    assert [value for value, _name in near[1]] == [str(handler.pk)]
    names = dict(others[1])
    assert moderator.get_full_name() in names[str(colleague.pk)]
    assert f'<optgroup label="{near[0]}">' in response.content.decode()


def test_confirmation_counts_what_is_possible_and_offers_nothing_where_nothing_is(
    client, moderator
):
    screening = FeedbackFactory(screening=True, flags=[Flag.PHONE])
    handling = FeedbackFactory(handling=True)

    some = client.get(
        MANY, {"act": "approve", "m": [screening.reference, handling.reference]}
    )
    none = client.get(MANY, {"act": "approve", "m": handling.reference})

    assert [each.pk for each in some.context["possible"]] == [screening.pk]
    assert some.context["found"] == 1
    assert "1" in some.context["page_title"]
    assert none.context["possible"] == []
    page = none.content.decode()
    assert 'class="button">' not in page[page.index('<div class="desk desk-many">') :]


def test_rejection_in_each_senders_language(client, moderator):
    finnish = FeedbackFactory(screening=True)
    swedish = FeedbackFactory(screening=True, language="sv")

    post(client, "reject", finnish, swedish, rule="insult")

    reasons = {
        each.submission_id: each.text
        for each in Message.objects.filter(kind="rejection")
    }
    assert all(reasons.values())
    assert reasons[finnish.pk] != reasons[swedish.pk]


def test_mistake_in_the_form_keeps_the_text_and_does_nothing(client, moderator):
    feedback = FeedbackFactory(screening=True)

    response = post(client, "reject", feedback, rule="", explanation="Näin siksi.")

    assert response.status_code == 200
    assert "Näin siksi." in response.content.decode()
    assert states(feedback) == {"screening"}


def test_what_another_changed_is_left_and_named(client, moderator):
    seen = FeedbackFactory.create_batch(3, screening=True)
    services.assign(submission=seen[0], user=moderator, assignee=moderator)
    services.withdraw(submission=seen[1])

    response = post(client, "approve", *seen)

    assert {each.reference for each in response.context["outcome"].left} == {
        seen[0].reference, seen[1].reference
    }  # fmt: skip
    assert seen[0].reference in response.content.decode()
    assert states(seen[2]) == {"handling"}
    (event,) = AuditEvent.objects.filter(action=Action.APPROVED)
    assert [each.reference for each in event.items.all()] == [seen[2].reference]


def test_version_that_was_seen_holds_after_a_mistake_in_the_form(client, moderator):
    feedback = FeedbackFactory(screening=True)
    seen = item(feedback)
    services.assign(submission=feedback, user=moderator, assignee=moderator)

    response = post(client, "reject", seen, rule="")

    assert f'value="{seen}"' in response.content.decode()


def test_what_there_is_no_time_for_is_left(client, moderator, monkeypatch):
    monkeypatch.setattr("moderation.desk.bulk.PATIENCE", -1)
    feedback = FeedbackFactory(screening=True)

    response = post(client, "approve", feedback)

    assert len(response.context["outcome"].left) == 1
    assert states(feedback) == {"screening"}


def test_nothing_done_leaves_no_event(client, moderator):
    feedback = FeedbackFactory(handling=True)

    response = post(client, "approve", feedback)

    assert len(response.context["outcome"].left) == 1
    assert not AuditEvent.objects.filter(reference="").exists()


def test_four_eyes_hold_for_each(client, moderator):
    ScreeningTask.objects.update(four_eyes=True)
    feedback = FeedbackFactory(screening=True)
    # Two screenings in a row: who took the first may not take the second.
    steps = WorkflowTask.objects.filter(workflow=feedback.get_workflow())
    steps.filter(sort_order__gt=0).update(sort_order=F("sort_order") + 1)
    first = ScreeningTask.objects.get(name="Tarkistus")
    second = ScreeningTask.objects.create(name="Toinen tarkistus", four_eyes=True)
    second.groups.set(first.groups.all())
    WorkflowTask.objects.create(
        workflow=feedback.get_workflow(), task=second, sort_order=1
    )
    post(client, "approve", Submission.objects.get(pk=feedback.pk))
    again = Submission.objects.get(pk=feedback.pk)
    assert again.state == "screening"

    response = post(client, "approve", again)

    (left,) = response.context["outcome"].left
    assert left.reference == feedback.reference
    assert states(feedback) == {"screening"}


@pytest.mark.parametrize("act", ["approve", "spam", "reject"])
def test_handlers_get_403(client, act):
    client.force_login(UserFactory(handler=True))
    feedback = FeedbackFactory(screening=True)

    shown = client.get(MANY, {"act": act, "m": feedback.reference})
    sent = post(client, act, feedback, rule="insult")

    assert (shown.status_code, sent.status_code) == (403, 403)
    assert states(feedback) == {"screening"}


@pytest.mark.parametrize("role", ["communications", "participation"])
def test_others_get_403(client, role):
    client.force_login(UserFactory(**{role: True}))
    feedback = FeedbackFactory(screening=True)

    assert client.get(MANY, {"act": "spam", "m": feedback.reference}).status_code == 403
    assert post(client, "spam", feedback).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"act": "approve"},
        {"act": "no-such", "m": "P-2026-AAAA"},
        {"act": "spam", "m": ["x", "\x00", "P-2026-AAAA"]},
        {"act": "spam", "which": "page", "p": "x"},
    ],
)
def test_nothing_chosen_leads_back_to_the_list(client, moderator, query):
    response = client.get(MANY, query)

    assert response.status_code == 302
    assert response["Location"].startswith(LIST)


@pytest.mark.parametrize(
    "value", ["", "x", ".", ".1", "P-2026-AAAA.-1", "a.99999999999"]
)
def test_bad_items_are_no_error(client, moderator, value):
    assert post(client, "spam", value).status_code in {200, 302}
    assert client.post(MANY, {"item": value}).status_code == 302


def test_confirmation_costs_the_same_with_1_and_30(
    client, moderator, django_assert_num_queries
):
    FeedbackFactory(screening=True)
    asked = {"act": "assign", "which": "all"}
    client.get(MANY, asked)
    with CaptureQueriesContext(connection) as queries:
        client.get(MANY, asked)
    one = len(queries)
    FeedbackFactory.create_batch(29, screening=True)
    client.get(MANY, asked)

    with django_assert_num_queries(one):
        client.get(MANY, asked)


@pytest.mark.slow
@pytest.mark.parametrize("waiting", [10_000])
def test_list_costs_the_same_with_10_and_10_000(
    client, moderator, django_assert_num_queries, waiting
):
    made = FeedbackFactory.create_batch(10, screening=True)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    ten = len(queries)
    model = Submission.objects.get(pk=made[0].pk)
    Submission.objects.bulk_create(
        Submission(
            reference=f"P-2026-{number:06}",
            content_type=model.content_type,
            state=model.state,
            language="fi",
            unit=model.unit,
            received_at=model.received_at,
            screen_by=timezone.now(),
        )
        for number in range(waiting)
    )

    for query in ({}, {"p": "401"}, {"view": "free"}, {"language": "fi"}):
        with django_assert_num_queries(ten):
            response = client.get(LIST, query)
        assert response.context["totals"]["all"] == waiting + 10
