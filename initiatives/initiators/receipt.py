"""The receipt of an initiative: what it says, shows and asks in its own way."""

from datetime import datetime
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import pgettext

from core import purposes
from core.forms import ResidentForm
from core.steps import Step
from initiatives.enums import Actor, Kind, Stage
from initiatives.mails import public_url
from initiatives.models import Initiative
from initiatives.public import path
from initiatives.services import stage_on_desk
from initiatives.stages import PUBLIC, targets
from moderation.models import Submission
from moderation.receipts import ReceiptKind
from moderation.references import token

from . import words
from .forms import CorrectionForm, SuggestionCorrectionForm

BEFORE = (Stage.MADE, Stage.SCREENING)
NO_LINE = frozenset({Stage.WITHDRAWN, Stage.REJECTED})


def send_now_url(initiative: Initiative) -> str:
    """Where the contact person sends it before the time of support is over."""
    args = [initiative.reference, token(initiative)]
    return reverse("initiatives:send_now", args=args)


def can_send_now(initiative: Initiative) -> bool:
    stage, kind = Stage(initiative.stage), Kind(initiative.kind)
    return initiative.is_public and Stage.SENT in targets(stage, kind, Actor.INITIATOR)


class InitiativeReceipt(ReceiptKind):
    """For both kinds. The stage follows from the state, since the receipt shows a copy as it
    was while a decision can be undone, and the desk quotes one as it would be."""

    folder = "initiatives"

    def heading(self, submission: Submission) -> str:
        initiative = cast("Initiative", submission)
        return words.heading(initiative, stage_on_desk(initiative))

    def status_text(self, submission: Submission, now: datetime) -> str:
        initiative = cast("Initiative", submission)
        return words.status_text(initiative, stage_on_desk(initiative), now)

    def steps(self, submission: Submission, now: datetime) -> list[Step]:
        """The check, and from publication on what everybody sees."""
        initiative = cast("Initiative", submission)
        stage = stage_on_desk(initiative)
        if stage in NO_LINE:
            return []
        if stage in PUBLIC:
            return path.steps(initiative, now)
        check = words.day(initiative.screen_by) if stage in BEFORE else ""
        last = pgettext("step", "Publication")
        return [
            Step(pgettext("step", "Sent"), "done", initiative.received_at),
            Step(pgettext("step", "Check"), "now", text=_by(check)),
            Step(last, "next"),
        ]

    def correction(self, submission: Submission, data: Any = None) -> ResidentForm:
        initiative = cast("Initiative", submission)
        light = initiative.is_suggestion
        form = SuggestionCorrectionForm if light else CorrectionForm
        initial = {name: getattr(initiative, name) for name in form.base_fields}
        return form(data, initial=initial)

    def words(self, submission: Submission) -> dict[str, Any]:
        acts = words.acts(cast("Initiative", submission))
        return {"words": acts, "correct_label": acts["correct"]}

    def context(self, submission: Submission, now: datetime) -> dict[str, Any]:
        initiative = cast("Initiative", submission)
        there = initiative.is_public and purposes.urls_by_language(purposes.INITIATIVES)
        return {
            "public_link": public_url(initiative) if there else "",
            # The one who left an address with a suggestion has no name to show.
            "initiators": []
            if initiative.is_suggestion
            else initiative.initiators.all(),
            "send_now_url": send_now_url(initiative)
            if can_send_now(initiative)
            else "",
        }

    def mail_context(self, submission: Submission) -> dict[str, Any]:
        titles = Initiative.objects.filter(pk=submission.pk)
        return {
            "title": titles.values_list("title", flat=True).first() or "",
            "screen_by": submission.screen_by,
        }


def _by(date: str) -> str:
    return pgettext("step", "by %(date)s") % {"date": date} if date else ""
