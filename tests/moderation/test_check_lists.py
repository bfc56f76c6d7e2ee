"""The words of the automatic checks, as staff edit them."""

import pytest
from django.urls import reverse

from moderation import checks
from moderation.checks.lists import entries
from moderation.models import CheckLists
from tests.factories.core import MunicipalityFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def address():
    return reverse(
        "wagtailsettings:edit",
        args=["moderation", "checklists", CheckLists.load().pk],
    )


@pytest.mark.parametrize("group", ["moderator", "participation"])
def test_lists_are_edited_in_the_settings(client, group):
    client.force_login(UserFactory(**{group: True}))
    html = client.get(address()).content.decode()
    assert "muistisairaus" in html
    lists = (
        "health_fi",
        "health_sv",
        "health_en",
        "known_names",
        "first_names",
        "surnames",
        "spam_phrases",
    )
    response = client.post(address(), dict.fromkeys(lists, "hikka"))
    assert response.status_code == 302
    assert CheckLists.current().health_fi == "hikka"


def test_others_do_not_edit_the_lists(client):
    client.force_login(UserFactory(handler=True))
    assert client.get(address()).status_code in {302, 403}


def test_entries_stand_on_lines_or_between_commas():
    assert entries("syöpä\r\n\n hiv , aids\nsyöpä\n") == ("syöpä", "hiv", "aids")


def test_names_of_the_registers_are_nobodys():
    MunicipalityFactory(name_fi="Helmilä", name_sv="Pärlby")
    names = checks.current_lists().known_names
    assert {"Helmilä", "Pärlby"} <= set(names)
    assert checks.flags("Naapurini Helmilä ja astma.") == []
    assert checks.flags("Naapurini Helmi ja astma.") == ["health-name"]


def test_names_of_the_list_are_people_s():
    assert checks.flags("Eilen Zuzulla oli astma.") == []
    lists = CheckLists.load()
    lists.first_names = "Zuzu"
    lists.save()
    assert checks.flags("Eilen Zuzulla oli astma.") == ["health-name"]


def test_reading_the_lists_costs_no_query_while_nothing_changes(
    django_assert_num_queries,
):
    checks.current_lists()
    with django_assert_num_queries(0):
        checks.current_lists()
