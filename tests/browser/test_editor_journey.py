"""An editor's work in a real browser: from a draft to the outcome that everybody reads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.users import PASSWORD, UserFactory

TITLE = "Millainen on hyvä lähipalvelu?"
SWEDISH = "Hurdan är en bra närservice?"
REVIEW = "Lähetä työnkulkuun Sivun tarkistus"
ADD = "/admin/pages/add/participation_pages/opportunitypage/{}/"


@pytest.fixture
def index(live_site):
    """A site as a county has it: registers, the list of ways to take part, Swedish."""
    from tests.browser.content import in_language

    pages.opportunity_page(title="Toinen")
    index = pages.index_page()
    in_language(index, "sv")
    return index


def sign_in_by_form(page, user):
    page.goto("/admin/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Kirjaudu sisään", exact=True).click()
    page.wait_for_url("**/admin/")


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def act(page, name):
    """One of the choices beside "save draft", at the foot of the form."""
    foot = page.locator("footer, .footer").last
    button = foot.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        foot.locator("[data-w-dropdown-target=toggle]").click()
        button = page.get_by_role("button", name=name, exact=True)
    with page.expect_navigation():
        button.click()


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def fill_content(page):
    now = timezone.now()
    page.fill("[name=title]", TITLE)
    page.fill("[name=introduction]", "Kerro, mitä palveluja tarvitset läheltä.")
    page.select_option("[name=kind]", "planning")
    page.select_option("[name=phase]", "preparation")
    page.select_option("[name=service_area]", index=1)
    page.select_option("[name=place]", "both")
    page.fill("[name=opens_at]", local(now - timedelta(days=1)))
    page.fill("[name=closes_at]", local(now + timedelta(days=20)))
    # The calendar closes when the date is left.
    page.locator("[name=title]").click()


def fill_promises(page):
    """All of the five but who decides."""
    tab(page, "Lupaukset")
    page.fill("[name=used_for]", "Kokoamme vastauksista suunnitelman liitteen.")
    page.select_option("[name=organiser]", index=1)
    page.fill("[name=contact_name]", "Helmi, suunnittelija")
    page.locator("[name=target_groups]").first.check()
    page.fill("[name=support]", "Voit vastata myös puhelimessa tai paperilla.")
    page.fill("[name=can_influence]", "mitkä palvelut ovat lähellä")
    page.fill("[name=cannot_influence]", "käytettävissä olevaan rahaan")
    due = timezone.localdate() + timedelta(days=80)
    page.fill("[name=outcome_due]", due.isoformat())
    page.locator("[name=used_for]").click()


def test_from_a_draft_to_the_outcome(open_page, index, settings):
    # Faster than any editor: what Wagtail saves by itself would still be under way.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    writer, editor = UserFactory(writer=True), UserFactory(communications=True)

    # A writer begins, and sends the page for review.
    page = open_page()
    sign_in_by_form(page, writer)
    page.goto(ADD.format(index.pk))
    fill_content(page)
    act(page, "Tallenna luonnos")
    expect(page.get_by_role("button", name="Julkaise", exact=True)).to_have_count(0)
    draft = OpportunityPage.objects.get(title=TITLE)
    assert not draft.live
    # A promise is missing: nobody reviews what cannot be published.
    fill_promises(page)
    act(page, REVIEW)
    page.get_by_role("button", name="Siirry ensimmäiseen virheeseen").click()
    expect(page.get_by_text("Kerro, kuka päättää asiasta")).to_be_visible()
    expect(page.locator("[name=contact_name]")).to_have_value("Helmi, suunnittelija")
    page.select_option("[name=decision_body]", index=1)
    act(page, REVIEW)
    page.goto("/admin/")
    expect(page.get_by_text("Keskeneräiset sivuni")).to_have_count(0)
    assert open_page(f"/osallistu-nyt/{draft.slug}/").title().startswith("Sivua ei")

    # The editor finds it on the start page, approves and so publishes it.
    page = open_page()
    sign_in_by_form(page, editor)
    page.get_by_role("link", name=TITLE).first.click()
    act(page, "Hyväksy ja julkaise")
    public = open_page(f"/osallistu-nyt/{draft.slug}/")
    expect(public.get_by_role("heading", level=1)).to_have_text(TITLE)

    # Translated beside the source text.
    page.goto(f"/admin/localize/submit/page/{draft.pk}/")
    page.get_by_label("svenska").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Lähetä").click()
    copy = OpportunityPage.objects.get(
        translation_key=draft.translation_key, locale__language_code="sv"
    )
    translate(page, copy)
    swedish = open_page(f"/sv/{index.slug}/{copy.slug}/")
    expect(swedish.get_by_role("heading", level=1)).to_have_text(SWEDISH)
    expect(swedish.locator("html")).to_have_attribute("lang", "sv")

    # It closes, and the start page asks for the outcome.
    closed = timezone.now() - timedelta(days=40)
    OpportunityPage.objects.filter(pk=draft.pk).update(
        opens_at=closed - timedelta(days=20),
        closes_at=closed,
        outcome_due=timezone.localdate() - timedelta(days=2),
    )
    late = OpportunityPage.objects.get(pk=draft.pk)
    late.save_revision()
    page.goto("/admin/")
    panel = page.locator("#outcomes-section, [aria-labelledby^=outcomes]").first
    expect(panel.get_by_text("Luvattu viimeistään")).to_be_visible()
    panel.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("tab", name="Tulokset")).to_have_attribute(
        "aria-selected", "true"
    )
    page.fill("[name=heard]", "Saimme 412 vastausta.")
    page.fill("[name=did]", "Vastaanotto on auki myös lauantaisin.")
    act(page, "Julkaise")
    page.get_by_role("button", name="Siirry ensimmäiseen virheeseen").click()
    expect(page.get_by_text("Täytä kaikki kolme kohtaa")).to_be_visible()
    page.fill("[name=could_not]", "Iltanumeroa emme voineet avata.")
    act(page, "Julkaise")
    public.reload()
    expect(public.locator(".trio")).to_contain_text("Saimme 412 vastausta.")
    expect(public.locator(".chip").first).to_contain_text("Tulokset julkaistu")
    page.goto("/admin/")
    expect(page.get_by_text("Luvattu viimeistään")).to_have_count(0)


def translate(page, copy):
    """The title in Swedish by the translator's own form; what is not translated yet
    stands in Finnish."""
    page.goto(f"/admin/pages/{copy.pk}/edit/")
    page.get_by_role("button", name="Käännä").first.click()
    page.locator("textarea").fill(SWEDISH)
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.get_by_text(SWEDISH).first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish in svenska").click()
