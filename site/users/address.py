"""The address that a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# One home has so many addresses of its own.
IPV6_HOME = 64


def client_address(request: HttpRequest) -> str:
    """The sender's IP address: the last that a proxy of ours wrote down (PROXY_COUNT of them).

    Without proxies X-Forwarded-For is the sender's own word and is not believed. Of an
    IPv6 address the network (/64), since every home can choose among its 2^64.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.PROXY_COUNT
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            given = forwarded[-proxies].strip()
    return network(given)


def network(given: str) -> str:
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    if address.version == 6 and address.ipv4_mapped is None:
        return str(
            ipaddress.ip_network((address, IPV6_HOME), strict=False).network_address
        )
    return str(getattr(address, "ipv4_mapped", None) or address)
