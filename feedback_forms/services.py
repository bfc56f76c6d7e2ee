"""Storing feedback."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from moderation.intake import Verdict
from moderation.services import receive
from moderation.services.sender import Receipt
from participation_pages.models import OpportunityPage

from .enums import AnswerChannel, Measure
from .forms import FeedbackForm
from .models import Feedback, Recommendation


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
        language=get_language() or "fi",
        wants_reply=data["wants_reply"] == "yes",
        publication_consent=data["publish"] == "yes",
        flags=list(verdict.flags),
        fingerprint=verdict.fingerprint,
    )
    if opportunity:
        feedback.page_id = opportunity.pk
        feedback.unit_id = opportunity.organiser_id
        feedback.service_area_id = opportunity.service_area_id
    else:
        feedback.service_area, feedback.unit = form.chosen_place()
    return receive_feedback(
        feedback=feedback,
        email=data["email"],
        score=int(score) if (score := data.get("recommendation")) else None,
        verdict=verdict,
    )


@transaction.atomic
def receive_feedback(
    *,
    feedback: Feedback,
    email: str = "",
    score: int | None = None,
    measure: Measure = Measure.QUICK,
    channel: AnswerChannel = AnswerChannel.WEB,
    verdict: Verdict,
) -> Receipt:
    """Store feedback, and the recommendation (0–10) that came with it, if any."""
    receipt = receive(
        submission=feedback, email=email, nonce=verdict.nonce, spam=verdict.spam
    )
    if receipt.created and score is not None:
        Recommendation.objects.create(
            feedback=feedback,
            unit=feedback.unit,
            service_area_id=feedback.service_area_id,
            score=score,
            measure=measure,
            channel=channel,
        )
    return receipt
