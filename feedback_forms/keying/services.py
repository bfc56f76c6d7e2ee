"""Storing what was keyed in: the same way that a resident's own form goes."""

from typing import Any

from django.db import transaction

from feedback_forms.forms import place_of_choice
from feedback_forms.models import Feedback, Recommendation
from moderation import checks
from moderation.services import receive
from moderation.services.sender import Receipt

from .forms import KeyingForm


@transaction.atomic
def key_in(*, form: KeyingForm, user: Any) -> Receipt:
    """Store a valid form; its promises count from the day on which it was received.

    What the automatic checks find is flagged and stops nothing: the sender is not there
    to mend it. The log names who keyed it in. Mail to the sender goes after the commit.
    """
    data: dict[str, Any] = form.cleaned_data
    area, unit = place_of_choice(data["place"])
    feedback = Feedback(
        channel=data["channel"],
        role=data["role"],
        kind=data["kind"],
        message=data["message"],
        language=data["language"],
        wants_reply=data["wants_reply"] == "yes",
        publication_consent=data["publish"] == "yes",
        service_area=area,
        unit=unit,
        flags=list(dict.fromkeys(checks.flags(data["message"]))),
    )
    receipt = receive(
        submission=feedback,
        email=data["email"],
        nonce=form.nonce,
        received_at=form.received_at,
        keyed_by=user,
    )
    if receipt.created and data["recommendation"]:
        Recommendation.objects.create(
            feedback=feedback,
            unit=unit,
            service_area=area,
            answered_on=data["received_on"],
            score=int(data["recommendation"]),
            channel=data["channel"],
        )
    return receipt
