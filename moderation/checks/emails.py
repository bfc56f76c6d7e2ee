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
# After the English word a full stop with a space ends a sentence.
CLOSE_DOMAIN = (
    rf"{LABEL}(?:(?:\.| ?[(\[](?:piste|dot)[)\]] ?| piste | dot ){LABEL}){{1,3}}"
)
BRACKETED = r" ?[(\[{<] ?(?:@|at|ät|a|miuku|miukumauku|snabel-a) ?[)\]}>] ?"
# A word for the sign that is said of nothing else.
CALLED = r" (?:ät|miuku|miukumauku|snabel-a|ät-merkki) "
PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|luukku|suomi24|elisanet|"
    r"kolumbus|saunalahti|welho|netti|inet|pp|telia|proton|protonmail|me)"
)
# Words after which an address is given.
MAIL = r"(?:(?:sähkö|s-?)?posti|e?-?mail|e?-?meili|e-post|mejl)"
# Where what follows is the name of an account: `Instagramissa @pirha.fi`.
PLATFORM = (
    r"(?:insta|twitter|x |facebook|fb |tiktok|some |somessa|seura|tili|käyttäj|kanava|threads|"
    r"mastodon|youtube|follow)"
)
SIGNED = re.compile(rf"{NAME}@{DOMAIN}")
WRITTEN = (
    re.compile(rf"{NAME}{BRACKETED}{SPOKEN_DOMAIN}", re.IGNORECASE),
    re.compile(rf"{NAME}{CALLED}{SPOKEN_DOMAIN}", re.IGNORECASE),
    # Of the English word only before a provider of mail: one meets at example.org, too ...
    re.compile(
        rf"{NAME} at {PROVIDERS}(?:\.| piste | dot ){LABEL}(?:\.{LABEL}){{0,2}}",
        re.IGNORECASE,
    ),
    # ... or where the dot is written out as well,
    re.compile(
        rf"{NAME} at {LABEL}(?: ?[(\[](?:piste|dot)[)\]] ?| piste | dot ){LABEL}",
        re.IGNORECASE,
    ),
    # or where a word for mail stands before it, or a full stop is in the name.
    re.compile(
        rf"(?P<before>(?<!\w){MAIL}[a-zåäö]{{0,6}}[ :]{{1,3}}(?:on |is |är )?)"
        rf"(?!(?:me|us) )[\w.+-]{{1,64}} at {CLOSE_DOMAIN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.+-])[^\W\d_][\w+-]{{0,30}}[._][\w.+-]{{1,32}} at {CLOSE_DOMAIN}",
        re.IGNORECASE,
    ),
    re.compile(rf"{NAME}(?: @ |@ )(?:{DOMAIN})"),
    re.compile(rf"(?<![\w.+-])(?!{PLATFORM})[\w.+-]{{1,64}} @{DOMAIN}", re.IGNORECASE),
    re.compile(rf"{NAME}@ ?{PROVIDERS}(?:\.{LABEL})?(?![\w-])", re.IGNORECASE),
)


def find(text: str) -> Iterator[Finding]:
    reason = _("See whether it is a private person's.")
    for pattern in (SIGNED, *WRITTEN):
        for match in pattern.finditer(text):
            named = "before" in pattern.groupindex
            start = match.end("before") if named else match.start()
            yield Finding(Flag.EMAIL, start, match.end(), reason)
