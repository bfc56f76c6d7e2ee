"""Figures in words and tables: what the pages show and what the files hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from .choices import ChoiceCount
from .names import channel_name, in_order, kind_name, name_of, topic_name
from .nps import half_up
from .summary import Summary
from .tables import Line

Value = str | int | None


@dataclass(frozen=True)
class Row:
    """`values` beside the name, as numbers; None all of them where they are hidden."""

    name: str
    values: list[Value]
    is_hidden: bool = False
    # Said under the name: the place of a unit.
    about: str = ""
    may_be_chance: bool = False
    line: Line | None = None


@dataclass(frozen=True)
class Table:
    """A table as page and file show it; the first of `columns` is that of the names."""

    key: str
    title: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    # The column of differences.
    signed: str = ""

    @property
    def body(self) -> list[tuple[Row, list[tuple[str, str]]]]:
        """Each row with its cells: what the column is called, and the figure in words."""
        return [
            (
                row,
                [
                    (column, number(value, signed=column == self.signed))
                    for column, value in zip(self.columns[1:], row.values, strict=True)
                ],
            )
            for row in self.rows
        ]

    @property
    def has_hidden(self) -> bool:
        return any(row.is_hidden for row in self.rows)


TITLES: dict[str, Any] = {
    "areas": gettext_lazy("By service area"),
    "municipalities": gettext_lazy("By municipality"),
    "units": gettext_lazy("By unit"),
    "quarters": gettext_lazy("By quarter"),
    "months": gettext_lazy("By month"),
    "channels": gettext_lazy("Ways by which the answers came"),
    "kinds": gettext_lazy("What the messages are"),
    "topics": gettext_lazy("What the messages are about"),
    "message-channels": gettext_lazy("Ways by which the messages came"),
    "answer-times": gettext_lazy("How soon we answered"),
    "faces": gettext_lazy("Picture cards"),
    "helped": gettext_lazy("Did the reply help?"),
    "better": gettext_lazy("Have things got better some weeks later?"),
}
NAMES: dict[str, Any] = {
    "areas": gettext_lazy("Service area"),
    "municipalities": gettext_lazy("Municipality"),
    "units": gettext_lazy("Unit"),
    "quarters": gettext_lazy("Quarter"),
    "months": gettext_lazy("Month"),
    "channels": gettext_lazy("Way"),
    "kinds": gettext_lazy("Kind"),
    "topics": gettext_lazy("Topic"),
    "message-channels": gettext_lazy("Way"),
    "answer-times": gettext_lazy("Kind"),
    "faces": pgettext_lazy("on a picture card", "Face"),
    "helped": pgettext_lazy("to a question", "Answer"),
    "better": pgettext_lazy("to a question", "Answer"),
}
SCORED = ("areas", "municipalities", "units", "quarters", "months")


def all_tables(summary: Summary) -> dict[str, Table]:
    """Every table of the year by its key; a later one is added here."""
    tables = [
        *(scored(summary, key) for key in SCORED),
        channels(summary),
        *message_tables(summary),
        choice_table("faces", summary.faces),
        choice_table("helped", summary.helped),
        choice_table("better", summary.got_better),
    ]
    return {table.key: table for table in tables}


def scored(summary: Summary, key: str) -> Table:
    """The index of each group, how exact it is, and that of last year."""
    year = summary.period.year
    columns = [
        _("NPS"),
        _("Margin of error ±"),
        _("Answers"),
        _("NPS %(year)s") % {"year": year - 1},
        pgettext("difference of two figures", "Change"),
    ]
    lines = in_order(key, getattr(summary.figures, key))
    return Table(
        key,
        str(TITLES[key]),
        [str(NAMES[key]), *columns],
        [scored_row(key, line, len(columns)) for line in lines],
        signed=columns[-1],
    )


def scored_row(key: str, line: Line, width: int) -> Row:
    name, about = name_of(key, line.key)
    if line.index is None:
        return Row(name, [None] * width, True, about, line=line)
    before = line.before.shown if line.before else None
    values: list[Value] = [
        line.index.shown,
        line.index.shown_margin,
        line.index.count,
        before,
        line.change,
    ]
    return Row(name, values, False, about, line.may_be_chance, line)


def channels(summary: Summary) -> Table:
    lines = in_order("channels", summary.figures.channels)
    all_ = summary.figures.total.index
    rows = [
        Row(
            name_of("channels", line.key)[0],
            [line.index.count if line.index else None, per_cent(line.share_of(all_))],
            line.is_hidden,
            line=line,
        )
        for line in lines
    ]
    return Table(
        "channels",
        str(TITLES["channels"]),
        [str(NAMES["channels"]), _("Answers"), _("Share, %")],
        rows,
    )


def message_tables(summary: Summary) -> Iterable[Table]:
    found = summary.messages
    parts = (
        ("kinds", found.kinds, kind_name),
        ("topics", found.topics, topic_name),
        ("message-channels", found.channels, channel_name),
    )
    for key, groups, name in parts:
        rows = [
            Row(name(group.key), [group.count], group.count is None) for group in groups
        ]
        yield Table(key, str(TITLES[key]), [str(NAMES[key]), _("Messages")], rows)
    yield Table(
        "answer-times",
        str(TITLES["answer-times"]),
        [
            str(NAMES["answer-times"]),
            _("Answered"),
            _("Half of them within, days"),
            _("Nine of ten within, days"),
            _("By the promised day, %"),
        ],
        [
            Row(
                kind_name(times.key),
                [times.count, times.median, times.ninetieth, per_cent(times.in_time)],
                times.count is None,
            )
            for times in found.answers
        ],
    )


def choice_table(key: str, choices: list[ChoiceCount]) -> Table:
    return Table(
        key,
        str(TITLES[key]),
        [str(NAMES[key]), _("Answers"), _("Share, %")],
        [
            Row(
                str(one.choice.label),
                [one.count, per_cent(one.share)],
                one.count is None,
            )
            for one in choices
        ],
    )


def per_cent(value: float | None) -> int | None:
    return None if value is None else half_up(value)


def number(value: Value, *, signed: bool = False) -> str:
    """With the language's own spaces between thousands, and a real minus; – for none."""
    if not isinstance(value, int):
        return value or "–"
    text = number_format(value, use_l10n=True, force_grouping=True).replace("-", "−")
    return f"+{text}" if signed and value > 0 else text
