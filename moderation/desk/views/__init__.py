"""The screens of the desk."""

from .base import TITLE, forbidden
from .item import DeskContact, DeskItem
from .list import DeskList
from .people import DeskAssign, DeskNote, DeskPresence

__all__ = [
    "TITLE",
    "DeskAssign",
    "DeskContact",
    "DeskItem",
    "DeskList",
    "DeskNote",
    "DeskPresence",
    "forbidden",
]
