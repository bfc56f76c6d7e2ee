"""Wagtail's own screens and mails, with submissions about."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType
from wagtail.snippets.models import get_workflow_enabled_models

from feedback_forms.models import Feedback
from home.models import InformationPage
from moderation.models import Submission
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from users.groups import COMMUNICATIONS, MODERATORS

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def in_all_states():
    traits = ("screening", "handling", "publication", "answered", "rejected", "spam")
    return [FeedbackFactory(**{trait: True}) for trait in traits]


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_reports_list_submissions_and_link_to_the_desk(
    client, administrator, in_all_states, report
):
    response = client.get(reverse(f"wagtailadmin_reports:{report}"))

    page = response.content.decode()
    assert response.status_code == 200
    for feedback in in_all_states:
        assert reverse("desk:item", args=[feedback.reference]) in page


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_reports_can_be_exported(client, administrator, in_all_states, report):
    response = client.get(reverse(f"wagtailadmin_reports:{report}"), {"export": "csv"})

    exported = b"".join(response.streaming_content).decode()
    assert in_all_states[0].reference in exported
    assert in_all_states[0].message not in exported


@pytest.mark.parametrize("base", [True, False])
def test_link_to_a_submission(base):
    feedback = FeedbackFactory(screening=True)
    instance = Submission.objects.get(pk=feedback.pk) if base else feedback

    found = {
        role: AdminURLFinder(UserFactory(**{role: True})).get_edit_url(instance)
        for role in ("moderator", "communications")
    }

    address = reverse("desk:item", args=[feedback.reference])
    assert found == {"moderator": address, "communications": None}


@pytest.mark.parametrize(
    "name", ["edit", "history", "usage", "delete", "workflow_history"]
)
def test_every_snippet_address_leads_to_the_desk(client, administrator, name):
    feedback = FeedbackFactory(screening=True)

    response = client.get(
        reverse(Feedback.snippet_viewset.get_url_name(name), args=[feedback.pk])
    )

    assert response["Location"] == reverse("desk:item", args=[feedback.reference])


def test_snippet_addresses_tell_others_nothing(client):
    client.force_login(UserFactory(communications=True))
    feedback = FeedbackFactory(screening=True)

    response = client.get(
        reverse(Feedback.snippet_viewset.get_url_name("edit"), args=[feedback.pk])
    )

    assert response.status_code == 403


def test_submissions_are_not_listed_among_snippets(client, administrator):
    FeedbackFactory(screening=True)

    assert client.get(reverse("wagtailsnippets:index")).status_code in {302, 404}
    address = reverse(Feedback.snippet_viewset.get_url_name("list"))
    assert client.get(address)["Location"] == reverse("desk:list")


def test_submissions_are_not_deleted_in_bulk(client, administrator):
    feedback = FeedbackFactory(screening=True)
    address = reverse(
        "wagtail_bulk_action", args=["feedback_forms", "feedback", "delete"]
    )

    client.post(f"{address}?id={feedback.pk}")

    assert Feedback.objects.filter(pk=feedback.pk).exists()


def test_saving_the_workflow_in_the_settings_keeps_feedback_in_it(
    client, administrator
):
    workflow = Feedback().get_workflow()
    address = reverse("wagtailadmin_workflows:edit", args=[workflow.pk])

    page = client.get(address)

    assert Feedback in get_workflow_enabled_models()
    assert page.status_code == 200
    link = WorkflowContentType.objects.get(workflow=workflow)
    assert (
        f'name="content_types" value="{link.content_type_id}"' in page.content.decode()
    )


def test_tasks_can_be_arranged_in_the_settings(client, administrator):
    for step in Workflow.objects.get(name="Palautteen käsittely").workflow_tasks.all():
        address = reverse("wagtailadmin_workflows:edit_task", args=[step.task_id])
        assert client.get(address).status_code == 200


def test_start_page_does_not_list_submissions_twice(client):
    moderator = UserFactory(in_groups=[MODERATORS, COMMUNICATIONS])
    client.force_login(moderator)
    FeedbackFactory(screening=True)

    page = client.get("/admin/").content.decode()

    assert 'id="awaiting-review-heading"' not in page


def test_wagtail_sends_no_mail_for_submissions(mailoutbox):
    UserFactory(moderator=True)
    UserFactory(administrator=True)

    FeedbackFactory(published=True)
    FeedbackFactory(rejected=True)

    assert mailoutbox == []


def test_wagtail_still_sends_mail_for_pages(mailoutbox):
    editor = UserFactory(communications=True)
    page = InformationPage(title="Sivu", slug="sivu", live=False)
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision()
    workflow = Workflow.objects.get(
        workflow_tasks__task__in=GroupApprovalTask.objects.values("task_ptr")
    )
    author = UserFactory()

    workflow.start(page, author)

    assert editor.email in {
        address for message in mail.outbox for address in message.to
    }
