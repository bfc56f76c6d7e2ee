"""Whom a message can be handed to, as one field: colleagues, units, service areas."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Task

from core.models import ServiceArea, ServiceUnit
from moderation import permissions
from moderation.absences import Absence, name_of, of_today
from moderation.models import Submission

Choices = list[tuple[str, list[tuple[str, str]]]]
REGISTERS: dict[str, Any] = {"unit": ServiceUnit, "area": ServiceArea}


def targets(
    submission: Submission, task: Task | None, user: Any, away: dict[int, Absence]
) -> Choices:
    """Groups of (value, name), the nearest first; in one query, whatever their number.

    Colleagues are those who may take the step that waits. Somebody who is away is
    named with the deputy, who gets the message.
    """
    handlers = ServiceUnit.handlers.through.objects.filter(
        user=OuterRef("pk"), serviceunit=submission.unit_id
    )
    people = permissions.takers(task).exclude(pk=submission.assignee_id)
    near: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for person in people.annotate(near=Exists(handlers)).order_by(
        "last_name", "first_name", "username"
    ):
        name = name_of(person)
        if person.pk == user.pk:
            name = _("%(name)s (you)") % {"name": name}
        row = (f"person:{person.pk}", with_absence(name, away.get(person.pk)))
        (near if person.near else others).append(row)
    groups = [
        (_("Handlers of this unit"), near),
        (_("Other colleagues"), others),
        (_("Units"), _entries("unit", submission.unit_id)),
        (_("Service areas"), _entries("area", _own_area(submission))),
    ]
    return [(label, rows) for label, rows in groups if rows]


def _own_area(submission: Submission) -> int | None:
    """Where it is already; a unit's message can be given to its area as a whole."""
    return None if submission.unit_id else submission.service_area_id


def _entries(kind: str, without: int | None) -> list[tuple[str, str]]:
    entries = REGISTERS[kind].all_cached().values()
    return [
        (f"{kind}:{entry.pk}", entry.name)
        for entry in entries
        if entry.in_use and entry.pk != without
    ]


def with_absence(name: str, absence: Absence | None) -> str:
    """The name, and until when the person is away and who stands in."""
    return f"{name} – {absence_words(absence)}" if absence else name


def absence_words(absence: Absence) -> str:
    day = date_format(absence.until, "SHORT_DATE_FORMAT")
    if absence.deputy:
        return _("away until %(day)s, deputy %(deputy)s") % {
            "day": day,
            "deputy": absence.deputy,
        }
    return _("away until %(day)s") % {"day": day}


def target(value: str) -> Any:
    """The person, unit or area of a chosen value."""
    kind, _colon, pk = value.partition(":")
    if kind in REGISTERS:
        return REGISTERS[kind].all_cached()[int(pk)]
    return get_user_model()._default_manager.get(pk=pk)


def done_words(submission: Submission, to: Any) -> str:
    """To whom it went; for somebody who is away, to the deputy."""
    reference = submission.reference
    if isinstance(to, ServiceUnit | ServiceArea):
        words = _("You forwarded %(reference)s to %(name)s.")
        return words % {"reference": reference, "name": to.name}
    if submission.assignee_id != to.pk:
        away = of_today(timezone.now()).get(to.pk)
        if away and submission.assignee:
            words = _(
                "%(name)s is away, so %(reference)s went to the deputy %(deputy)s."
            )
            return words % {
                "name": name_of(to),
                "reference": reference,
                "deputy": name_of(submission.assignee),
            }
    words = _("You gave %(reference)s to %(name)s.")
    return words % {"reference": reference, "name": name_of(to)}
