"""Script in every field that somebody else reads: it comes out as the text that it is.

The pages are read as a browser's parser does; tests/browser sees them in Chromium.
"""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.html import escape

from feedback_forms.models import Feedback
from feedback_forms.published import PER_PAGE
from moderation import services
from moderation.outbox import send_due
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.feedback_forms.test_views import URL, answers
from tests.security.payloads import MARK, SCRIPTS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"}
EMBEDS = {"iframe", "object", "embed", "base", "marquee", "math", "animate", "style"}


class Reader(HTMLParser):
    """Notes whatever of our mark would be run or loaded."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.text = []
        self.script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        # A block of data is none: browsers do not run it. What breaks out of it is.
        data = ("type", "application/ld+json") in attributes
        self.script = tag == "script" and not data
        for name, given in attributes:
            value = given or ""
            if name.startswith("on") and MARK in value:
                self.found.append((tag, name, value))
            if name in ADDRESSES and MARK in value:
                plain = "".join(value.split()).lower()
                if plain.startswith(("javascript:", "//", "data:")):
                    self.found.append((tag, name, value))
            if name == "srcdoc" or (tag in EMBEDS and MARK in value):
                self.found.append((tag, name, value))
            # A name that a quote in a value has made.
            if MARK in name:
                self.found.append((tag, name, value))

    def handle_endtag(self, tag):
        self.script = False

    def handle_data(self, data):
        if self.script and MARK in data:
            self.found.append(("script", "", data))
        self.text.append(data)


def assert_harmless(response, *, shown=()):
    html = response.content.decode()
    reader = Reader(html)
    assert not reader.found, (response.request["PATH_INFO"], reader.found)
    text = "".join("".join(reader.text).split())
    for payload in shown:
        # What the sender wrote is there to be read.
        assert "".join(payload.split()) in text, payload


def kept(payload):
    """As our fields keep it: without control characters, trimmed."""
    return "".join(
        sign for sign in payload if sign.isprintable() or sign in "\n\r\t"
    ).strip()


def test_the_reader_sees_what_a_browser_would_run():
    seen = [payload for payload in SCRIPTS if Reader(f"<p>{payload}</p>").found]
    assert len(seen) >= 30
    assert not any(Reader(f"<p>{escape(payload)}</p>").found for payload in SCRIPTS)


@pytest.fixture
def everything():
    """Every payload as message, addition, question, answer and reply, and published."""
    page = pages.feedback_page()
    replier = UserFactory(handler=True)
    moderator = UserFactory(moderator=True, first_name=SCRIPTS[0], last_name=SCRIPTS[9])
    for payload in SCRIPTS:
        feedback = FeedbackFactory(
            screening=True,
            message=payload,
            email="aino@example.org",
            publication_consent=True,
        )
        step = {"submission": feedback, "user": moderator}
        services.ask(**step, text=payload)
        services.answer_question(submission=feedback, text=payload)
        services.add(submission=feedback, text=payload)
        services.approve(**step)
        services.reply(submission=feedback, user=replier, text=payload)
        services.approve_publication(**step)
    return page


def test_what_is_stored_is_harmless_wherever_it_is_read(client, everything, mailoutbox):
    for number in range(1, -(-len(SCRIPTS) // PER_PAGE) + 1):
        newest_first = SCRIPTS[::-1][(number - 1) * PER_PAGE : number * PER_PAGE]
        assert_harmless(
            client.get(f"{URL}julkaistut/?sivu={number}"), shown=newest_first
        )
    client.force_login(UserFactory(administrator=True))
    for path in (
        "/admin/",
        "/admin/viestit/?view=ended",
        "/admin/viestit/?view=ended&p=2",
        "/admin/tapahtumaloki/",
    ):
        assert_harmless(client.get(path))
    for feedback in Feedback.objects.all():
        for path in (
            receipt_path(feedback),
            f"/admin/viestit/{feedback.reference}/",
        ):
            assert_harmless(client.get(path), shown=[feedback.message])
    send_due()
    assert len(mailoutbox) > len(SCRIPTS)
    for mail in mailoutbox:
        assert mail.content_subtype == "plain"
        assert not getattr(mail, "alternatives", None)
        assert "\n" not in mail.subject
        assert MARK not in mail.subject


def test_every_field_of_the_form_comes_back_as_text(client):
    """What was wrong is shown again; what was right is stored and seen as it was typed."""
    pages.feedback_page()
    for number, payload in enumerate(SCRIPTS):
        fields = dict.fromkeys(
            [*answers(), "website", "captcha_key", "captcha_answer", "wrong_answers"],
            payload,
        )
        response = client.post(URL, fields)
        assert response.status_code == 422
        assert_harmless(response)
        someone = Client(REMOTE_ADDR=f"10.0.0.{number}")
        sent = someone.post(URL, answers(message=payload), follow=True)
        assert_harmless(sent, shown=[kept(payload)] if sent.redirect_chain else [])


def test_every_parameter_comes_back_as_text(client):
    pages.feedback_page(), pages.opportunity_page()
    staff = Client()
    staff.force_login(UserFactory(administrator=True))
    feedback = FeedbackFactory(screening=True)
    for payload in SCRIPTS:
        asked = {"aihe": payload, "sivu": payload, "next": payload, "kieli": payload}
        for path in ("/", URL, "/osallistu-nyt/", receipt_path(feedback), "/x/"):
            assert_harmless(client.get(path, asked))
        assert_harmless(client.get("/kirjaudu/login/", asked))
        asked = {"q": payload, "view": payload, "order": payload, "unit": payload}
        assert_harmless(staff.get("/admin/viestit/", asked))
        assert_harmless(staff.get(f"/admin/viestit/{feedback.reference}/", asked))


def test_what_staff_type_comes_back_as_text():
    client = Client()
    client.force_login(UserFactory(moderator=True))
    for payload in SCRIPTS:
        feedback = FeedbackFactory(screening=True)
        page = f"/admin/viestit/{feedback.reference}/"
        typed = {
            "version": "0",
            "decision": "ask",
            "question": payload,
            "reply": payload,
            "explanation": payload,
            "rule": payload,
        }
        assert_harmless(client.post(page, typed))
        services.reject(
            submission=feedback,
            user=UserFactory(),
            rule="insult",
            explanation=payload,
        )
        assert_harmless(client.get(page))
        assert_harmless(client.get(receipt_path(feedback)))


def test_kept_forms_of_error_pages(client):
    strict = Client(enforce_csrf_checks=True)
    for payload in SCRIPTS:
        response = strict.post(URL, {"message": payload, payload: payload})
        assert response.status_code == 403
        assert_harmless(response)
