"""How staff sign in: accounts are made by an administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from users.address import client_address


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **kwargs: Any) -> str:
        """By name and address: else a stranger locks out anybody whose name is known."""
        key = super()._get_login_attempts_cache_key(request, **kwargs)
        return f"{key}:{client_address(request)}"


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that django-axes counts failed logins by: as typed, in small letters."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().casefold()
