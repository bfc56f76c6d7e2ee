"""The screen of a unit's addresses: what each code holds, and who sees which."""

import pytest

from core.printing import qr_svg
from feedback_forms.kiosks import kiosk_key
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
START = "http://testserver/anna-palautetta"


def screen(client, role, slug):
    client.force_login(UserFactory(**{role: True}))
    return client.get(f"/admin/toimipaikan-osoitteet/{slug}/")


@pytest.mark.parametrize("role", ["communications", "participation", "administrator"])
def test_addresses_by_language_and_links_of_tablets_with_codes(client, settings, role):
    settings.BASE_URL = "https://osallistu.example.org"
    pages.feedback_page()
    unit = ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    moved, unit.slug = unit.slug, "hatanpaa"
    unit.save()

    html = screen(client, role, moved).content.decode()

    public = f"https://osallistu.example.org/palaute/{unit.slug}/"
    for address in (public, f"{public}kuvat/", f"{public}laaja/"):
        assert f'href="{address}"' in html
        assert str(qr_svg(address)) in html
    tablet = f"{START}/{unit.slug}/kuvat/kioski/?laite={kiosk_key(unit)}"
    assert f'href="{tablet}"' in html
    assert str(qr_svg(tablet)) in html


@pytest.mark.parametrize("role", ["moderator", "handler", "writer"])
def test_others_are_told_that_they_may_not(client, role):
    pages.feedback_page()
    unit = ServiceUnitFactory()

    response = screen(client, role, unit.slug)

    assert response.status_code == 403
    assert kiosk_key(unit) not in response.content.decode()


def test_unit_that_is_not_there_or_without_a_page(client):
    unit, unused = ServiceUnitFactory(), ServiceUnitFactory(in_use=False)

    for slug, status in ((unit.slug, 200), (unused.slug, 404), ("ei-ole", 404)):
        response = screen(client, "administrator", slug)
        assert response.status_code == status
        assert kiosk_key(unit) not in response.content.decode()
