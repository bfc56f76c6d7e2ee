"""A moderator's morning: sixty messages, and no mouse."""

from datetime import timedelta
from itertools import cycle

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from feedback_forms.enums import FeedbackKind, FormKind
from initiatives.enums import Kind, Stage
from initiatives.models import Comment
from moderation import services
from moderation.enums import Flag, MessageKind, SubmissionState
from moderation.models import AuditEvent, Message, Note, Submission
from tests.browser.test_desk import LIST, violations
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import UserFactory
from tests.support.browser import FOCUSED

S = SubmissionState
SPAM = 10
CODE = "010152-9052"
# What stands on the desk beside: of others, of nobody, and what is over.
OTHERS = {
    "received": 2,
    "screening": 6,
    "waiting": 3,
    "returned": 2,
    "handling": 4,
    "publication": 3,
    "answered": 3,
    "published": 3,
    "closed": 2,
    "rejected": 2,
    "review": 2,
    "spam": 2,
    "withdrawn": 1,
}
# Every letter that is a key on the desk.
LETTERS = "jkxareqcfsu?"
HAS_FOCUS = "selector => !!document.activeElement?.matches(selector)"


class Hands:
    """On the keyboard; at each key the focus is looked at, and may never be hidden."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.look(key)

    def look(self, key=""):
        # Wagtail's frame around the desk is not ours.
        if not self.page.evaluate(HAS_FOCUS, ".desk *"):
            return
        focus = self.page.evaluate(FOCUSED)
        assert focus["ring"], (key, focus)
        for _moment in range(30):
            if focus["unobscured"]:
                return
            # Wagtail scrolls smoothly to where Tab leads.
            self.page.wait_for_timeout(50)
            focus = self.page.evaluate(FOCUSED)
        raise AssertionError(f"covered after {key}: {focus}")

    def away(self, *keys):
        """Keys that lead to another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])
        self.look(keys[-1])

    def to(self, selector, most=100):
        """Tab until it has the focus."""
        for _press in range(most):
            self.press("Tab")
            if self.page.evaluate(HAS_FOCUS, selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    def write(self, selector, text):
        self.to(selector)
        address = self.page.url
        self.page.keyboard.type(text)
        assert self.page.locator(selector).input_value() == text
        assert self.page.url == address

    def choose(self, selector, label):
        """An option of a list, with the arrow."""
        self.to(selector)
        chosen = self.page.locator(f"{selector} option:checked")
        for _press in range(60):
            if label in chosen.inner_text():
                return
            self.press("ArrowDown")
        raise AssertionError(f"No {label} in {selector}")

    def at(self, submission):
        """Whether the page is that of this message."""
        assert f"/{submission.reference}/" in self.page.url


def make_others(staff):
    """Of a colleague or of nobody; each third is late. Returns an initiative that is public."""
    kinds, forms = cycle(FeedbackKind.values), cycle(FormKind.values)
    languages = cycle(["fi", "sv", "en", "fi-simple"])
    flags = cycle([[], [Flag.PHONE], [Flag.SHOUTING, Flag.LINK]])
    dates = cycle([timezone.now() + timedelta(days=days) for days in (-2, 1, 5)])
    whose = cycle([staff["colleague"], None])
    for state, number in OTHERS.items():
        for _each in range(number):
            due = next(dates)
            FeedbackFactory(
                **({} if state == "received" else {state: True}),
                kind=next(kinds),
                form=next(forms),
                language=next(languages),
                flags=next(flags),
                unit=staff["unit"],
                staff=staff["colleague"],
                replier=staff["handler"],
                assignee=next(whose),
                screen_by=due,
                answer_by=due,
            )

    subject = InitiativeFactory(at=Stage.COLLECTING)
    InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    comment_on(subject)
    return subject


def comment_on(subject):
    comment = Comment(
        subject=subject,
        language="fi",
        message="Hyvä ajatus.",
        publication_consent=True,
    )
    services.receive(submission=comment)
    services.start_screening(submission=comment)
    return comment


def make_mine(staff, subject):
    """The moderator's own, each due an hour after the one before; spam was there first."""
    start = timezone.now() - timedelta(hours=SPAM + 2)
    common = {
        "unit": staff["unit"],
        "staff": staff["colleague"],
        "replier": staff["handler"],
    }
    spam = [
        FeedbackFactory(screening=True, message=f"Osta halvalla {number}", **common)
        for number in range(SPAM)
    ]
    found = {
        "approve": FeedbackFactory(screening=True, **common),
        "ask": FeedbackFactory(screening=True, language="sv", **common),
        "return": FeedbackFactory(screening=True, **common),
        "reject": FeedbackFactory(screening=True, **common),
        "redact": FeedbackFactory(
            screening=True,
            message=f"Tunnukseni on {CODE}. Odotin tunnin.",
            flags=[Flag.IDENTITY_CODE],
            **common,
        ),
        "forward": FeedbackFactory(screening=True, **common),
        "reply": FeedbackFactory(handling=True, **common),
        "close": FeedbackFactory(handling=True, **(common | {"wants_reply": False})),
        "overturn": FeedbackFactory(review=True, **common),
        "initiative": InitiativeFactory(at=Stage.SCREENING),
        "comment": comment_on(subject),
        "publish": FeedbackFactory(publication=True, **common),
    }
    for number, each in enumerate([*spam, *found.values()]):
        due = start + timedelta(hours=number)
        Submission.objects.filter(pk=each.pk).update(
            assignee=staff["moderator"], screen_by=due, answer_by=due, review_by=due
        )
    return spam, found


@pytest.fixture
def staff(live_site):
    pages.initiatives_page()
    unit = ServiceUnitFactory(name_fi="Hervannan terveysasema")
    ServiceUnitFactory(name_fi="Kangasalan hammashoitola")
    ReplyTemplateFactory(name="Kiitos", text_fi="Kiitos palautteestasi.")
    return {
        "unit": unit,
        "moderator": UserFactory(moderator=True),
        "colleague": UserFactory(moderator=True),
        "handler": UserFactory(handler=True),
    }


def everything_but(references):
    """What nobody touched this morning."""
    rows = Submission.objects.exclude(reference__in=references).order_by("pk")
    return list(rows.values_list("reference", "state", "version", "assignee"))


def state(submission):
    return Submission.objects.get(pk=submission.pk).state


def texts(submission, kind):
    found = Message.objects.filter(submission_id=submission.pk, kind=kind)
    return list(found.values_list("text", flat=True))


def test_sixty_messages_by_keyboard_alone(open_page, sign_in, staff):
    spam, mine = make_mine(staff, make_others(staff))
    assert Submission.objects.count() == 60
    touched = [each.reference for each in (*spam, *mine.values())]
    before = everything_but(touched)
    page = sign_in(open_page(), staff["moderator"])
    hands = Hands(page)

    page.goto(LIST)
    help_in_all_keys(hands)
    hands.to(".desk-views a[href='?view=mine']")
    hands.away("Enter")
    walk_through(hands, len(touched))
    mark_as_spam(hands)
    assert {state(each) for each in spam} == {S.SPAM}
    approve_undo_and_approve_again(hands, mine)
    decide_the_rest(hands, mine)

    assert "view=mine" in page.url
    expect(page.locator(".desk-empty")).to_be_visible()
    assert violations(page) == []
    moderator = staff["moderator"]
    assert not Submission.objects.filter(
        assignee=moderator, state__in=[S.SCREENING, S.HANDLING, S.PUBLICATION]
    ).exists()
    assert everything_but(touched) == before
    assert_what_became_of(mine)


def help_in_all_keys(hands):
    hands.press("?")
    keys = hands.page.locator("#keyboard-shortcut-group-desk-list")
    expect(keys).to_be_visible()
    hands.press("Escape")
    expect(keys).to_be_hidden()


def walk_through(hands, number):
    """Down and up again, also with the bar under the list; letters in the search are text."""
    page = hands.page
    expect(page.locator("[data-desk-row]")).to_have_count(number)
    hands.press("j", "x", *["j"] * number)
    expect(page.locator(".desk-bulk")).to_be_visible()
    assert page.evaluate(HAS_FOCUS, "[data-desk-row]:last-child h4 a")
    hands.press(*["k"] * number, "x")
    expect(page.locator(".desk-bulk")).to_be_hidden()


def mark_as_spam(hands):
    hands.press("x", *["j", "x"] * (SPAM - 1))
    expect(hands.page.locator("[name=m]:checked")).to_have_count(SPAM)
    hands.press("m")
    hands.to(".desk-bulk [value=spam]", most=2)
    hands.away("Enter")
    hands.to(".desk-many button[type=submit]")
    hands.away("Enter")
    expect(hands.page.locator("[data-desk-row]")).to_have_count(12)


def approve_undo_and_approve_again(hands, mine):
    hands.press("j")
    hands.away("a")
    hands.at(mine["approve"])
    hands.away("Control+Enter")
    hands.at(mine["ask"])
    assert state(mine["approve"]) == S.HANDLING
    hands.to(".desk-undo button")
    hands.away("Enter")
    hands.at(mine["approve"])
    assert state(mine["approve"]) == S.SCREENING
    # Back to the list and into it again, this time without a choice made.
    hands.away("u")
    hands.press("j")
    hands.away("Enter")
    hands.at(mine["approve"])
    assert hands.page.locator("[name=decision]:checked").count() == 0
    hands.away("j")
    hands.at(mine["ask"])
    hands.away("k")
    hands.away("a", "Control+Enter")


def decide_the_rest(hands, mine):
    hands.at(mine["ask"])
    hands.press("q")
    hands.write("#desk-question", LETTERS)
    hands.away("Control+Enter")

    hands.at(mine["return"])
    hands.press("c")
    hands.choose("#desk-return_rule", "oukkaa")
    assert hands.page.locator("#desk-correction").input_value()
    hands.away("Control+Enter")

    hands.at(mine["reject"])
    hands.press("r")
    hands.choose("#desk-rule", "oukkaa")
    hands.away("Control+Enter")

    hands.at(mine["redact"])
    hands.away("e")
    hands.away("Control+Enter")
    hands.at(mine["redact"])
    hands.away("a", "Control+Enter")

    hands.at(mine["forward"])
    hands.press("f")
    hands.choose("#desk-to", "Kangasalan hammashoitola")
    hands.write("#desk-note", "Teidän asianne.")
    hands.away("Control+Enter")

    hands.at(mine["reply"])
    hands.press("a")
    hands.choose("#desk-template", "Kiitos")
    hands.to("[name=insert_template]")
    hands.away("Enter")
    hands.away("Control+Enter")

    hands.at(mine["close"])
    hands.away("c", "Control+Enter")
    hands.at(mine["overturn"])
    hands.away("a", "Control+Enter")
    # The same key lets what is of another kind be published.
    hands.at(mine["initiative"])
    hands.away("a", "Control+Enter")
    hands.at(mine["comment"])
    hands.away("a", "Control+Enter")
    # Without a due date, so the last.
    hands.at(mine["publish"])
    hands.away("a", "Control+Enter")


def assert_what_became_of(mine):
    assert {name: state(each) for name, each in mine.items()} == {
        "approve": S.HANDLING,
        "ask": S.WAITING,
        "return": S.WAITING,
        "reject": S.REJECTED,
        "redact": S.HANDLING,
        "forward": S.SCREENING,
        "reply": S.ANSWERED,
        "close": S.CLOSED,
        "overturn": S.HANDLING,
        "publish": S.ANSWERED,
        "initiative": S.HANDLING,
        "comment": S.CLOSED,
    }
    assert texts(mine["ask"], MessageKind.QUESTION) == [LETTERS]
    assert texts(mine["reply"], MessageKind.REPLY) == ["Kiitos palautteestasi."]
    assert texts(mine["return"], MessageKind.RETURN)[0]
    assert Submission.objects.get(pk=mine["reject"].pk).rule
    assert CODE not in Submission.objects.get(pk=mine["redact"].pk).specific.text
    forwarded = Submission.objects.get(pk=mine["forward"].pk)
    assert forwarded.handler_name == "Kangasalan hammashoitola"
    assert Note.objects.get(submission=forwarded).text == "Teidän asianne."
    assert Submission.objects.get(pk=mine["publish"].pk).published_at
    done = AuditEvent.objects.filter(reference=mine["approve"].reference)
    acts = [act for act in done.values_list("action", flat=True) if act != "read"]
    assert acts.count("approved") == 2
    assert acts.count("undone") == 1


FIVE = ("approve", "ask", "reject", "spam", "reply")


def test_five_messages_by_tab_and_enter_without_script(open_page, sign_in, staff):
    start = timezone.now() + timedelta(hours=1)
    five = {
        name: FeedbackFactory(
            **{"handling" if name == "reply" else "screening": True},
            screen_by=start + timedelta(hours=number),
            answer_by=start + timedelta(hours=number),
            staff=staff["colleague"],
        )
        for number, name in enumerate(FIVE)
    }
    page = sign_in(open_page(javascript=False), staff["moderator"])
    hands = Hands(page)

    page.goto(LIST)
    hands.to("[data-desk-row] h4 a")
    hands.away("Enter")
    for name in FIVE:
        hands.at(five[name])
        hands.to("[name=decision]")
        hands.press("Space")
        for _press in range(10):
            if page.evaluate(HAS_FOCUS, f"[value={name}]"):
                break
            hands.press("ArrowDown")
        assert page.locator("[name=decision]:checked").input_value() == name
        if name == "ask":
            hands.write("#desk-question", LETTERS)
        elif name == "reject":
            hands.choose("#desk-rule", "oukkaa")
        elif name == "reply":
            hands.choose("#desk-template", "Kiitos")
            hands.to("[name=insert_template]")
            hands.away("Enter")
        hands.to("[name=then][value=next]")
        hands.away("Enter")

    assert {name: state(each) for name, each in five.items()} == {
        "approve": S.HANDLING,
        "ask": S.WAITING,
        "reject": S.REJECTED,
        "spam": S.SPAM,
        "reply": S.ANSWERED,
    }
    assert texts(five["ask"], MessageKind.QUESTION) == [LETTERS]
    assert texts(five["reply"], MessageKind.REPLY) == ["Kiitos palautteestasi."]
