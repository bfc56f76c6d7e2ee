"""Who may do what with initiatives beyond the desk. Plain functions, as moderation's."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

HANDLE = "handle_initiative"


def can_handle(user: Any) -> bool:
    """Register, handle and answer: the registry and the participation team."""
    return bool(user.has_perm(f"initiatives.{HANDLE}"))


def handlers() -> QuerySet[Any]:
    """Active staff whose groups (or who themselves) may handle initiatives, by mail."""
    right = {"content_type__app_label": "initiatives", "codename": HANDLE}
    groups = {f"groups__permissions__{name}": value for name, value in right.items()}
    own = {f"user_permissions__{name}": value for name, value in right.items()}
    return (
        get_user_model()
        ._default_manager.filter(Q(**groups) | Q(**own), is_active=True)
        .exclude(email="")
        .order_by("pk")
        .distinct()
    )
