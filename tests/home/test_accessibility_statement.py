"""The accessibility statement: what it says, when it may be published, who is reminded."""

import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from core.models import CountySettings
from home.models import AccessibilityStatementPage
from home.models.statement import year_before
from home.services import remind_of_review
from moderation import clock
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.catalogues import compiled  # noqa: F401
from tests.support.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compiled")]

URL = "/saavutettavuusseloste/"
TODAY = date(2026, 11, 20)
OLD = {
    "published_on": timezone.localdate() - timedelta(days=900),
    "reviewed_on": timezone.localdate() - timedelta(days=400),
}


def words(client, url=URL):
    """The page's text with single spaces."""
    html = client.get(url).content.decode()
    return " ".join(html.split())


# -- What it says --------------------------------------------------------------


@pytest.mark.parametrize(
    ("conformance", "faults", "sentence"),
    [
        ("full", [], "Sivut täyttävät saavutettavuusvaatimukset (WCAG 2.1, taso AA)."),
        (
            "partial",
            [{}],
            "Sivut täyttävät saavutettavuusvaatimukset suurimmaksi osaksi",
        ),
        ("none", [{}], "Sivut eivät vielä täytä saavutettavuusvaatimuksia"),
    ],
)
def test_statement_says_how_far_it_meets_the_requirements(
    client, conformance, faults, sentence
):
    pages.statement_page(conformance=conformance, faults=faults)
    text = words(client)
    assert sentence in text
    assert ("Mikä ei vielä toimi?" in text) is bool(faults)


def test_statement_tells_all_of_each_fault(client):
    pages.statement_page(
        faults=[
            {},
            {"title": "Toinen", "reason": "burden", "mended_by": None},
            {"title": "Kolmas", "reason": "outside", "mended_by": None},
            {"title": "Neljäs", "mended_by": None},
        ]
    )
    text = words(client)
    for part in ("title", "where", "why", "alternative"):
        assert pages.FAULT[part] in text
    assert "Viimeistään 31.1.2027" in text
    assert text.count("Milloin korjaamme") == 2
    assert text.count("Emme tiedä vielä päivää.") == 1
    assert text.count("kohtuuton rasite") == 1
    assert text.count("Laki ei vaadi") == 1


@pytest.mark.parametrize(
    ("assessed", "sentence"),
    [
        ("self", "Arvioimme saavutettavuuden itse."),
        ("expert", "Saavutettavuuden arvioi ulkopuolinen asiantuntija."),
    ],
)
def test_statement_tells_who_assessed_it_how_and_when(client, assessed, sentence):
    pages.statement_page(
        assessed=assessed,
        published_on=date(2026, 9, 1),
        reviewed_on=date(2026, 11, 16),
    )
    text = words(client)
    assert sentence in text
    assert "Testasimme sivut näppäimistöllä" in text
    assert "Laadimme selosteen 1.9.2026 ja päivitimme sen 16.11.2026." in text
    assert "testserver" in text
    assert "(306/2019)" in text


def test_statement_that_is_new_has_one_date(client):
    pages.statement_page(published_on=date(2026, 9, 1), reviewed_on=date(2026, 9, 1))
    assert "Laadimme selosteen 1.9.2026." in words(client)


def test_statement_offers_the_form_and_the_countys_contacts(client):
    form = pages.feedback_page()
    county = CountySettings.load()
    county.email, county.phone = "apua@example.org", "03 123 4567"
    county.save()
    pages.statement_page(feedback_page=form)
    html = client.get(URL).content.decode()
    aside = html[html.index("<aside") : html.index("</aside>")]
    assert f'href="{form.url}saavutettavuus/"' in aside
    assert "mailto:apua@example.org" in aside
    assert "tel:031234567" in aside
    assert "14 päivän kuluessa" in aside


def test_statement_leads_to_no_form_that_is_not_public(client):
    form = pages.feedback_page()
    form.unpublish()
    pages.statement_page(feedback_page=form)
    assert "Kerro puutteesta" not in words(client)


def test_translated_statement_leads_to_the_form_in_its_language(client):
    form = pages.feedback_page()
    page = pages.statement_page(feedback_page=form)
    swedish = pages.home_page("sv").locale
    page.copy_for_translation(swedish).save_revision().publish()
    assert 'href="/anna-palautetta/saavutettavuus/"' in words(client, f"/sv{URL}")
    form.copy_for_translation(swedish).save_revision().publish()
    assert 'class="button wide" href="/sv/anna-palautetta/saavutettavuus/"' in words(
        client, f"/sv{URL}"
    )


