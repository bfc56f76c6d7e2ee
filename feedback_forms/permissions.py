"""Who may do what with feedback beyond the desk. Plain functions, as moderation's."""

from typing import Any

from moderation.permissions import only_replies


def can_see_kiosk_links(user: Any) -> bool:
    """Those who keep the settings of the forms, and those who keep the units."""
    return bool(
        user.has_perm("feedback_forms.change_feedbacksettings")
        or user.has_perm("core.change_serviceunit")
    )


def can_view_figures(user: Any) -> bool:
    """See all units' figures: who may read messages of all units."""
    return bool(user.has_perm("moderation.view_submission")) and not only_replies(user)


def can_import(user: Any) -> bool:
    """Bring in answers of another system."""
    return bool(user.has_perm("feedback_forms.import_recommendations"))
