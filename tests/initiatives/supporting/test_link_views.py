"""What the link in the mail opens: for its holder alone, and only a button changes it."""

import logging
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.logging import HideReceiptTokens
from initiatives.enums import Stage
from initiatives.links import token
from initiatives.models import Initiative, Support
from moderation.models import Submission
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.supporting.test_services import confirm, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    pages.initiatives_page()
    return InitiativeFactory(at=Stage.COLLECTING)


@pytest.fixture
def support(initiative):
    return give(initiative)


def path_of(support, rest=""):
    return f"/aloite/kannatus/{support.uuid}/{token('support', support.uuid)}/{rest}"


def count(initiative):
    return Initiative.objects.get(pk=initiative.pk).support_count


def close(initiative):
    Initiative.objects.filter(pk=initiative.pk).update(
        collects_until=timezone.now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize("rest", ["", "peru/"])
def test_opening_changes_nothing_and_stays_private(client, initiative, support, rest):
    response = client.get(path_of(support, rest))

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert count(initiative) == 0
    assert Support.objects.get().confirmed_at is None


def test_button_confirms_and_the_way_back_says_so(client, initiative, support):
    first = client.post(path_of(support), follow=True)
    client.post(path_of(support))

    assert first.status_code == 200
    assert count(initiative) == 1
    assert "Kaisa Kannattaja" in first.content.decode()


def test_name_is_hidden_by_a_button(client, initiative, support):
    confirm(support)
    client.post(path_of(support), {"hide": "1"})

    assert not Support.objects.named().exists()
    assert count(initiative) == 1


def test_support_is_withdrawn_by_a_button(client, initiative, support):
    confirm(support)
    response = client.post(path_of(support, "peru/"), follow=True)

    assert response.status_code == 200
    assert (count(initiative), Support.objects.count()) == (0, 0)
    assert client.get(path_of(support)).status_code == 404


def test_after_the_end_it_is_said_in_words(client, initiative, support):
    close(initiative)
    assert client.get(path_of(support)).status_code == 200
    assert client.post(path_of(support)).status_code == 409
    assert count(initiative) == 0


def test_what_was_sent_stands(client, initiative, support):
    confirm(support)
    close(initiative)

    assert client.get(path_of(support, "peru/")).status_code == 200
    assert client.post(path_of(support, "peru/")).status_code == 409
    assert count(initiative) == 1
    assert client.get(path_of(support)).status_code == 200


def test_other_links_open_nothing(client, initiative, support):
    other = give(initiative, email="toinen@example.org")
    for key, secret in (
        (support.uuid, token("support", other.uuid)),
        (support.uuid, token("follower", support.uuid)),
        (uuid.uuid4(), token("support", support.uuid)),
        (support.uuid, "x"),
        (support.uuid, "ä" * 32),
    ):
        for rest in ("", "peru/"):
            address = f"/aloite/kannatus/{key}/{secret}/{rest}"
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    assert Support.objects.count() == 2


def test_what_is_checked_again_is_named_by_its_reference(client, initiative, support):
    """Nobody reads it meanwhile, also not by this link."""
    confirm(support)
    Submission.objects.filter(pk=initiative.pk).update(published_at=None)

    for rest in ("", "peru/"):
        text = client.get(path_of(support, rest)).content.decode()
        assert initiative.reference in text
        assert initiative.title not in text


def test_methods(client, support):
    assert client.put(path_of(support)).status_code == 405


def test_form_is_sent_from_a_page_without_referrer(support):
    client = Client(enforce_csrf_checks=True)
    client.get(path_of(support))
    secret = client.cookies["csrftoken"].value
    response = client.post(
        path_of(support), {"csrfmiddlewaretoken": secret}, HTTP_ORIGIN="null"
    )
    assert response.status_code == 302


def test_reader_chooses_the_language(client, support):
    swedish = client.get(f"{path_of(support)}?kieli=sv").content.decode()
    assert '<html lang="sv"' in swedish
    assert f"{path_of(support)}?kieli=sv" in swedish


def test_token_is_kept_out_of_logs(support):
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "GET %s", (path_of(support, "peru/"),), None
    )
    HideReceiptTokens().filter(record)
    assert token("support", support.uuid) not in record.getMessage()
    assert str(support.uuid) in record.getMessage()
