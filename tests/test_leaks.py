"""A canary in every state that is not public is nowhere to be found."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from feedback_forms.enums import FormKind
from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import SubmissionState
from moderation.redaction import Passage
from participation_pages.models import MethodPage, OpportunityPage
from search.finding import find
from search.services import refresh_all
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import ChangeFactory, scores
from tests.factories.users import UserFactory
from tests.moderation.test_services import handled, screened

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"


def everywhere(client, *more: str) -> str:
    """Every public page there is, as one text."""
    pages.home_page(), pages.index_page(), pages.feedback_page()
    pages.method_index_page(), pages.council_index_page()
    stories.story_index(), stories.outcomes_page()
    urls = [
        "/",
        "/syote.atom",
        "/kalenteri.ics",
        "/osallistu-nyt/",
        "/menetelmat/",
        "/neuvostot/",
        "/osallistu-nyt/?tapa=online&tapa=on-site",
        "/osallistu-nyt/syote.atom",
        "/osallistu-nyt/kalenteri.ics",
        "/anna-palautetta/",
        "/anna-palautetta/julkaistut/",
        "/anna-palautetta/julkaistut/syote.atom",
        "/anna-palautetta/vaikutus/",
        "/anna-palautetta/vaikutus/syote.atom",
        "/saavutettavuusseloste/",
        "/tarinat/",
        "/mika-muuttui/",
        "/menetelmat/syote.atom",
        "/neuvostot/syote.atom",
        "/neuvostot/kalenteri.ics",
        "/tarinat/syote.atom",
        "/mika-muuttui/syote.atom",
        "/sv/",
        "/sv/syote.atom",
        "/sv/kalenteri.ics",
        "/ei-ole/",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        *more,
    ]
    return "".join(client.get(url).content.decode() for url in urls)


KINDS = ["draft", "unpublished", "private", "expired", "scheduled"]


def hide(page, kind):
    """Make a page that is not live (but for a private one) into one that is not public."""
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        page.save_revision().publish()
        type(page).objects.get(pk=page.pk).unpublish()
    elif kind == "expired":
        page.expire_at = timezone.now() - timedelta(days=1)
        page.expired = True
        page.save()
    elif kind == "scheduled":
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()


@pytest.mark.parametrize("kind", KINDS)
def test_pages_that_are_not_public(client, kind):
    live = kind == "private"
    method = pages.method_page()
    council = pages.council_page(council=pages.decision_body())
    page = pages.opportunity_page(title=f"{CANARY} {kind}", live=live, method=method)
    hide(page, kind)
    assert CANARY not in everywhere(
        client,
        f"/osallistu-nyt/{page.slug}/",
        f"/anna-palautetta/?aihe={page.pk}",
        method.url,
        f"{method.url}kaikki/",
        council.url,
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [pages.method_page, pages.council_page])
def test_methods_and_councils_that_are_not_public(client, kind, make):
    page = make(title=f"{CANARY} {kind}", live=kind == "private")
    hide(page, kind)
    way = pages.opportunity_page()
    if isinstance(page, MethodPage):
        way.method = page
        way.save()
    example = pages.method_page(example_page=page)
    assert CANARY not in everywhere(
        client, page.url, f"{page.url}kaikki/", way.url, example.url
    )


@pytest.mark.parametrize("kind", KINDS)
def test_not_even_the_address_of_what_is_not_public(client, kind):
    page = pages.opportunity_page(slug="kanarialintu", live=kind == "private")
    hide(page, kind)
    assert page.slug not in everywhere(client)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("trait", ["with_outcome", "late"])
def test_outcomes_of_pages_that_are_not_public(client, kind, trait):
    page = pages.opportunity_page(
        title=f"{CANARY} {kind}", live=kind == "private", **{trait: True}
    )
    hide(page, kind)
    assert CANARY not in everywhere(client)


@pytest.mark.parametrize("kind", KINDS)
def test_stories_that_are_not_public(client, kind):
    page = stories.story_page(
        title=f"{CANARY} {kind}",
        introduction=CANARY,
        steps=[stories.step(title=CANARY)],
        live=kind == "private",
    )
    hide(page, kind)
    assert CANARY not in everywhere(client, f"/tarinat/{page.slug}/")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_public_is_in_no_list_of_another_language(client, kind):
    named = {"title": f"{CANARY} {kind}", "live": kind == "private"}
    method = pages.method_page()
    hidden = [
        stories.story_page(**named),
        pages.method_page(**named),
        pages.council_page(**named),
        pages.opportunity_page(**named, method=method),
        pages.opportunity_page(**named, method=method, with_outcome=True),
        pages.opportunity_page(**named, late=True),
    ]
    for page in hidden:
        hide(page, kind)
    lists = [
        translate(page, "sv")
        for page in (
            stories.story_index(),
            stories.outcomes_page(),
            pages.method_index_page(),
            pages.council_index_page(),
            pages.index_page(),
        )
    ]
    verkstad = translate(method, "sv")
    urls = [page.url for page in (*lists, verkstad)]
    urls += [f"{page.url}syote.atom" for page in lists]
    assert CANARY not in everywhere(client, *urls, f"{verkstad.url}kaikki/")


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private", "expired"])
def test_pages_that_are_not_public_are_not_counted(client, kind):
    """Not even as a number beside a choice, or in what one might leave out."""
    pages.opportunity_page(place="online")
    page = pages.opportunity_page(place="on-site", kind="evaluation", live=True)
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        OpportunityPage.objects.get(pk=page.pk).unpublish()
    else:
        page.live, page.expired = False, kind == "expired"
        page.save()
    context = client.get("/osallistu-nyt/").context
    assert context["total"] == context["everything"] == 1
    questions = [context["states"], context["towns"], *context["questions"]]
    for question in questions:
        assert [choice.count for choice in question.choices] == [1], question.label
    nothing = client.get("/osallistu-nyt/?tapa=on-site&laji=planning").context
    assert [change.count for change in nothing["looser"]] == [1]
    assert client.get("/").context["open_count"] == 1


def test_a_draft_of_a_published_page_is_not_shown(client):
    page = pages.opportunity_page()
    page.title = CANARY
    page.save_revision()
    assert CANARY not in everywhere(client, f"/osallistu-nyt/{page.slug}/")


@pytest.mark.parametrize("kind", ["draft", "private", "newer draft"])
def test_events_that_are_not_public(client, kind):
    page = pages.event_page(
        title="Tilaisuus" if kind == "newer draft" else CANARY, live=kind != "draft"
    )
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "newer draft":
        page.title = page.venue_name = page.online_text = CANARY
        page.save_revision()
    address = f"/osallistu-nyt/{page.slug}/"
    assert CANARY not in everywhere(client, address, f"{address}kalenteri.ics")


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private"])
def test_a_statement_that_is_not_public_is_linked_from_nowhere(client, kind):
    page = pages.statement_page(title=CANARY, live=kind != "draft")
    assert (CANARY in everywhere(client)) is (kind != "draft")
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        page.unpublish()
    assert CANARY not in everywhere(client)


@pytest.mark.parametrize("state", SubmissionState)
@pytest.mark.parametrize("consent", [True, False])
def test_feedback_in_every_state(client, state, consent):
    feedback = screened(message=CANARY, publication_consent=consent)
    # Even with everything else as if it were published.
    Feedback.objects.filter(pk=feedback.pk).update(
        state=state, live=True, published_at=timezone.now()
    )
    public = consent and state == SubmissionState.ANSWERED
    assert (CANARY in everywhere(client)) is public


@pytest.mark.parametrize("missing", ["live", "published_at"])
def test_feedback_that_is_not_approved(client, missing):
    feedback = handled(message=CANARY)
    services.reply(submission=feedback, user=UserFactory(), text=CANARY)
    services.approve_publication(submission=feedback, user=UserFactory())
    assert CANARY in everywhere(client)
    Feedback.objects.update(**{missing: False if missing == "live" else None})
    assert CANARY not in everywhere(client)


def test_withdrawn_feedback_leaves_the_public_page_at_once(client):
    feedback = handled(message=CANARY)
    services.reply(submission=feedback, user=UserFactory(), text=CANARY)
    services.approve_publication(submission=feedback, user=UserFactory())
    services.withdraw(submission=feedback)
    assert CANARY not in everywhere(client)


def test_what_is_asked_and_answered_is_not_published(client):
    feedback = handled()
    services.ask(submission=feedback, user=UserFactory(), text=CANARY)
    services.answer_question(submission=feedback, text=CANARY)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    services.approve_publication(submission=feedback, user=UserFactory())
    html = everywhere(client)
    assert "Vastaus" in html
    assert CANARY not in html


def test_the_title_of_a_page_that_was_taken_down_leaves_the_published_list(client):
    page = pages.opportunity_page(title=CANARY)
    feedback = handled(page=page)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    services.approve_publication(submission=feedback, user=UserFactory())
    assert CANARY in everywhere(client)
    OpportunityPage.objects.get(pk=page.pk).unpublish()
    html = everywhere(client)
    assert "Vastaus" in html
    assert CANARY not in html


def published(**fields) -> Feedback:
    feedback = handled(**fields)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    return services.approve_publication(submission=feedback, user=UserFactory())


def test_feedback_leaves_the_public_pages_when_its_consent_is_withdrawn(client):
    feedback = published(message=CANARY)
    ChangeFactory(feedback=[feedback])
    one = f"/anna-palautetta/julkaistut/?palaute={feedback.pk}"
    html = everywhere(client)
    assert CANARY in html
    assert f"?palaute={feedback.pk}" in html
    services.withdraw_consent(submission=feedback)
    html = everywhere(client, one, "/anna-palautetta/julkaistut/?haku=kanarialintu")
    # The word that was looked for stands in the field, and nowhere else.
    assert CANARY not in html
    assert f"?palaute={feedback.pk}" not in html
    assert client.get(one).status_code == 404


def test_feedback_that_came_back_is_not_public_until_its_new_reply_is_approved(client):
    feedback = published(message="Milloin saan ajan?")
    services.rate_reply(submission=feedback, helped="no", text=CANARY)
    assert "Milloin saan ajan?" not in everywhere(client)
    services.reply(submission=feedback, user=UserFactory(), text="Uusi vastaus")
    assert "Uusi vastaus" not in everywhere(client)
    services.approve_publication(submission=feedback, user=UserFactory())
    html = everywhere(client)
    assert "Uusi vastaus" in html
    assert CANARY not in html


@pytest.mark.parametrize("kind", ["draft", "unpublished", "newer draft"])
def test_changes_that_are_not_published(client, kind):
    feedback = published(message="Milloin saan ajan?")
    page = pages.opportunity_page(with_outcome=True)
    texts = dict.fromkeys(("title", "heard", "did"), CANARY)
    given = {} if kind == "newer draft" else texts
    live = kind != "draft"
    change = ChangeFactory(**given, live=live, feedback=[feedback], page=page)
    if kind == "unpublished":
        change.unpublish()
    elif kind == "newer draft":
        for name, text in texts.items():
            setattr(change, name, text)
        change.save_revision()
    html = everywhere(
        client, page.url, f"/anna-palautetta/vaikutus/?muutos={change.pk}"
    )
    assert CANARY not in html
    led = client.get("/anna-palautetta/julkaistut/").context["led"]
    assert (led is not None) is (kind == "newer draft")


def test_of_a_page_that_is_not_public_a_change_says_nothing(client):
    page = pages.opportunity_page(title=CANARY, slug="kanarialintu", live=False)
    ChangeFactory(title="Muutos", page=page)
    html = everywhere(client).replace("kanarialintu", CANARY)
    assert "Muutos" in html
    assert CANARY not in html


ASKED = "Milloin saan ajan?"
FILES = [
    f"/anna-palautetta/luvut/lataa/?taulu={table}&muoto=csv"
    for table in ("units", "months", "kinds", "topics")
]
BOOK = "/anna-palautetta/luvut/lataa/?taulu=units&muoto=xlsx"


def contents(client, address) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


def published_somewhere(client) -> str:
    """Pages, figures and their files, what the search knows, and uploaded files."""
    unit = ServiceUnitFactory()
    address = f"/anna-palautetta/{unit.slug}"
    pages.rules_page()
    html = everywhere(
        client,
        "/anna-palautetta/luvut/",
        "/anna-palautetta/luvut/?tapa=syventava",
        "/anna-palautetta/saavutettavuus/",
        "/anna-palautetta/paikat/",
        *(f"{address}/{below}" for below in ("", "laaja/", "kuvat/", "kioski/")),
        "/saannot/",
        "/saannot/tilastot/",
        "/saannot/tilastot/tilastot.csv",
        "/seuranta/",
    )
    files = b"".join(contents(client, address) for address in FILES)
    book = ZipFile(BytesIO(contents(client, BOOK)))
    files += b"".join(map(book.read, book.namelist()))
    refresh_all()
    found = client.get("/haku/?q=kanarialintu").content.decode()
    media = b"".join(
        each.read_bytes()
        for each in Path(settings.MEDIA_ROOT).rglob("*")
        if each.is_file()
    )
    return html + found + (files + media).decode("utf-8", "replace")


def reply_and_publish(feedback, text="Vastaus") -> Feedback:
    services.reply(submission=feedback, user=UserFactory(), text=text)
    return services.approve_publication(submission=feedback, user=UserFactory())


def redacted_before() -> None:
    feedback = handled(message=f"{ASKED} {CANARY}")
    services.redact(
        submission=feedback, user=UserFactory(), passages=[Passage.of(CANARY)]
    )
    reply_and_publish(feedback)


def redacted_after() -> None:
    feedback = handled(message=f"{ASKED} {CANARY}")
    feedback = reply_and_publish(feedback, f"Vastaus. {CANARY}")
    refresh_all()
    services.redact(
        submission=feedback, user=UserFactory(), passages=[Passage.of(CANARY)]
    )


def noted() -> None:
    feedback = published(message=ASKED)
    services.write_note(submission=feedback, user=UserFactory(), text=CANARY)


def returned_and_corrected() -> None:
    feedback = screened(message=CANARY)
    services.return_for_correction(
        submission=feedback, user=UserFactory(), text=CANARY, rule="insult"
    )
    services.correct(submission=feedback, text=ASKED)
    services.start_screening(submission=feedback)
    services.approve(submission=feedback, user=UserFactory())
    reply_and_publish(feedback)


def rejected_and_reviewed() -> None:
    feedback = screened(message=ASKED)
    services.reject(
        submission=feedback, user=UserFactory(), rule="insult", explanation=CANARY
    )
    services.ask_for_review(submission=feedback, text=CANARY)
    services.overturn(submission=feedback, user=UserFactory(), text=CANARY)
    reply_and_publish(feedback)


def rejected() -> None:
    published(message=ASKED)
    feedback = screened(message=CANARY)
    services.reject(
        submission=feedback, user=UserFactory(), rule="insult", explanation=CANARY
    )
    services.ask_for_review(submission=feedback, text=CANARY)
    services.uphold(submission=feedback, user=UserFactory(), text=CANARY)


def rated() -> None:
    feedback = published(message=ASKED)
    services.rate_reply(submission=feedback, helped="yes", text=CANARY)


def publication_that_can_be_undone() -> None:
    published(message=ASKED)
    feedback = handled(message=CANARY)
    services.reply(submission=feedback, user=UserFactory(), text=CANARY)
    services.decide(
        services.approve_publication, submission=feedback, user=UserFactory()
    )


@pytest.mark.parametrize(
    "case",
    [
        redacted_before,
        redacted_after,
        noted,
        returned_and_corrected,
        rejected_and_reviewed,
        rejected,
        rated,
        publication_that_can_be_undone,
    ],
)
def test_what_stands_beside_a_published_message(client, case):
    case()
    public = published_somewhere(client)
    assert ASKED in public
    assert CANARY not in public
    assert not find(CANARY, "fi").rows


@pytest.mark.parametrize("form", FormKind)
def test_feedback_of_each_form_that_asks_for_no_consent(client, form):
    feedback = handled(message=CANARY, form=form, publication_consent=False)
    scores(*[9] * 6, unit=feedback.unit)
    services.reply(submission=feedback, user=UserFactory(), text=CANARY)
    assert CANARY not in published_somewhere(client)
    assert not find(CANARY, "fi").rows


def test_a_canary_that_is_public_is_found(client):
    published(message=f"{ASKED} {CANARY}")
    assert CANARY in published_somewhere(client)
    assert find(CANARY, "fi").rows
