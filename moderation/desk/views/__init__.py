"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskContact, DeskItem
from .list import DeskList
from .people import DeskAssign, DeskNote, DeskPresence
from .redaction import DeskOriginal, DeskRedact, DeskRestorePassage
from .undo import DeskUndo

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskNote",
    "DeskOriginal",
    "DeskPresence",
    "DeskRedact",
    "DeskRestorePassage",
    "DeskUndo",
    "forbidden",
]
