"""The form of support, and the names that may be shown."""

import statistics
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, InitiativeMail, Support
from moderation.models import Counter
from tests.factories import pages
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.feedback_forms.test_views import form_id
from tests.initiatives.supporting.test_services import confirm, give
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    pages.initiatives_page()
    return InitiativeFactory(at=Stage.COLLECTING)


def form_of(initiative):
    return f"/aloitteet/{initiative.slug}/kannata/"


def names_of(initiative):
    return f"/aloitteet/{initiative.slug}/kannattajat/"


def answers(**changes):
    data = {
        "form_id": form_id(),
        "name": "Kaisa Kannattaja",
        "municipality": "elsewhere",
        "email": "kaisa@example.org",
        "name_public": "yes",
        "age": "yes",
    }
    return {**data, **changes}


def test_form_is_shown_in_three_queries(client, initiative):
    client.get(form_of(initiative))
    with counted() as queries:
        response = client.get(form_of(initiative))
    assert response.status_code == 200
    assert len(queries) <= 3, list(queries)


def test_sent_form_waits_for_the_mail(client, initiative):
    town = MunicipalityFactory()
    response = client.post(form_of(initiative), answers(municipality=str(town.pk)))

    support = Support.objects.get()
    assert response.status_code == 302
    assert "kaisa" not in response["Location"]
    assert (support.name, support.municipality) == ("Kaisa Kannattaja", town)
    assert (support.confirmed_at, support.name_public) == (None, True)
    after = client.get(response["Location"])
    assert after.status_code == 200
    assert after["Cache-Control"] == "no-cache"


def test_known_and_unknown_address_are_answered_alike(client, initiative):
    confirm(give(initiative, email="tuttu@example.org"))
    InitiativeMail.objects.all().delete()

    known, unknown = (
        client.post(form_of(initiative), answers(email=email))
        for email in ("tuttu@example.org", "uusi@example.org")
    )

    assert known.status_code == unknown.status_code == 302
    assert dict(known.headers) == dict(unknown.headers)
    mails = InitiativeMail.objects.order_by("pk").values_list("template", flat=True)
    assert list(mails) == ["supported", "confirm-support"]


def test_known_and_unknown_address_take_as_long(client, initiative):
    """The median of the differences of pairs, each first in turns: the machine is shared."""
    rounds, differences = 30, []
    for each in range(rounds):
        confirm(give(initiative, email=f"tuttu{each}@example.org"))
    for each in range(rounds):
        took = {}
        order = ("tuttu", "uusi") if each % 2 else ("uusi", "tuttu")
        for name in order:
            sent = answers(email=f"{name}{each}@example.org")
            Counter.objects.all().delete()
            began = time.perf_counter()
            assert client.post(form_of(initiative), sent).status_code == 302
            took[name] = time.perf_counter() - began
        differences.append(took["tuttu"] - took["uusi"])
    assert abs(statistics.median(differences)) < 0.010


def test_bad_input_keeps_what_was_typed(client, initiative):
    sent = answers(email="ei osoite", municipality="999999", name_public="", age="")
    response = client.post(form_of(initiative), sent)

    text = response.content.decode()
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    assert "Kaisa Kannattaja" in text
    assert "ei osoite" in text
    assert set(response.context["form"].errors) == {
        "email",
        "municipality",
        "name_public",
        "age",
    }
    assert not Support.objects.exists()


@pytest.mark.parametrize("value", ["\x00", "1; DROP", "-1", "½", "9" * 400])
def test_odd_municipality_is_no_error_of_ours(client, initiative, value):
    response = client.post(form_of(initiative), answers(municipality=value))
    assert response.status_code == 422


def test_hidden_field_asks_until_it_is_answered(client, initiative):
    for _turn in range(5):
        response = client.post(form_of(initiative), answers(website="http://x"))
        assert response.status_code == 422
        assert response.context["verdict"].question
    assert "Kaisa Kannattaja" in response.content.decode()
    assert not Support.objects.exists()


