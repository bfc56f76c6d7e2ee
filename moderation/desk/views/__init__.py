"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskAssign, DeskContact, DeskItem
from .list import DeskList
from .redaction import DeskOriginal, DeskRedact, DeskRestorePassage

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskOriginal",
    "DeskRedact",
    "DeskRestorePassage",
    "forbidden",
]
