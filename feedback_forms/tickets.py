"""What leads from a tapped answer to the words that belong to it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from .enums import FormKind

SALT = "feedback_forms.answer"
# Whoever writes slowly is in time; the next person at a tablet is not.
VALID = timedelta(minutes=40)


@dataclass(frozen=True)
class Card:
    """A question that is answered with one tap, and where the answer is stored."""

    name: str
    form: FormKind
    model: Any
    field: str
    values: tuple[str, ...]


def ticket_for(card: Card, answer: Any) -> str:
    """Signed and dated, so that nobody can write to the answers of others."""
    return signing.TimestampSigner(salt=SALT).sign(f"{card.name}-{answer.pk}")


def answer_of(card: Card, ticket: str) -> int | None:
    """The id of the answer; None when the ticket is another card's, too old or not ours."""
    try:
        value = signing.TimestampSigner(salt=SALT).unsign(ticket, max_age=VALID)
    except signing.BadSignature:
        return None
    name, _dash, number = value.rpartition("-")
    return int(number) if name == card.name else None
