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
from initiatives.models import Comment, Initiative
from moderation.models import (
    HandlingTask,
    PublicationTask,
    ScreeningTask,
    Submission,
)
from users.groups import HANDLERS, MODERATORS, PARTICIPATION, REGISTRY, make_groups

Tasks = tuple[tuple[type[Task], str, tuple[str, ...], bool], ...]
# model, name, groups, four eyes
FEEDBACK_TASKS: Tasks = (
    (ScreeningTask, "Tarkistus", (MODERATORS,), False),
    (HandlingTask, "Käsittely", (MODERATORS, HANDLERS), False),
    (PublicationTask, "Julkaisu", (MODERATORS,), True),
)
# From publication to the answer the second step goes on: see `initiatives.stages`.
INITIATIVE_TASKS: Tasks = (
    (ScreeningTask, "Aloitteen tarkistus", (MODERATORS,), False),
    (HandlingTask, "Aloitteen käsittely", (REGISTRY, PARTICIPATION), False),
)
# Approved it is published; there is nothing to handle.
COMMENT_TASKS: Tasks = ((ScreeningTask, "Kommentin tarkistus", (MODERATORS,), False),)
WORKFLOWS: dict[type[Submission], tuple[str, Tasks]] = {
    Feedback: ("Palautteen käsittely", FEEDBACK_TASKS),
    Initiative: ("Aloitteen käsittely", INITIATIVE_TASKS),
    Comment: ("Kommentin tarkistus", COMMENT_TASKS),
}


class Command(BaseCommand):
    help = (
        "Makes the languages, the staff's groups and the workflows of messages where they "
        "are missing. What staff have changed stays; run it after every update."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        made = make_locales()
        groups = make_groups()
        for model, (name, tasks) in WORKFLOWS.items():
            made += make_workflow(model, name, tasks, groups)
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


def make_workflow(
    model: type[Submission], name: str, tasks: Tasks, groups: dict[str, Group]
) -> int:
    """The workflow that this kind goes through, unless staff have given it one."""
    content_type = ContentType.objects.get_for_model(model)
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return 0
    workflow = Workflow.objects.create(name=name)
    for order, (step, step_name, keys, four_eyes) in enumerate(tasks):
        task = step.objects.create(name=step_name, four_eyes=four_eyes)
        task.groups.set([groups[key] for key in keys])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return 1
