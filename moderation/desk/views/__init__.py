"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskAssign, DeskContact, DeskItem
from .list import DeskList
from .undo import DeskUndo

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskUndo",
    "forbidden",
]
