"""The findings in words: what a reader should take from the figures, as their headings."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .names import name_of
from .nps import Index
from .summary import Summary
from .words import number


def about_all(summary: Summary) -> str:
    """The heading of the page: the index of all services, and the target."""
    index = summary.figures.total.index
    when = summary.period.words
    if index is None:
        return _("There are not enough answers yet for figures of %(when)s") % {
            "when": when
        }
    values = {"nps": number(index.shown), "when": when}
    if summary.own_target is None:
        return _("The recommendation index is %(nps)s (%(when)s)") % values
    values["target"] = number(summary.own_target.nps)
    return {
        1: _("The recommendation index is %(nps)s: above the target of %(target)s"),
        0: _("The recommendation index is %(nps)s, the target is %(target)s"),
        -1: _("The recommendation index is %(nps)s: below the target of %(target)s"),
    }[against(index, summary.own_target.nps)] % values


def against(index: Index, target: int) -> int:
    """1 surely above it, −1 surely below, 0 where the margin reaches over the target."""
    if index.low > target:
        return 1
    return -1 if index.high < target else 0


def about_areas(summary: Summary) -> str:
    """Which services are recommended most and least, where the margin lets one say so.

    One of few answers may be the first or the last by chance and say nothing of the others:
    then those are named that surely differ.
    """
    found = [(line.index, line.key) for line in summary.figures.areas if line.index]
    if len(found) < 2:
        return _("Recommendation index by service area")
    best, best_key = max(found, key=lambda each: each[0].value)
    worst, worst_key = min(found, key=lambda each: each[0].value)
    words = _("%(best)s: recommended most. %(worst)s: recommended least.")
    if best.low <= worst.high:
        best, best_key = max(found, key=lambda each: each[0].low)
        worst, worst_key = min(found, key=lambda each: each[0].high)
        words = _("%(best)s: recommended more. %(worst)s: recommended less.")
    if best.low <= worst.high:
        return _("Service areas do not differ more than chance would have it")
    return words % {
        "best": name_of("areas", best_key)[0],
        "worst": name_of("areas", worst_key)[0],
    }


def about_time(summary: Summary) -> str:
    """Compared with last year."""
    line = summary.figures.total
    if line.index is None or line.before is None:
        return _("Recommendation index by month")
    values = {
        "year": summary.period.year - 1,
        "points": number(abs(line.change or 0)),
    }
    if line.may_be_chance or not line.change:
        return _("No clear change from %(year)s") % values
    if line.change > 0:
        return _("The index has risen by %(points)s from %(year)s") % values
    return _("The index has fallen by %(points)s from %(year)s") % values


def about_answers(summary: Summary) -> str:
    """How many of all replies came by the promised day, and how soon half of them."""
    times = summary.messages.all_answers
    if times is None or times.in_time is None or times.median is None:
        return _("How soon we answered")
    return ngettext(
        "%(share)s %% of replies came by the promised day, half of them within %(days)s "
        "day",
        "%(share)s %% of replies came by the promised day, half of them within %(days)s "
        "days",
        times.median,
    ) % {"share": round(times.in_time), "days": times.median}


def about_units(summary: Summary) -> str:
    measuring = summary.measuring
    share = number(round(measuring.share))
    if measuring.target is None:
        return _("%(share)s %% of units measure") % {"share": share}
    if not measuring.missing:
        return _("%(share)s %% of units measure, as the target is") % {"share": share}
    return ngettext(
        "%(share)s %% of units measure: %(count)s more is needed for the target",
        "%(share)s %% of units measure: %(count)s more are needed for the target",
        measuring.missing,
    ) % {"share": share, "count": measuring.missing}
