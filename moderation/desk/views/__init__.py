"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskAssign, DeskContact, DeskItem
from .list import DeskList
from .redaction import DeskOriginal, DeskRedact, DeskRestorePassage
from .undo import DeskUndo

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskOriginal",
    "DeskRedact",
    "DeskRestorePassage",
    "DeskUndo",
    "forbidden",
]
