"""Two people: a setting of each step, in Wagtail's own screens, that holds everywhere."""

import pytest
from django.urls import reverse

from moderation import services
from moderation.enums import SubmissionState
from moderation.models import HandlingTask, PublicationTask, ScreeningTask, Submission
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def settings_of(client, task, **changes):
    """Save the step's settings as the screen sends them."""
    data = {
        "name": task.name,
        "groups": list(task.groups.values_list("pk", flat=True)),
        **({"four_eyes": "on"} if task.four_eyes else {}),
        **changes,
    }
    address = reverse("wagtailadmin_workflows:edit_task", args=[task.pk])
    return client.post(address, data)


@pytest.mark.parametrize("model", [ScreeningTask, HandlingTask, PublicationTask])
def test_rule_is_switched_on_in_the_settings_of_each_step(client, model):
    client.force_login(UserFactory(administrator=True))
    task = model.objects.get(name__in=["Tarkistus", "Käsittely", "Julkaisu"])

    page = client.get(reverse("wagtailadmin_workflows:edit_task", args=[task.pk]))
    response = settings_of(client, task, four_eyes="on")

    assert 'name="four_eyes"' in page.content.decode()
    assert response.status_code == 302
    assert model.objects.get(pk=task.pk).four_eyes


def test_moderators_do_not_change_the_rule(client):
    client.force_login(UserFactory(moderator=True))

    settings_of(client, HandlingTask.objects.get(name="Käsittely"), four_eyes="on")

    assert not HandlingTask.objects.get(name="Käsittely").four_eyes


@pytest.fixture
def two_people(client):
    client.force_login(UserFactory(administrator=True))
    settings_of(client, HandlingTask.objects.get(name="Käsittely"), four_eyes="on")


def test_same_person_is_refused_on_the_screen_and_another_is_not(client, two_people):
    first, second = UserFactory(moderator=True), UserFactory(moderator=True)
    feedback = FeedbackFactory(handling=True, staff=first)
    address = f"/admin/viestit/{feedback.reference}/"
    answer = {"decision": "reply", "reply": "Kiitos.", "version": feedback.version}

    client.force_login(first)
    refused = client.post(address, {**answer, "then": "stay"})
    client.force_login(second)
    done = client.post(address, {**answer, "then": "stay"})

    assert (refused.status_code, done.status_code) == (200, 302)
    assert refused.context["form"].errors["decision"]
    assert "Kiitos." in refused.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_service_refuses_the_same_person_for_each_of_many(two_people, number):
    """Whatever does many at once goes through the same services."""
    user = UserFactory(moderator=True)
    items = FeedbackFactory.create_batch(
        number, handling=True, staff=user, wants_reply=False
    )

    for item in items:
        with pytest.raises(services.FourEyes):
            services.close(submission=item, user=user)

    states = set(Submission.objects.values_list("state", flat=True))
    assert states == {SubmissionState.HANDLING}


def test_handing_on_is_no_step(two_people):
    user = UserFactory(moderator=True)
    feedback = FeedbackFactory(handling=True, staff=user)

    services.forward(submission=feedback, user=user, to=UserFactory(handler=True))

    assert Submission.objects.get(pk=feedback.pk).assignee != user
