"""All writes of initiatives; each is one transaction, with mail on commit."""

from .handling import Incomplete, Told, take_step, tell_news
from .stages import NotPossible, follow_desk, move, publication_stands

__all__ = [
    "Incomplete",
    "NotPossible",
    "Told",
    "follow_desk",
    "move",
    "publication_stands",
    "take_step",
    "tell_news",
]
