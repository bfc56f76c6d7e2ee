"""Following by mail: double opt-in, the same answer for all, and one press to leave."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.logging import hide
from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.links import token
from initiatives.mails import private_url
from initiatives.models import Follower, InitiativeMail, InitiativeSettings
from initiatives.outbox import send_due
from initiatives.services.retention import erase_followers
from moderation import services
from moderation.models import ModerationSettings
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.moderation.test_outbox import mailbox, text_of, unwrapped  # noqa: F401
from tests.support.catalogues import compiled  # noqa: F401

pytestmark = pytest.mark.django_db

ADDRESS = "anna@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING, title="Penkki mäkeen")


def url(initiative):
    return f"/aloitteet/{initiative.slug}/seuraa/"


def ask(client, initiative, email=ADDRESS, **data):
    return client.post(url(initiative), {"email": email, **data})


@pytest.fixture
def follower(initiative):
    return Follower.objects.create(
        initiative=initiative,
        email=ADDRESS,
        language="fi",
        confirmed_at=timezone.now(),
    )


def path(follower, name="leave"):
    whole = private_url(name, "follower", follower)
    return "/" + whole.split("/", 3)[3]


def confirming():
    return InitiativeMail.objects.filter(template=MailTemplate.CONFIRM_FOLLOW)


def test_address_is_asked_to_confirm_and_follows_only_then(client, initiative):
    response = ask(client, initiative)

    follower = Follower.objects.get()
    assert response.status_code == 200
    assert follower.confirmed_at is None
    assert confirming().get().follower == follower
    address = path(follower, "confirm_follow")
    assert client.get(address).status_code == 200
    follower.refresh_from_db()
    assert follower.confirmed_at is None

    assert client.post(address).status_code == 200
    assert client.post(address).status_code == 200

    follower.refresh_from_db()
    assert follower.confirmed_at


def test_answer_is_the_same_whether_the_address_is_known(client, initiative, follower):
    def shown(email):
        response = ask(client, initiative, email)
        return response.status_code, response.content

    known, unknown = shown(ADDRESS), shown("bo@example.org")
    again = shown("bo@example.org")
    assert known == unknown == again
    assert not confirming().filter(follower=follower).exists()
    assert confirming().count() == 2


def test_mailbox_is_not_filled_by_somebody_who_types_its_address(client, initiative):
    for case in (ADDRESS, ADDRESS.upper(), ADDRESS, ADDRESS, ADDRESS):
        assert ask(client, initiative, case).status_code == 200
    assert confirming().count() == 3
    assert Follower.objects.count() == 1


@pytest.mark.parametrize(
    "email", ["", "anna", "a@b", "a" * 250 + "@example.org", "\x00"]
)
def test_mistake_is_told_and_kept(client, initiative, email):
    response = ask(client, initiative, email)
    assert response.status_code == 422
    assert b"error-summary" in response.content
    assert not Follower.objects.exists()


def test_machine_is_told_the_same_and_nothing_is_stored(client, initiative):
    assert ask(client, initiative, website="x").status_code == 200
    assert not Follower.objects.exists()


def test_beyond_the_days_limit_one_has_to_wait(client, initiative):
    settings = ModerationSettings.load()
    settings.most_per_hour = settings.most_per_day = 1
    settings.save()
    statuses = [
        ask(client, initiative, f"a{number}@example.org").status_code
        for number in range(5)
    ]
    assert statuses == [200] * 4 + [429]
    assert Follower.objects.count() == 4


@pytest.mark.parametrize(
    "stage", [Stage.MADE, Stage.SCREENING, Stage.CORRECTION, Stage.REJECTED]
)
def test_what_is_not_public_cannot_be_followed(client, stage):
    hidden = InitiativeFactory(at=stage, title="Kanarialintu")
    for response in (client.get(url(hidden)), ask(client, hidden)):
        assert response.status_code == 404
        assert "Kanarialintu" not in response.content.decode()


def test_what_has_ended_says_so(client):
    old = InitiativeFactory(at=Stage.ARCHIVED)
    assert client.get(url(old)).status_code == 200
    assert ask(client, old).status_code == 409
    assert not Follower.objects.exists()


def test_joined_suggestion_leads_to_the_one_that_stays(client):
    target = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    joined = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    type(joined).objects.filter(pk=joined.pk).update(
        stage=Stage.MERGED, merged_into=target
    )
    # Found by the part that reads, which may lead on by itself.
    response = client.get(url(joined))
    assert response.status_code in {301, 302}
    assert target.slug in response["Location"]


# -- Links of mails --------------------------------------------------------------


@pytest.mark.parametrize("name", ["confirm_follow", "leave"])
def test_link_is_private_and_opened_by_its_own_token_alone(client, follower, name):
    address = path(follower, name)
    response = client.get(address)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    right = token("follower", follower.uuid)
    for wrong in (token("support", follower.uuid), token("follower", uuid.uuid4())):
        wrong_address = address.replace(right, wrong)
        for answer in (
            client.get(wrong_address),
            client.post(wrong_address),
            client.post(wrong_address, ONE_CLICK),
        ):
            assert answer.status_code == 404
    assert Follower.objects.count() == 1
    assert right not in hide(f"GET {address}")
    assert client.put(address).status_code == 405


def test_leaving_asks_once_more_and_deletes_the_row(client, follower):
    assert client.get(path(follower)).status_code == 200
    assert Follower.objects.count() == 1
    for _ in range(2):
        assert client.post(path(follower)).status_code == 200
    assert not Follower.objects.exists()
    assert client.get(path(follower)).status_code == 200
    assert client.post(path(follower, "confirm_follow")).status_code == 200


def test_one_press_in_a_mail_program_leaves_without_a_token(follower):
    program = Client(enforce_csrf_checks=True)
    assert program.post(path(follower)).status_code == 403
    assert Follower.objects.count() == 1
    for _ in range(2):
        assert program.post(path(follower), ONE_CLICK).status_code == 200
    assert not Follower.objects.exists()


def test_button_of_our_own_page_is_checked_and_works(follower):
    browser = Client(enforce_csrf_checks=True)
    browser.get(path(follower))
    data = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    # As browsers send it from a page that sends no referrer.
    response = browser.post(path(follower), data, HTTP_ORIGIN="null")
    assert response.status_code == 200
    assert not Follower.objects.exists()


def test_mail_that_waits_goes_with_the_follower(client, follower, initiative):
    InitiativeMail.objects.create(
        template=MailTemplate.STAGE, initiative=initiative, follower=follower
    )
    client.post(path(follower), ONE_CLICK)
    assert not InitiativeMail.objects.exclude(follower=None).exists()


def test_withdrawn_initiative_is_not_named_by_the_links(client, follower, initiative):
    services.withdraw(submission=initiative)
    for name in ("confirm_follow", "leave"):
        html = client.get(path(follower, name)).content.decode()
        assert "Penkki" not in html


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_page_speaks_the_followers_language(client, follower, language):
    follower.language = language
    follower.save()
    html = client.get(path(follower)).content.decode()
    assert f'<html lang="{language[:2]}"' in html


@pytest.mark.usefixtures("compiled")
def test_mail_has_the_headers_of_one_press(mailbox, client, initiative, settings):  # noqa: F811
    settings.BASE_URL = "https://osallistu.example"
    InitiativeMail.objects.all().delete()
    ask(client, initiative)

    assert send_due() == 1

    (message,) = mailbox.messages
    follower = Follower.objects.get()
    leave = f"https://osallistu.example{path(follower)}"
    assert message["To"] == ADDRESS
    # The line of a long address begins after a fold.
    assert message["List-Unsubscribe"].strip() == f"<{leave}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Penkki mäkeen" in message["Subject"]
    text = unwrapped(text_of(message))
    assert f"https://osallistu.example{path(follower, 'confirm_follow')}" in text
    assert leave in text
    client.post(path(follower), ONE_CLICK)
    assert not Follower.objects.exists()


# -- Retention -------------------------------------------------------------------


def test_followers_are_forgotten_in_time(initiative, follower):
    now = timezone.now()
    late = Follower.objects.create(
        initiative=initiative, email="bo@example.org", language="fi"
    )
    week = timedelta(days=7)
    assert erase_followers(now=now + week - timedelta(hours=1)) == 0
    assert erase_followers(now=now + week + timedelta(hours=1)) == 1
    assert not Follower.objects.filter(pk=late.pk).exists()

    months = InitiativeSettings.current().supports_kept_months
    services.withdraw(submission=initiative)
    assert erase_followers(now=now + timedelta(days=30 * months - 10)) == 0
    assert erase_followers(now=now + timedelta(days=31 * months + 2)) == 1
    assert not Follower.objects.exists()
