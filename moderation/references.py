"""References, the secret links of receipts, and who may open them."""

import base64
import hashlib
import hmac
import re
import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from moderation.models import Submission

# Without 0 and O, 1 and I: read aloud and written down by hand.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 4
# Of the code on paper: without I, L, O and U, so that what looks alike can be read back
# (Crockford's base 32). 16 signs are 80 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 10
CODE_LENGTH = 16
GROUP = 4
LOOK_ALIKE = str.maketrans("OILU", "011V")
REFERENCE = re.compile(r"([A-Z])([0-9OIL]{4})([0-9A-Z]{4,8})")


def new_reference(letter: str, now: datetime, extra: int = 0) -> str:
    """For example P-2026-7K3M; `extra` characters more when short ones run out."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH + extra))
    return f"{letter}-{timezone.localtime(now).year}-{code}"


def token(submission: Submission) -> str:
    """The secret part of the link: HMAC-SHA256 of the uuid and the token's version.

    Derived, not stored, so that a stolen database opens no receipt, and later
    mails can carry it; raising `token_version` revokes it.
    """
    digest = _derived(f"{submission.uuid}:{submission.token_version}")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def code(submission: Submission) -> str:
    """The secret that is typed from paper, as 16 signs; derived apart from the link's, so
    that neither tells the other, and revoked with it."""
    digest = _derived(f"code:{submission.uuid}:{submission.token_version}")
    number = int.from_bytes(digest[:CODE_BYTES], "big")
    return "".join(
        CODE_ALPHABET[number >> 5 * place & 31]
        for place in reversed(range(CODE_LENGTH))
    )


def in_groups(code: str) -> str:
    """As it stands on paper: 7K3M-XQ2T-90AB-CDEF."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """The code that was meant: any case, with or without spaces and hyphens, look-alikes
    put right; empty where it cannot be one."""
    signs = "".join(filter(str.isalnum, typed.upper())).translate(LOOK_ALIKE)
    right = len(signs) == CODE_LENGTH and set(signs) <= set(CODE_ALPHABET)
    return signs if right else ""


def read_reference(typed: str) -> str:
    """The reference that was meant, likewise; empty where it cannot be one."""
    signs = "".join(filter(str.isalnum, typed.upper()))
    match = REFERENCE.fullmatch(signs)
    if match is None:
        return ""
    letter, year, rest = match.groups()
    return f"{letter}-{year.translate(LOOK_ALIKE)}-{rest}"


def _derived(message: str) -> bytes:
    key: str = settings.RECEIPT_KEY
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()


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


def find_by_code(reference: str, given: str) -> Submission | None:
    """The submission if the code from paper opens it, or None; an unknown reference takes
    the same steps as a wrong code."""
    found = Submission.objects.filter(reference=reference).first()
    submission = found or Submission(uuid=uuid.UUID(int=0))
    right = hmac.compare_digest(code(submission).encode(), given.encode())
    return found if right else None
