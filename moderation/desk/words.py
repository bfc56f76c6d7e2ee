"""Dates, ages and first words, as a person would say them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation import checks
from moderation.enums import Flag

FIRST_WORDS = 90
WEEK = 7


def first_words(text: str) -> str:
    """The beginning of a text on one line, with identity codes made unreadable."""
    masked = checks.masked(text, Flag.IDENTITY_CODE)
    return Truncator(" ".join(masked.split())).chars(FIRST_WORDS) or _("(no text)")


def due_group(due: datetime | None, now: datetime) -> str:
    """`late`, `today`, `later` or `none`."""
    if due is None:
        return "none"
    if due < now:
        return "late"
    return "today" if due < end_of_day(now) else "later"


def end_of_day(now: datetime) -> datetime:
    """The midnight that ends the day, in local time."""
    tomorrow = timezone.localtime(now) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def due_words(due: datetime | None, now: datetime) -> str:
    """For example “2 days late”, “Today”, “Tuesday 1 December”; empty when nothing is due."""
    if due is None:
        return ""
    days = days_between(now, due)
    if due < now:
        late = -days
        if late == 0:
            return _("Late since today")
        return ngettext("%(days)s day late", "%(days)s days late", late) % {
            "days": late
        }
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    local = timezone.localtime(due)
    day = date_format(local, "MONTH_DAY_FORMAT")
    return f"{capfirst(date_format(local, 'l'))} {day}" if days < WEEK else day


def age_words(received: datetime, now: datetime) -> str:
    """For example “today at 8:05”, “yesterday”, “16 days ago”."""
    days = days_between(received, now)
    if days <= 0:
        return _("today at %(time)s") % {
            "time": date_format(timezone.localtime(received), "TIME_FORMAT")
        }
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def days_between(earlier: datetime, later: datetime) -> int:
    """Midnights between two moments, in local time."""
    return (timezone.localtime(later).date() - timezone.localtime(earlier).date()).days
