"""What `manage.py check` says of identification that is half set up."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def identification_is_whole(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """A provider needs a client with a secret, and TLS unless it runs on this machine."""
    if not settings.OIDC_ISSUER:
        return []
    found: list[checks.CheckMessage] = [
        checks.Error(
            f"OIDC_ISSUER is set, but {name} is empty.",
            hint="The provider gives both; docs/operations.md says what else it needs.",
            id="users.E001",
        )
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
        if not getattr(settings, name)
    ]
    issuer = urlsplit(settings.OIDC_ISSUER)
    if issuer.scheme != "https" and issuer.hostname not in {"localhost", "127.0.0.1"}:
        found.append(
            checks.Error(
                "OIDC_ISSUER does not begin with https.",
                hint="Whoever is on the way could be anybody on this site.",
                id="users.E002",
            )
        )
    return found
