"""Who may do what with feedback beyond the desk. Plain functions, as moderation's."""

from typing import Any


def can_view_figures(user: Any) -> bool:
    """See all units' figures: who may read messages."""
    return bool(user.has_perm("moderation.view_submission"))


def can_import(user: Any) -> bool:
    """Bring in answers of another system."""
    return bool(user.has_perm("feedback_forms.import_recommendations"))
