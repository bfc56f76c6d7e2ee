"""All writes of initiatives; each is one transaction, with mail on commit."""

from .stages import NotPossible, follow_desk, move, publication_stands

__all__ = ["NotPossible", "follow_desk", "move", "publication_stands"]
