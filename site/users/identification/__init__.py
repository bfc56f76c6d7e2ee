"""Strong identification of residents, by whichever OpenID Connect provider the county has.

Nobody becomes a user. What the provider says is checked, and a claim of it lies in the
session for a quarter of an hour: see `claims`. Without OIDC_ISSUER nothing of it is there.

Forms use `claim(request)` and `offer(request)`, and `templates/users/identify.html`.
"""

from .claims import Claim, claim
from .offers import Offer, available, offer, sign_in_url

__all__ = ["Claim", "Offer", "available", "claim", "offer", "sign_in_url"]
