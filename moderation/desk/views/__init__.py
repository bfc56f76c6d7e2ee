"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskContact, DeskItem
from .list import DeskList
from .many import DeskMany
from .people import DeskAssign, DeskNote, DeskPresence
from .redaction import DeskOriginal, DeskRedact, DeskRestorePassage
from .saved import DeskSaved, DeskSavedDelete, DeskSavedView
from .undo import DeskUndo

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskMany",
    "DeskNote",
    "DeskOriginal",
    "DeskPresence",
    "DeskRedact",
    "DeskRestorePassage",
    "DeskSaved",
    "DeskSavedDelete",
    "DeskSavedView",
    "DeskUndo",
    "forbidden",
]
