"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskAssign, DeskContact, DeskItem
from .list import DeskList
from .many import DeskMany
from .saved import DeskSaved, DeskSavedDelete, DeskSavedView

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskMany",
    "DeskSaved",
    "DeskSavedDelete",
    "DeskSavedView",
    "forbidden",
]
