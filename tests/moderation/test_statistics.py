"""Yearly figures of decisions, from the log alone."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from core import caching
from moderation import decision_log, services, statistics
from moderation.enums import Action
from moderation.mails import make
from moderation.models import AuditEvent, AuditItem, ModerationRule, OutboxMail
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import AuditEventFactory
from tests.moderation.test_receipts import path

pytestmark = pytest.mark.django_db

A = Action
NEW_YEAR = datetime(2026, 1, 2, 12, tzinfo=UTC)
MONDAY = datetime(2025, 3, 3, 8, tzinfo=UTC)


def event(reference, action, at=MONDAY, detail=""):
    return AuditEventFactory(reference=reference, action=action, detail=detail, at=at)


def decided(number, action, *, detail="", hours=3, at=MONDAY):
    """So many messages, received and decided on so many hours later."""
    for _each in range(number):
        reference = f"P-2025-{AuditEvent.objects.count():05}"
        event(reference, A.RECEIVED, at, detail="2")
        event(reference, action, at + timedelta(hours=hours), detail)


def words(now=NEW_YEAR):
    """The figures of the first year shown, by table and row."""
    caching.forget()
    with translation.override("en"):
        (year,) = statistics.published_years(now)
    return {
        (table.title, row.label): row.words
        for table in year.tables
        for row in table.rows
    }


def test_decisions_of_a_year_by_kind_and_rule():
    decided(20, A.APPROVED)
    decided(6, A.RETURNED)
    decided(11, A.RETURNED, detail="personal-data")
    decided(7, A.REJECTED, detail="insult")
    decided(8, A.REJECTED, detail="threat")
    decided(6, A.REJECTED, detail="off-topic")
    decided(9, A.LAPSED)
    decided(30, A.SPAM)
    found = words()
    assert found["Decisions", "Approved"] == "20"
    assert found["Decisions", "Not accepted"] == "21"
    assert found["Decisions", "All decisions"] == "97"
    returned = "Returned for correction, by rule"
    assert found[returned, "The message identifies a person"] == "11"
    assert found[returned, "Without a rule"] == "not shown"
    # The rules that nothing was refused by hide the smallest of the others.
    refused = "Not accepted, by rule"
    by_rule = {row: text for (table, row), text in found.items() if table == refused}
    assert by_rule["The message is an advertisement"] == "fewer than 5"
    assert by_rule["The message is off topic"] == "not shown"
    assert by_rule["The message contains a threat"] == "8"


def test_few_returns_are_not_told_by_a_difference():
    decided(20, A.APPROVED)
    decided(2, A.RETURNED, detail="insult")
    decided(6, A.REJECTED, detail="insult")
    decided(6, A.LAPSED)
    decided(7, A.SPAM)
    found = words()
    assert found["Decisions", "Returned for correction"] == "fewer than 5"
    assert found["Decisions", "Not corrected in time"] == "not shown"
    returned = "Returned for correction, by rule"
    by_rule = {text for (table, _row), text in found.items() if table == returned}
    assert by_rule == {"fewer than 5"}


def test_what_was_undone_is_not_counted():
    decided(6, A.APPROVED)
    event("P-2025-0000", A.RECEIVED)
    event("P-2025-0000", A.REJECTED, detail="insult")
    event("P-2025-0000", A.UNDONE, detail=A.REJECTED)
    event("P-2025-0000", A.APPROVED, MONDAY + timedelta(hours=5))
    year = decision_log.by_year()[2025]
    assert year.actions[A.APPROVED] == 7
    assert year.actions[A.REJECTED] == 0
    assert not year.rules
    assert year.hours[5] == 1


def test_many_at_once_are_counted_each():
    for number in range(6):
        event(f"P-2025-1{number}", A.RECEIVED)
    bulk = event("", A.REJECTED, MONDAY + timedelta(hours=1), "insult")
    for number in range(6):
        AuditItem.objects.create(event=bulk, reference=f"P-2025-1{number}")
    year = decision_log.by_year()[2025]
    assert year.rules == {"insult": 6}
    assert year.hours == {1: 6}


def test_times_from_receipt_to_the_first_decision():
    decided(5, A.APPROVED, hours=2)
    decided(3, A.ASKED, hours=5)
    decided(2, A.SPAM, hours=90)
    # Only the first of a message.
    event("P-2025-00000", A.REJECTED, MONDAY + timedelta(hours=400))
    year = decision_log.by_year()[2025]
    assert year.first_decisions == 10
    assert (year.percentile(50), year.percentile(90)) == (2, 90)
    assert year.in_time == 8
    found = words()
    times = "Time from receipt to the first decision"
    assert found[times, "Half of the messages, within"] == "3 hours"
    # Two were late: a share would tell how many.
    assert found[times, "Within the promised time"] == "all but fewer than 5"


def test_share_within_the_promise_is_in_whole_per_cent():
    decided(15, A.APPROVED, hours=2)
    decided(5, A.APPROVED, hours=200)
    times = "Time from receipt to the first decision"
    assert words()[times, "Within the promised time"] == "75 %"


def test_reviews_and_how_they_ended():
    decided(20, A.APPROVED)
    for number in range(12):
        event(f"P-2025-{number:05}", A.REVIEW_ASKED)
        event(f"P-2025-{number:05}", A.UPHELD if number < 10 else A.OVERTURNED)
    found = words()
    assert found["Reviews", "Reviews asked for"] == "12"
    assert found["Reviews", "Decision changed"] == "fewer than 5"
    # Or it would be 12 less 10.
    assert found["Reviews", "Decision upheld"] == "not shown"


def test_only_years_that_have_ended_are_shown():
    decided(6, A.APPROVED)
    decided(6, A.APPROVED, at=datetime(2026, 1, 1, 8, tzinfo=UTC))
    assert words()["Decisions", "All decisions"] == "6"
    caching.forget()
    before = datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert statistics.published_years(before) == []


def test_the_year_is_the_local_one():
    decided(5, A.APPROVED, hours=1, at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert list(decision_log.by_year()) == [2026]


def test_erasing_texts_changes_no_figure():
    for feedback in FeedbackFactory.create_batch(6, rejected=True):
        services.withdraw(submission=feedback)
    year = decision_log.by_year()[timezone.localdate().year]
    assert year.rules == {"insult": 6}
    assert year.first_decisions == 6


def test_the_log_is_read_in_few_queries(django_assert_num_queries):
    decided(30, A.APPROVED)
    caching.forget()
    decision_log.by_year()
    with django_assert_num_queries(1):
        decision_log.by_year()


# The pages --------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_the_rules_are_published_in_each_language(client, language):
    page = pages.rules_page(language)

    html = client.get(page.url).content.decode()

    title = {
        "fi": "Viesti loukkaa toista",
        "sv": "Meddelandet är kränkande",
        "en": "The message insults someone",
        "fi-simple": "Viesti loukkaa toista ihmistä",
    }[language]
    assert html.count("<h2") == 12
    assert title in html
    assert f"{page.url}tilastot/" in html


def test_a_rule_out_of_use_is_not_published(client):
    page = pages.rules_page()
    rule = ModerationRule.objects.get(key="insult")
    rule.in_use = False
    rule.save()
    assert "Viesti loukkaa toista" not in client.get(page.url).content.decode()


def test_figures_as_page_and_file(client):
    page = pages.rules_page()
    decided(20, A.APPROVED)
    decided(6, A.REJECTED, detail="insult")

    response = client.get(f"{page.url}tilastot/tilastot.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(
        csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert ["2025", "26"] in [[row[0], row[3]] for row in rows]
    assert all(len(row) == 4 for row in rows)
    html = client.get(f"{page.url}tilastot/").content.decode()
    for row in rows[1:]:
        assert row[3] in html


def test_before_the_first_year_has_ended_it_says_so(client):
    html = client.get(f"{pages.rules_page('en').url}tilastot/").content.decode()
    assert "when the year has ended" in html


@pytest.mark.parametrize("rest", ["", "tilastot/", "tilastot/tilastot.csv"])
def test_nothing_is_posted_there(client, rest):
    assert client.post(pages.rules_page().url + rest).status_code in {403, 405}


def test_receipt_and_mail_link_to_the_rules(client):
    page = pages.rules_page()
    feedback = FeedbackFactory(rejected=True, email="aino@example.org")
    assert page.url in client.get(path(feedback)).content.decode()
    mail = OutboxMail.objects.get(template="rejection")
    assert page.url in make(mail, "aino@example.org").body
