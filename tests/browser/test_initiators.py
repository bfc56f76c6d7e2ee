"""Initiatives on the desk and in the hands of their makers, in a real browser."""

from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Stage
from initiatives.initiators.receipt import send_now_url
from initiatives.links import token
from initiatives.models import Initiative
from moderation import services
from moderation.references import receipt_path
from tests.browser.test_desk import LIST
from tests.browser.test_desk import violations as on_desk
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

TEXT = "Bussipysäkiltä on pitkä matka terveysasemalle, eikä matkalla voi levätä."


def corrected(**fields) -> Initiative:
    """Somebody looked at it, and then its makers changed the text."""
    initiative = InitiativeFactory(at=Stage.SCREENING, proposal=TEXT, **fields)
    InitiatorFactory(initiative=initiative, confirmed_at=None)
    services.write_note(submission=initiative, user=UserFactory(), text="Luettu.")
    services.correct(
        submission=initiative,
        title="Penkki Kaupinkadun mäen puoliväliin",
        proposal=TEXT.replace("pitkä matka", "puolen kilometrin nousu"),
    )
    services.start_screening(submission=initiative)
    return Initiative.objects.get(pk=initiative.pk)


@each_look
def test_initiative_on_the_desk_is_accessible(open_page, sign_in, width, scheme):
    initiative = corrected(email="aada@example.org")
    public = InitiativeFactory(at=Stage.COLLECTING)
    page = sign_in(open_page(width=width, scheme=scheme), UserFactory(moderator=True))

    for path in (
        f"{LIST}{initiative.reference}/?decision=approve",
        f"{LIST}{public.reference}/?decision=restore",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert on_desk(page) == [], path
        assert_no_overflow(page)
    page.goto(f"{LIST}{initiative.reference}/")
    assert page.locator(".desk-diff del").first.inner_text().strip()


@each_look
def test_pages_of_initiators_are_accessible(open_page, width, scheme):
    pages.home_page()
    returned = InitiativeFactory(at=Stage.CORRECTION, email="aada@example.org")
    collecting = InitiativeFactory(at=Stage.COLLECTING, email="aada@example.org")
    other = InitiatorFactory(initiative=collecting, confirmed_at=None)
    own = reverse(
        "initiatives:confirm_initiator",
        args=[other.uuid, token("initiator", other.uuid)],
    )
    page = open_page(width=width, scheme=scheme)

    for path in (
        receipt_path(returned),
        receipt_path(returned) + "korjaa/",
        receipt_path(collecting),
        receipt_path(collecting) + "peru/",
        send_now_url(collecting),
        own,
    ):
        page.goto(path)
        assert_no_axe_violations(page)
        assert_no_overflow(page)


def test_initiator_confirms_and_contact_sends_without_script(open_page):
    pages.home_page()
    initiative = InitiativeFactory(at=Stage.COLLECTING, email="aada@example.org")
    other = InitiatorFactory(initiative=initiative, confirmed_at=None)
    page = open_page(javascript=False)

    page.goto(
        reverse(
            "initiatives:confirm_initiator",
            args=[other.uuid, token("initiator", other.uuid)],
        )
    )
    page.locator('button[value="confirm"]').click()
    page.locator(".notice").wait_for()
    page.goto(receipt_path(initiative))
    page.locator(f'a[href^="{send_now_url(initiative)}"]').click()
    page.locator("form.row button").click()
    page.wait_for_url(f"**{receipt_path(initiative)}")

    other.refresh_from_db()
    assert other.confirmed_at <= timezone.now()
    assert Initiative.objects.get(pk=initiative.pk).stage == Stage.SENT
