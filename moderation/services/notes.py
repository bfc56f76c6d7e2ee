"""Handing a message on, and what staff write to each other about it."""

from typing import Any

from django.db import transaction

from core.models import ServiceArea, ServiceUnit
from moderation.enums import Action, SubmissionState
from moderation.models import Note, Submission

from .base import NotAllowedNow, change, locked, log
from .staff import give
from .telling import tell_handlers

# Somebody of the staff has the next step.
FORWARDABLE = frozenset(
    {SubmissionState.SCREENING, SubmissionState.HANDLING, SubmissionState.PUBLICATION}
)


@transaction.atomic
def write_note(*, submission: Submission, user: Any, text: str) -> Note:
    """For colleagues only; it changes nothing, so nobody's open page grows old by it.

    Raises NotAllowedNow when the texts have been erased: the note would outlive them.
    """
    submission = locked(submission)
    if submission.erased_at:
        raise NotAllowedNow("erased")
    note = Note.objects.create(submission_id=submission.pk, author=user, text=text)
    log(submission, Action.NOTED, user)
    return note


@transaction.atomic
def forward(
    *,
    submission: Submission,
    user: Any,
    to: Any,
    note: str = "",
    version: int | None = None,
) -> Submission:
    """Hand it on, with a note if there is one: to a person, a unit or a service area.

    A unit or an area gets it for all its people, so it is nobody's own any more. What
    was promised to the sender stays. The unit of a score that came with it stays too:
    that is the sender's word, and this is ours.
    """
    submission = locked(submission, version)
    if submission.state not in FORWARDABLE:
        raise NotAllowedNow(submission.state)
    if note:
        Note.objects.create(submission_id=submission.pk, author=user, text=note)
    if not isinstance(to, ServiceUnit | ServiceArea):
        give(submission, user, to)
        return submission
    if isinstance(to, ServiceUnit):
        area, unit, detail = to.service_area_id, to.pk, f"unit:{to.pk}"
    else:
        area, unit, detail = to.pk, None, f"area:{to.pk}"
    change(submission, unit_id=unit, service_area_id=area, assignee_id=None)
    log(submission, Action.FORWARDED, user, detail=detail)
    if submission.state == SubmissionState.HANDLING:
        tell_handlers(submission)
    return submission
