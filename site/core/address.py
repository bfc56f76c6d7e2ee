"""The address that a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's IP address: the last that a proxy of ours wrote down (PROXY_COUNT of them).

    Without proxies X-Forwarded-For is the sender's own word and is not believed.
    """
    proxies: int = settings.PROXY_COUNT
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            return forwarded[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
