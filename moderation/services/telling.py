"""Telling the people of a unit about a new message, if they wish for that."""

from django.utils import timezone

from moderation.absences import of_today, stand_in
from moderation.enums import StaffMailKind
from moderation.models import StaffMail, StaffPreferences, Submission


def tell_handlers(submission: Submission) -> None:
    """A row for each handler of the unit who wants a mail of each message, at most once.

    The mail of somebody who is away goes to the deputy. The clock sends it.
    """
    if not submission.unit_id:
        return
    wanted = StaffPreferences.objects.filter(
        mail_each_message=True, user__is_active=True, user__units=submission.unit_id
    ).values_list("user_id", flat=True)
    people = list(wanted)
    if not people:
        return
    away = of_today(timezone.now())
    StaffMail.objects.bulk_create(
        [
            StaffMail(
                kind=StaffMailKind.NEW_MESSAGE,
                user_id=person,
                submission_id=submission.pk,
            )
            for person in sorted({stand_in(person, away) for person in people})
        ],
        ignore_conflicts=True,
    )
