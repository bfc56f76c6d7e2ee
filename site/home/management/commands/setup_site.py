"""What a new county needs before its first page: languages, groups, the workflow."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import (
    Locale,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from feedback_forms.models import Feedback
from moderation.models import HandlingTask, PublicationTask, ScreeningTask
from users.groups import HANDLERS, MODERATORS, make_groups

WORKFLOW = "Palautteen käsittely"
TASKS: tuple[tuple[type[Task], str, tuple[str, ...], bool], ...] = (
    # model, name, groups, four eyes
    (ScreeningTask, "Tarkistus", (MODERATORS,), False),
    (HandlingTask, "Käsittely", (MODERATORS, HANDLERS), False),
    (PublicationTask, "Julkaisu", (MODERATORS,), True),
)


class Command(BaseCommand):
    help = (
        "Makes the languages, the staff's groups and the workflow of feedback where they "
        "are missing. What staff have changed stays; run it after every update."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        made = make_locales()
        groups = make_groups()
        made += make_workflow(groups)
        if options["verbosity"]:
            self.stdout.write(
                f"Ready; {made} new." if made else "Ready; nothing was missing."
            )


def make_locales() -> int:
    """A Locale for each language of the site; returns how many were new."""
    wanted = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    found = set(Locale.objects.values_list("language_code", flat=True))
    new = [code for code in wanted if code not in found]
    for code in new:
        Locale.objects.create(language_code=code)
    return len(new)


def make_workflow(groups: dict[str, Group]) -> int:
    """The workflow that feedback goes through, unless staff have given it one."""
    content_type = ContentType.objects.get_for_model(Feedback)
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return 0
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (model, name, keys, four_eyes) in enumerate(TASKS):
        task = model.objects.create(name=name, four_eyes=four_eyes)
        task.groups.set([groups[key] for key in keys])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return 1
