"""How staff sign in: accounts are made by an administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that django-axes counts failed logins by: as typed, in small letters."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().casefold()
