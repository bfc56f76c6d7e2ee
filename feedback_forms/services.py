"""Storing feedback."""

from typing import Any

from django.utils.translation import get_language

from moderation.intake import Verdict
from moderation.services import receive
from moderation.services.sender import Receipt
from participation_pages.models import OpportunityPage

from .forms import FeedbackForm
from .models import Feedback


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
        recommendation=int(score) if (score := data.get("recommendation")) else None,
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
    return receive(
        submission=feedback, email=data["email"], nonce=verdict.nonce, spam=verdict.spam
    )
