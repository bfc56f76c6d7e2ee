"""A guess tells nothing: known and unknown are answered alike, and as fast."""

import re
import statistics
import time

import pytest
from django.test import Client

from moderation.references import receipt_path, token
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.feedback_forms.test_views import URL, answers

pytestmark = pytest.mark.django_db

ROUNDS = 40
CLOSE_ENOUGH = 0.010


@pytest.fixture(autouse=True)
def site():
    pages.feedback_page()


def without_tokens(response):
    return re.sub(
        r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode()
    )


def medians(*acts):
    """Of each act, taken in turns: the machine is shared."""
    times = [[] for _ in acts]
    for _round in range(ROUNDS):
        for act, taken in zip(acts, times, strict=True):
            began = time.perf_counter()
            act()
            taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in times]


@pytest.mark.parametrize("rest", ["", "korjaa/", "peru/"])
def test_a_receipt_that_is_and_one_that_is_not(client, rest):
    feedback, other = FeedbackFactory(), FeedbackFactory()
    known = f"/seuranta/{feedback.reference}/{token(other)}/{rest}"
    unknown = f"/seuranta/P-2026-ZZZZ/{token(other)}/{rest}"
    for method in ("get", "post"):
        first = getattr(client, method)(known)
        second = getattr(client, method)(unknown)
        assert first.status_code == second.status_code == 404
        assert without_tokens(first) == without_tokens(second)
        assert dict(first.headers) == dict(second.headers)
    took = medians(lambda: client.get(known), lambda: client.get(unknown))
    assert abs(took[0] - took[1]) < CLOSE_ENOUGH


def test_an_almost_right_token_is_as_wrong_as_any(client):
    right = receipt_path(FeedbackFactory()).rstrip("/")
    wrong = [right[:-1] + ("A" if right[-1] != "A" else "B"), right[:-5], f"{right}A"]
    for path in wrong:
        assert client.get(f"{path}/").status_code == 404


def test_a_known_and_an_unknown_name_at_the_login():
    UserFactory(username="aino")
    known, unknown = (
        Client().post("/kirjaudu/login/", {"login": name, "password": "väärä"})
        for name in ("aino", "nobody")
    )
    assert known.status_code == unknown.status_code == 200
    assert without_tokens(known).replace("aino", "nobody") == without_tokens(unknown)


def test_a_known_and_an_unknown_address_for_a_new_password(mailoutbox):
    UserFactory(username="aino", email="aino@example.org")
    known, unknown = (
        Client().post("/kirjaudu/password/reset/", {"email": address})
        for address in ("aino@example.org", "nobody@example.org")
    )
    assert (known.status_code, known["Location"]) == (
        unknown.status_code,
        unknown["Location"],
    )
    # Nobody can make us write to a stranger.
    assert {address for mail in mailoutbox for address in mail.to} <= {
        "aino@example.org"
    }


def test_an_address_that_wrote_before_is_answered_like_a_new_one():
    def send(address, number):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        data = answers(email=address, message=f"Odotin {number} viikkoa.")
        response = client.post(URL, data, follow=True)
        text = response.content.decode()
        reference = re.search(r"P-\d{4}-\w+", response.redirect_chain[0][0])[0]
        for word in (reference, data["message"]):
            text = text.replace(word, "")
        text = re.sub(r"/seuranta/[^\"]+", "", text)
        return response.status_code, re.sub(r'value="[^"]+"', "", text)

    first = send("aino@example.org", 1)
    assert send("aino@example.org", 2) == first
    assert send("nobody@example.org", 3) == first