def test_statement_names_the_supervising_authority(client):
    pages.statement_page()
    assert "viranomaiselle, joka valvoo saavutettavuutta" in words(client)
    county = CountySettings.load()
    county.supervising_authority_fi = "Liikenne- ja viestintävirasto"
    county.supervising_authority_url = "https://valvonta.example/"
    county.supervising_authority_email = "valvonta@example.org"
    county.supervising_authority_phone = "029 000 0000"
    county.save()
    text = words(client)
    assert "Valvontaviranomainen on Liikenne- ja viestintävirasto." in text
    assert 'href="https://valvonta.example/"' in text
    assert "mailto:valvonta@example.org" in text
    assert "tel:0290000000" in text


def test_statement_leads_from_finnish_to_easy_finnish(client):
    page = pages.statement_page()
    assert "Lue selkosuomeksi" not in words(client)
    for language in ("fi-simple", "sv"):
        copy = page.copy_for_translation(pages.home_page(language).locale)
        copy.save_revision().publish()
    assert f'href="/fi-simple{URL}"' in words(client)
    assert "Lue selkosuomeksi" in words(client)
    assert "Lue selkosuomeksi" not in words(client, f"/fi-simple{URL}")
    assert "easy Finnish" not in words(client, f"/sv{URL}")


# -- When it may be published --------------------------------------------------


def form_data(action=None, **changed):
    fault = {**pages.FAULT, "mended_by": "2027-01-31"}
    faults = changed.pop("faults", [{}])
    data = {
        "title": "Saavutettavuusseloste",
        "slug": "saavutettavuusseloste",
        "introduction": "",
        "conformance": "partial",
        "faults": streamfield([("fault", {**fault, **one}) for one in faults]),
        "assessed": "self",
        "method": "Testasimme.",
        "published_on": "2026-09-01",
        "reviewed_on": "2026-11-16",
        "feedback_page": "",
        "picture": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changed,
    }
    if action:
        data[f"action-{action}"] = "1"
    return nested_form_data(data)


def send(page, **data):
    staff = Client()
    staff.force_login(UserFactory(communications=True))
    return staff.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(**data)
    )


WHOLE = [{"conformance": "full", "faults": []}, {}, {"conformance": "none"}]
LACKING = [
    {"conformance": ""},
    {"assessed": ""},
    {"method": ""},
    {"published_on": ""},
    {"reviewed_on": ""},
    {"faults": []},
    {"conformance": "none", "faults": []},
    {"conformance": "full"},
]


@pytest.mark.parametrize("data", WHOLE)
def test_whole_statement_is_published(data):
    page = pages.statement_page(live=False)
    response = send(page, action="publish", **data)
    assert response.status_code == 302
    assert AccessibilityStatementPage.objects.get().live


@pytest.mark.parametrize("data", LACKING)
def test_statement_that_lacks_something_stays_a_draft(data):
    page = pages.statement_page(live=False)
    response = send(page, action="publish", **data)
    assert response.status_code == 200
    assert not AccessibilityStatementPage.objects.get().live
    assert send(page, **data).status_code == 302


def test_statement_is_not_reviewed_before_it_is_drawn_up():
    page = pages.statement_page(live=False)
    assert send(page, reviewed_on="2026-08-31").status_code == 200


@pytest.mark.parametrize(
    "facts",
    [{"faults": []}, {"conformance": "full"}, {"conformance": "none", "faults": []}],
)
def test_no_way_around_the_form_publishes_a_contradiction(facts):
    with pytest.raises(ValidationError):
        pages.statement_page(**facts)


@pytest.mark.parametrize(("faults", "published"), [([{}], True), ([], False)])
def test_several_pages_at_once_are_published_only_when_whole(faults, published):
    page = pages.statement_page(live=False, faults=faults)
    page.save_revision()
    staff = Client()
    staff.force_login(UserFactory(communications=True))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = staff.post(
        f"{url}?id={page.pk}&next=/admin/", {"include_descendants": ""}
    )
    assert response.status_code == 302
    assert AccessibilityStatementPage.objects.get().live is published


# -- The footer ----------------------------------------------------------------


def test_footer_links_to_the_published_statement(client):
    page = pages.statement_page(live=False)
    assert URL not in words(client, "/")
    page.save_revision().publish()
    assert f'<a href="{URL}">Saavutettavuusseloste</a>' in words(client, "/")
    AccessibilityStatementPage.objects.get().unpublish()
    assert URL not in words(client, "/")


def test_footer_links_to_the_finnish_statement_where_there_is_no_other(client):
    page = pages.statement_page()
    swedish = pages.home_page("sv").locale
    assert f'<a href="{URL}" lang="fi" hreflang="fi">' in words(client, "/sv/")
    page.copy_for_translation(swedish).save_revision().publish()
    assert f'<a href="/sv{URL}">' in words(client, "/sv/")


def test_footer_link_costs_no_query_when_warm(client):
    pages.statement_page().save_revision().publish()
    url = pages.feedback_page().url
    with counted() as cold:
        client.get(url)
    with counted() as warm:
        assert URL in words(client, url)
    asks = [
        len([sql for sql in queries if 'AS "on_top"' in sql])
        for queries in (cold, warm)
    ]
    assert asks == [1, 0]


