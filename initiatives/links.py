"""The secret parts of links in the mails of initiatives: derived, not stored.

Like those of receipts (`moderation.references`): a stolen database opens none of them,
and each is for one purpose alone.
"""

import base64
import hashlib
import hmac
import uuid

from django.conf import settings

TOKEN_BYTES = 24


def token(purpose: str, key: uuid.UUID) -> str:
    """32 signs: HMAC-SHA256 under RECEIPT_KEY of the purpose and the row's own uuid."""
    message = f"initiatives:{purpose}:{key}".encode()
    digest = hmac.new(settings.RECEIPT_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def opens(purpose: str, key: uuid.UUID, given: str) -> bool:
    """Whether the token is that of the row, compared in constant time."""
    return hmac.compare_digest(token(purpose, key).encode(), given.encode())
