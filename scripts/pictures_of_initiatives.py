"""Pictures of initiatives for the guide of the desk; `pictures.py` draws them.

Each finds by its stage what it shows; with none, the picture is left out and named.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pictures import Studio
    from playwright.sync_api import Page

ROOT = "/admin/aloitteet/"
CORRECTED = (
    "Ehdotan, että terveysaseman sivulla näkyy, kuinka pitkä puhelinjono on. "
    "Silloin tietää, kannattaako odottaa."
)
ALIKE = {
    "key": "penkki-kuvaan",
    "kind": "suggestion",
    "language": "fi",
    "title": "Penkki terveysaseman pysäkille",
    "proposal": "Pysäkiltä on pitkä mäki terveysasemalle. Matkalla pitäisi voida istua.",
    "area": "Tukipalvelut",
    "municipality": "Kangasala",
    "at": "-9d 10:00",
    "steps": [
        {"at": "-8d 09:00", "do": "approve", "by": "moderaattori"},
        {"at": "-2d 12:00", "do": "support", "number": 12, "taps": True},
    ],
}
NEWS = "Lautakunta käsittelee asiaa tammikuussa. Sitä ennen kysymme henkilöstöltä."


class NotThere(LookupError):
    """The demo has nothing of the kind."""


def first(**wanted: Any) -> Any:
    from initiatives.models import Initiative

    found = Initiative.objects.filter(language="fi", **wanted).order_by("pk").first()
    if found is None:
        raise NotThere(f"no initiative with {wanted}")
    return found


def worklist(studio: "Studio") -> "Page":
    return studio.open(f"{ROOT}?view=handling", "kirjaamo", height=660)


def changes(studio: "Studio") -> "Page":
    """Corrected by its makers after it was returned; somebody looked before that."""
    from moderation import services

    found = first(stage="correction")
    services.correct(
        submission=found,
        title=found.title,
        proposal=CORRECTED,
        effects=found.effects,
    )
    found.refresh_from_db()
    if found.state == "received":
        services.start_screening(submission=found)
    path = f"/admin/viestit/{found.reference}/"
    page = studio.open(path, height=1000)
    page.locator("#changes-heading").evaluate(
        "part => part.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    return page


def step(studio: "Studio") -> "Page":
    found = first(stage="handling", kind="initiative")
    path = f"{ROOT}{found.reference}/report/"
    page = studio.open(path, "kirjaamo", height=1000)
    page.locator("[name=title]").fill("Valmistelu etenee")
    page.locator("[name=text]").fill(NEWS)
    page.locator("button[value=preview]").click()
    page.wait_for_load_state("networkidle")
    # The browser's own field follows the language of the machine that draws.
    page.locator("input[name=estimate]").evaluate(
        """field => Object.assign(field, {type: "text",
            value: field.value.split("-").reverse().map(Number).join(".")})"""
    )
    page.evaluate("scrollTo(0, 0)")
    return page


def item(studio: "Studio") -> "Page":
    found = first(stage="handling", kind="initiative")
    return studio.open(f"{ROOT}{found.reference}/", "kirjaamo", height=900)


def paper(studio: "Studio") -> "Page":
    """A batch that another person checks than who keyed it in."""
    from initiatives.models import PaperBatch

    batch = PaperBatch.objects.filter(checked_at=None).exclude(closed_at=None).first()
    if batch is None:
        raise NotThere("no batch to be checked")
    path = f"/admin/paperikannatukset/{batch.initiative.reference}/{batch.number}/"
    return studio.open(path, "osallisuus", height=860)


def joining(studio: "Studio") -> "Page":
    """One that is alike is ticked, and what will come of it."""
    from django.utils import timezone

    from home.demo.files import Calendar
    from home.demo.initiatives import Way
    from home.demo.staff import people

    way = Way(ALIKE, Calendar(timezone.now()), people())
    way.tell()
    into = first(kind="suggestion", stage="planned")
    ticked = way.initiative.reference
    path = f"/admin/yhdista-ehdotuksia/{into.reference}/?preview=1&m={ticked}"
    return studio.open(path, "osallisuus", height=760)


def council(studio: "Studio") -> "Page":
    page = studio.open(f"{ROOT}valtuustolle/", "kirjaamo", height=1080)
    for name in ("start", "end"):
        page.locator(f"input[name={name}]").evaluate(
            """field => Object.assign(field, {type: "text",
                value: field.value.split("-").reverse().map(Number).join(".")})"""
        )
    page.evaluate("scrollTo(0, 0)")
    return page


PICTURES: "dict[str, Callable[[Studio], Page]]" = {
    "initiatives": worklist,
    "initiative": item,
    "initiative-step": step,
    "initiative-changes": changes,
    "paper": paper,
    "joining": joining,
    "council": council,
}
