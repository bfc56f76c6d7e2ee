"""All writes of initiatives; each is one transaction, with mail on commit."""

from .erasing import erase_all
from .stages import (
    NotPossible,
    follow_desk,
    move,
    publication_stands,
    publish_due,
    stage_on_desk,
)

__all__ = [
    "NotPossible",
    "erase_all",
    "follow_desk",
    "move",
    "publication_stands",
    "publish_due",
    "stage_on_desk",
]
