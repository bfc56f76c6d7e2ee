"""What the accounts of staff add to Wagtail's admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def second_factor(request: Any) -> dict[str, str]:
    """The way to one's authenticator app, passkeys and recovery codes (allauth's pages)."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-step sign-in"),
        "help_text": _("Protect your account with an authenticator app or a passkey."),
    }
