"""The registry in a real browser: from what was sent to the answer, and axe on each screen."""

from datetime import timedelta

from django.utils import timezone

from initiatives.enums import Stage
from initiatives.models import Initiative
from tests.factories.core import DecisionBodyFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.support.browser import AXE, assert_no_overflow
from tests.support.looks import each_look

from .test_desk import OURS, TAGS

LIST = "/admin/aloitteet/"
TITLE = "Levähdyspenkkejä terveysaseman mäelle ja bussipysäkin luo"


def violations(page):
    page.evaluate(AXE.read_text())
    return page.evaluate(OURS, TAGS)


@each_look
def test_screens_are_accessible(open_page, sign_in, width, scheme):
    body = DecisionBodyFactory(name_fi="Lasten, nuorten ja perheiden lautakunta")
    late = timezone.now() - timedelta(days=3)
    sent = InitiativeFactory(
        at=Stage.SENT, title=TITLE, acknowledge_by=late, answer_by=late
    )
    InitiativeFactory(at=Stage.SENT, title="Iltavastaanotto keskiviikkoisin")
    handling = InitiativeFactory(at=Stage.HANDLING, title=TITLE, handling_body=body)
    page = sign_in(open_page(width=width, scheme=scheme), UserFactory(registry=True))

    for path in (
        LIST,
        f"{LIST}?view=all&kind=initiative",
        f"{LIST}?view=suggestions",
        f"{LIST}{handling.reference}/",
        f"{LIST}{sent.reference}/registered/",
        f"{LIST}{handling.reference}/update/",
        f"{LIST}{handling.reference}/decided/",
        f"{LIST}valtuustolle/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert_no_overflow(page)


def test_from_sent_to_done_without_script(open_page, sign_in):
    DecisionBodyFactory(name_fi="Palvelulautakunta")
    initiative = InitiativeFactory(at=Stage.SENT, title=TITLE)
    page = sign_in(open_page(width=320, javascript=False), UserFactory(registry=True))
    today = timezone.localdate()

    def act(name):
        page.goto(f"{LIST}{initiative.reference}/")
        page.click(f"a[href$='/{name}/']")

    def send():
        page.click("button[value=send]")
        page.wait_for_url(f"**/{initiative.reference}/")

    page.goto(LIST)
    page.click("h4 a")
    act("registered")
    page.click("button[value=preview]")
    assert page.locator(".desk-error").count() == 1
    page.fill("[name=registry_number]", "PIRHA/4127/2026")
    page.click("button[value=preview]")
    assert "PIRHA/4127/2026" in page.inner_text(".desk-see")
    assert TITLE in page.inner_text(".desk-see")
    assert page.locator(".desk-error").count() == 0
    send()

    act("handling")
    page.select_option("[name=handling_body]", label="Palvelulautakunta")
    page.fill("[name=estimate]", (today + timedelta(days=90)).isoformat())
    page.fill("[name=county_contact]", "Kirjaamo, 000 000 0000")
    send()
    act("report")
    page.fill("[name=title]", "Lautakunta keskusteli")
    page.fill("[name=text]", "Asia palaa keväällä.")
    send()
    act("heard")
    send()
    act("decided")
    page.fill("[name=text]", "Penkkejä hankitaan kaksi.")
    page.fill("[name=link]", "https://example.org/poytakirja")
    send()
    act("done")
    page.fill("[name=answer]", "Penkit ovat paikoillaan.")
    send()

    found = Initiative.objects.get(pk=initiative.pk)
    assert (found.stage, found.answer) == (Stage.DONE, "Penkit ovat paikoillaan.")
    assert found.handling_body.name_fi == "Palvelulautakunta"
    kinds = list(found.events.values_list("kind", flat=True))
    assert kinds.count("report") == 1


def test_list_by_keyboard(open_page, sign_in):
    first = InitiativeFactory(at=Stage.SENT, title=TITLE)
    page = sign_in(open_page(), UserFactory(registry=True))

    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.reference}/")

    assert page.locator("#handling-heading").is_visible()


def test_changed_meanwhile_moves_the_focus_and_keeps_the_text(open_page, sign_in):
    initiative = InitiativeFactory(at=Stage.DECIDED, title=TITLE)
    page = sign_in(open_page(width=320), UserFactory(registry=True))
    page.goto(f"{LIST}{initiative.reference}/not-done/")
    page.fill("[name=answer]", "Laki määrää toisin.")

    Initiative.objects.filter(pk=initiative.pk).update(version=99)
    page.click("button[value=send]")
    page.wait_for_load_state("networkidle")

    assert page.input_value("[name=answer]") == "Laki määrää toisin."
    assert "desk-notice" in page.evaluate("document.activeElement.className")
    assert violations(page) == []
    assert_no_overflow(page)
