"""Which time figures are of.

The public is shown closed months only: a figure that grew with each answer would tell
who had just given it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feedback_forms.models import Recommendation

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Period:
    """A year, up to but not on `end`."""

    year: int
    end: date

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def whole(self) -> bool:
        return self.end == date(self.year + 1, 1, 1)

    @property
    def empty(self) -> bool:
        return self.end <= self.start

    @property
    def words(self) -> str:
        """`2025`, or `January–October 2026`."""
        if self.whole or self.empty:
            return str(self.year)
        last = date.fromordinal(self.end.toordinal() - 1)
        if self.end.day != 1:
            return _("1 January–%(day)s") % {"day": date_format(last, "DATE_FORMAT")}
        if last.month == 1:
            return _("%(month)s %(year)s") % {
                "month": MONTHS[1],
                "year": self.year,
            }
        return _("%(first)s–%(last)s %(year)s") % {
            "first": MONTHS[1],
            "last": MONTHS[last.month],
            "year": self.year,
        }


def closed(year: int, today: date) -> Period:
    """What the public sees of the year: the months that are over."""
    end = min(date(year + 1, 1, 1), date(today.year, today.month, 1))
    return Period(year, max(end, date(year, 1, 1)))


def until_now(year: int, today: date) -> Period:
    """What staff see: today too."""
    tomorrow = date.fromordinal(today.toordinal() + 1)
    return Period(year, max(min(date(year + 1, 1, 1), tomorrow), date(year, 1, 1)))


def whole(year: int) -> Period:
    return Period(year, date(year + 1, 1, 1))


def years(today: date) -> list[int]:
    """This year and those before it that have answers, the newest first; one query."""
    first = Recommendation.objects.aggregate(first=Min("answered_on"))["first"]
    first_year = min(first.year if first else today.year, today.year)
    return list(range(today.year, max(first_year, FIRST_YEAR) - 1, -1))
