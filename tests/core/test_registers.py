"""The registers in the admin: who may keep them, search, filters, no query per row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Municipality, ServiceUnit
from tests.factories.core import (
    DecisionBodyFactory,
    MunicipalityFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

FACTORIES = {
    "serviceunit": ServiceUnitFactory,
    "servicearea": ServiceAreaFactory,
    "municipality": MunicipalityFactory,
    "targetgroup": TargetGroupFactory,
    "topic": TopicFactory,
    "decisionbody": DecisionBodyFactory,
}


@pytest.fixture
def communications(client):
    user = UserFactory(communications=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", FACTORIES)
def test_register_lists_its_entries(client, communications, name):
    entry = FACTORIES[name]()

    response = client.get(reverse(f"core_{name}_modeladmin_index"))

    assert response.status_code == 200
    assert entry.name_fi in response.content.decode()


@pytest.mark.parametrize("name", FACTORIES)
def test_entry_can_be_opened(client, communications, name):
    entry = FACTORIES[name]()

    response = client.get(reverse(f"core_{name}_modeladmin_edit", args=[entry.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", FACTORIES)
def test_anonymous_is_sent_to_login(client, name):
    response = client.get(reverse(f"core_{name}_modeladmin_index"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ["moderator", "handler"])
@pytest.mark.parametrize("name", FACTORIES)
def test_others_may_not_keep_registers(client, role, name):
    client.force_login(UserFactory(**{role: True}))

    response = client.get(reverse(f"core_{name}_modeladmin_index"))

    assert response["Location"] == reverse("wagtailadmin_home")


def test_entry_is_made(client, communications):
    response = client.post(
        reverse("core_municipality_modeladmin_create"),
        {
            "name_fi": "Akaa",
            "name_sv": "Akaa",
            "name_en": "",
            "code": "020",
            "locative_fi": "Akaassa",
            "population": "16402",
            "sort_order": "0",
            "in_use": "on",
        },
    )

    assert response.status_code == 302
    assert Municipality.objects.get().locative_fi == "Akaassa"


def test_entry_without_a_name_is_refused(client, communications):
    response = client.post(
        reverse("core_topic_modeladmin_create"), {"name_fi": "", "sort_order": "0"}
    )

    assert response.status_code == 200
    assert response.context["form"].errors["name_fi"]


def test_list_is_narrowed_by_search_and_filters(client, communications):
    wanted = ServiceUnitFactory(name_fi="Hervannan hammashoitola")
    ServiceUnitFactory(name_fi="Tesoman hyvinvointikeskus")
    old = ServiceUnitFactory(name_fi="Vanha hammashoitola", in_use=False)

    response = client.get(
        reverse("core_serviceunit_modeladmin_index"),
        {"q": "hammashoitola", "in_use__exact": "1"},
    )
    by_area = client.get(
        reverse("core_serviceunit_modeladmin_index"),
        {"service_area__id__exact": old.service_area_id},
    )

    assert list(response.context["object_list"]) == [wanted]
    assert list(by_area.context["object_list"]) == [old]


@pytest.mark.parametrize(
    "query",
    [
        {"service_area__id__exact": ""},
        {"service_area__id__exact": "x"},
        {"in_use__exact": "7"},
        {"no_such_field": "1"},
        {"o": "x"},
        {"p": "-1"},
        {"q": "\x00"},
    ],
)
def test_mistyped_address_is_no_error(client, communications, query):
    response = client.get(
        reverse("core_serviceunit_modeladmin_index"), query, follow=True
    )

    assert response.status_code == 200


def test_communications_do_not_delete(client, communications):
    entry = TopicFactory()

    response = client.post(reverse("core_topic_modeladmin_delete", args=[entry.pk]))

    assert response.status_code == 302
    assert type(entry).objects.filter(pk=entry.pk).exists()


def test_list_asks_the_same_number_of_queries_for_1_and_30(
    client, communications, django_assert_num_queries
):
    address = reverse("core_serviceunit_modeladmin_index")
    area = ServiceAreaFactory()
    town = MunicipalityFactory()
    ServiceUnitFactory(service_area=area, municipality=town)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    one = len(queries)
    ServiceUnitFactory.create_batch(29, service_area=area, municipality=town)
    client.get(address)

    with django_assert_num_queries(one):
        response = client.get(address)
    assert len(response.context["object_list"]) == 25
    assert ServiceUnit.objects.count() == 30


@pytest.mark.parametrize("name", FACTORIES)
def test_entry_can_be_looked_at(client, communications, name):
    entry = FACTORIES[name]()

    response = client.get(reverse(f"core_{name}_modeladmin_inspect", args=[entry.pk]))

    assert response.status_code == 200
    assert entry.name_fi in response.content.decode()


@pytest.mark.parametrize("name", FACTORIES)
def test_list_shows_what_is_in_use_and_can_be_ordered(client, communications, name):
    used, unused = FACTORIES[name](name_fi="Aa"), FACTORIES[name](name_fi="Öö")
    type(unused).objects.filter(pk=unused.pk).update(in_use=False)
    url = reverse(f"core_{name}_modeladmin_index")

    backwards = client.get(url, {"o": "-0"})
    found = client.get(url, {"q": "Öö"})
    out_of_use = client.get(url, {"in_use__exact": "0"})

    assert next(iter(backwards.context["object_list"])) == unused
    assert list(found.context["object_list"]) == [unused]
    assert list(out_of_use.context["object_list"]) == [unused]
    assert used.name_fi not in out_of_use.context["object_list"].values_list("name_fi")


def test_entry_in_use_is_not_deleted_but_said_what_uses_it(admin_client):
    unit = ServiceUnitFactory(name_fi="Hervannan terveysasema")
    area = unit.service_area
    url = reverse("core_servicearea_modeladmin_delete", args=[area.pk])

    html = admin_client.post(url).content.decode()

    assert type(area).objects.filter(pk=area.pk).exists()
    assert "Hervannan terveysasema" in html
    assert reverse("core_servicearea_modeladmin_edit", args=[area.pk]) in html
