"""Who only replies sees the messages of their units; all others who may read see all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import permissions, services
from moderation.clock import settle
from moderation.models import Submission
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_absences import put_away

pytestmark = pytest.mark.django_db
LIST = "/admin/viestit/"


class Case:
    """A message in each relation to a handler."""

    def __init__(self):
        self.handler = UserFactory(handler=True)
        self.other = UserFactory(handler=True)
        mine, theirs = ServiceUnitFactory(), ServiceUnitFactory()
        mine.handlers.add(self.handler)
        theirs.handlers.add(self.other)
        self.items = {
            "my unit": FeedbackFactory(handling=True, unit=mine),
            "given to me": FeedbackFactory(
                handling=True, unit=theirs, assignee=self.handler
            ),
            "unit without handlers": FeedbackFactory(handling=True),
            "another unit": FeedbackFactory(handling=True, unit=theirs),
            "no unit": FeedbackFactory(
                handling=True, unit=None, service_area=ServiceAreaFactory()
            ),
        }

    def seen_by(self, user):
        seen = set(Submission.objects.filter(permissions.visible_to(user)))
        return {name for name, item in self.items.items() if item.pk in pks(seen)}


def pks(items):
    return {item.pk for item in items}


OPEN = {"my unit", "given to me", "unit without handlers"}
ALL = {*OPEN, "another unit", "no unit"}


def test_handler_sees_own_units_and_what_is_given():
    case = Case()

    assert case.seen_by(case.handler) == OPEN


@pytest.mark.parametrize("role", ["moderator", "participation", "administrator"])
def test_others_who_may_read_see_all(role):
    case = Case()

    assert case.seen_by(UserFactory(**{role: True})) == ALL


def test_deputy_sees_what_the_absent_sees():
    case = Case()
    put_away(case.other, case.handler)

    assert case.seen_by(case.handler) == {*OPEN, "another unit"}


def test_site_that_names_no_handlers_goes_on_as_before():
    unit = FeedbackFactory(handling=True)
    none = FeedbackFactory(handling=True, unit=None, service_area=ServiceAreaFactory())
    handler = UserFactory(handler=True)

    seen = Submission.objects.filter(permissions.visible_to(handler))

    assert pks(seen) == {unit.pk, none.pk}


def test_list_counts_start_page_and_menu_agree(client):
    case = Case()
    client.force_login(case.handler)

    response = client.get(LIST)
    start = client.get("/admin/").content.decode()

    rows = [row for group in response.context["groups"] for row in group["rows"]]
    counts = {item["view"].slug: item["count"] for item in response.context["views"]}
    assert {row.submission.pk for row in rows} == {case.items[each].pk for each in OPEN}
    assert (counts["waiting"], counts["mine"], counts["units"]) == (3, 1, 1)
    assert r"Viestit \u00b7 3" in start


def test_ended_messages_of_other_units_are_neither_listed_nor_counted(client):
    case = Case()
    theirs = case.items["another unit"].unit
    FeedbackFactory(answered=True, unit=theirs, staff=UserFactory(moderator=True))
    client.force_login(case.handler)

    response = client.get(LIST, {"view": "ended"})

    counts = {item["view"].slug: item["count"] for item in response.context["views"]}
    assert counts["ended"] == 0
    assert response.context["groups"] == []


@pytest.mark.parametrize("act", ["", "kasittelija/", "muistiinpano/", "katselijat/1/"])
def test_message_of_another_unit_does_not_exist(client, act):
    case = Case()
    client.force_login(case.handler)
    address = f"{LIST}{case.items['another unit'].reference}/{act}"

    statuses = {client.post(address).status_code}
    if not act:
        statuses.add(client.get(address).status_code)

    assert statuses == {404}


def test_number_of_a_message_of_another_unit_leads_nowhere(client):
    case = Case()
    client.force_login(case.handler)
    base = "/admin/snippets/feedback_forms/feedback/edit"

    foreign = client.get(f"{base}/{case.items['another unit'].pk}/")
    own = client.get(f"{base}/{case.items['my unit'].pk}/")

    assert foreign.status_code == 404
    assert own["Location"] == f"{LIST}{case.items['my unit'].reference}/"


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_wagtails_reports_show_no_messages_of_other_units(client, report):
    case = Case()
    reference = case.items["another unit"].reference
    address = reverse(f"wagtailadmin_reports:{report}")

    client.force_login(case.handler)
    shown = client.get(address, follow=True).content.decode()
    client.force_login(UserFactory(administrator=True))
    to_all = client.get(address, follow=True).content.decode()

    assert reference not in shown
    assert reference in to_all


def test_same_number_of_queries_for_1_and_30(client, django_assert_num_queries):
    handler = UserFactory(handler=True)
    first = FeedbackFactory(handling=True)
    first.unit.handlers.add(handler)
    client.force_login(handler)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    one = len(queries)
    for item in FeedbackFactory.create_batch(29, handling=True):
        item.unit.handlers.add(handler)
    client.get(LIST)

    with django_assert_num_queries(one):
        client.get(LIST)


def test_next_step_is_nobodys_and_what_was_decided_can_be_undone(client):
    """Also of a unit that is not the handler's own: the message was given to them."""
    case = Case()
    item = FeedbackFactory(
        publication_consent=True,
        handling=True,
        unit=case.other.units.get(),
        assignee=case.handler,
    )
    seen = Submission.objects.filter(permissions.visible_to(case.handler), pk=item.pk)
    services.decide(services.reply, submission=item, user=case.handler, text="Vastaus")
    item.refresh_from_db()
    assert (item.state, item.assignee) == ("publication", None)
    assert seen.exists()

    client.force_login(case.handler)
    client.post(f"{LIST}{item.reference}/kumoa/", {"version": item.version})

    item.refresh_from_db()
    assert (item.state, item.assignee) == ("handling", case.handler)
    services.decide(services.reply, submission=item, user=case.handler, text="Vastaus")
    settle(timezone.now() + timedelta(days=1))
    assert not seen.exists()
