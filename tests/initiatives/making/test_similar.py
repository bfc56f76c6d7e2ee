"""Others about the same, found by the forms of Finnish words."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.making import services
from initiatives.making.drafts import page_token
from initiatives.making.similar import similar
from initiatives.models import Initiative
from search.engines import database
from search.entries import values_of
from search.models import SearchEntry
from search.registry import Content, Source
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


class Entries(Source):
    """What the search knows of an initiative, without its tasks."""

    model = Initiative
    kind = "initiative"


def known(title, at=Stage.COLLECTING, **fields):
    initiative = InitiativeFactory(title=title, at=at, **fields)
    content = Content(title=title, url="/", language="fi", text=initiative.proposal)
    entry, _new = SearchEntry.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(Initiative),
        item_id=initiative.pk,
        defaults=values_of(Entries(), content),
    )
    database().add(entry)
    return initiative


def test_inflected_words_are_found_and_the_likest_comes_first():
    other = known("Bussivuoro terveysaseman pihaan", proposal="Ehdotan vuoroa.")
    same = known("Penkki pysäkin ja terveysaseman väliin")
    known("Uimahallin aukiolo", proposal="Halli auki sunnuntaina.")

    found = similar("Penkkejä terveysasemien pysäkeille", "fi")

    assert found[0] == same
    assert other not in found[:1]
    assert "Uimahallin aukiolo" not in [each.title for each in found]


@pytest.mark.parametrize("at", [Stage.MADE, Stage.SCREENING, Stage.REJECTED])
def test_what_is_not_public_is_not_shown(at):
    known("Penkki pysäkille", at=at)

    assert similar("Penkki pysäkille", "fi") == []


@pytest.mark.parametrize("text", ["", "   ", "\x00", '"""(((', "ja tai että", "🙂"])
def test_nonsense_finds_nothing_and_breaks_nothing(text):
    known("Penkki pysäkille")

    assert similar(text, "fi") == []


def test_the_writer_is_shown_them_and_can_go_on(client):
    pages.initiatives_page()
    same = known("Penkki pysäkin ja terveysaseman väliin", kind=Kind.INITIATIVE)
    draft = services.begin(language="fi", now=timezone.now())
    base = f"/aloitteet/tee/{draft.uuid}/{page_token(draft)}/"

    asked = client.post(f"{base}otsikko/", {"title": "Penkki terveysasemalle"})
    shown = client.get(asked["Location"])
    went_on = client.post(asked["Location"])

    assert asked["Location"] == f"{base}samanlaisia/"
    assert f"/aloitteet/{same.slug}/" in shown.content.decode()
    assert went_on["Location"] == f"{base}ehdotus/"


def test_five_of_many_in_the_same_number_of_queries():
    known("Penkki pysäkille")
    similar("Penkki pysäkille", "fi")  # words are kept once they are known
    with counted() as one:
        similar("Penkki pysäkille", "fi")
    for _ in range(8):
        known("Penkki pysäkille")
    with counted() as many:
        found = similar("Penkki pysäkille", "fi")

    assert len(found) == 5
    assert len(many) == len(one)
