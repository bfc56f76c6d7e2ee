"""The log: append-only, readable and exportable, and without residents' data."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moderation import append_only, rules, services
from moderation.enums import Action, ReadingReason
from moderation.models import AuditEvent, AuditItem
from moderation.redaction import Passage
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import AuditEventFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

LOG = "/admin/tapahtumaloki/"
EVENTS, ITEMS = append_only.EVENTS, append_only.ITEMS


@pytest.fixture
def officer(client):
    user = UserFactory(data_protection=True, first_name="Tiina", last_name="Suoja")
    client.force_login(user)
    return user


def bulk(*found, **kwargs):
    event = AuditEventFactory(reference="", **kwargs)
    AuditItem.objects.bulk_create(
        AuditItem(event=event, reference=reference) for reference in found
    )
    return event


def exported(client, kind="csv", **query):
    response = client.get(LOG, {"export": kind, **query})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell or "" for cell in row] for row in sheet.values]


# Append-only -----------------------------------------------------------------


def refused(sql, *values):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return True


def test_database_refuses_to_change_or_delete_events():
    event = AuditEventFactory(user=UserFactory())
    other = UserFactory()
    for column, value in {
        "action": "read",
        "reference": "P-2026-XXXX",
        "detail": "x",
        "at": timezone.now(),
        "id": 999_999,
        "user_id": other.pk,
    }.items():
        assert refused(
            f"UPDATE {EVENTS} SET {column} = %s WHERE id = %s", value, event.pk
        )
    assert refused(
        f"UPDATE {EVENTS} SET user_id = NULL, detail = 'x' WHERE id = %s", event.pk
    )
    assert refused(f"DELETE FROM {EVENTS} WHERE id = %s", event.pk)
    assert AuditEvent.objects.get().user_id == event.user_id


def test_database_refuses_to_change_or_delete_items():
    bulk("P-2026-AAAA")
    assert refused(f"UPDATE {ITEMS} SET reference = 'x'")
    assert refused(f"DELETE FROM {ITEMS}")


def test_database_refuses_to_replace_or_empty():
    event = bulk("P-2026-AAAA")
    item = event.items.get()
    if connection.vendor == "sqlite":
        assert refused(
            f"INSERT OR REPLACE INTO {EVENTS} (id, at, action, reference, detail) "
            "VALUES (%s, '2026-01-01', 'x', 'x', 'x')",
            event.pk,
        )
        assert refused(f"REPLACE INTO {ITEMS} VALUES (%s, 'x', %s)", item.pk, event.pk)
    else:
        with connection.cursor() as cursor:
            # What waits for the commit would refuse it first.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert refused(f"TRUNCATE {EVENTS}, {ITEMS}")
    assert AuditEvent.objects.get().action == event.action
    assert AuditItem.objects.get().reference == "P-2026-AAAA"


def test_python_refuses_before_the_database_does():
    event = bulk("P-2026-AAAA")
    for act in (
        lambda: AuditEvent.objects.update(detail="x"),
        lambda: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda: AuditItem.objects.update(reference="x"),
        lambda: event.items.all().delete(),
        event.items.get().delete,
        event.delete,
        event.save,
        lambda: AuditEvent.objects.bulk_update([event], ["detail"]),
    ):
        with pytest.raises(TypeError):
            act()


def test_removed_user_leaves_the_event():
    user = UserFactory()
    event = AuditEventFactory(user=user)

    user.delete()

    event.refresh_from_db()
    assert event.user_id is None


def test_triggers_come_back_after_a_table_was_made_anew():
    append_only.remove(connection)
    AuditEventFactory()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {EVENTS} SET detail = 'x'")

    append_only.after_migrate(sender=None, using="default")

    assert refused(f"UPDATE {EVENTS} SET detail = 'y'")


# The screen ------------------------------------------------------------------


def test_officer_reads_the_log_and_no_message(client, officer):
    feedback = FeedbackFactory(screening=True)

    assert client.get(LOG).status_code == 200
    assert client.get("/admin/").status_code == 200
    for address in ("/admin/viestit/", f"/admin/viestit/{feedback.reference}/"):
        assert client.get(address).status_code == 403


def test_bulk_event_is_found_by_any_of_its_references(client, officer):
    event = bulk(*(f"P-2026-AA0{number}" for number in range(7)))
    AuditEventFactory()

    for query in ({"reference": "P-2026-AA06"}, {"q": "aa06"}):
        response = client.get(LOG, query)
        assert list(response.context["object_list"]) == [event], query
    assert "P-2026-AA04" in response.content.decode()
    assert "P-2026-AA05" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"user": "x"},
        {"action": "x"},
        {"at_from": "x"},
        {"reference": "\x00"},
        {"q": "\x00"},
        {"p": "x"},
        {"ordering": "x"},
    ],
)
def test_bad_input_is_no_error(client, officer, query):
    AuditEventFactory()
    assert client.get(LOG, query).status_code == 200
    assert client.get(LOG, {**query, "export": "csv"}).status_code == 200


def test_codes_are_shown_in_words(client, officer):
    AuditEventFactory(action=Action.ORIGINAL_READ, detail=ReadingReason.DANGER)
    AuditEventFactory(action=Action.REJECTED, detail="insult")
    AuditEventFactory(action=Action.ASSIGNED, detail=str(officer.pk))

    shown = [event.detail_words for event in client.get(LOG).context["object_list"]]

    assert shown == [
        officer.get_full_name(),
        rules.title("insult"),
        str(ReadingReason.DANGER.label),
    ]


def test_removed_account_is_not_taken_for_the_sender(client, officer):
    FeedbackFactory(screening=True)
    user = UserFactory()
    AuditEventFactory(action=Action.ORIGINAL_READ, user=user)
    user.delete()

    shown = {
        event.action: event.who for event in client.get(LOG).context["object_list"]
    }
    file = {row[2]: row[1] for row in exported(client)[1:]}

    for who in (shown, {key: file[str(Action(key).label)] for key in shown}):
        assert who[Action.RECEIVED] == who[Action.STARTED] != who[Action.ORIGINAL_READ]


def test_queries_are_the_same_for_1_and_30(client, officer):
    def queries():
        client.get(LOG)
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        return len(captured)

    bulk("P-2026-AAAA", user=UserFactory())
    before = queries()
    for number in range(29):
        bulk(f"P-2026-B{number}", f"P-2026-C{number}", user=UserFactory())
    assert queries() == before


# The file --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_has_what_is_listed_a_row_for_each_reference(client, officer, kind):
    bulk("P-2026-AAAA", "P-2026-BBBB", action=Action.SPAM, user=officer)
    AuditEventFactory(action=Action.READ, reference="P-2026-CCCC")

    rows = exported(client, kind, user=officer.pk)

    assert len(rows[0]) == 5
    assert [row[1:4] for row in rows[1:]] == [
        ["Tiina Suoja", str(Action.SPAM.label), "P-2026-AAAA"],
        ["Tiina Suoja", str(Action.SPAM.label), "P-2026-BBBB"],
    ]


def test_export_itself_is_logged(client, officer):
    AuditEventFactory()
    AuditEventFactory()

    exported(client, "xlsx")

    event = AuditEvent.objects.get(action=Action.EXPORTED)
    assert (event.user, event.reference, event.detail) == (officer, "", "log-xlsx 2")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formulas_are_text(client, kind):
    officer = UserFactory(data_protection=True, first_name="=1+1", last_name="")
    client.force_login(officer)
    AuditEventFactory(user=officer, detail="@SUM(A1)")

    response = client.get(LOG, {"export": kind})
    content = b"".join(response.streaming_content)

    if kind == "csv":
        row = list(csv.reader(io.StringIO(content.decode()), delimiter=";"))[1]
        assert (row[1], row[4]) == ("'=1+1", "'@SUM(A1)")
    else:
        row = list(openpyxl.load_workbook(io.BytesIO(content)).active.rows)[1]
        assert [cell.data_type for cell in row][1:] == ["s"] * 4


def test_moderator_reads_and_does_not_export(client):
    client.force_login(UserFactory(moderator=True))
    AuditEventFactory()

    page = client.get(LOG)

    assert "export=csv" not in page.content.decode()
    assert client.get(LOG, {"export": "csv"}).status_code == 403
    assert not AuditEvent.objects.filter(action=Action.EXPORTED).exists()


@pytest.mark.parametrize("role", ["handler", "original_reader", "communications"])
def test_others_get_neither(client, role):
    client.force_login(UserFactory(**{role: True}))

    for query in ({}, {"export": "csv"}):
        assert client.get(LOG, query).status_code in {302, 403}
    assert not AuditEvent.objects.filter(action=Action.EXPORTED).exists()


def test_no_word_of_a_resident_is_in_the_log_or_its_file(client, officer):
    staff = UserFactory(moderator=True)
    feedback = FeedbackFactory(
        screening=True,
        staff=staff,
        email="kanarialintu@example.org",
        message="Kanarialintu lauloi.",
    )
    step = {"submission": feedback, "user": staff}
    services.ask(**step, text="Missä kanarialintu oli?")
    services.answer_question(submission=feedback, text="Kanarialintu oli aulassa.")
    services.redact(**step, passages=[Passage.of("Kanarialintu")])
    services.restore_passage(**step, passage="Kanarialintu")
    services.reject(**step, rule="insult", explanation="Kanarialintu.")
    services.correct(submission=feedback, text="Kanarialintu vaikeni.")
    services.withdraw(submission=feedback)

    text = str(exported(client)) + client.get(LOG).content.decode()

    assert feedback.reference in text
    assert "anarialintu" not in text
    assert "anarialintu" not in str(list(AuditEvent.objects.values()))


def test_events_inside_as_if_at_carry_that_time():
    from moderation.models.audit import as_if_at

    at = timezone.now() - timedelta(days=100)
    with as_if_at(at):
        old = AuditEventFactory()
    new = AuditEventFactory()

    assert old.at == at
    assert new.at > at
