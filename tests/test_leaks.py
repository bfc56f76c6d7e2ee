"""A canary in every state that is not public is nowhere to be found."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import SubmissionState
from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.moderation.test_services import handled, screened

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"


def everywhere(client, *more: str) -> str:
    """Every public page there is, as one text."""
    pages.home_page(), pages.index_page(), pages.feedback_page()
    urls = [
        "/",
        "/osallistu-nyt/",
        "/osallistu-nyt/?tapa=online&tapa=on-site",
        "/osallistu-nyt/syote.atom",
        "/osallistu-nyt/kalenteri.ics",
        "/anna-palautetta/",
        "/anna-palautetta/julkaistut/",
        "/sv/",
        "/ei-ole/",
        *more,
    ]
    return "".join(client.get(url).content.decode() for url in urls)


@pytest.mark.parametrize(
    "kind", ["draft", "unpublished", "private", "expired", "scheduled"]
)
def test_pages_that_are_not_public(client, kind):
    page = pages.opportunity_page(title=f"{CANARY} {kind}", live=kind == "private")
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        page.save_revision().publish()
        OpportunityPage.objects.get(pk=page.pk).unpublish()
    elif kind == "expired":
        page.expire_at = timezone.now() - timedelta(days=1)
        page.expired = True
        page.save()
    elif kind == "scheduled":
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
    address = f"/osallistu-nyt/{page.slug}/"
    assert CANARY not in everywhere(
        client, address, f"/anna-palautetta/?aihe={page.pk}"
    )


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
