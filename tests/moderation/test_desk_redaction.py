"""The page of redaction, reading originals, and showing a passage again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation import services
from moderation.enums import Action, RedactionReason
from moderation.models import AuditEvent, Original, Submission
from moderation.redaction import Passage, mark
from moderation.references import receipt_url
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

CODE, PHONE = "010152-9052", "040 123 4567"
TEXT = f"Tunnus on {CODE}. Numero {PHONE}. Hoitaja Elsa auttoi."
ROLES = ["moderator", "handler", "participation", "original_reader", "data_protection",
         "communications", "administrator"]  # fmt: skip
PERSONAL = RedactionReason.PERSONAL


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


@pytest.fixture
def feedback(moderator):
    return FeedbackFactory(screening=True, staff=moderator, message=TEXT)


def address(feedback, act="peita/"):
    return f"/admin/viestit/{feedback.reference}/{act}"


def redact(client, feedback, *passages, act="save", **data):
    data = {
        "version": feedback.version,
        "passages": [f"personal:{each}" for each in passages],
        "reason": "personal",
        act: "1",
        **data,
    }
    return client.post(address(feedback), data)


def ticked(response):
    return {each.passage.text: each.ticked for each in response.context["suggested"]}


def message(feedback):
    feedback.refresh_from_db()
    return feedback.message


# Who may ---------------------------------------------------------------------


def attempts(client, feedback):
    """Status of each way in, by its name."""
    return {
        "page": client.get(address(feedback)).status_code,
        "save": redact(client, feedback, CODE, version=0).status_code,
        "original": client.post(
            address(feedback, "alkuperainen/"), {"reason": "review"}
        ).status_code,
        "restore": client.post(
            address(feedback, "palauta/"), {"passage": CODE, "version": 0}
        ).status_code,
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_way_in_is_for_its_roles(client, role):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    client.force_login(UserFactory(**{role: True}))

    redacts = role in {"moderator", "administrator"}
    reads = redacts or role == "original_reader"
    assert attempts(client, feedback) == {
        "page": 200 if redacts else 403,
        "save": 200 if redacts else 403,
        "original": 200 if reads else 403,
        "restore": 302 if redacts else 403,
    }
    assert message(feedback) == TEXT


def test_anonymous_is_sent_to_login(client):
    feedback = FeedbackFactory(screening=True)
    assert set(attempts(client, feedback).values()) == {302}
    login = client.get(address(feedback))["Location"]
    assert login.startswith(reverse("account_login"))


@pytest.mark.parametrize("act", ["alkuperainen/", "palauta/"])
def test_get_is_refused_where_post_belongs(client, feedback, act):
    assert client.get(address(feedback, act)).status_code == 405


def test_unknown_message_is_404(client, moderator):
    for act in ("peita/", "alkuperainen/", "palauta/"):
        assert client.post(f"/admin/viestit/P-2026-XXXX/{act}").status_code == 404


# The page --------------------------------------------------------------------


def test_findings_are_ticked_and_nothing_is_redacted_yet(client, feedback):
    response = client.get(address(feedback))

    assert ticked(response) == {CODE: True, PHONE: True}
    assert message(feedback) == TEXT


def test_what_staff_wrote_is_not_ticked_by_itself(client, feedback, moderator):
    services.ask(submission=feedback, user=moderator, text="Soita 050 765 4321.")

    response = client.get(address(feedback))

    assert ticked(response)["050 765 4321"] is False
    assert len(response.context["sides"]) == 2


def test_what_is_ticked_is_redacted_and_the_rest_stays(client, feedback):
    response = redact(client, feedback, CODE)

    assert response["Location"] == address(feedback, "")
    assert message(feedback) == TEXT.replace(CODE, mark(PERSONAL, "fi"))


def test_passage_by_exact_text_is_added_then_saved(client, feedback):
    more = {"more": " Hoitaja  Elsa ", "reason": "health"}
    response = redact(client, feedback, PHONE, act="add", **more)

    assert ticked(response) == {CODE: False, PHONE: True, "Hoitaja Elsa": True}
    assert response.context["written"] == ""
    assert message(feedback) == TEXT

    redact(client, feedback, PHONE, **more)
    expected = TEXT.replace(PHONE, mark(PERSONAL, "fi"))
    assert message(feedback) == expected.replace("Hoitaja Elsa", mark("health", "fi"))


@pytest.mark.parametrize(
    "data",
    [
        {"more": "Els"},
        {"more": "x" * 3000},
        {"more": "\x00"},
        {"reason": "because", "more": "Elsa"},
        {"passages": ["because:Elsa"]},
        {"passages": ["Elsa"]},
        {"passages": ["personal:"]},
        {"passages": []},
        {"passages": ["personal:Kalle"]},
    ],
)
def test_bad_input_redacts_nothing_and_loses_nothing(client, feedback, data):
    response = redact(client, feedback, **{"passages": ["personal:Elsa"], **data})

    assert response.status_code == 200
    assert message(feedback) == TEXT
    if "more" in data and "\x00" not in data["more"]:
        assert response.context["written"] == data["more"] or "reason" in data


def test_second_of_two_is_told_and_keeps_the_ticks(client, feedback, moderator):
    redact(client, feedback, CODE)

    response = redact(client, feedback, PHONE, version=feedback.version)

    assert response.context["conflict"] is not None
    assert ticked(response)[PHONE] is True
    assert PHONE in message(feedback)


def test_published_message_can_be_redacted(client, moderator):
    feedback = FeedbackFactory(published=True, message=TEXT)
    page = pages.feedback_page()
    assert CODE in client.get(f"{page.url}julkaistut/").content.decode()

    redact(client, feedback, CODE)

    assert CODE not in client.get(f"{page.url}julkaistut/").content.decode()


def test_nothing_to_redact_in_an_erased_message(client, moderator):
    feedback = FeedbackFactory(withdrawn=True)

    assert client.get(address(feedback))["Location"] == address(feedback, "")
    assert redact(client, feedback, CODE).status_code == 302


def test_queries_do_not_grow_with_the_conversation(client, feedback, moderator):
    def queries():
        client.get(address(feedback))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(feedback))
        return len(captured)

    services.add(submission=feedback, text=f"Numero on {PHONE}.")
    before = queries()
    for number in range(29):
        services.add(submission=feedback, text=f"Lisäys {number}, {PHONE}.")
    assert queries() == before


# Reading the original --------------------------------------------------------


@pytest.fixture
def hidden(feedback, moderator):
    passages = [Passage.of(CODE)]
    services.redact(submission=feedback, user=moderator, passages=passages)
    feedback.refresh_from_db()
    return feedback


def read(client, feedback, reason="review"):
    return client.post(address(feedback, "alkuperainen/"), {"reason": reason})


def test_original_is_shown_once_and_each_reading_is_logged(client, hidden, moderator):
    assert CODE not in client.get(address(hidden, "")).content.decode()

    response = read(client, hidden)
    again = read(client, hidden, "danger")

    assert CODE in response.content.decode()
    assert CODE in again.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert CODE not in client.get(address(hidden, "")).content.decode()
    events = AuditEvent.objects.filter(action=Action.ORIGINAL_READ).order_by("pk")
    assert list(events.values_list("user", "reference", "detail")) == [
        (moderator.pk, hidden.reference, "review"),
        (moderator.pk, hidden.reference, "danger"),
    ]


@pytest.mark.parametrize("reason", ["", "curiosity", "\x00"])
def test_without_a_reason_nothing_is_shown(client, hidden, reason):
    response = read(client, hidden, reason)

    assert response.context["reading_error"]
    assert CODE not in response.content.decode()
    assert not AuditEvent.objects.filter(action=Action.ORIGINAL_READ).exists()


@pytest.mark.parametrize("role", ["handler", "participation", "original_reader"])
def test_others_read_the_redacted_text(client, hidden, role):
    client.force_login(UserFactory(**{role: True}))

    page = client.get(address(hidden, "")).content.decode()
    rows = client.get("/admin/viestit/").content.decode()

    assert CODE not in page + rows
    assert mark(PERSONAL, "fi") in page


def test_reader_of_originals_cannot_show_them_to_others(client, hidden):
    client.force_login(UserFactory(original_reader=True))

    page = read(client, hidden).content.decode()

    assert CODE in page
    assert address(hidden, "palauta/") not in page


def test_passage_is_shown_to_others_again(client, hidden, moderator):
    data = {"version": hidden.version, "passage": CODE}

    client.post(address(hidden, "palauta/"), data)

    assert message(hidden) == TEXT
    assert AuditEvent.objects.filter(action=Action.PASSAGE_RESTORED).exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": "x", "passage": CODE},
        {"version": "1", "passage": CODE},
        {"version": "9" * 5_000, "passage": CODE},
    ],
)
def test_restoring_by_an_old_page_changes_nothing(client, hidden, data):
    assert client.post(address(hidden, "palauta/"), data).status_code == 302
    assert CODE not in message(hidden)
    assert Original.objects.exists()


# Elsewhere -------------------------------------------------------------------


def test_unredacted_findings_warn_and_do_not_block(client, feedback, moderator):
    assert client.get(address(feedback, "")).context["unredacted"] == 2
    data = {"decision": "approve", "version": feedback.version, "then": "stay"}

    client.post(address(feedback, ""), data)

    assert Submission.objects.get(pk=feedback.pk).state == "handling"


def test_names_are_said_before_they_are_published(client, moderator):
    waiting = FeedbackFactory(
        handling=True,
        publication_consent=True,
        message="Hoitaja oli ystävällinen. Tyttäreni Aino Virtanen pelkäsi piikkiä.",
    )
    handler = UserFactory(handler=True)
    services.reply(
        submission=waiting, user=handler, text="Hei Maija! Kiitos palautteestasi."
    )
    page = client.get(address(waiting, ""))
    assert page.context["names"] == ["Aino Virtanen", "Maija"]
    assert "Aino Virtanen, Maija</strong>" in page.content.decode()


def test_identity_code_is_masked_in_the_list_from_the_start(client, feedback):
    rows = client.get("/admin/viestit/").content.decode()

    assert CODE not in rows
    assert "•••••••••••" in rows


def test_sender_is_told_on_the_receipt(client, hidden):
    client.logout()
    page = client.get(receipt_url(hidden)).content.decode()

    assert CODE not in page
    assert (
        "We redacted a part of your message" in page or "Peitimme viestistäsi" in page
    )
