"""What every model with personal data declares about itself (GDPR articles 5 and 30).

`manage.py retention` shows the declarations and applies them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from django.apps import apps
from django.db import models
from django.utils.functional import Promise


@dataclass(frozen=True)
class PersonalData:
    """Why the data is held, on what basis, and when it goes (all in words)."""

    purpose: str | Promise
    legal_basis: str | Promise
    retention: str | Promise


@runtime_checkable
class HoldsPersonalData(Protocol):
    personal_data: PersonalData

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        """Erase what has passed its time; returns how many rows."""
        ...


def models_with_personal_data() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models() if isinstance(model, HoldsPersonalData)
    ]
