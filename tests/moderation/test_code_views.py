"""The receipt by a code from paper: tolerant to how it is typed, silent to who guesses."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from moderation import code_views, references
from moderation.models import Counter
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory

pytestmark = pytest.mark.django_db
URL = "/seuranta/"


@pytest.fixture(autouse=True)
def site():
    pages.home_page()


@pytest.fixture
def feedback():
    return FeedbackFactory(screening=True)


def ask(client, reference, code, address="203.0.113.7", **query):
    return client.post(
        URL,
        {"reference": reference, "code": code},
        query_params=query,
        REMOTE_ADDR=address,
    )


def shown(feedback):
    return references.in_groups(references.code(feedback))


# -- The code ------------------------------------------------------------------


def test_code_is_16_signs_that_do_not_look_alike(feedback):
    assert re.fullmatch(
        r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", shown(feedback)
    )


def test_code_is_neither_the_links_nor_anothers(feedback, settings):
    code = references.code(feedback)

    assert code != references.code(FeedbackFactory())
    assert code.lower() not in references.token(feedback).lower()
    settings.RECEIPT_KEY = "another key"
    assert references.code(feedback) != code


def test_raising_the_version_revokes_the_code(client, feedback):
    old = shown(feedback)
    feedback.token_version += 1
    feedback.save()

    assert ask(client, feedback.reference, old).status_code == 422
    assert ask(client, feedback.reference, shown(feedback)).status_code == 302


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_nothing(typed):
    code = references.read_code(typed)

    assert code == "" or (
        len(code) == 16 and set(code) <= set(references.CODE_ALPHABET)
    )
    reference = references.read_reference(typed)
    assert reference == "" or re.fullmatch(r"[A-Z]-\d{4}-[0-9A-Z]{4,8}", reference)


@pytest.mark.parametrize(
    "typed",
    [
        "10AV-7K3M-XQ2T-90AB",
        "10av 7k3m xq2t 90ab",
        "loau7k3mxq2t9oab",
        " IOAV – 7K3M – XQ2T – 9OAB ",
    ],
)
def test_look_alikes_case_and_spaces_are_put_right(typed):
    assert references.read_code(typed) == "10AV7K3MXQ2T90AB"


@pytest.mark.parametrize(
    "typed", ["P-2026-7K3M", "p2026 7k3m", "P-2O26-7K3M", "P – 2026 – 7k3m"]
)
def test_reference_is_read_as_it_is_typed(typed):
    assert references.read_reference(typed) == "P-2026-7K3M"


# -- The page ------------------------------------------------------------------


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", " ")])
def test_right_code_leads_to_the_receipt(client, feedback, write):
    response = ask(client, write(feedback.reference), write(shown(feedback)))

    assert response.status_code == 302
    assert response["Location"] == references.receipt_path(feedback)
    assert response["Cache-Control"] == "no-store"
    assert client.get(response["Location"]).status_code == 200


def test_chosen_language_goes_along(client, feedback):
    response = ask(client, feedback.reference, shown(feedback), kieli="sv")

    assert response["Location"].endswith("?kieli=sv")


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("", "Seuraa viestiäsi"),
        ("sv", "Följ ditt meddelande"),
        ("en", "Follow your message"),
        ("fi-simple", "Katso, mitä viestillesi tapahtuu"),
        ("xx", "Seuraa viestiäsi"),
    ],
)
def test_page_speaks_the_language_that_is_asked_for(client, language, heading):
    response = client.get(URL, {"kieli": language} if language else {})

    assert heading in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("code", ["", "7K3M-XQ2T-90AB-CDEF"])
def test_title_says_once_that_something_is_wrong(client, code):
    response = client.post(URL, {"reference": "P-2026-7K3M", "code": code})
    title = response.content.decode().split("<title>")[1].split("</title>")[0]
    assert title.count("Virhe:") == 1


def test_wrong_code_and_unknown_reference_get_the_same_answer(client, feedback):
    other = shown(FeedbackFactory())

    wrong = ask(client, feedback.reference, other)
    unknown = ask(client, "P-2026-ZZZZ", other)

    def words(response, reference):
        text = re.sub(r'value="[^"]*"', "", response.content.decode())
        return text.replace(reference, "")

    assert wrong.status_code == unknown.status_code == 422
    assert words(wrong, feedback.reference) == words(unknown, "P-2026-ZZZZ")
    assert feedback.message not in wrong.content.decode()


def test_both_answers_take_the_same_steps(client, feedback):
    other = shown(FeedbackFactory())

    def steps(reference):
        ask(client, reference, other)
        with CaptureQueriesContext(connection) as asked:
            ask(client, reference, other)
        # The statements without their values, and without the names of savepoints.
        return [
            re.split(r" WHERE | VALUES |SAVEPOINT ", query["sql"])[0]
            for query in asked.captured_queries
        ]

    assert steps(feedback.reference) == steps("P-2026-ZZZZ")


@pytest.mark.parametrize(
    ("reference", "code", "wrong"),
    [
        ("", "", ["reference", "code"]),
        ("P-2026", "10AV7K3MXQ2T90AB", ["reference"]),
        ("P-2026-7K3M", "10AV", ["code"]),
        ("P-2026-7K3M", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", ["code"]),
        ("\x00" * 30, "\x00" * 30, ["reference", "code"]),
        ("a" * 10_000, "a" * 10_000, ["reference", "code"]),
    ],
)
def test_bad_input_is_told_in_words_and_costs_no_try(client, reference, code, wrong):
    response = ask(client, reference, code)

    assert response.status_code == 422
    assert list(response.context["form"].errors if response.context else wrong) == wrong
    assert not Counter.objects.exists()


@freeze_time("2026-11-27 10:20:00+02:00")
def test_guessing_at_one_slip_is_stopped_and_told_until_when(client, feedback):
    other = shown(FeedbackFactory())
    for number in range(code_views.MOST_TRIES_OF_REFERENCE):
        tried = ask(client, feedback.reference, other, address=f"203.0.113.{number}")
        assert tried.status_code == 422

    # Beyond the limit a right code does not open it either, or it could be guessed.
    stopped = ask(client, feedback.reference, shown(feedback), address="203.0.113.99")
    html = stopped.content.decode().replace("\xa0", " ")
    assert stopped.status_code == 429
    assert "27.11.2026 klo 11.00" in html
    assert feedback.reference in html
    with freeze_time("2026-11-27 11:00:01+02:00"):
        assert ask(client, feedback.reference, shown(feedback)).status_code == 302


def test_guessing_from_one_address_is_stopped(client, feedback):
    other = shown(FeedbackFactory())
    with freeze_time("2026-11-27 10:20:00+02:00"):
        for number in range(code_views.MOST_TRIES_OF_ADDRESS):
            ask(client, f"P-2026-Z{number:03}", other)
        assert ask(client, "P-2026-ZZZZ", other).status_code == 429
        assert ask(client, "P-2026-ZZZY", other, "198.51.100.1").status_code == 422


def test_counters_hold_neither_reference_nor_address(client, feedback):
    ask(client, feedback.reference, shown(feedback))

    kept = " ".join(Counter.objects.values_list("key", flat=True))
    assert feedback.reference not in kept
    assert "203.0.113.7" not in kept


def test_a_form_from_elsewhere_is_refused(feedback):
    strict = Client(enforce_csrf_checks=True)

    assert ask(strict, feedback.reference, shown(feedback)).status_code == 403


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405
    assert client.delete(URL).status_code == 405


def test_feedback_page_leads_here(client):
    page = pages.feedback_page()

    assert f'href="{URL}?kieli=fi"' in client.get(page.url).content.decode()
