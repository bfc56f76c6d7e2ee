"""Initiatives and suggestions on the desk: words, facts, filters and decisions of theirs."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from laces.components import Component

from core.spreadsheets import Cell
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, Initiator
from moderation.desk.decisions import Decision
from moderation.desk.item import Step
from moderation.desk.kinds import DeskKind, Words
from moderation.enums import SubmissionState
from moderation.models import Submission

from .changes import ChangesPanel, changes
from .desk_export import cells
from .files_panel import FilesPanel
from .handling import panel as handling
from .permissions import can_handle
from .stages import AT_THE_COUNTY, PUBLIC

D = Decision

NOT_CONFIRMED = gettext_lazy(
    "The contact person has not confirmed their e-mail address yet. Until then nothing is "
    "published."
)
HELP: dict[Decision, str | Promise] = {
    D.APPROVE: gettext_lazy(
        "Everybody can read it on the site. The time for support begins, or it goes to the "
        "county at once, as its makers chose."
    ),
    D.RETURN: gettext_lazy(
        "The makers are given a date. If they do not correct the texts by then, these are "
        "not published. When they do, you are shown what they changed."
    ),
    D.OVERTURN: gettext_lazy("It is published as if it had been approved."),
}
RESTORE_PUBLIC = gettext_lazy(
    "It leaves the public pages at once and is checked anew from the start. Its support "
    "stays, and the county’s time limits run on."
)
DONE: dict[Decision, str | Promise] = {
    D.APPROVE: gettext_lazy("You approved %(reference)s. It will be published."),
    D.OVERTURN: gettext_lazy(
        "You changed the decision about %(reference)s. It will be published."
    ),
}
# Not those of a message to which one person gets a reply.
NEVER = frozenset({D.REPLY, D.CLOSE, D.PUBLISH, D.DECLINE, D.UNPUBLISH})

# Where the steps of the desk's line are: checked, seen by all, in the county's hands.
BEFORE = frozenset({Stage.MADE, Stage.SCREENING, Stage.CORRECTION})
OPEN = frozenset({Stage.PUBLISHED, Stage.COLLECTING, Stage.RECEIVED})
COUNTY = AT_THE_COUNTY | {Stage.CONSIDERED, Stage.PLANNED}


class InitiativeOnDesk(DeskKind):
    model = Initiative
    icon = "form"
    has_wishes = False

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Initiative.objects.filter(pk__in=list(ids)).values_list(
            "pk", "kind", "title", "proposal"
        )
        return {
            pk: Words(str(Kind(kind).label), ". ".join(filter(None, (title, proposal))))
            for pk, kind, title, proposal in rows
        }

    def filters(self) -> dict[str, Any]:
        return {
            "initiative": django_filters.ChoiceFilter(
                label=gettext_lazy("Initiative or suggestion"),
                field_name="initiative__kind",
                choices=Kind,
                empty_label=gettext_lazy("All"),
            ),
            "stage": django_filters.ChoiceFilter(
                label=gettext_lazy("Stage"),
                field_name="initiative__stage",
                choices=[each for each in Stage.choices if each[0] != Stage.DRAFT],
                empty_label=gettext_lazy("All"),
            ),
        }

    def columns(self) -> dict[str, str | Promise]:
        return {
            "initiative": gettext_lazy("Initiative or suggestion"),
            "stage": gettext_lazy("Stage"),
            "supporters": gettext_lazy("Supporters"),
        }

    def cells(
        self, submissions: Sequence[Submission], *, texts: bool
    ) -> dict[int, dict[str, Cell]]:
        return cells(submissions, texts=texts)

    def seen_by(self, user: Any) -> Q | None:
        """The registry's are of no unit; before publication they are the moderators' alone."""
        return Q(initiative__stage__in=PUBLIC) if can_handle(user) else None

    def label(self, submission: Submission) -> str:
        return cast("Initiative", submission).get_kind_display()

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        initiative = cast("Initiative", submission)
        rows = [
            (_("Stage"), initiative.get_stage_display()),
            *place(initiative),
            *support(initiative),
            *initiators(initiative, named=False),
        ]
        return [(str(name), value) for name, value in rows]

    def people(self, submission: Submission) -> list[tuple[str, str]]:
        return initiators(cast("Initiative", submission), named=True)

    def panels(self, submission: Submission, request: HttpRequest) -> list[Component]:
        initiative = cast("Initiative", submission)
        found = changes(initiative)
        corrected = [ChangesPanel(submission, found)] if found else []
        files = FilesPanel(initiative, request.user)
        return [
            *corrected,
            *([] if files.is_empty else [files]),
            *handling.panels(initiative, request.user),
        ]

    def steps(self, submission: Submission) -> list[Step]:
        return steps(cast("Initiative", submission))

    def decisions(
        self, submission: Submission, possible: list[Decision]
    ) -> list[Decision]:
        offered = [decision for decision in possible if decision not in NEVER]
        public = cast("Initiative", submission).stage in PUBLIC
        if public and submission.can_restore:
            offered.append(D.RESTORE)
        return offered

    def refused(self, submission: Submission) -> dict[Decision, str | Promise]:
        return {} if submission.can_approve else {D.APPROVE: NOT_CONFIRMED}

    def refused_among(self, ids: list[int]) -> dict[int, dict[Decision, str | Promise]]:
        waiting = Initiator.objects.filter(
            initiative__in=ids, is_contact=True, confirmed_at=None
        )
        found = waiting.values_list("initiative_id", flat=True)
        return {pk: {D.APPROVE: NOT_CONFIRMED} for pk in found}

    def help(self, submission: Submission) -> dict[Decision, str | Promise]:
        public = cast("Initiative", submission).stage in PUBLIC
        return HELP | ({D.RESTORE: RESTORE_PUBLIC} if public else {})

    def done(self, submission: Submission) -> dict[Decision, str | Promise]:
        return DONE


def steps(initiative: Initiative) -> list[Step]:
    """From the check to the answer; what was done at the county has its own history."""
    stage = Stage(initiative.stage)
    if stage in {Stage.WITHDRAWN, Stage.REJECTED}:
        return []
    way = [
        (_("Checking"), BEFORE, initiative.screen_by),
        (pgettext("step of an initiative", "Public"), OPEN, initiative.collects_until),
        (pgettext("step of an initiative", "At the county"), COUNTY, initiative.next_due()),
        (pgettext("step of an initiative", "Answer"), frozenset(), None),
    ]  # fmt: skip
    here = next(
        (number for number, (_label, among, _due) in enumerate(way) if stage in among),
        len(way),
    )
    # What was promised waits as long as the makers are asked something.
    waits = initiative.state == SubmissionState.WAITING
    now = _("waiting for the sender") if waits else pgettext("step", "now")
    return [
        Step(
            label,
            now
            if number == here
            else pgettext("step", "done")
            if number < here
            else "",
            now=number == here,
            done=number < here,
            due=due if number == here and not waits else None,
        )
        for number, (label, _among, due) in enumerate(way)
    ]


def place(initiative: Initiative) -> list[tuple[str, str]]:
    """Where and for whom it is."""
    whole = pgettext("place of an initiative", "The whole county")
    town, area = initiative.municipality, initiative.service_area
    rows = [
        (_("Service area"), area.name if area else ""),
        (_("Municipality"), town.name if town else whole),
    ]
    if body := initiative.handling_body or initiative.wished_body:
        handles = initiative.handling_body is not None
        rows.append((_("Handled by") if handles else _("Wished body"), body.name))
    if initiative.community:
        rows.append((_("Community"), initiative.community))
    return [row for row in rows if row[1]]


def support(initiative: Initiative) -> list[tuple[str, str]]:
    if initiative.stage not in PUBLIC:
        chosen = (
            _("Yes") if initiative.collects else _("No, goes to the county at once")
        )
        return [] if initiative.is_suggestion else [(_("Collects support"), chosen)]
    count = initiative.support_count
    if not initiative.threshold:
        return [(_("Supporters"), str(count))]
    of = _("%(count)s of %(threshold)s") % {
        "count": count,
        "threshold": initiative.threshold,
    }
    return [(_("Supporters"), of)]


def initiators(initiative: Initiative, *, named: bool) -> list[tuple[str, str]]:
    """A row for each: who may be one and has said so; by name for those who may read it."""
    rows = initiative.initiators.select_related("municipality")
    return [
        (_("Initiator %(number)s") % {"number": number}, _initiator(each, named))
        for number, each in enumerate(rows, start=1)
    ]


def _initiator(initiator: Initiator, named: bool) -> str:
    words = [initiator.name, initiator.email, initiator.phone] if named else []
    words.append(initiator.get_basis_display())
    if initiator.municipality:
        words.append(initiator.municipality.name)
    if initiator.is_contact:
        words.append(_("contact person"))
    if initiator.identified:
        words.append(_("strongly identified"))
    words.append(_("confirmed") if initiator.confirmed_at else _("not confirmed"))
    return " · ".join(filter(None, words))


def attachments(initiative: Initiative) -> list[tuple[str, SafeString]]:
    """Links to the files, which a view of ours opens for those who may see the message."""
    links = [
        format_html(
            '<a href="{}">{}</a>',
            reverse("initiative_attachment", args=[initiative.reference, each.pk]),
            each.name,
        )
        for each in initiative.attachments.all()
    ]
    joined = format_html_join(", ", "{}", ((link,) for link in links))
    return [(_("Attachments"), joined)] if links else []
