"""The yearly figures of what was decided, as tables for all to read.

A year is published when it has ended: figures that grow from day to day would tell of
single messages by what was added.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.caching import cached
from moderation import rules
from moderation.decision_log import Year, by_year
from moderation.enums import Action
from moderation.suppression import FEWEST, hide

GROUP = "statistics"
DECISIONS = (
    Action.APPROVED,
    Action.RETURNED,
    Action.REJECTED,
    Action.LAPSED,
    Action.SPAM,
)


@dataclass(frozen=True)
class Row:
    label: str
    # The figure, or why it is not shown.
    words: str
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class YearTables:
    year: int
    tables: list[Table]


def published_years(now: datetime) -> list[YearTables]:
    """Of each year that has ended and in which something was decided, the newest first."""
    this_year = timezone.localtime(now).year
    counted = cached(GROUP, f"decisions:{this_year}", by_year)
    return [
        YearTables(year, tables(counts))
        for year, counts in sorted(counted.items(), reverse=True)
        if year < this_year and counts.actions
    ]


def columns() -> list[str]:
    """The first row of the file."""
    return [_("Year"), _("Table"), _("What"), _("Figure")]


def tables(year: Year) -> list[Table]:
    refused, returned = _by_rule(year.rules), _by_rule(year.returns)
    by_rule = {Action.REJECTED: refused, Action.RETURNED: returned}
    unsaid = {action for action, counts in by_rule.items() if not _sum_shown(counts)}
    return [
        _decisions(year, frozenset(map(str, unsaid))),
        _rules_table(_("Not accepted, by rule"), refused),
        _rules_table(_("Returned for correction, by rule"), returned),
        _reviews(year),
        _times(year),
    ]


def _sum_shown(counts: dict[str, int]) -> bool:
    return not counts or hide(counts).sum_shown


def _rules_table(title: str, counts: dict[str, int]) -> Table:
    hidden = hide(counts)
    rows = [
        Row(rules.title(key) or _("Without a rule"), _figure(count, key in hidden))
        for key, count in counts.items()
    ]
    return Table(title, rows)


def _decisions(year: Year, unsaid: frozenset[str]) -> Table:
    """`unsaid`: those whose table by rule hides its sum."""
    counts = {str(action): year.actions[action] for action in DECISIONS}
    by_rule = frozenset({str(Action.REJECTED), str(Action.RETURNED)})
    hidden = hide(counts, also=unsaid, never=by_rule)
    labels = {
        Action.APPROVED: _("Approved"),
        Action.RETURNED: _("Returned for correction"),
        Action.REJECTED: _("Not accepted"),
        Action.LAPSED: _("Not corrected in time"),
        Action.SPAM: _("Spam"),
    }
    rows = [
        Row(labels[action], _figure(counts[action], action in hidden))
        for action in DECISIONS
    ]
    total = sum(counts.values())
    rows.append(Row(_("All decisions"), _figure(total, not hidden.sum_shown), True))
    return Table(_("Decisions"), rows)


def _by_rule(counted: Counter[str]) -> dict[str, int]:
    """Every rule in use, and those by which something was decided in the year."""
    keys = [
        key for key, rule in rules.all_rules().items() if rule.in_use or counted[key]
    ]
    return {key: counted[key] for key in dict.fromkeys([*keys, *counted])}


def _reviews(year: Year) -> Table:
    """What was asked for may be taken for the sum of the two results, so it is treated
    like one."""
    counts = {
        str(action): year.actions[action]
        for action in (Action.UPHELD, Action.OVERTURNED)
    }
    hidden = hide(counts)
    asked = year.actions[Action.REVIEW_ASKED]
    ask_hidden = asked < FEWEST or not hidden.sum_shown
    return Table(
        _("Reviews"),
        [
            Row(_("Reviews asked for"), _figure(asked, ask_hidden)),
            Row(
                _("Decision upheld"),
                _figure(counts[Action.UPHELD], Action.UPHELD in hidden),
            ),
            Row(
                _("Decision changed"),
                _figure(counts[Action.OVERTURNED], Action.OVERTURNED in hidden),
            ),
        ],
    )


def _times(year: Year) -> Table:
    number = year.first_decisions
    few = number < FEWEST
    return Table(
        _("Time from receipt to the first decision"),
        [
            Row(_("Half of the messages, within"), _hours(year.percentile(50), few)),
            Row(_("90 % of the messages, within"), _hours(year.percentile(90), few)),
            Row(_("Within the promised time"), _share(year.in_time, number)),
        ],
    )


def _figure(count: int, hidden: bool) -> str:
    if not hidden:
        return number_format(count)
    return _fewer() if count < FEWEST else pgettext("figure", "not shown")


def _fewer() -> str:
    return _("fewer than %(number)s") % {"number": FEWEST}


def _hours(hours: int, few: bool) -> str:
    if few:
        return pgettext("figure", "not shown")
    # The whole hour that had begun.
    hours += 1
    return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {
        "hours": number_format(hours)
    }


def _share(in_time: int, number: int) -> str:
    """In whole per cent; in words where it would tell of a few messages."""
    if in_time < FEWEST:
        return pgettext("figure", "not shown")
    if number - in_time < FEWEST:
        return _("all but fewer than %(number)s") % {"number": FEWEST}
    return _("%(share)s %%") % {"share": int(100 * in_time / number)}
