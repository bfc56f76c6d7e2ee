"""Cards and calls that staff key in: the way of every message, with its own day and slip."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time

from core.printing import pdf
from feedback_forms.models import Feedback, Recommendation
from moderation.enums import Channel, Flag
from moderation.models import AuditEvent, Contact, OutboxMail
from moderation.references import code, in_groups, receipt_path
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.support import prints

pytestmark = pytest.mark.django_db
URL = "/admin/kirjaa-palaute/"
NOW = "2026-11-27 10:00:00+02:00"


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


@pytest.fixture
def unit():
    return ServiceUnitFactory(name_fi="Hatanpään terveysasema")


def card(unit, **changes):
    return {
        "channel": "paper",
        "received_on": timezone.localdate().isoformat(),
        "place": f"unit-{unit.pk}",
        "language": "fi",
        "message": "Kiitos hoitajalle, joka jaksoi kuunnella.",
        "role": "client",
        "kind": "thanks",
        "recommendation": "9",
        "wants_reply": "no",
        "email": "",
        "publish": "no",
        **changes,
    }


def send(client, unit, **changes):
    form_id = client.get(URL).context["form"]["form_id"].value()
    return client.post(URL, {**card(unit, **changes), "form_id": form_id})


# -- What is stored ------------------------------------------------------------


@pytest.mark.parametrize("channel", ["paper", "phone"])
def test_card_is_stored_as_it_was_told(client, moderator, unit, channel):
    response = send(client, unit, channel=channel)

    feedback = Feedback.objects.get()
    assert response.status_code == 302
    assert f"{URL}{feedback.reference}/" in response["Location"]
    assert (feedback.channel, feedback.unit, feedback.service_area) == (
        channel,
        unit,
        unit.service_area,
    )
    assert (feedback.role, feedback.kind, feedback.language) == (
        "client",
        "thanks",
        "fi",
    )
    assert feedback.message == "Kiitos hoitajalle, joka jaksoi kuunnella."
    assert not feedback.publication_consent
    answer = Recommendation.objects.get()
    assert (answer.score, answer.channel, answer.feedback) == (9, channel, feedback)


@freeze_time(NOW)
def test_due_dates_count_from_the_day_of_receiving(client, moderator, unit):
    send(client, unit, received_on="2026-11-20", wants_reply="yes")

    feedback = Feedback.objects.get()
    assert timezone.localdate(feedback.received_at) == date(2026, 11, 20)
    assert timezone.localdate(feedback.screen_by) == date(2026, 11, 22)
    assert timezone.localdate(feedback.answer_by) == date(2026, 12, 4)
    assert Recommendation.objects.get().answered_on == date(2026, 11, 20)


@freeze_time(NOW)
def test_card_of_today_is_received_now(client, moderator, unit):
    send(client, unit)

    assert Feedback.objects.get().received_at == datetime.fromisoformat(NOW)


@freeze_time(NOW)
@pytest.mark.parametrize(
    ("day", "stored"),
    [
        ("2026-11-28", False),
        ("2026-09-28", True),
        ("2026-09-27", False),
        ("0001-01-01", False),
        ("27.11.2026", True),
        ("ei päivä", False),
        ("", False),
    ],
)
def test_day_is_neither_to_come_nor_long_ago(client, moderator, unit, day, stored):
    response = send(client, unit, received_on=day)

    assert Feedback.objects.exists() == stored
    if not stored:
        assert response.status_code == 422
        assert response.context["form"].errors["received_on"]
        assert "joka jaksoi kuunnella" in response.content.decode()


def test_log_says_who_keyed_it_in(client, moderator, unit):
    send(client, unit, channel="phone")

    event = AuditEvent.objects.get(action="received")
    assert event.user == moderator
    shown = client.get(f"/admin/viestit/{Feedback.objects.get().reference}/")
    assert "Puhelin" in shown.content.decode()


def test_address_is_kept_and_gets_the_receipt(client, moderator, unit):
    send(client, unit, wants_reply="yes", email="elsa@example.org")

    assert Contact.objects.get().email == "elsa@example.org"
    assert OutboxMail.objects.get().template == "receipt"


def test_reply_can_be_wished_without_an_address(client, moderator, unit):
    send(client, unit, wants_reply="yes")

    assert Feedback.objects.get().wants_reply
    assert not Contact.objects.exists()


def test_what_checks_find_stops_nothing_and_is_shown(client, moderator, unit):
    response = send(client, unit, message="Tunnus 010152-9052, soita 040 123 4567.")

    done = client.get(response["Location"])
    assert set(Feedback.objects.get().flags) == {Flag.IDENTITY_CODE, Flag.PHONE}
    assert [label for label, _reason in done.context["findings"]] == [
        Flag.IDENTITY_CODE.label,
        Flag.PHONE.label,
    ]


def test_form_sent_twice_is_one_message(client, moderator, unit):
    form_id = client.get(URL).context["form"]["form_id"].value()
    answers = {**card(unit), "form_id": form_id}

    first, second = client.post(URL, answers), client.post(URL, answers)

    assert first["Location"] == second["Location"]
    assert Feedback.objects.count() == Recommendation.objects.count() == 1


def test_it_goes_into_the_workflow(
    client, moderator, unit, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, unit)

    assert Feedback.objects.get().state == "screening"


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": "web"},
        {"place": "unit-99999"},
        {"place": ""},
        {"language": "de"},
        {"message": ""},
        {"message": "a" * 5001},
        {"kind": ""},
        {"role": "x"},
        {"recommendation": "11"},
        {"wants_reply": ""},
        {"publish": ""},
        {"email": "ei osoite"},
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, moderator, unit, changes):
    response = send(client, unit, **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(changes)
    assert not Feedback.objects.exists()
    if "message" not in changes:
        assert "joka jaksoi kuunnella" in response.content.decode()


def test_nothing_but_signs_that_cannot_be_stored(client, moderator, unit):
    response = client.post(URL, dict.fromkeys((*card(unit), "form_id"), "\x00"))

    assert response.status_code == 422


# -- The next one --------------------------------------------------------------


def test_next_one_begins_with_what_is_the_same(client, moderator, unit):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    response = send(client, unit, channel="phone", received_on=yesterday, language="sv")
    done = client.get(response["Location"])

    form = client.get(URL + done.context["query"]).context["form"]

    assert {
        name: form[name].value()
        for name in ("channel", "received_on", "place", "language")
    } == {
        "channel": "phone",
        "received_on": yesterday,
        "place": f"unit-{unit.pk}",
        "language": "sv",
    }
    assert form["message"].value() is None


# -- The slip ------------------------------------------------------------------


def test_slip_opens_the_message_to_its_sender(client, moderator, unit, settings):
    settings.BASE_URL = "https://osallistu.example.org"
    send(client, unit, language="sv", wants_reply="yes")
    feedback = Feedback.objects.get()

    response = client.get(f"{URL}{feedback.reference}/lappu/")

    (sheet,) = prints.pages_of(response.content)
    (qr,) = prints.codes(sheet)
    words = prints.words(sheet)
    assert "no-store" in response["Cache-Control"]
    assert prints.size(sheet) == (105, 148)
    assert qr.text == f"https://osallistu.example.org{receipt_path(feedback)}"
    assert qr.box.right - qr.box.left >= 25
    assert feedback.reference in words
    assert in_groups(code(feedback)) in words
    assert "osallistu.example.org/seuranta" in words
    assert "Tack för din respons!" in words


def test_slip_and_its_screen_are_for_who_keyed_it_in_and_for_a_day(
    client, moderator, unit
):
    send(client, unit)
    done = f"{URL}{Feedback.objects.get().reference}/"
    other = FeedbackFactory(screening=True)

    assert client.get(done).status_code == 200
    assert client.get(f"{URL}{other.reference}/").status_code == 404
    assert client.get(f"{URL}ei-ole/lappu/").status_code == 404
    with freeze_time(timezone.now() + timedelta(hours=25)):
        client.force_login(moderator)
        assert client.get(done).status_code == 404
        assert client.get(f"{done}lappu/").status_code == 404
    client.force_login(UserFactory(moderator=True))
    assert client.get(done).status_code == 404
    assert client.get(f"{done}lappu/").status_code == 404


def test_without_pango_the_screen_says_what_to_write_down(
    client, moderator, unit, monkeypatch
):
    import sys

    send(client, unit)
    feedback = Feedback.objects.get()
    pdf.can_print.cache_clear()
    # What Python does with a module that must not be imported.
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    response = client.get(f"{URL}{feedback.reference}/lappu/")
    pdf.can_print.cache_clear()

    assert response.status_code == 503
    assert in_groups(code(feedback)) in response.content.decode()


# -- Who may -------------------------------------------------------------------


def test_handler_keys_in_for_own_units_alone(client, unit):
    handler = UserFactory(handler=True)
    unit.handlers.set([handler])
    other = ServiceUnitFactory()
    client.force_login(handler)

    form = client.get(URL).context["form"]
    refused = send(client, other)
    stored = send(client, unit)

    assert [value for value, _name in form.fields["place"].choices] == [
        f"unit-{unit.pk}"
    ]
    assert refused.status_code == 422
    assert stored.status_code == 302
    assert Feedback.objects.get().unit == unit


def test_handler_of_nothing_is_told_so(client, unit):
    client.force_login(UserFactory(handler=True))

    response = client.get(URL)

    assert response.context["no_units"]
    assert "käsittelijä" in response.content.decode()
    assert send(client, unit).status_code == 422


@pytest.mark.parametrize("group", ["communications", "participation", "writer"])
def test_others_get_a_403_in_words(client, unit, group):
    feedback = FeedbackFactory(screening=True)
    client.force_login(UserFactory(**{group: True}))

    for response in (
        client.get(URL),
        client.post(URL, card(unit)),
        client.get(f"{URL}{feedback.reference}/"),
        client.get(f"{URL}{feedback.reference}/lappu/"),
    ):
        assert response.status_code == 403
        assert "oikeutta" in response.content.decode()
    assert Feedback.objects.count() == 1


def test_anonymous_is_sent_to_login(client, unit):
    assert client.get(URL).status_code == 302
    assert client.post(URL, card(unit)).status_code == 302
    assert not Feedback.objects.exists()


def test_only_the_form_is_posted(client, moderator, unit):
    send(client, unit)
    done = f"{URL}{Feedback.objects.get().reference}/"

    assert client.post(done).status_code == 405
    assert client.post(f"{done}lappu/").status_code == 405


def test_form_asks_the_same_number_of_queries_for_1_and_30_units(
    client, moderator, unit
):
    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        return len(asked)

    one = queries()
    ServiceUnitFactory.create_batch(29)

    assert queries() == one


def test_channels_are_those_of_paper_and_phone(client, moderator):
    choices = client.get(URL).context["form"].fields["channel"].choices

    assert [value for value, _label in choices] == [Channel.PAPER, Channel.PHONE]
