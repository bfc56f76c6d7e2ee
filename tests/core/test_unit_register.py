"""Service units: addresses that stand on posters, contact, handlers, and import of all that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core.importable import ServiceUnitImport
from core.models import FormerSlug, ServiceUnit
from core.models.unit_addresses import RESERVED
from core.register_import import import_register, make_plan
from tests.factories.core import (
    MunicipalityFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
)
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
LIST = "core_serviceunit_modeladmin_index"


@pytest.fixture
def communications(client):
    user = UserFactory(communications=True)
    client.force_login(user)
    return user


def save(client, unit, **changes):
    data = {
        "name_fi": unit.name_fi,
        "service_area": unit.service_area_id,
        "slug": unit.slug,
        "sort_order": "0",
        "in_use": "on",
        **changes,
    }
    address = reverse("core_serviceunit_modeladmin_edit", args=[unit.pk])
    return client.post(address, data, follow=True)


# -- Addresses -----------------------------------------------------------------


def test_moved_unit_is_still_found_at_its_old_address():
    unit = ServiceUnitFactory(slug="hatanpaa")
    unit.slug = "hatanpaan-sairaala"
    unit.save()

    assert ServiceUnit.by_slug("hatanpaa").slug == "hatanpaan-sairaala"
    assert ServiceUnit.by_slug("hatanpaan-sairaala") == unit
    assert ServiceUnit.by_slug("muualla") is None


def test_unit_that_moves_back_has_no_address_twice():
    unit = ServiceUnitFactory(slug="vanha")
    for slug in ("uusi", "vanha"):
        unit.slug = slug
        unit.save()

    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["uusi"]


def test_finding_a_unit_asks_nothing_while_registers_are_unchanged(
    django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        unit = ServiceUnitFactory(slug="vanha")
        unit.slug = "uusi"
        unit.save()
    ServiceUnit.by_slug("vanha")

    with django_assert_num_queries(0):
        assert ServiceUnit.by_slug("vanha") == unit


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_address_of_the_feedback_page_itself_is_refused(client, communications, slug):
    unit = ServiceUnitFactory()

    response = save(client, unit, slug=slug)

    assert response.context["form"].errors["slug"]
    assert ServiceUnit.objects.get().slug == unit.slug


def test_unit_named_like_an_address_of_the_page_gets_another():
    assert ServiceUnitFactory(name_fi="Kioski").slug == "kioski-2"


def test_address_that_another_unit_had_is_refused():
    moved = ServiceUnitFactory(slug="vanha")
    moved.slug = "uusi"
    moved.save()
    other = ServiceUnitFactory()
    other.slug = "vanha"

    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    assert list(refused.value.error_dict) == ["slug"]
    assert ServiceUnitFactory(name_fi="Vanha").slug == "vanha-2"


def test_new_address_warns_of_printed_posters(client, communications):
    unit = ServiceUnitFactory(slug="vanha")

    moved = save(client, unit, slug="uusi")
    unit.refresh_from_db()
    unmoved = save(client, unit, slug="uusi", phone="03 123 4567")

    shown = [str(message) for message in moved.context["messages"]]
    assert any("vanha" in text and "uusi" in text for text in shown)
    assert len(list(unmoved.context["messages"])) == 1
    assert ServiceUnit.objects.get().phone == "03 123 4567"


# -- The list and the form -----------------------------------------------------


def test_list_shows_contact_and_how_many_handle(client, communications):
    unit = ServiceUnitFactory(email="hatanpaa@example.org", phone="03 123 4567")
    unit.handlers.set([UserFactory(handler=True), UserFactory(handler=True)])

    response = client.get(reverse(LIST))

    html = response.content.decode()
    assert "hatanpaa@example.org" in html
    assert "03 123 4567" in html
    assert response.context["object_list"][0].handler_count == 2


def test_list_costs_the_same_however_many_units(client, communications):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse(LIST))
        return len(asked)

    ServiceUnitFactory(municipality=MunicipalityFactory())
    queries()
    one = queries()
    for _number in range(20):
        unit = ServiceUnitFactory(municipality=MunicipalityFactory())
        unit.handlers.set([UserFactory(handler=True)])
    queries()

    assert queries() == one


def test_handlers_are_chosen_from_staff_who_are_there(client, communications):
    here, gone = UserFactory(handler=True), UserFactory(handler=True, is_active=False)
    unit = ServiceUnitFactory()

    save(client, unit, handlers=[here.pk])
    refused = save(client, unit, handlers=[gone.pk])

    assert list(unit.handlers.all()) == [here]
    assert refused.context["form"].errors["handlers"]


# -- Import --------------------------------------------------------------------

HEADER = "name_fi,service_area,slug,email,phone,handlers\n"


def plan_of(*lines):
    with translation.override("en"):
        return make_plan(ServiceUnitImport, (HEADER + "\n".join(lines)).encode())


def test_import_brings_address_contact_and_handlers():
    unit = ServiceUnitFactory(name_fi="Hatanpää")
    area = unit.service_area.name_fi
    anna, olli = UserFactory(username="anna"), UserFactory(email="Olli@example.org")
    line = (
        f"Hatanpää,{area},hatanpaa,h@example.org,+358 3 123 4567,anna;olli@example.org"
    )
    data = (HEADER + line).encode()

    import_register(importer=ServiceUnitImport, data=data)
    again = make_plan(ServiceUnitImport, data)

    unit.refresh_from_db()
    assert (unit.slug, unit.email, unit.phone) == (
        "hatanpaa",
        "h@example.org",
        "+358 3 123 4567",
    )
    assert set(unit.handlers.all()) == {anna, olli}
    assert len(again.unchanged) == 1


def test_empty_cell_leaves_the_handlers():
    unit = ServiceUnitFactory(name_fi="Hatanpää")
    unit.handlers.set([anna := UserFactory()])
    data = (HEADER + f"Hatanpää,{unit.service_area.name_fi},uusi,,,").encode()

    import_register(importer=ServiceUnitImport, data=data)

    assert list(unit.handlers.all()) == [anna]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (",,,kukaan", "kukaan"),
        (",,,jaettu@example.org", "jaettu@example.org"),
        (",,,poissa", "poissa"),
        ("kuvat,,,", "slug"),
        ("ei kelpaa,,,", "slug"),
        ("varattu,,,", "varattu"),
        ("entinen,,,", "entinen"),
        (",ei osoite,,", "email"),
        (",,=1+1,", "formula"),
    ],
)
def test_line_that_cannot_be_used_is_refused_in_words(cells, reason):
    moved = ServiceUnitFactory(slug="entinen")
    moved.slug = "varattu"
    moved.save()
    UserFactory.create_batch(2, email="jaettu@example.org")
    UserFactory(username="poissa", is_active=False)

    plan = plan_of(f"Uusi,{moved.service_area.name_fi},{cells}")

    assert plan.new == []
    assert reason in plan.refused[0].reason


def test_name_in_several_municipalities_is_several_units():
    area, tampere, nokia = (
        ServiceAreaFactory(name_fi="Perheet"),
        MunicipalityFactory(name_fi="Tampere"),
        MunicipalityFactory(name_fi="Nokia"),
    )
    there = ServiceUnitFactory(
        name_fi="Perhekeskus", service_area=area, municipality=tampere
    )
    lines = [f"Perhekeskus;{area.name_fi};{town.name_fi};" for town in (nokia, tampere)]
    data = "\n".join(["Nimi suomeksi;Palvelualue;Kunta;", *lines]).encode("cp1252")

    plan = import_register(importer=ServiceUnitImport, data=data)

    assert [change.entry.slug for change in plan.new] == ["perhekeskus-nokia"]
    assert [change.entry.pk for change in plan.unchanged] == [there.pk]
    assert len(make_plan(ServiceUnitImport, data).unchanged) == 2


def test_register_as_a_file_is_read_again_and_renames(client, communications):
    unit = ServiceUnitFactory(
        name_fi="Hatanpään terveysasema", email="h@example.org", phone="+358 3 123 4567"
    )
    unit.handlers.set([UserFactory(username="anna"), UserFactory(username="olli")])
    url = "/admin/core/serviceunit/import/"

    with translation.override("sv"):
        data = client.get(f"{url}?csv").content

    assert [change.line for change in make_plan(ServiceUnitImport, data).unchanged] == [
        2
    ]
    renamed = data.replace(b"Hatanp", b"Uuden Hatanp")
    import_register(importer=ServiceUnitImport, data=renamed)
    before = unit.slug
    unit.refresh_from_db()
    assert unit.name_fi == "Uuden Hatanpään terveysasema"
    assert (unit.slug, ServiceUnit.objects.count()) == (before, 1)


@pytest.mark.parametrize("broken", ["HatanpÃ¤Ã¤", "Hatanp√§√§", "Hatanp\ufffd\ufffd"])
def test_letters_that_a_spreadsheet_broke_are_refused(broken):
    area = ServiceUnitFactory().service_area.name_fi

    plan = plan_of(f"{broken},{area},,,,")

    assert "CSV UTF-8" in plan.refused[0].reason


def test_same_address_on_two_lines_is_refused():
    area = ServiceUnitFactory().service_area.name_fi

    plan = plan_of(f"Yksi,{area},sama,,,", f"Kaksi,{area},sama,,,")

    assert [refusal.line for refusal in plan.refused] == [3]
