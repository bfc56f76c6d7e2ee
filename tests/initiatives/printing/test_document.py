"""The whole of an initiative as a PDF: what the public may know, and nothing else."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.printing import can_print
from initiatives.enums import EventKind, Kind, Stage
from initiatives.models import Attachment, InitiativeEvent
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.support import prints
from tests.support.queries import counted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not can_print(), reason="Pango is not there"),
]


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


def get(client, initiative, before=""):
    return client.get(f"{before}/aloitteet/{initiative.slug}/aloite.pdf")


def words_of(response):
    assert response.status_code == 200
    return " ".join(prints.words(page) for page in prints.pages_of(response.content))


def test_it_tells_text_makers_events_and_answer(client):
    initiative = InitiativeFactory(
        at=Stage.DONE, title="Penkki mäelle", community="Kylätoimikunta ry"
    )
    InitiativeEvent.objects.create(
        initiative=initiative,
        kind=EventKind.UPDATE,
        title="Paikka on katsottu",
        text="Penkki tulee lehmuksen alle.",
        link="https://example.org/poytakirja",
    )
    Attachment.objects.create(
        initiative=initiative, file="x.pdf", name="Kartta.pdf", content_type="x"
    )

    response = get(client, initiative)

    words = words_of(response)
    for part in (
        "Penkki mäelle",
        initiative.reference,
        initiative.proposal,
        initiative.effects,
        initiative.answer,
        "Kylätoimikunta ry",
        initiative.initiators.get().name,
        "Penkki tulee lehmuksen alle.",
        "https://example.org/poytakirja",
        "Kartta.pdf",
    ):
        assert part in words
    root = PdfReader(io.BytesIO(response.content)).trailer["/Root"]
    assert root["/Lang"] == "fi"
    assert root["/MarkInfo"]["/Marked"]


def test_hidden_names_and_ways_to_reach_anybody_are_not_in_it(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=0)
    InitiatorFactory(
        initiative=initiative,
        name="Piilonen Pia",
        name_public=False,
        email="kanaria@example.org",
        phone="040 999",
    )
    InitiatorFactory(
        initiative=initiative, name="Vahvistamaton Veli", confirmed_at=None
    )
    InitiatorFactory(initiative=initiative, name="Julkinen Jutta")

    words = words_of(get(client, initiative))

    assert "Julkinen Jutta" in words
    for canary in ("Piilonen", "Vahvistamaton", "kanaria", "040 999"):
        assert canary not in words


def test_suggestion_names_nobody(client):
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.CONSIDERED)

    words = words_of(get(client, initiative))

    assert initiative.initiators.get().name not in words


@pytest.mark.parametrize(
    "stage", [Stage.MADE, Stage.SCREENING, Stage.REJECTED, Stage.WITHDRAWN]
)
def test_what_is_not_public_has_none(client, stage):
    assert get(client, InitiativeFactory(at=stage)).status_code == 404


def test_long_one_has_numbered_pages_and_costs_the_same(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    with counted() as few:
        get(client, initiative)
    for number in range(40):
        InitiatorFactory(initiative=initiative)
        InitiativeEvent.objects.create(
            initiative=initiative,
            kind=EventKind.REPORT,
            text="Asia etenee. " * 20,
            happened_at=timezone.now() - timedelta(days=number),
        )
    initiative.__class__.objects.filter(pk=initiative.pk).update(
        proposal="Pitkä perustelu. " * 250
    )
    get(client, initiative)
    # Made anew: what was kept is of before.
    from django.core.cache import cache

    cache.clear()
    with counted() as many:
        response = get(client, initiative)

    found = prints.pages_of(response.content)
    assert len(found) > 3
    assert f"1/{len(found)}" in prints.words(found[0])
    assert initiative.reference in prints.words(found[-1])
    assert len(many) <= len(few) + 1