def test_who_is_too_fast_answers_a_question_and_goes_on(client, initiative):
    sent = answers(form_id=form_id(timedelta(0)))
    response = client.post(form_of(initiative), sent)
    question = response.context["verdict"].question

    from captcha.models import CaptchaStore

    answer = CaptchaStore.objects.get(hashkey=question.key).response
    sent |= {"captcha_key": question.key, "captcha_answer": answer}
    assert client.post(form_of(initiative), sent).status_code == 302
    assert Support.objects.count() == 1


def test_wrong_answers_are_asked_again_without_end(client, initiative):
    sent = answers(form_id=form_id(timedelta(0)))
    for _turn in range(6):
        response = client.post(form_of(initiative), sent)
        verdict = response.context["verdict"]
        sent |= {
            "captcha_key": verdict.question.key,
            "captcha_answer": "väärin",
            "wrong_answers": verdict.wrong_answers,
        }
    assert response.status_code == 422
    assert not Support.objects.exists()


def test_a_flood_from_one_address_is_stopped_and_nothing_lost(client, initiative):
    client.post(form_of(initiative), answers())
    Counter.objects.update(count=10_000)

    response = client.post(form_of(initiative), answers(name="Matti Meikäläinen"))

    assert response.status_code == 429
    assert "Matti Meikäläinen" in response.content.decode()


def test_after_the_end_it_is_said_in_words(client, initiative):
    Initiative.objects.update(collects_until=timezone.now() - timedelta(seconds=1))

    for response, status in (
        (client.get(form_of(initiative)), 200),
        (client.post(form_of(initiative), answers()), 409),
    ):
        assert response.status_code == status
        assert (
            b"<form"
            not in response.content.partition(b"<main")[2].partition(b"</main")[0]
        )
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "stage", [Stage.MADE, Stage.SCREENING, Stage.REJECTED, Stage.WITHDRAWN]
)
def test_what_is_not_public_is_not_found(client, stage):
    pages.initiatives_page()
    initiative = InitiativeFactory(at=stage)
    for address in (form_of(initiative), names_of(initiative)):
        assert client.get(address).status_code == 404
    assert client.post(form_of(initiative), answers()).status_code == 404


@pytest.mark.parametrize("slug", ["a-2026-zzzz", "x", "a-2026-", "A" * 300])
def test_unknown_initiative_is_not_found(client, initiative, slug):
    assert client.get(f"/aloitteet/{slug}/kannata/").status_code == 404


def test_methods(client, initiative):
    assert client.put(form_of(initiative)).status_code == 405
    assert client.post(names_of(initiative)).status_code == 405


def test_names_of_those_who_let_them_be_shown(client, initiative):
    confirm(give(initiative, email="a@example.org", name="Näkyvä Nimi"))
    confirm(
        give(initiative, email="b@example.org", name="Piilo Nimi", name_public=False)
    )
    give(initiative, email="c@example.org", name="Vahvistamaton Nimi")

    text = client.get(names_of(initiative)).content.decode()

    assert "Näkyvä Nimi" in text
    assert "Piilo Nimi" not in text
    assert "Vahvistamaton Nimi" not in text
    assert 'name="robots" content="noindex"' in text


def test_names_cost_the_same_for_one_and_many(client, initiative):
    costs = []
    for number in (1, 120):
        Support.objects.all().delete()
        rows = [
            Support(
                initiative=initiative,
                name=f"Kannattaja {each}",
                name_public=True,
                email_hash=str(each),
                language="fi",
                confirmed_at=timezone.now(),
            )
            for each in range(number)
        ]
        Support.objects.bulk_create(rows)
        client.get(names_of(initiative))
        with counted() as queries:
            response = client.get(names_of(initiative))
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs
    assert len(response.context["names"]) == 50
    last = client.get(f"{names_of(initiative)}?sivu=3")
    assert len(last.context["names"]) == 20
    assert client.get(f"{names_of(initiative)}?sivu=4").status_code == 404


def test_a_suggestion_has_its_own_way(client):
    pages.initiatives_page()
    suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    client.post(form_of(suggestion), answers(), follow=True)
    assert not any(support.name for support in Support.objects.all())
