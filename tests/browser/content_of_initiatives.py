"""Initiatives and suggestions at all stages, with texts as people write them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from core.models import Municipality
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, InitiativesPage, Support
from tests.browser.content import COMPOUND
from tests.factories import pages
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory

LISTED = [
    (Kind.INITIATIVE, Stage.COLLECTING, "Ensihoidon asemapaikka Virroille", 3912),
    (Kind.INITIATIVE, Stage.COLLECTING, "Ilmainen ehkäisy alle 25-vuotiaille", 1284),
    (Kind.SUGGESTION, Stage.CONSIDERED, "Muistutusviesti myös läheiselle", 212),
    (Kind.INITIATIVE, Stage.SENT, "Omaishoitajan vapaat puhelimella", 1730),
    (Kind.INITIATIVE, Stage.REGISTERED, "Kotihoidon ajat näkyviin", 6020),
    (Kind.INITIATIVE, Stage.HANDLING, "Induktiosilmukka odotustilaan", 6020),
    (Kind.INITIATIVE, Stage.HEARD, "Lähihoitaja kouluille", 411),
    (Kind.SUGGESTION, Stage.PLANNED, "Penkki pysäkin ja terveysaseman väliin", 88),
    (Kind.INITIATIVE, Stage.DONE, "Hammashoidon liikkuva yksikkö kouluille", 5877),
    (Kind.INITIATIVE, Stage.NOT_DONE, "Yöpäivystys takaisin Valkeakoskelle", 7204),
    (Kind.INITIATIVE, Stage.ARCHIVED, COMPOUND, 7204),
    (Kind.SUGGESTION, Stage.RECEIVED, "Kahvia odotustilaan", 3),
    (Kind.SUGGESTION, Stage.NOT_NOW, "Kirpputori aulaan", 12),
    (Kind.SUGGESTION, Stage.DONE, "Kello seinälle", 12),
]


def page(language: str = "fi") -> Any:
    found = InitiativesPage.objects.filter(locale__language_code=language).first()
    if found:
        return found
    if language != "fi":
        pages.home_page(language)
        made = page().copy_for_translation(Locale.objects.get(language_code=language))
        made.save_revision().publish()
        return made
    made = InitiativesPage(
        title="Aloitteet",
        slug="aloitteet",
        introduction="Tee aloite, kannata sitä tai seuraa, mitä sille tapahtuu. "
        "Jokainen vaihe näkyy täällä, myös vastaus.",
        show_in_menus=True,
    )
    return pages.below(pages.home_page(), made)


def initiatives() -> list[Initiative]:
    """One of each, with a threshold of 5,400 and supporters in three municipalities."""
    page()
    found = []
    for kind, stage, title, count in LISTED:
        initiative = InitiativeFactory(
            kind=kind,
            at=stage,
            title=title,
            initiators=3 if kind == Kind.INITIATIVE else 1,
            support_count=count,
        )
        Initiative.objects.filter(pk=initiative.pk, kind=Kind.INITIATIVE).update(
            threshold=5400
        )
        initiative.initiators.filter(sort_order=2).update(name_public=False)
        found.append(Initiative.objects.get(pk=initiative.pk))
    supported(found[1])
    return found


def supported(initiative: Initiative) -> None:
    now = timezone.now() - timedelta(days=1)
    for number in (30, 12, 6):
        town = MunicipalityFactory(population=200_000)
        Support.objects.bulk_create(
            Support(
                initiative=initiative,
                municipality=Municipality.objects.get(pk=town.pk),
                email_hash=f"{town.pk}-{one}",
                language="fi",
                confirmed_at=now,
            )
            for one in range(number)
        )
