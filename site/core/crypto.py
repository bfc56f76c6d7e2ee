"""Encryption of personal data at rest, and keyed hashes to find it again."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core import checks
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    """The text under the newest of FIELD_KEYS (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text back, under whichever of FIELD_KEYS it was encrypted with.

    Raises cryptography.fernet.InvalidToken when no key fits.
    """
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode("ascii")).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """Likewise, of a file."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when no key fits."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token)


def keyed_hash(purpose: str, *parts: str) -> str:
    """64 hexadecimal digits: HMAC-SHA256 under LOOKUP_KEY.

    Without the key nobody can test a guess, as they could against a plain hash
    of an address. `purpose` keeps hashes of one use from matching another's.
    """
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(settings.LOOKUP_KEY.encode(), message, hashlib.sha256).hexdigest()


def email_hash(address: str) -> str:
    """The keyed hash under which an e-mail address is found, whatever its case."""
    return keyed_hash("email", address.strip().casefold())


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is encrypted in the database and plain on the instance.

    It cannot be filtered or ordered by: store a `keyed_hash` beside it for that.
    """

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        # The same text encrypts differently each time, so a comparison would
        # silently find nothing.
        if lookup_name != "isnull":
            return None
        return super().get_lookup(lookup_name)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            errors.append(
                checks.Error(
                    "An encrypted field cannot be indexed or unique.",
                    hint="Put a keyed hash beside it (core.crypto.keyed_hash).",
                    obj=self,
                    id="core.E001",
                )
            )
        return errors


class EncryptedBinaryField(models.BinaryField):  # type: ignore[type-arg]
    """A file of some megabytes, encrypted in the database and plain on the instance."""

    def get_db_prep_value(
        self, value: Any, connection: Any, prepared: bool = False
    ) -> Any:
        value = encrypt_bytes(bytes(value)) if value else value
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt_bytes(bytes(value)) if value else value
