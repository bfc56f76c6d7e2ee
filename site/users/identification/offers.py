"""What a form shows of identification: an offer, or who has been identified."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from .claims import Claim, claim


@dataclass(frozen=True)
class Offer:
    """For `templates/users/identify.html`."""

    service: str
    # The page that starts identification, or ends what there is.
    url: str
    claim: Claim | None


def available() -> bool:
    return bool(settings.OIDC_ISSUER)


def sign_in_url(next_url: str) -> str:
    """The page on which one goes to be identified, and from there back to `next_url`."""
    return f"{reverse('identification')}?{urlencode({'next': next_url})}"


def offer(request: HttpRequest, next_url: str = "") -> Offer | None:
    """What to show beside a form, which one then comes back to; None: nothing."""
    if not available():
        return None
    url = sign_in_url(next_url or request.get_full_path())
    return Offer(service=settings.OIDC_NAME, url=url, claim=claim(request))


def way_back(given: str) -> str:
    """The path to return to, if it is one of this site; else the home page."""
    own = given.startswith("/") and url_has_allowed_host_and_scheme(given, None)
    return given if own else "/"
