"""Who may join suggestions."""

from typing import Any


def can_merge(user: Any) -> bool:
    """Whoever handles initiatives and suggestions."""
    return bool(user.has_perm("initiatives.handle_initiative"))
