"""The list, one initiative, its files, and what is shared: at every stage."""

import pytest

from initiatives.enums import Kind
from initiatives.stages import PUBLIC
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.test_stages import REACHED

pytestmark = pytest.mark.django_db

URL = "/aloitteet/"


def url_of(initiative, rest="") -> str:
    return f"{URL}{initiative.slug}/{rest}"


@pytest.mark.parametrize(
    ("kind", "stage"), [(kind, stage) for kind in Kind for stage in REACHED[kind]]
)
def test_each_stage_is_shown_or_not_found(client, kind, stage):
    initiative = InitiativeFactory(kind=kind, at=stage, title="Penkki Kihniölle")
    if initiative.is_public:
        assert stage in PUBLIC
    for rest in (
        "",
        "syote.atom",
        "jaa/",
        "qr.svg",
        "kortti/",
        "kuva.png",
        "aloite.pdf",
    ):
        status = client.get(url_of(initiative, rest)).status_code
        assert status == (200 if initiative.is_public else 404), rest
    shown = client.get(URL).content.decode()
    assert ("Penkki Kihniölle" in shown) == initiative.is_public