# -- The yearly review ---------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2025, 11, 20)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2029, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_before_is_the_same_day(day, expected):
    assert year_before(day) == expected


def test_statement_is_overdue_after_a_year_and_a_day():
    page = pages.statement_page(
        published_on=date(2020, 1, 1), reviewed_on=date(2025, 11, 20)
    )
    assert not AccessibilityStatementPage.objects.overdue(TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert list(AccessibilityStatementPage.objects.overdue(tomorrow)) == [page]
    page.unpublish()
    assert not AccessibilityStatementPage.objects.overdue(tomorrow)


def start_page(**user):
    staff = Client()
    staff.force_login(UserFactory(**user))
    return staff.get("/admin/").content.decode()


def test_start_page_shows_it_to_those_who_can_review_it():
    pages.statement_page(**OLD)
    assert "Tarkista saavutettavuusseloste" in start_page(communications=True)
    assert "Tarkista saavutettavuusseloste" in start_page(administrator=True)
    assert "Tarkista saavutettavuusseloste" not in start_page(moderator=True)


def test_start_page_is_silent_when_it_was_reviewed():
    pages.statement_page()
    assert "Tarkista saavutettavuusseloste" not in start_page(administrator=True)


def run_due():
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


def test_clock_mails_the_owner_and_the_administrators():
    owner = UserFactory(email="omistaja@example.org")
    UserFactory(administrator=True, email="hallinta@example.org")
    UserFactory(administrator=True, email="poissa@example.org", is_active=False)
    UserFactory(administrator=True, email="")
    UserFactory(communications=True, email="muu@example.org")
    page = pages.statement_page(owner=owner, **OLD)

    assert "reminders of reviews sent: 2" in run_due()

    assert sorted(letter.to for letter in mail.outbox) == [
        ["hallinta@example.org"],
        ["omistaja@example.org"],
    ]
    letter = mail.outbox[0]
    assert letter.subject == "Tarkista saavutettavuusseloste"
    assert f"/admin/pages/{page.pk}/edit/" in letter.body
    assert "Saavutettavuusseloste" in letter.body
    assert "reminders of reviews sent: 0" in run_due()


def test_mail_is_in_the_readers_own_language():
    person = UserFactory(administrator=True)
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = "sv"
    profile.save()
    pages.statement_page(**OLD)
    with translation.override("en"):
        remind_of_review(timezone.now())
    assert mail.outbox[0].subject == "Granska tillgänglighetsutlåtandet"


def test_nobody_is_reminded_more_than_once_a_month():
    UserFactory(administrator=True)
    pages.statement_page(**OLD)
    now = timezone.now()
    sent = [
        remind_of_review(now + timedelta(days=day)) for day in (0, 1, 29, 31, 32, 62)
    ]
    assert sent == [1, 0, 0, 1, 0, 1]


def test_publishing_without_a_review_brings_no_second_mail():
    UserFactory(administrator=True)
    page = pages.statement_page(**OLD)
    draft = page.save_revision()
    now = timezone.now()
    assert remind_of_review(now) == 1
    Revision.objects.get(pk=draft.pk).publish()
    assert remind_of_review(now + timedelta(days=1)) == 0


def test_a_reviewed_statement_ends_the_mails():
    UserFactory(administrator=True)
    page = pages.statement_page(**OLD)
    assert remind_of_review(timezone.now()) == 1
    page.reviewed_on = timezone.localdate()
    page.save_revision().publish()
    assert remind_of_review(timezone.now() + timedelta(days=40)) == 0


def test_nothing_is_marked_while_there_is_nobody_to_remind():
    pages.statement_page(**OLD)
    assert remind_of_review(timezone.now()) == 0
    UserFactory(administrator=True)
    assert remind_of_review(timezone.now()) == 1


class RefusingBackend(EmailBackend):
    """A mail server that is away for everybody, or for one."""

    refused = ("",)

    def send_messages(self, messages):
        if any(part in messages[0].to[0] for part in self.refused):
            raise ConnectionRefusedError
        return super().send_messages(messages)


def test_when_no_mail_goes_out_the_next_minute_tries_again(settings, monkeypatch):
    UserFactory(administrator=True, email="aino@example.org")
    UserFactory(administrator=True, email="veikko@example.org")
    pages.statement_page(**OLD)
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    with pytest.raises(CommandError, match="reminders of reviews sent"):
        run_due()
    monkeypatch.setattr(RefusingBackend, "refused", ("veikko",))
    with pytest.raises(
        clock.SomeFailed, match="1 sent, 1 failed: ConnectionRefusedError"
    ):
        remind_of_review(timezone.now())
    monkeypatch.setattr(RefusingBackend, "refused", ())
    assert remind_of_review(timezone.now()) == 0
    assert [letter.to for letter in mail.outbox] == [["aino@example.org"]]
