"""All writes of initiatives; each is one transaction, with mail on commit."""

from .attachments import put_file_back, remove_file
from .erasing import erase_all
from .handling import Incomplete, Told, take_step, tell_news
from .stages import (
    NotPossible,
    follow_desk,
    move,
    publication_stands,
    publish_due,
    stage_on_desk,
)

__all__ = [
    "Incomplete",
    "NotPossible",
    "Told",
    "erase_all",
    "follow_desk",
    "move",
    "publication_stands",
    "publish_due",
    "put_file_back",
    "remove_file",
    "stage_on_desk",
    "take_step",
    "tell_news",
]
