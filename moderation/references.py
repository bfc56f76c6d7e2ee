"""References, the secret links of receipts, and who may open them."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from moderation.models import Submission

# Without 0 and O, 1 and I: read aloud and written down by hand.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 4


def new_reference(letter: str, now: datetime, extra: int = 0) -> str:
    """For example P-2026-7K3M; `extra` characters more when short ones run out."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH + extra))
    return f"{letter}-{timezone.localtime(now).year}-{code}"


def token(submission: Submission) -> str:
    """The secret part of the link: HMAC-SHA256 of the uuid and the token's version.

    Derived, not stored, so that a stolen database opens no receipt, and later
    mails can carry it; raising `token_version` revokes it.
    """
    message = f"{submission.uuid}:{submission.token_version}".encode()
    digest = hmac.new(settings.RECEIPT_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def receipt_path(submission: Submission) -> str:
    return reverse("receipts:receipt", args=[submission.reference, token(submission)])


def receipt_url(submission: Submission) -> str:
    """The whole address, for mails."""
    return f"{settings.BASE_URL.rstrip('/')}{receipt_path(submission)}"


def find(reference: str, given: str) -> Submission | None:
    """The submission as its own kind if the token opens it, or None; compared in constant time."""
    submission = Submission.objects.filter(reference=reference).first()
    if submission is None:
        return None
    if not hmac.compare_digest(token(submission).encode(), given.encode()):
        return None
    return submission.specific  # type: ignore[no-any-return]
