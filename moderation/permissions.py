"""Who may do what with a submission. Plain functions, used by views, menu and panels.

The steps of the workflow are open to the members of the groups that staff have
chosen for its tasks in Wagtail's settings; everything else is a permission of the
user's groups.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet, Value
from django.utils import timezone
from wagtail.models import Task
from wagtail.permission_policies.base import BasePermissionPolicy

from core.models import ServiceUnit
from moderation.absences import acting_for
from moderation.desk.kinds import seen_by
from moderation.enums import OPEN, MessageKind, SubmissionState
from moderation.models import Submission, UndoableDecision
from moderation.services import workflow
from moderation.services.review import refused_by
from moderation.standing_in import able

VIEW = (
    "moderation.view_submission",
    "moderation.screen_submission",
    "moderation.reply_submission",
    "moderation.approve_publication",
)


def can_view(user: Any) -> bool:
    """Read messages: whoever has any part in them."""
    return any(user.has_perm(permission) for permission in VIEW)


def can_work(user: Any) -> bool:
    """Take messages to oneself: those who check, reply or publish, not mere readers."""
    return any(user.has_perm(permission) for permission in VIEW[1:])


def only_replies(user: Any) -> bool:
    """Answers for units, and neither checks nor publishes: sees what concerns those units."""
    return bool(
        user.has_perm("moderation.reply_submission")
        and not can_screen(user)
        and not can_publish(user)
    )


def visible_to(user: Any, now: datetime | None = None) -> Q:
    """The messages that this person may know of, for all of the desk.

    Who only replies: those of the units whose handler they are, or whose handler they
    stand in for, and those that are given to either. A unit without handlers is
    everybody's, and so is every message until the first unit has a handler, since a
    site that names none goes on as before. What they decided they see as long as they can
    undo it, and of some kinds those that they handle whatever the unit
    (`DeskKind.seen_by`). All others who may read see all.
    """
    if not only_replies(user):
        return Q()
    people = acting_for(user, now or timezone.now())
    nobody_named = ~Exists(ServiceUnit.handlers.through.objects.all())
    units = ServiceUnit.objects.filter(Q(handlers__in=people) | Q(handlers=None))
    undoable = UndoableDecision.objects.filter(user__in=people)
    return (
        Q(assignee__in=people)
        | Q(pk__in=undoable.values("submission_id"))
        | Q(unit__in=units.order_by().values("pk"))
        | Q(nobody_named)
        | seen_by(user)
    )


def can_stand_in(deputy: Any, person: Any) -> bool:
    """Whether the deputy may do all that the person may: read, check, reply, publish."""
    return bool(able({(person.pk, deputy.pk)}))


def own_units(user: Any, now: datetime) -> QuerySet[ServiceUnit]:
    """The units whose messages this person answers, also as a deputy."""
    return ServiceUnit.objects.filter(handlers__in=acting_for(user, now)).order_by()


def holders(permissions: Iterable[str]) -> QuerySet[Any]:
    """Active staff whose groups (or who themselves) have one of these permissions."""
    wanted = Permission.objects.filter(
        content_type__app_label="moderation",
        codename__in=[name.partition(".")[2] for name in permissions],
    )
    return (
        get_user_model()
        ._default_manager.filter(is_active=True)
        .filter(Q(groups__permissions__in=wanted) | Q(user_permissions__in=wanted))
        .distinct()
    )


def takers(task: Task | None) -> QuerySet[Any]:
    """Staff to whom a message can be given: who may take the step that waits."""
    groups = getattr(task.specific, "groups", None) if task else None
    if groups is None:
        return holders(VIEW).none()
    return holders(VIEW).filter(pk__in=groups.values("user"))


def others_take(state: str, user: Any) -> bool:
    """Whether somebody else may take what is in this state: where two people are needed,
    whether there is a second one. Administrators, whose work it is not, do not count."""
    if state == SubmissionState.REVIEW:
        people = holders([VIEW[1]])
    else:
        groups: set[int] = set()
        for model, of_task in workflow.STATE_OF_TASK.items():
            if of_task == state:
                tasks = model.objects.filter(active=True)
                groups.update(tasks.values_list("groups", flat=True))
        people = holders(VIEW).filter(groups__in=groups)
    return people.exclude(pk=user.pk).exists()


def can_screen(user: Any) -> bool:
    """Handle what stands outside the workflow: spam, and what is brought back."""
    return bool(user.has_perm("moderation.screen_submission"))


def can_publish(user: Any) -> bool:
    """Take from publication what has been published."""
    return bool(user.has_perm("moderation.approve_publication"))


def can_correct_reply(user: Any) -> bool:
    """Put right what was replied: whoever replies, of the messages that they see."""
    return bool(user.has_perm("moderation.reply_submission"))


def can_key_in(user: Any) -> bool:
    """Key in what came on paper or by phone."""
    return bool(user.has_perm("moderation.key_in_submission"))


def units_to_key_in(user: Any) -> set[int] | None:
    """Ids of the units whose cards this person keys in; None for whoever checks messages,
    who keys in those of all units, and those that name none."""
    if can_screen(user):
        return None
    return set(user.units.values_list("pk", flat=True))


def can_read_contact(user: Any) -> bool:
    """See the sender's address; each reading is logged."""
    return bool(user.has_perm("moderation.read_contact"))


