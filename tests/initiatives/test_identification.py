"""Strong identification in the forms, against a real provider: who supports, who makes."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from core.logging import hide
from initiatives.desk import initiators
from initiatives.enums import Stage
from initiatives.making import services as making
from initiatives.making.drafts import read
from initiatives.models import Draft, Initiative, InitiativeMail, Initiator, Support
from tests.factories import pages
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.making.test_questions import (
    ADDRESS,
    filled_in,
    page_token,
    person,
    url,
)
from tests.initiatives.supporting.test_services import confirm
from tests.initiatives.supporting.test_views import answers, form_of
from tests.support import oidc

pytestmark = pytest.mark.django_db
OTHER = {"sub": "020280-998B", "given_name": "Bo", "family_name": "Annan"}
NAME = "Aada Maria Esimerkki"


@pytest.fixture(scope="module")
def issuer():
    with oidc.provider(oidc.PERSON, OTHER) as address:
        yield address


@pytest.fixture
def site(settings, issuer):
    settings.OIDC_ISSUER = issuer
    for name, value in oidc.CLIENT.items():
        setattr(settings, name, value)
    pages.initiatives_page(), pages.feedback_page()
    return settings


@pytest.fixture
def town():
    return MunicipalityFactory(code="837")


def identify(client, back, sub=oidc.PERSON["sub"]):
    return client.get(oidc.path(oidc.agree(oidc.begin(client, back), sub=sub)))


def give(client, initiative, **changes):
    # A browser sends nothing of what cannot be changed.
    return client.post(
        form_of(initiative), answers(name="", municipality="", **changes)
    )


# Support -----------------------------------------------------------------------


def test_a_supporter_is_who_the_provider_says(client, site, town):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    back = identify(client, form_of(initiative))
    page = client.get(back["Location"])
    assert NAME in page.content.decode()
    assert page["Cache-Control"] == "no-store"

    sent = answers(name="Joku Muu", municipality="elsewhere")
    assert client.post(form_of(initiative), sent).status_code == 302

    support = Support.objects.get()
    assert (support.name, support.municipality) == (NAME, town)
    assert (support.identified, len(support.person_hash)) == (True, 64)


def test_another_address_is_no_other_person(client, site, town):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    identify(client, form_of(initiative))
    give(client, initiative)
    confirm(Support.objects.get())
    InitiativeMail.objects.all().delete()

    response = give(client, initiative, email="toinen@example.org")

    assert response.status_code == 409
    assert response.context["already"]
    assert "toinen@example.org" in response.content.decode()
    assert Support.objects.count() == 1
    assert not InitiativeMail.objects.exists()
    # From another browser neither, but for another initiative, and by another person.
    elsewhere, somebody = Client(), Client()
    identify(elsewhere, "/")
    identify(somebody, "/", sub=OTHER["sub"])
    assert give(elsewhere, initiative, email="kolmas@example.org").status_code == 409
    assert give(elsewhere, InitiativeFactory(at=Stage.COLLECTING)).status_code == 302
    sent = answers(email="bo@example.org")
    assert somebody.post(form_of(initiative), sent).status_code == 302


def test_an_address_that_was_mistyped_can_be_put_right(client, site, town):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    identify(client, form_of(initiative))
    give(client, initiative, email="vaara@example.org")

    assert give(client, initiative).status_code == 302

    assert Support.objects.get().email == "kaisa@example.org"


def test_who_writes_the_name_again_is_no_longer_identified(client, site, town):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    identify(client, form_of(initiative))
    give(client, initiative)

    Client().post(form_of(initiative), answers())

    support = Support.objects.get()
    assert (support.name, support.identified) == ("Kaisa Kannattaja", False)
    assert support.person_hash == ""


def test_the_database_knows_a_person_once(site):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    same = {"initiative": initiative, "language": "fi", "person_hash": "a" * 64}
    Support.objects.create(email="a@example.org", **same)
    with pytest.raises(IntegrityError):
        Support.objects.create(email="b@example.org", **same)


def test_a_claim_that_ran_out_is_asked_in_words(client, site, town):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    identify(client, form_of(initiative))
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        response = give(client, initiative)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "municipality"}
    assert "kaisa@example.org" in response.content.decode()


def test_without_a_provider_nothing_of_it_is_shown(client):
    pages.initiatives_page()
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    draft = making.begin(language="fi", now=timezone.now())
    for address in (form_of(initiative), url(draft, "tekija-uusi")):
        page = client.get(address)
        assert page.status_code == 200
        assert "/tunnistus/" not in page.content.decode()


# Making ------------------------------------------------------------------------


@pytest.fixture
def draft(client, site):
    return filled_in(client, making.begin(language="fi", now=timezone.now()))


def contact(draft):
    return read(Draft.objects.get(pk=draft.pk)).contact


def page_of(draft):
    return url(draft, f"tekija-{contact(draft).key}")


def save(client, draft, **changes):
    return client.post(page_of(draft), person(name="", municipality="", **changes))


def test_the_contact_person_is_identified_and_the_desk_says_so(client, draft, town):
    identify(client, page_of(draft))
    page = client.get(page_of(draft))
    assert NAME in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert save(client, draft).status_code == 302

    found = contact(draft)
    assert (found.name, found.municipality) == (NAME, town.pk)
    assert oidc.PERSON["sub"] not in Draft.objects.get().answers
    making.send(draft=draft, now=timezone.now(), language="fi")
    making.confirm(draft=draft, now=timezone.now())
    initiator = Initiator.objects.get()
    assert (initiator.name, initiator.identified) == (NAME, True)
    row = initiators(Initiative.objects.get(), named=True)[0][1]
    assert "tunnistautunut vahvasti" in row


def test_whoever_is_changed_afterwards_is_no_longer_identified(client, draft, town):
    identify(client, page_of(draft))
    save(client, draft)
    later, same = Client(), {"name": NAME, "municipality": str(town.pk)}

    later.post(page_of(draft), person(**same, phone="040 1"))
    assert contact(draft).identified
    assert contact(draft).phone == "040 1"
    later.post(page_of(draft), person(**same, email="muu@example.org"))
    assert not contact(draft).identified


def test_another_identified_person_does_not_take_the_place(client, draft, town):
    identify(client, page_of(draft))
    save(client, draft)
    other = Client()
    identify(other, page_of(draft), sub=OTHER["sub"])

    assert other.get(page_of(draft)).context["form"]["name"].value() == NAME
    sent = person(name=NAME, municipality=str(town.pk))
    assert other.post(page_of(draft), sent).status_code == 302

    found = contact(draft)
    assert (found.name, found.email, bool(found.identified)) == (NAME, ADDRESS, True)


def test_nobody_is_identified_for_another(client, draft, town):
    identify(client, page_of(draft))
    page = client.get(url(draft, "tekija-uusi"))
    assert page.context["offer"] is None
    sent = person(name="Irja", email="irja@example.org", is_contact="no")
    client.post(url(draft, "tekija-uusi"), sent)
    people = read(Draft.objects.get(pk=draft.pk)).people
    assert [(each.name, each.identified) for each in people[1:]] == [("Irja", "")]


def test_the_way_to_the_provider_keeps_the_secret_of_a_draft(client, draft):
    text = client.get(page_of(draft)).content.decode()
    way = re.search(r'href="(/tunnistus/[^"]*)"', text).group(1)
    page = client.get(way)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert page_token(draft) not in hide(f"GET {way}")
