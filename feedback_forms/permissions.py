"""Who may do what with the forms of feedback."""

from typing import Any


def can_see_kiosk_links(user: Any) -> bool:
    """Those who keep the settings of the forms, and those who keep the units."""
    return bool(
        user.has_perm("feedback_forms.change_feedbacksettings")
        or user.has_perm("core.change_serviceunit")
    )
