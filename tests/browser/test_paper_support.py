"""Signature sheets: keyed in by one person, checked by another."""

from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Stage
from initiatives.models import Initiative, Support
from initiatives.supporting.paper import services
from tests.browser.test_desk import violations
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look

LIST = "/admin/paperikannatukset/"
LONG = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"


def sheets(initiative, user, *, close=False):
    place = MunicipalityFactory(name_fi="Mänttä-Vilppula")
    batch = services.start_batch(
        initiative=initiative, received_on=timezone.localdate(), user=user
    )
    rows = [("Aino Aalto", place), ("AALTO AINO", place), ("?", None), (LONG, place)]
    batch = services.add_rows(batch=batch, rows=rows, user=user, version=1)
    if close:
        batch = services.give_to_check(
            batch=batch, user=user, version=batch.version, now=timezone.now()
        )
    return reverse("paper:batch", args=[initiative.reference, batch.number])


@each_look
def test_screens_are_accessible(open_page, sign_in, width, scheme):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title=f"Penkki {LONG[:45]}")
    keyer, other = (UserFactory(in_groups=["registry"]) for _ in range(2))
    mine, theirs = sheets(initiative, keyer), sheets(initiative, other, close=True)
    row = Support.objects.order_by("pk").first()
    page = sign_in(open_page(width=width, scheme=scheme), keyer)

    for path in (
        LIST,
        reverse("paper:batches", args=[initiative.reference]),
        mine,
        f"{mine}rivi/{row.pk}/",
        theirs,
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert_no_overflow(page)
    page.locator("button[value=approve]").click()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert_no_overflow(page)


def test_sheet_by_keyboard_alone(open_page, sign_in):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    MunicipalityFactory(name_fi="Virrat")
    page = sign_in(open_page(), UserFactory(in_groups=["registry"]))
    page.goto(reverse("paper:batches", args=[initiative.reference]))
    page.wait_for_load_state("networkidle")

    page.keyboard.press("n")
    page.wait_for_url("**/1/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_row0-name").focus()
    page.keyboard.type("Aino Aalto")
    page.keyboard.press("Tab")
    page.keyboard.type("Vir")
    page.keyboard.press("Enter")
    page.keyboard.type("Olli Oja")
    page.keyboard.press("Control+s")
    page.wait_for_load_state("networkidle")

    page.get_by_text("Olli Oja").wait_for()
    assert [
        (row.name, str(row.municipality or ""))
        for row in Support.objects.order_by("pk")
    ] == [("Aino Aalto", "Virrat"), ("Olli Oja", "")]


def test_two_people_without_script(open_page, sign_in):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title="Penkki mäelle")
    MunicipalityFactory(name_fi="Virrat")
    keyer, checker = (UserFactory(in_groups=["registry"]) for _ in range(2))
    page = sign_in(open_page(width=320, javascript=False), keyer)
    page.goto(LIST)
    page.get_by_role("link", name="Penkki mäelle").click()
    page.locator(".desk-beside button[type=submit]").click()
    for index, name in enumerate(("Aino Aalto", "Olli Oja")):
        page.fill(f"#id_row{index}-name", name)
        page.select_option(f"#id_row{index}-municipality", label="Virrat")
    page.locator("button[value=close]").or_(
        page.locator("button[value=add]")
    ).first.click()
    page.locator("button[value=close]").click()

    page = sign_in(open_page(width=320, javascript=False), checker)
    page.goto(f"{LIST}?view=check")
    page.get_by_role("link", name="Penkki mäelle").click()
    page.locator(".paper-batches h4 a").click()
    page.locator("button[value=approve]").click()

    assert Initiative.objects.get(pk=initiative.pk).support_count == 2
