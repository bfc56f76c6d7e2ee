"""Handing a message on, and internal notes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import services
from moderation.enums import Action
from moderation.models import AuditEvent, Note, Submission
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_absences import put_away

pytestmark = pytest.mark.django_db
NOTE = "Kuuluu Tesomalle, tunnet taustan."


def address(feedback, act=""):
    return f"/admin/viestit/{feedback.reference}/{act}"


def forward(client, feedback, to, **data):
    data = {"version": feedback.version, "then": "stay", "note": NOTE, **data}
    return client.post(address(feedback), {"decision": "forward", "to": to, **data})


def events(feedback):
    rows = AuditEvent.objects.filter(reference=feedback.reference).order_by("pk")
    return list(rows.values_list("action", "detail"))


@pytest.fixture
def handler(client):
    user = UserFactory(handler=True)
    client.force_login(user)
    return user


@pytest.fixture
def feedback(handler):
    item = FeedbackFactory(handling=True)
    item.unit.handlers.add(handler)
    Submission.objects.filter(pk=item.pk).update(assignee=handler)
    return item


@pytest.mark.parametrize("act", ["", "muistiinpano/"])
def test_text_is_not_lost_when_the_message_was_handed_on_meanwhile(
    client, feedback, act
):
    elsewhere = ServiceUnitFactory()
    elsewhere.handlers.add(UserFactory(handler=True))
    typed = {"decision": "reply", "reply": "Soitamme sinulle.", "note": NOTE}
    typed["version"] = feedback.version
    services.forward(
        submission=feedback, user=UserFactory(moderator=True), to=elsewhere
    )

    response = client.post(address(feedback, act), typed)
    nowhere = client.post("/admin/viestit/P-2026-AAAA/", typed)

    assert response.status_code == nowhere.status_code == 404
    page = response.content.decode()
    assert "Soitamme sinulle." in page
    assert NOTE in page
    assert feedback.reference not in page
    assert not Note.objects.exists()
    assert events(feedback)[-1][0] == Action.FORWARDED


def test_unit_gets_it_for_all_its_people(client, feedback):
    unit = ServiceUnitFactory()
    promised = feedback.answer_by

    forward(client, feedback, f"unit:{unit.pk}")

    feedback.refresh_from_db()
    assert (feedback.unit, feedback.service_area) == (unit, unit.service_area)
    assert (feedback.assignee, feedback.answer_by) == (None, promised)
    assert events(feedback)[-1] == (Action.FORWARDED, f"unit:{unit.pk}")
    assert Note.objects.get(submission=feedback).text == NOTE


def test_service_area_gets_it_without_a_unit(client, feedback):
    area = ServiceAreaFactory()

    forward(client, feedback, f"area:{area.pk}")

    feedback.refresh_from_db()
    assert (feedback.unit, feedback.service_area) == (None, area)
    assert events(feedback)[-1] == (Action.FORWARDED, f"area:{area.pk}")


def test_colleague_gets_it_and_the_unit_stays(client, feedback):
    colleague = UserFactory(handler=True)
    unit = feedback.unit

    response = forward(client, feedback, f"person:{colleague.pk}")

    feedback.refresh_from_db()
    assert (feedback.assignee, feedback.unit) == (colleague, unit)
    assert response["Location"] == address(feedback)
    assert events(feedback)[-1] == (Action.ASSIGNED, str(colleague.pk))


def test_deputy_of_a_colleague_who_is_away_is_named(client, feedback):
    anna = UserFactory(handler=True, first_name="Anna", last_name="Laine")
    olli = UserFactory(handler=True, first_name="Olli", last_name="Oja")
    put_away(anna, olli)

    offered = client.get(address(feedback)).content.decode()
    forward(client, feedback, f"person:{anna.pk}")
    told = client.get(address(feedback)).content.decode()

    feedback.refresh_from_db()
    assert feedback.assignee == olli
    assert "Anna Laine – " in offered
    assert "Olli Oja" in told


def test_whoever_may_not_see_it_any_more_is_led_to_the_list(client, feedback):
    unit = ServiceUnitFactory()
    unit.handlers.add(UserFactory(handler=True))

    response = forward(client, feedback, f"unit:{unit.pk}")

    assert response["Location"] == "/admin/viestit/"
    assert client.get(address(feedback)).status_code == 404


@pytest.mark.parametrize(
    "to", ["", "unit:9999", "person:9999", "area:x", "unit:", "nobody", "person:1:2"]
)
def test_bad_target_is_said_and_the_note_is_kept(client, feedback, to):
    response = forward(client, feedback, to)

    feedback.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors["to"]
    assert NOTE in response.content.decode()
    assert not Note.objects.exists()


def test_nobody_without_the_right_is_offered(client, feedback):
    reader = UserFactory(participation=True)
    left = UserFactory(handler=True, is_active=False)
    colleague = UserFactory(handler=True)

    response = client.get(address(feedback))

    offered = {
        value for _label, rows in response.context["targets"] for value, _name in rows
    }
    assert f"person:{colleague.pk}" in offered
    assert not offered & {f"person:{reader.pk}", f"person:{left.pk}"}


def test_handlers_of_the_unit_come_first(client, feedback):
    near, far = UserFactory(handler=True), UserFactory(handler=True)
    feedback.unit.handlers.add(near)

    groups = client.get(address(feedback)).context["targets"]

    assert [value for value, _name in groups[0][1]] == [f"person:{near.pk}"]
    assert f"person:{far.pk}" in [value for value, _name in groups[1][1]]


def test_somebody_was_first_and_the_note_is_kept(client, feedback):
    services.reply(
        submission=feedback, user=UserFactory(handler=True), text="Kiitos viestistä."
    )

    response = forward(client, feedback, f"unit:{ServiceUnitFactory().pk}")

    assert response.context["conflict"] is not None
    assert NOTE in response.content.decode()
    assert not Note.objects.exists()


def test_handler_cannot_forward_what_others_check(client, handler):
    feedback = FeedbackFactory(screening=True)

    response = forward(client, feedback, f"unit:{ServiceUnitFactory().pk}")

    assert response.status_code == 403


def test_service_refuses_what_has_ended():
    feedback = FeedbackFactory(answered=True)

    with pytest.raises(services.NotAllowedNow):
        services.forward(
            submission=feedback, user=UserFactory(), to=ServiceUnitFactory()
        )


def test_same_number_of_queries_for_1_and_30_colleagues(
    client, feedback, django_assert_num_queries
):
    UserFactory(handler=True)
    client.get(address(feedback))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(feedback))
    one = len(queries)
    for user in UserFactory.create_batch(29, handler=True):
        put_away(user, None)
        services.write_note(submission=feedback, user=user, text="Huomio")
    client.get(address(feedback))

    with django_assert_num_queries(one):
        client.get(address(feedback))


# Notes ------------------------------------------------------------------------


def test_note_is_shown_to_staff_and_its_words_are_not_in_the_log(client, feedback):
    response = client.post(address(feedback, "muistiinpano/"), {"note": NOTE})
    page = client.get(address(feedback)).content.decode()

    assert response["Location"].startswith(address(feedback))
    assert NOTE in page
    assert events(feedback)[-1][0] in {Action.NOTED, Action.READ}
    assert (Action.NOTED, "") in events(feedback)


def test_note_makes_nobodys_open_page_old(client, feedback):
    client.post(address(feedback, "muistiinpano/"), {"note": NOTE})

    assert Submission.objects.get(pk=feedback.pk).version == feedback.version


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_bad_note_is_said_and_kept(client, feedback, text):
    response = client.post(address(feedback, "muistiinpano/"), {"note": text})

    assert response.status_code == 200
    assert response.context["note_form"].errors["note"]
    assert text.strip() in response.content.decode()
    assert not Note.objects.exists()


def test_note_of_a_message_whose_texts_are_erased_is_refused(client, handler):
    feedback = FeedbackFactory(withdrawn=True)
    feedback.unit.handlers.add(handler)

    response = client.post(address(feedback, "muistiinpano/"), {"note": NOTE})

    assert response.status_code == 200
    assert response.context["note_form"].errors["note"]
    assert not Note.objects.exists()


def test_mere_reader_writes_no_note(client, feedback):
    client.force_login(UserFactory(participation=True))

    response = client.post(address(feedback, "muistiinpano/"), {"note": NOTE})

    assert response.status_code == 403


def test_note_is_not_read_by_get(client, feedback):
    assert client.get(address(feedback, "muistiinpano/")).status_code == 405


def test_notes_are_erased_with_the_message_and_never_on_the_receipt(client, feedback):
    from moderation.references import receipt_path

    services.write_note(submission=feedback, user=UserFactory(), text=NOTE)

    receipt = client.get(receipt_path(feedback)).content.decode()
    services.withdraw(submission=feedback)

    assert NOTE not in receipt
    assert not Note.objects.exists()
