"""E-mail addresses, also with the sign written out: `aino (at) example.org`."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding

# Lengths have an end, so that a pattern looks no further than that from any place.
NAME = r"(?<![\w.+-])[\w.+-]{1,64}"
LABEL = r"[A-Za-z0-9ÅÄÖåäö](?:[A-Za-z0-9ÅÄÖåäö-]{0,62}[A-Za-z0-9ÅÄÖåäö])?"
DOMAIN = rf"{LABEL}(?:\.{LABEL}){{1,8}}"
DOT = r" ?(?:\.| piste | dot | punkt |[(\[](?:piste|dot|punkt)[)\]]) ?"
SPOKEN_DOMAIN = rf"{LABEL}(?:{DOT}{LABEL}){{1,3}}"
BRACKETED = r" ?[(\[{<] ?(?:@|at|ät|a|miuku|miukumauku|snabel-a) ?[)\]}>] ?"
# A word for the sign that is said of nothing else.
CALLED = r" (?:ät|miuku|miukumauku|snabel-a|ät-merkki) "
PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|luukku|suomi24|elisanet|"
    r"kolumbus|saunalahti|welho|netti|inet|pp|telia|proton|protonmail|me)"
)
SIGNED = re.compile(rf"{NAME}@{DOMAIN}")
WRITTEN = (
    re.compile(rf"{NAME}{BRACKETED}{SPOKEN_DOMAIN}", re.IGNORECASE),
    re.compile(rf"{NAME}{CALLED}{SPOKEN_DOMAIN}", re.IGNORECASE),
    # Of the English word only before a provider of mail: one meets at example.org, too.
    re.compile(
        rf"{NAME} at {PROVIDERS}(?:\.| piste | dot ){LABEL}(?:\.{LABEL}){{0,2}}",
        re.IGNORECASE,
    ),
    re.compile(rf"{NAME} @ ?{DOMAIN}"),
    re.compile(rf"{NAME}@ ?{PROVIDERS}(?:\.{LABEL})?(?![\w-])", re.IGNORECASE),
)


def find(text: str) -> Iterator[Finding]:
    reason = _("See whether it is a private person's.")
    for pattern in (SIGNED, *WRITTEN):
        for match in pattern.finditer(text):
            yield Finding(Flag.EMAIL, match.start(), match.end(), reason)
