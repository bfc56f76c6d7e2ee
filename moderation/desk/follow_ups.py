"""What the desk shows of a reply's afterlife."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from moderation.models import FollowUp, ReplyRating, Submission


def follow_up_facts(submission: Submission) -> list[tuple[str, Any]]:
    """Rows of the read view, where the sender has said something of the reply."""
    if not submission.answered_at:
        return []
    rows: list[tuple[str, Any]] = []
    if rating := ReplyRating.objects.filter(submission=submission).first():
        rows.append((_("Did the reply help?"), rating.get_helped_display()))
    if later := FollowUp.objects.filter(submission=submission).first():
        rows.append((_("Did things get better?"), _state_of(later)))
    return rows


def _state_of(later: FollowUp) -> str:
    if later.outcome:
        return str(later.get_outcome_display())
    if later.asked_at:
        return _("Asked on %(date)s, not answered") % {"date": _day(later.asked_at)}
    return _("We ask on %(date)s") % {"date": _day(later.ask_at)}


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")