def can_export(user: Any) -> bool:
    """Take the list of messages as a file: those that they see on the desk."""
    return can_view(user) and bool(user.has_perm("moderation.export_submission"))


def can_export_texts(user: Any) -> bool:
    """With what residents wrote and what was replied."""
    return can_export(user) and bool(user.has_perm("moderation.export_texts"))


def can_redact(user: Any) -> bool:
    """Hide passages: who checks messages or approves their publication."""
    return can_screen(user) or can_publish(user)


def can_read_original(user: Any) -> bool:
    """See what was redacted, and show a passage again; each reading is logged."""
    return bool(user.has_perm("moderation.read_original"))


def can_restore_passage(user: Any) -> bool:
    return can_redact(user) and can_read_original(user)


def can_read_audit(user: Any) -> bool:
    return bool(user.has_perm("moderation.view_auditevent"))


def can_export_audit(user: Any) -> bool:
    """Take the log out of the system: the data protection officer."""
    return can_read_audit(user) and bool(user.has_perm("moderation.export_auditevent"))


def can_take_task(user: Any, task: Task | None) -> bool:
    """Take the step that waits: a member of its groups, or an administrator.

    The groups are those of the task in Wagtail's workflow settings, so that what
    staff arrange there holds here.
    """
    if task is None or not can_view(user):
        return False
    if user.is_superuser:
        return True
    groups = getattr(task.specific, "groups", None)
    return groups is not None and groups.filter(pk__in=user.groups.all()).exists()


def can_assign(user: Any, submission: Submission) -> bool:
    """Take a message or give it back: who may take its step, or check messages."""
    if not submission.is_open:
        return False
    if can_screen(user):
        return True
    current = workflow.task_state(submission)
    return can_take_task(user, current.task if current else None)


def can_take(user: Any, submission: Submission) -> bool:
    """Make it one's own: not a review of one's own decision, which others do."""
    in_review = submission.state == SubmissionState.REVIEW
    own = in_review and refused_by(submission) == user.pk
    return can_assign(user, submission) and not own


def wrote_reply(user: Any, submission: Submission) -> bool:
    """Four eyes: who wrote the reply does not approve its publication."""
    return bool(
        submission.messages.filter(kind=MessageKind.REPLY, author=user).exists()
    )


def took_step_before(user: Any, submission: Submission, task: Task) -> bool:
    """Two people: who took the last step may not take this one, where staff set it so."""
    if not getattr(task.specific, "four_eyes", False):
        return False
    current = workflow.task_state(submission)
    return current is not None and workflow.took_step_before(current, user)


def takable_states(user: Any) -> set[SubmissionState]:
    """The states whose messages this person may take to themselves, in a list."""
    return set(OPEN) if can_screen(user) else task_states(user)


def task_states(user: Any) -> set[SubmissionState]:
    """The states in which a step waits that this person may take; see `can_take_task`."""
    if user.is_superuser:
        return set(workflow.STATE_OF_TASK.values())
    return set(steps_of(user))


def steps_of(user: Any) -> frozenset[SubmissionState]:
    """The steps that are open to this person's groups in Wagtail's workflow settings, in
    one query.

    Unlike an administrator's right to do anything, it says whose work it is.
    """
    first, *others = (
        model.objects.filter(active=True, groups__in=user.groups.all())
        .order_by()
        .values_list(Value(str(state)), flat=True)
        for model, state in workflow.STATE_OF_TASK.items()
    )
    return frozenset(SubmissionState(state) for state in first.union(*others))


class SubmissionPermissionPolicy(BasePermissionPolicy):
    """What Wagtail's own parts may ask: links of its reports, the end of a workflow.

    The end of a workflow publishes in Wagtail's sense, in the name of whoever took
    the last step. Whether they may take it has been decided by then, so nobody needs
    Wagtail's right to publish; its views for that are not mounted. Its reports list the
    messages of all units, so they are for those who see all.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "publish":
            return True
        known = action in {"change", "view"}
        return known and can_view(user) and not only_replies(user)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Submission
    ) -> bool:
        if not (only_replies(user) and action in {"change", "view"}):
            return self.user_has_permission(user, action)
        seen = Submission.objects.filter(visible_to(user), pk=instance.pk)
        return bool(seen.exists())

    def users_with_any_permission(self, actions: Any) -> Any:
        users = get_user_model()._default_manager.filter(is_active=True)
        return [user for user in users if self.user_has_any_permission(user, actions)]
