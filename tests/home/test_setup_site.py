"""`manage.py setup_site`: makes what is missing, leaves what staff have changed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowContentType,
)

from feedback_forms.models import Feedback
from home.management.commands.setup_site import WORKFLOWS
from initiatives.models import Initiative
from tests.factories.users import UserFactory
from users.groups import PAGE_REVIEW, STAFF_GROUPS

pytestmark = pytest.mark.django_db
WORKFLOW, _tasks = WORKFLOWS[Feedback]


def set_up():
    call_command("setup_site", verbosity=0)


def names(task):
    return sorted(task.specific.groups.values_list("name", flat=True))


def test_every_language_has_a_locale():
    codes = Locale.objects.values_list("language_code", flat=True)

    assert sorted(codes) == ["en", "fi", "fi-simple", "sv"]


def test_groups_are_there_and_stock_groups_are_gone():
    found = set(Group.objects.values_list("name", flat=True))

    assert found == {group.name for group in STAFF_GROUPS.values()}


def test_workflow_of_feedback_has_its_three_steps():
    workflow = Feedback().get_workflow()

    tasks = [step.task for step in workflow.workflow_tasks.order_by("sort_order")]
    assert workflow.name == WORKFLOW
    assert [(type(task.specific).__name__, names(task)) for task in tasks] == [
        ("ScreeningTask", ["Moderaattorit"]),
        ("HandlingTask", ["Käsittelijät", "Moderaattorit"]),
        ("PublicationTask", ["Moderaattorit"]),
    ]
    assert [task.specific.four_eyes for task in tasks] == [False, False, True]


def test_workflow_of_initiatives_has_its_two_steps():
    workflow = Initiative().get_workflow()

    tasks = [step.task for step in workflow.workflow_tasks.order_by("sort_order")]
    assert workflow.name == WORKFLOWS[Initiative][0]
    assert [(type(task.specific).__name__, names(task)) for task in tasks] == [
        ("ScreeningTask", ["Moderaattorit"]),
        ("HandlingTask", ["Kirjaamo", "Osallisuustiimi"]),
    ]


def test_page_approvals_pass_to_communications_under_a_finnish_name():
    (task,) = GroupApprovalTask.objects.all()

    assert (task.name, names(task)) == (PAGE_REVIEW, ["Viestintä"])
    assert Page.get_first_root_node().get_workflow().name == PAGE_REVIEW


def test_repeating_changes_nothing_and_is_quick():
    before = (Workflow.objects.count(), GroupPagePermission.objects.count())

    with CaptureQueriesContext(connection) as queries:
        set_up()

    assert (Workflow.objects.count(), GroupPagePermission.objects.count()) == before
    assert len(queries) < 15


def test_own_changes_of_staff_stay():
    moderators = Group.objects.get(name="Moderaattorit")
    moderators.permissions.clear()
    other = Workflow.objects.create(name="Oma työnkulku")
    WorkflowContentType.objects.update(workflow=other)

    set_up()

    assert not moderators.permissions.exists()
    assert Feedback().get_workflow() == other


def test_stock_group_with_members_stays():
    group = Group.objects.create(name="Editors")
    UserFactory().groups.add(group)

    set_up()

    assert Group.objects.filter(name="Editors").exists()


def test_removed_workflow_is_made_anew():
    WorkflowContentType.objects.all().delete()

    set_up()

    assert Feedback().get_workflow().name == WORKFLOW


def test_says_what_it_did(capsys):
    call_command("setup_site")

    assert capsys.readouterr().out == "Ready; nothing was missing.\n"


def test_only_moderators_and_the_registry_read_contacts():
    holders = Permission.objects.get(codename="read_contact").group_set

    assert sorted(holders.values_list("name", flat=True)) == [
        "Kirjaamo",
        "Moderaattorit",
    ]


def test_who_reads_originals_and_who_exports_the_log_and_the_messages():
    def holders(codename):
        groups = Permission.objects.get(codename=codename).group_set.order_by("name")
        return list(groups.values_list("name", flat=True))

    assert holders("read_original") == [
        "Alkuperäisten tekstien lukijat",
        "Moderaattorit",
    ]
    assert holders("export_auditevent") == ["Tietosuojavastaava"]
    assert holders("export_submission") == ["Moderaattorit", "Osallisuustiimi"]
    assert holders("export_texts") == ["Moderaattorit"]


def test_moderators_of_an_older_site_get_the_right_with_the_new_group_once():
    right = Permission.objects.get(codename="read_original")
    moderators = Group.objects.get(name="Moderaattorit")
    moderators.permissions.remove(right)
    Group.objects.get(name="Alkuperäisten tekstien lukijat").delete()

    set_up()
    assert right in moderators.permissions.all()

    moderators.permissions.remove(right)
    set_up()
    assert right not in moderators.permissions.all()


def test_an_older_site_gets_the_registry_and_the_way_of_initiatives_once():
    team = Group.objects.get(name="Osallisuustiimi")
    rights = ("handle_initiative", "key_in_support", "change_initiativesettings")
    team.permissions.remove(*Permission.objects.filter(codename__in=rights))
    Group.objects.get(name="Kirjaamo").delete()
    of_initiatives = Initiative().get_workflow()
    WorkflowContentType.objects.filter(workflow=of_initiatives).delete()
    of_feedback = Feedback().get_workflow()

    set_up()

    registry = Group.objects.get(name="Kirjaamo")
    assert Initiative().get_workflow().name == WORKFLOWS[Initiative][0]
    assert Feedback().get_workflow() == of_feedback
    assert team.permissions.filter(codename__in=rights).count() == len(rights)
    assert registry.permissions.filter(codename="handle_initiative").exists()

    team.permissions.clear()
    registry.permissions.clear()
    set_up()
    assert not team.permissions.exists()
    assert not registry.permissions.exists()
