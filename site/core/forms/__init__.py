"""Forms that residents fill in."""

from .base import ResidentForm, sent
from .fields import ChoiceField, DateField, EmailField, TextField

__all__ = [
    "ChoiceField",
    "DateField",
    "EmailField",
    "ResidentForm",
    "TextField",
    "sent",
]
