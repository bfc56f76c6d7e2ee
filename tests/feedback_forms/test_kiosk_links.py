"""The screens on which staff find the links of tablets, and keep statements and settings."""

import pytest
from django.urls import reverse

from core.models import ServiceUnit
from feedback_forms.kiosks import kiosk_key
from feedback_forms.models import FeedbackSettings, InDepthQuestion
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

URL = "/admin/tabletit/"
SETTINGS = "/admin/settings/feedback_forms/feedbacksettings/"
MAY = ["participation", "communications", "administrator"]
MAY_NOT = ["moderator", "handler", "writer"]


def signed_in(client, role):
    client.force_login(UserFactory(**{role: True}))
    return client


@pytest.fixture
def unit():
    pages.feedback_page()
    return pages.service_unit()


@pytest.mark.parametrize("role", MAY)
def test_links_carry_the_key_of_their_unit(client, unit, role):
    html = signed_in(client, role).get(URL).content.decode()
    start = f"http://testserver/anna-palautetta/{unit.slug}/"
    assert f'href="{start}kioski/?laite={kiosk_key(unit)}"' in html
    assert f'href="{start}kuvat/kioski/?laite={kiosk_key(unit)}"' in html


@pytest.mark.parametrize("role", MAY_NOT)
def test_others_are_told_that_they_may_not(client, unit, role):
    response = signed_in(client, role).get(URL)
    assert response.status_code == 403
    assert kiosk_key(unit) not in response.content.decode()


def test_anonymous_is_sent_to_the_login(client):
    assert client.get(URL)["Location"].startswith("/kirjaudu/")


def test_nothing_is_sent_to_it(client, unit):
    assert signed_in(client, "administrator").post(URL).status_code == 405


def test_without_a_page_or_units_it_says_so(client):
    assert signed_in(client, "administrator").get(URL).status_code == 200
    pages.feedback_page()
    assert 'class="listing"' not in client.get(URL).content.decode()


@pytest.mark.parametrize("asked", ["0", "3", "x", "%00", "²"])
def test_page_that_is_not_there_is_404(client, unit, asked):
    response = signed_in(client, "administrator").get(f"{URL}?sivu={asked}")
    assert response.status_code == 404


def test_list_is_paged_and_costs_the_same_for_1_and_30(client, unit):
    signed_in(client, "administrator").get(URL)
    with counted() as few:
        client.get(URL)
    ServiceUnitFactory.create_batch(30, service_area=unit.service_area)
    client.get(URL)
    with counted() as many:
        html = client.get(URL).content.decode()
    assert len(many) == len(few)
    assert html.count("/kuvat/kioski/?laite=") == 25
    assert ServiceUnit.objects.count() == 31


def test_law_is_told_where_somebody_gives_more_days(client):
    data = {f"{name}_days": 20 for name in ("question", "criticism", "idea", "thanks")}
    data |= {"in_depth_days": 20, "accessibility_days": 15, "kiosk_links": 1}
    data |= {"taps_per_hour": 9, "taps_per_day": 9}
    data |= {"kiosk_per_hour": 9, "kiosk_per_day": 9}
    signed_in(client, "participation").get(SETTINGS, follow=True)
    pk = FeedbackSettings.objects.get().pk
    response = client.post(f"{SETTINGS}{pk}/", data)
    assert "306/2019" in str(response.context["form"].errors["accessibility_days"])
    client.post(f"{SETTINGS}{pk}/", {**data, "accessibility_days": 7})
    assert FeedbackSettings.current().accessibility_days == 7


@pytest.mark.parametrize(
    ("role", "status"), [("participation", 200), ("moderator", 302)]
)
def test_statements_are_kept_by_the_participation_team(client, role, status):
    client = signed_in(client, role)
    url = reverse("feedback_forms_indepthquestion_modeladmin_create")
    assert client.get(url).status_code == status
    data = {"name_fi": "Aika sopi minulle.", "sort_order": 60, "in_use": "on"}
    client.post(url, data)
    made = InDepthQuestion.objects.filter(name_fi="Aika sopi minulle.").exists()
    assert made == (status == 200)
