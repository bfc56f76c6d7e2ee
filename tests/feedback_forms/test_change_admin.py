"""Staff write what changed: drafts, publishing, references of feedback, rights."""

import pytest
from django.urls import reverse

from feedback_forms.models import Change
from tests.factories import pages
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

NAME = "wagtailsnippets_feedback_forms_change"
LIST, ADD = f"{NAME}:list", f"{NAME}:add"


@pytest.fixture(autouse=True)
def site():
    pages.feedback_page()


def log_in(client, role):
    client.force_login(UserFactory(**{role: True}))


def entry(**changes):
    data = {
        "title": "Puhelimeen vastataan",
        "heard": "Kukaan ei vastannut.",
        "did": "Nyt vastataan.",
        "happened_on": "2026-05-01",
        "service_area": "",
        "unit": "",
        "page": "",
        "feedback": "",
    }
    return {**data, **changes}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("participation", True),
        ("communications", True),
        ("writer", True),
        ("moderator", False),
        ("handler", False),
    ],
)
def test_who_may_write(client, role, may):
    log_in(client, role)
    for address in (LIST, ADD):
        assert client.get(reverse(address)).status_code == (200 if may else 302)
    client.post(reverse(ADD), entry())
    assert Change.objects.exists() is may


def test_anonymous_is_sent_to_login(client):
    address = reverse("account_login")
    assert client.get(reverse(LIST))["Location"].startswith(address)


def test_a_draft_is_not_public_until_it_is_published(client):
    log_in(client, "participation")
    feedback = FeedbackFactory(published=True)
    client.post(reverse(ADD), entry(feedback=feedback.reference.lower()))
    change = Change.objects.get()
    assert not change.live
    edit = reverse(f"{NAME}:edit", args=[change.pk])
    assert feedback.reference in client.get(edit).content.decode()
    data = entry(feedback=f" {feedback.reference} \n", **{"action-publish": "1"})
    client.post(edit, data)
    assert list(Change.objects.public()) == [change]
    assert list(Change.objects.get().feedback.all()) == [feedback]


def test_a_draft_of_a_published_entry_changes_nothing_yet(client):
    log_in(client, "writer")
    first, second = FeedbackFactory(published=True), FeedbackFactory(published=True)
    change = ChangeFactory(feedback=[first])
    edit = reverse(f"{NAME}:edit", args=[change.pk])
    client.post(edit, entry(title="Uusi", feedback=second.reference))
    now = Change.objects.get()
    assert now.title == change.title
    assert list(now.feedback.all()) == [first]


@pytest.mark.parametrize(
    "given", ["P-2026-0000", "\x00", "<script>", "P-2026-0000 " * 500]
)
def test_references_that_are_none_get_words(client, given):
    log_in(client, "participation")
    response = client.post(reverse(ADD), entry(feedback=given, heard="Tekstini"))
    assert response.status_code == 200
    assert response.context["form"].errors["feedback"]
    assert "Tekstini" in response.content.decode()
    assert not Change.objects.exists()


def test_who_writes_for_a_unit_does_not_publish(client):
    log_in(client, "writer")
    client.post(reverse(ADD), entry(**{"action-publish": "1"}))
    assert not Change.objects.public().exists()


def test_the_list_costs_the_same_for_1_and_30(client):
    log_in(client, "participation")
    numbers = []
    for number in (1, 29):
        ChangeFactory.create_batch(number)
        client.get(reverse(LIST))
        with counted() as queries:
            client.get(reverse(LIST))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1], numbers
