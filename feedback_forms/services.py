"""Storing feedback."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from core.models import ServiceUnit
from moderation.counting import first_time
from moderation.enums import Channel
from moderation.intake import Verdict, read_form_id
from moderation.services import receive
from moderation.services.sender import Receipt
from participation_pages.models import OpportunityPage

from .enums import AnswerChannel, FormKind, Measure
from .forms import FeedbackForm
from .models import Feedback, InDepthQuestion, Recommendation, ScaleAnswer
from .tickets import Card, answer_of
from .unit_forms import AccessibilityForm, InDepthForm, MoreForm, QuickForm


def send_feedback(
    *, form: FeedbackForm, verdict: Verdict, opportunity: OpportunityPage | None
) -> Receipt:
    """Store a valid form that the intake let through; returns its receipt.

    Feedback on an opportunity is tied to its page, and handled by its organiser.
    """
    data: dict[str, Any] = form.cleaned_data
    feedback = Feedback(
        role=data["role"],
        kind=data["kind"],
        message=data["message"],
        wants_reply=data["wants_reply"] == "yes",
        publication_consent=data["publish"] == "yes",
        **of_intake(verdict),
    )
    if opportunity:
        feedback.page_id = opportunity.pk
        feedback.unit_id = opportunity.organiser_id
        feedback.service_area_id = opportunity.service_area_id
    else:
        feedback.service_area, feedback.unit = form.chosen_place()
    score = data.get("recommendation")
    answers = Answers(score=int(score) if score else None, form_id=data["form_id"])
    return receive_answers(
        feedback=feedback, answers=answers, email=data["email"], verdict=verdict
    )


def send_quick(
    *, form: QuickForm, verdict: Verdict, unit: ServiceUnit
) -> Receipt | None:
    """A number, and feedback if there are words; None when there are none to answer."""
    data: dict[str, Any] = form.cleaned_data
    score = int(data["recommendation"]) if data["recommendation"] else None
    answers = Answers(score=score, form_id=data["form_id"])
    if not data["message"]:
        count_answers(answers=answers, unit=unit, spam=verdict.spam)
        return None
    feedback = unit_feedback(unit, FormKind.QUICK, data["message"], verdict)
    return receive_answers(feedback=feedback, answers=answers, verdict=verdict)


def send_in_depth(
    *, form: InDepthForm, verdict: Verdict, unit: ServiceUnit
) -> Receipt | None:
    """A number, how far the sender agrees with each statement, and feedback if there are
    words; None when there are none to answer."""
    data: dict[str, Any] = form.cleaned_data
    answers = Answers(
        score=int(data["recommendation"]),
        measure=Measure.IN_DEPTH,
        statements=form.agreements(),
        form_id=data["form_id"],
    )
    if not data["message"]:
        count_answers(answers=answers, unit=unit, spam=verdict.spam)
        return None
    feedback = unit_feedback(unit, FormKind.IN_DEPTH, data["message"], verdict)
    feedback.role = data["role"]
    feedback.wants_reply = data["wants_reply"] == "yes"
    feedback.publication_consent = data["publish"] == "yes"
    return receive_answers(
        feedback=feedback, answers=answers, email=data["email"], verdict=verdict
    )


def send_accessibility(*, form: AccessibilityForm, verdict: Verdict) -> Receipt:
    """Always to be answered, on the receipt where no address is given: the law does not
    ask for a wish (Act 306/2019)."""
    data: dict[str, Any] = form.cleaned_data
    feedback = Feedback(
        form=FormKind.ACCESSIBILITY,
        message=data["message"],
        page_address=data["page_address"],
        aid=data["aid"],
        wants_reply=True,
        **of_intake(verdict),
    )
    return receive(
        submission=feedback,
        email=data["email"],
        nonce=verdict.nonce,
        spam=verdict.spam,
    )


@transaction.atomic
def count_tap(
    *,
    card: Card,
    value: str,
    unit: ServiceUnit,
    channel: AnswerChannel,
    nonce: uuid.UUID,
    now: datetime,
) -> Any:
    """The stored answer; None when the same form has been stored already."""
    if not first_time(f"tap:{card.name}", nonce, now):
        return None
    return card.model.objects.create(unit=unit, channel=channel, **{card.field: value})


@transaction.atomic
def send_more(
    *, card: Card, form: MoreForm, verdict: Verdict, unit: ServiceUnit, channel: Channel
) -> Receipt:
    """Store the words, and tie the tapped answer to them; words whose ticket is too old
    are stored by themselves."""
    data: dict[str, Any] = form.cleaned_data
    feedback = unit_feedback(unit, card.form, data["message"], verdict)
    feedback.channel = channel
    receipt = receive(submission=feedback, nonce=verdict.nonce, spam=verdict.spam)
    answer = answer_of(card, data["ticket"])
    if receipt.created and answer:
        # One answer has one text, and only of its own unit.
        rows = card.model.objects.filter(pk=answer, unit=unit, feedback=None)
        rows.update(feedback=feedback)
    return receipt


def of_intake(verdict: Verdict) -> dict[str, Any]:
    """The columns that every form fills in the same way."""
    return {
        "language": get_language() or settings.LANGUAGE_CODE,
        "flags": list(verdict.flags),
        "fingerprint": verdict.fingerprint,
    }


def unit_feedback(
    unit: ServiceUnit, form: FormKind, message: str, verdict: Verdict
) -> Feedback:
    return Feedback(form=form, message=message, unit=unit, **of_intake(verdict))


@dataclass(frozen=True)
class Answers:
    """The numbers of one form."""

    form_id: str
    score: int | None = None
    measure: Measure = Measure.QUICK
    statements: list[tuple[InDepthQuestion, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.score is not None or bool(self.statements)


@transaction.atomic
def receive_answers(
    *, feedback: Feedback, answers: Answers, verdict: Verdict, email: str = ""
) -> Receipt:
    """Store feedback with the numbers that came with it."""
    receipt = receive(
        submission=feedback, email=email, nonce=verdict.nonce, spam=verdict.spam
    )
    if receipt.created and answers and is_first(answers):
        _store(answers, unit=feedback.unit, feedback=feedback)
    return receipt


@transaction.atomic
def count_answers(*, answers: Answers, unit: ServiceUnit, spam: bool) -> None:
    """Store numbers without words, once for each form; those of machines not at all."""
    if not spam and is_first(answers):
        _store(answers, unit=unit, feedback=None)


def is_first(answers: Answers) -> bool:
    """Whether the numbers of this form are not stored yet: who goes back, adds words and
    sends again is one person with one number."""
    form_id = read_form_id(answers.form_id)
    return form_id is None or first_time("answers", form_id.nonce, timezone.now())


def _store(
    answers: Answers, *, unit: ServiceUnit | None, feedback: Feedback | None
) -> None:
    if answers.score is not None:
        Recommendation.objects.create(
            feedback=feedback,
            unit=unit,
            # Also where the sender named no unit.
            service_area_id=feedback.service_area_id if feedback else None,
            score=answers.score,
            measure=answers.measure,
        )
    ScaleAnswer.objects.bulk_create(
        [
            ScaleAnswer(
                feedback=feedback,
                unit=unit,
                service_area_id=unit.service_area_id if unit else None,
                municipality_id=unit.municipality_id if unit else None,
                question=question,
                value=value,
            )
            for question, value in answers.statements
        ]
    )
