"""The staff's page of figures: who sees it, what narrows it, what is logged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import ServiceUnit
from moderation.enums import Action
from moderation.models import AuditEvent
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory
from tests.factories.feedback_forms import scores
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/palautteen-luvut/"
YEAR = timezone.localdate().year


@pytest.fixture
def staff(client):
    user = UserFactory(participation=True)
    client.force_login(user)
    return user


def today(*given, **fields):
    scores(*given, month=f"{YEAR}-01", **fields)


@pytest.mark.parametrize("role", ["moderator", "participation", "administrator"])
def test_staff_see_the_figures(client, role):
    client.force_login(UserFactory(**{role: True}))
    today(*[10] * 9, unit=ServiceUnitFactory())

    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert response.context["summary"].figures.total.index.count == 9


def test_others_get_403_in_words(client):
    client.force_login(UserFactory(writer=True))

    response = client.get(ADDRESS)

    assert response.status_code == 403
    assert "moderation/admin/forbidden.html" in [
        part.name for part in response.templates
    ]


def test_anonymous_is_sent_to_login(client):
    response = client.get(ADDRESS)

    assert response["Location"].startswith(reverse("account_login"))


def test_nothing_is_posted_here(client, staff):
    assert client.post(ADDRESS).status_code == 405


def test_answers_of_today_count_at_once(client, staff):
    scores(
        *[10] * 9,
        unit=ServiceUnitFactory(),
        answered_on=timezone.localdate(),
    )

    figures = client.get(ADDRESS).context["summary"].figures
    assert figures.total.index.count == 9


def test_narrowed_to_a_unit(client, staff):
    area = ServiceAreaFactory()
    mine, other = (ServiceUnitFactory(service_area=area) for _number in range(2))
    today(*[10] * 9, unit=mine)
    today(*[0] * 20, unit=other)

    figures = client.get(f"{ADDRESS}?yksikko={mine.pk}").context["summary"].figures

    assert (figures.total.index.count, figures.total.index.shown) == (9, 100)


def test_narrowed_figure_that_few_are_left_of_is_hidden(client, staff):
    unit = ServiceUnitFactory()
    today(*[10] * 90, unit=unit, channel="sms")
    today(*[0] * 3, unit=unit, channel="paper")

    response = client.get(f"{ADDRESS}?kanava=sms")

    assert response.context["summary"].figures.total.is_hidden
    assert "90" not in response.content.decode().split("desk-sums")[1][:400]


@pytest.mark.parametrize(
    "query", ["vuosi=x", "alue=999999", "yksikko=%00", "kanava=savu", "tapa=kaikki"]
)
def test_choice_that_is_none_is_left_out(client, staff, query):
    today(*[10] * 9, unit=ServiceUnitFactory())

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert response.context["summary"].figures.total.index.count == 9


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_file_is_logged(client, staff, form):
    today(*[10] * 9, unit=ServiceUnitFactory())

    response = client.get(f"{ADDRESS}?taulu=units&muoto={form}")

    assert "attachment" in response["Content-Disposition"]
    event = AuditEvent.objects.get()
    assert (event.action, event.user, event.detail) == (
        Action.EXPORTED,
        staff,
        "figures units 1",
    )


@pytest.mark.parametrize("narrow", ["", "?kanava=web"])
def test_page_costs_the_same_with_one_unit_and_with_thirty(client, staff, narrow):
    today(*[10] * 9, unit=ServiceUnitFactory())
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{ADDRESS}{narrow}")
    for _number in range(30):
        today(*[10] * 9, unit=ServiceUnitFactory())
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{ADDRESS}{narrow}")

    assert ServiceUnit.objects.count() == 31
    assert len(many) == len(few)


def test_targets_are_edited_by_the_team(client, staff):
    response = client.post(
        reverse("nps_targets:add"), {"year": 2027, "nps": 65, "share_of_units": 80}
    )

    assert response.status_code == 302
