"""The pages of a draft, from its beginning to the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.logging import hide
from initiatives.enums import Basis
from initiatives.making import services
from initiatives.making.drafts import page_token, read
from initiatives.models import Draft, Initiative, InitiativeMail
from moderation.enums import Flag
from moderation.models import ModerationSettings, Submission
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceAreaFactory

pytestmark = pytest.mark.django_db

BEGIN = "/aloitteet/tee/"
TITLE = "Penkki pysäkin ja terveysaseman väliin"
PROPOSAL = "Matkalla ei voi levätä. Ehdotan penkkiä 150 metrin välein."
ADDRESS = "tauno@example.org"


@pytest.fixture(autouse=True)
def _site():
    pages.initiatives_page(), pages.feedback_page()


@pytest.fixture
def draft():
    return services.begin(language="fi", now=timezone.now())


def url(draft, step="otsikko"):
    return f"{BEGIN}{draft.uuid}/{page_token(draft)}/{step}/"


def person(**changes):
    return {
        "name": "Tauno Tekijä",
        "email": ADDRESS,
        "municipality": str(MunicipalityFactory().pk),
        "basis": Basis.RESIDENT,
        "name_public": "yes",
        "phone": "",
        **changes,
    }


def filled_in(client, draft, *more_people):
    """All pages, as a writer would fill them in."""
    area = ServiceAreaFactory()
    for step, data in {
        "otsikko": {"title": TITLE},
        "ehdotus": {"proposal": PROPOSAL},
        "vaikutukset": {"effects": ""},
        "palvelu": {"service_area": area.pk, "place": "all", "body": ""},
        "tekija-uusi": person(),
        "tekijat": {"community": ""},
        "kannatus": {"support": "collect"},
    }.items():
        assert client.post(url(draft, step), data).status_code == 302, step
    for each in more_people:
        assert client.post(url(draft, "tekija-uusi"), each).status_code == 302
    return Draft.objects.get(pk=draft.pk)


def answers(draft):
    return read(Draft.objects.get(pk=draft.pk))


# Beginning ---------------------------------------------------------------------


def test_reading_what_it_takes_opens_no_draft(client):
    response = client.get(BEGIN)

    assert response.status_code == 200
    assert not Draft.objects.exists()


def test_button_opens_a_draft_with_the_text_in_it(client):
    response = client.post(BEGIN, {"proposal": PROPOSAL})

    draft = Draft.objects.get()
    assert response["Location"] == url(draft)
    assert answers(draft).of("ehdotus") == {"proposal": PROPOSAL}
    assert draft.expires_at > timezone.now() + timedelta(days=59)


def test_a_machine_opens_none(client):
    response = client.post(BEGIN, {"website": "http://x", "proposal": PROPOSAL})

    assert response.status_code == 422
    assert PROPOSAL in response.content.decode()
    assert not Draft.objects.exists()


def test_limit_of_drafts_is_said_in_words(client):
    ModerationSettings.objects.create(most_per_day=2)
    statuses = [client.post(BEGIN).status_code for _ in range(3)]

    assert statuses == [302, 302, 429]
    assert Draft.objects.count() == 2


# Answers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "step", ["otsikko", "ehdotus", "vaikutukset", "palvelu", "tekijat", "tekija-uusi"]
)
def test_pages_are_private(client, draft, step):
    response = client.get(url(draft, step))

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    # Nor does a link to another page give the address away.
    words = response.content.decode()
    assert "sivu=" not in words
    assert "canonical" not in words


def test_form_is_taken_from_a_page_that_sends_no_referrer(draft):
    client = Client(enforce_csrf_checks=True)
    client.get(url(draft))
    token = client.cookies["csrftoken"].value
    data = {"title": TITLE, "csrfmiddlewaretoken": token}

    taken = client.post(url(draft), data, HTTP_ORIGIN="null")
    elsewhere = client.post(url(draft), data, HTTP_ORIGIN="https://example.net")
    other_page = client.post(BEGIN, data, HTTP_ORIGIN="null")

    assert [taken.status_code, elsewhere.status_code, other_page.status_code] == [
        302,
        403,
        403,
    ]


def test_secret_part_of_the_address_stays_out_of_logs(draft):
    hidden = hide(f"GET {url(draft)} 200")

    assert page_token(draft) not in hidden
    assert str(draft.uuid) in hidden


def test_answer_is_kept_and_the_next_page_follows(client, draft):
    response = client.post(url(draft), {"title": TITLE})

    assert response["Location"] == url(draft, "ehdotus")
    assert client.get(url(draft)).context["form"]["title"].value() == TITLE


def test_wrong_answer_is_kept_too(client, draft):
    response = client.post(url(draft), {"title": "x" * 101})

    assert response.status_code == 422
    assert answers(draft).of("otsikko") == {"title": "x" * 101}
    assert client.get(url(draft)).context["form"]["title"].value() == "x" * 101


def test_answers_are_encrypted(client, draft):
    client.post(url(draft), {"title": TITLE})

    stored = Draft.objects.extra(select={"raw": "answers"}).values("raw").get()["raw"]
    assert "Penkki" not in str(stored)


def test_changed_from_check_answers_leads_back_there(client, draft):
    response = client.post(f"{url(draft)}?paluu", {"title": TITLE})

    assert response["Location"] == url(draft, "yhteenveto")


def test_personal_data_is_warned_of_once(client, draft):
    text = "Soita minulle 040 123 4567."
    warned = client.post(url(draft, "ehdotus"), {"proposal": text})
    accept = warned.context["accept"]
    data = {"proposal": text, "accept": accept}
    went_on = client.post(url(draft, "ehdotus"), data)
    other = {"proposal": text + " Heti.", "accept": accept}
    changed = client.post(url(draft, "ehdotus"), other)

    assert (warned.status_code, went_on.status_code) == (422, 302)
    assert warned.context["flags"] == [Flag.PHONE]
    assert changed.status_code == 422


@pytest.mark.parametrize(
    "step", ["tekija-", "tekija-x", "tekija-uusi-x", "olematon", "tekija"]
)
def test_no_such_page(client, draft, step):
    assert client.get(url(draft, step)).status_code == 404


@pytest.mark.parametrize("step", ["palvelu", "kannatus", "tekija-uusi"])
def test_bad_input_is_answered_in_words(client, draft, step):
    data = dict.fromkeys(
        ["service_area", "place", "body", "support", "municipality", "basis", "name"],
        "99999999999999999999\x00<script>",
    )
    assert client.post(url(draft, step), data).status_code == 422


def test_other_methods_are_refused(client, draft):
    assert client.put(url(draft)).status_code == 405
    assert client.put(BEGIN).status_code == 405


# Links -------------------------------------------------------------------------


def test_wrong_link_gets_a_page_in_words(client, draft):
    other = services.begin(language="fi", now=timezone.now())
    address = f"{BEGIN}{draft.uuid}/{page_token(other)}/otsikko/"

    response = client.get(address)

    assert response.status_code == 410
    assert BEGIN in response.content.decode()


def test_draft_is_open_for_sixty_days(client, draft):
    Draft.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert client.get(url(draft)).status_code == 200
    Draft.objects.update(expires_at=timezone.now())
    assert client.get(url(draft)).status_code == 410
    assert client.post(url(draft), {"title": TITLE}).status_code == 410


def test_link_goes_to_the_address_and_leads_on(
    client, draft, django_capture_on_commit_callbacks
):
    client.post(url(draft), {"title": TITLE})
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(draft, "linkki"), {"email": ADDRESS})

    assert response["Location"].endswith("/linkki/?lahetetty")
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    link = re.search(r"https?://[^/]+(/aloite/luonnos/jatka/\S+)", message.body)
    # The first page that is not answered yet.
    assert client.get(link[1])["Location"] == url(draft, "ehdotus")


def test_nobody_has_a_strangers_mailbox_flooded(client, draft):
    statuses = [
        client.post(url(draft, "linkki"), {"email": ADDRESS}).status_code
        for _ in range(6)
    ]

    assert statuses == [302] * 5 + [429]
    assert InitiativeMail.objects.count() == 5


# Initiators ----------------------------------------------------------------------


def test_first_one_is_the_contact_person(client, draft):
    client.post(url(draft, "tekija-uusi"), person(phone="040 123"))

    (tauno,) = answers(draft).people
    assert (tauno.is_contact, tauno.phone) == (True, "040 123")


def test_contact_person_is_one_and_is_never_missing(client, draft):
    client.post(url(draft, "tekija-uusi"), person(phone="040 123"))
    other = person(email="irja@example.org", is_contact="yes", phone="050 123")
    client.post(url(draft, "tekija-uusi"), other)
    tauno, irja = answers(draft).people
    assert (tauno.is_contact, irja.is_contact) == (False, True)

    client.post(url(draft, f"tekija-{irja.key}-poista"))
    assert [each.is_contact for each in answers(draft).people] == [True]


def test_phone_is_kept_of_the_contact_person_alone(client, draft):
    client.post(url(draft, "tekija-uusi"), person())
    other = person(email="irja@example.org", is_contact="no", phone="050 123")
    client.post(url(draft, "tekija-uusi"), other)

    assert answers(draft).people[1].phone == ""


def test_initiator_is_changed_and_what_was_wrong_is_kept(client, draft):
    client.post(url(draft, "tekija-uusi"), person())
    (tauno,) = answers(draft).people
    page = url(draft, f"tekija-{tauno.key}")

    wrong = client.post(page, person(email="ei osoite"))
    assert wrong.status_code == 422
    assert client.get(page).context["form"]["email"].value() == "ei osoite"
    assert client.post(page, person(email="uusi@example.org")).status_code == 302
    assert answers(draft).people[0].email == "uusi@example.org"
    assert client.get(page).context["form"]["email"].value() == "uusi@example.org"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "TAUNO@example.org"}, "email"),
        ({"municipality": "0"}, "basis"),
        ({"name": ""}, "name"),
        ({"is_contact": ""}, "is_contact"),
        ({"basis": "friend"}, "basis"),
    ],
)
def test_what_an_initiator_cannot_be(client, draft, changes, field):
    client.post(url(draft, "tekija-uusi"), person())
    data = person(**{"email": "irja@example.org", "is_contact": "no", **changes})

    response = client.post(url(draft, "tekija-uusi"), data)

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_user_of_a_service_may_live_elsewhere(client, draft):
    data = person(municipality="0", basis=Basis.SERVICE_USER)

    assert client.post(url(draft, "tekija-uusi"), data).status_code == 302


def test_there_is_at_least_one_and_a_community_has_a_name(client, draft):
    nobody = client.post(url(draft, "tekijat"), {"community": ""})
    client.post(url(draft, "tekija-uusi"), person(basis=Basis.COMMUNITY))
    nameless = client.post(url(draft, "tekijat"), {"community": ""})
    named = client.post(url(draft, "tekijat"), {"community": "Kylätoimikunta"})

    # Nobody is told that it is optional where it is not.
    assert [
        each.context["form"].fields["community"].required for each in (nobody, nameless)
    ] == [False, True]
    assert [nobody.status_code, nameless.status_code, named.status_code] == [
        422,
        422,
        302,
    ]


# Check-answers and sending --------------------------------------------------------


def test_what_is_missing_is_said_with_a_link(client, draft):
    client.post(url(draft), {"title": TITLE})
    shown = client.get(url(draft, "yhteenveto"))
    sent = client.post(url(draft, "yhteenveto"), {"agreed": "1"})

    assert (shown.status_code, sent.status_code) == (200, 422)
    links = [error["href"] for error in sent.context["errors"]]
    assert f"{url(draft, 'ehdotus')}?paluu" in links
    assert f"{url(draft, 'tekijat')}?paluu" in links
    assert not InitiativeMail.objects.exists()


def test_consent_is_needed(client, draft):
    filled_in(client, draft)

    response = client.post(url(draft, "yhteenveto"))

    assert response.status_code == 422
    assert [each["href"] for each in response.context["errors"]] == ["#id_agreed"]


def test_sending_asks_by_mail_and_tells_no_moderator(
    client, draft, django_capture_on_commit_callbacks
):
    draft = filled_in(client, draft)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(draft, "yhteenveto"), {"agreed": "1"})

    assert response["Location"] == url(draft, "lahetetty")
    assert ADDRESS in client.get(response["Location"]).content.decode()
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert "/aloite/luonnos/vahvista/" in message.body
    assert not Submission.objects.exists()
    assert not Initiative.objects.exists()


def test_link_of_the_draft_does_not_confirm_the_address(client, draft):
    """Whoever writes has the first without any mail."""
    draft = filled_in(client, draft)
    client.post(url(draft, "yhteenveto"), {"agreed": "1"})
    guess = reverse("initiatives:confirm_draft", args=[draft.uuid, page_token(draft)])

    assert client.post(guess).status_code == 410
    assert not Initiative.objects.exists()


def test_change_after_sending_has_to_be_sent_again(client, draft):
    draft = filled_in(client, draft)
    client.post(url(draft, "yhteenveto"), {"agreed": "1"})
    client.post(url(draft), {"title": "Toinen otsikko"})

    assert Draft.objects.get().sent_at is None
    response = client.get(url(draft, "lahetetty"))
    assert response["Location"] == url(draft, "yhteenveto")
