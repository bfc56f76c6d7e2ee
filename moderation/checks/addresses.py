"""Addresses of homes: a street with a number, a postal code with its town, a box of the post.

A street is known by its ending, in the forms in which addresses are written. Numbers of roads
(`Valtatie 3`) and what is counted (`Hämeenkadulla 12 autoa`) are none.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag
from search.words.finnish import readings
from search.words.names import NameClass, name_classes

from .finding import Finding

NOMINATIVE = (
    "katu|tie|kuja|polku|raitti|rinne|kaari|väylä|puistikko|penger|bulevardi|esplanadi|kierto|"
    "kaarre|lenkki|ahde|tanhua|taival|aukio|tori|porras|"
    "gatan|vägen|stigen|gränden|gränd|esplanaden"
)
OTHER_FORMS = (
    "kadu(?:n|lla|lle|lta)|tie(?:n|llä|lle|ltä)|kuja(?:n|lla|lle|lta)|polu(?:n|lla|lle|lta)|"
    "raiti(?:n|lla|lle|lta)|rintee(?:n|llä|lle|ltä)|kaare(?:n|lla|lle|lta)|"
    "väylä(?:n|llä|lle|ltä)|puistiko(?:n|lla|lle|lta)|penkeree(?:n|llä|lle|ltä)|"
    "bulevardi(?:n|lla|lle|lta)|kierro(?:n|lla|lle|lta)|kaartee(?:n|lla|lle|lta)|"
    "lenki(?:n|llä|lle|ltä)|ahtee(?:n|lla|lle|lta)|taipalee(?:n|lla|lle|lta)|"
    "aukio(?:n|lla|lle|lta)"
)
# These end names of places, too: there has to be a flat, or a word of living somewhere.
UNSURE = (
    "ranta|mäki|piha|puisto|harju|pää|niitty|lahti|niemi|saari|kallio|laakso|kangas|pelto|metsä|"
    "linja|silta|kenttä|reuna|laita|kulma|portti|haka|törmä|kumpu|kuru|notko|vuori|oja|kylä|tarha|mutka|"
    "kartano|lehto|suora|veräjä|stranden|backen|torget|allén|kajen"
)
FLAT = (
    r"(?P<flat>(?: ?[A-Za-z](?![\w])(?: ?[0-9]{1,3}(?![0-9]))?)?"
    r"(?: ?,? ?(?:as|asunto|rappu|lgh|bst)\.? ?[A-Za-z]?[0-9]{0,4})?)"
)
STREET = re.compile(
    r"(?<![\w-])(?P<street>[^\W\d_][\w-]{1,40})(?:,(?= (?:numero|nro|n:o|talo)))? {1,2}"
    r"(?:talo(?:ssa|on|sta|n)? )?(?:(?:numero(?:ssa|sta|on|n)?|nro|n:o|nr|nummer) )?"
    r"(?P<number>[0-9]{1,4})"
    rf"(?:[-–][0-9]{{1,4}})?(?![0-9]|[.,][0-9]| [0-9]{{3}}(?![0-9])){FLAT}"
    r"(?P<case>:[a-zåäö]{1,4})?"
)
# `Yrjönk. 11 C 48`; of other letters only with a flat.
SHORT_STREET = re.compile(
    r"(?<![\w-])[A-ZÅÄÖ][a-zåäö-]{2,30}(?:nk\. ?[0-9]{1,3}(?![0-9.,:])"
    r"|[naeiouyäö][ktp]\. ?[0-9]{1,3}(?= ?[A-Z](?!\w)| as))" + FLAT
)
ENDS = re.compile(
    rf"(?:(?P<nominative>{NOMINATIVE})|(?P<other>{OTHER_FORMS})|(?P<unsure>{UNSURE}))$",
    re.IGNORECASE,
)
# Roads and ways that have no name of their own.
NAMELESS_LIST = """
tie katu kuja polku raitti rinne kaari väylä tori aukio kierto porras lenkki tanhua taival
valtatie kantatie seututie yhdystie moottoritie maantie pyörätie rautatie hengitystie virtsatie
hoitopolku palvelupolku asiakaspolku potilaspolku opintopolku urapolku oppimispolku elämänpolku
kuntoutuspolku hoitotie palvelutie oikotie kiertotie umpikuja ohitustie palvelutori
hyvinvointitori tarinatori polkupyörätie kulkutie kävelytie kevyenliikenteenväylä valtaväylä
sisääntuloväylä gatan vägen
"""
NAMELESS = frozenset(NAMELESS_LIST.split())
# Names of streets with a capital only.
COMMON_LIST = """
pääkatu kävelykatu sivukatu kotikatu kotitie kauppatori keskustori pihatie metsätie yksityistie
luontopolku metsäpolku
"""
COMMON = frozenset(COMMON_LIST.split())
# The end of a street's name of two words: `Hatanpään valtatie`, `Tammelan puistokatu`.
SECOND_WORDS_LIST = """
valtatie puistokatu puistotie rantatie rantakatu kirkkotie katu tie kuja polku raitti ranta
valtaväylä väylä esplanadi bulevardi puistikko kaari aukio rinne
"""
SECOND_WORDS = frozenset(SECOND_WORDS_LIST.split())
COUNTED = re.compile(
    r" ?(?:%|€|(?-i:[ehm])(?!\w| ?[0-9])|km|min|kpl|kerta|kertaa|kerran|kilometri|minuutti|minuuti|"
    r"tunti|tunnin|tuntia|vuot|vuode|vuosi|metri|päivä|viikko|viiko|kuukau|euro|auto|ihmis|ihmin|asukas|asukkaa(?!t)|henk|"
    r"prosen|kappale|år|gånger|minuter|times|minutes|years)",
    re.IGNORECASE,
)
YEARS = range(1900, 2100)
# What is counted stands in the partitive; these words only look like it.
PARTITIVE = re.compile(
    r"\s+(?!(?:eikä|sekä|vaikka|koska|mutta|jota|jona|joka|siinä|missä|vielä|aina|kotona|tänä|"
    r"siellä|täällä|tuolla|kanssa|luona|noina|ja|tuota|ihana|johtuva)(?![a-zåäö]))"
    r"[a-zåäö]+(?:a|ä)(?<!ss[aä])(?<!st[aä])(?<!ll[aä])(?<!lt[aä])(?![a-zåäö])"
)
LIVING = re.compile(
    r"osoit|asun|asuu|asum|asut|muut|kotini|kotiosoite|adress|bor |bo |live",
    re.IGNORECASE,
)
LOOK_BACK = 40
ENGLISH = re.compile(
    r"(?<![\w.,-])[0-9]{1,4}[A-Za-z]? (?:[A-Z][a-z]{1,30} ){1,3}"
    r"(?:Street|Road|Avenue|Lane|Drive|Square|Terrace)(?!\w)"
)
POSTAL_CODE = re.compile(
    r"(?<![\w.,-])(?:FI-)?(?P<code>[0-9]{5})\s{1,2}(?P<town>[A-ZÅÄÖ][\w-]{1,40})"
)
# Towns looked up in one text, so that the time has an end.
MOST_TOWNS = 20
BOX = re.compile(
    r"(?<![\w])(?:PL|PB|P\.? ?O\.? ?Box|[Pp]ostilokero|[Pp]ostbox) ?[0-9]{1,5}(?![0-9:])"
    r"(?! ?(?:§|pykäl|mom|luku|luvu|artik|kap))"
)
# Whose box is nobody's home.
AUTHORITY = re.compile(r"kirjaamo|virasto|registrator|registry|\bkela", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    street = _("A street with a number. See whether it is somebody's home.")
    for start, end in streets(text):
        yield Finding(Flag.ADDRESS, start, end, street)
    for pattern in (SHORT_STREET, ENGLISH):
        for match in pattern.finditer(text):
            yield Finding(Flag.ADDRESS, match.start(), match.end(), street)
    for start, end in towns(text):
        reason = _("A postal code with a town. See whether it is somebody's home.")
        yield Finding(Flag.ADDRESS, start, end, reason)
    for match in BOX.finditer(text):
        if AUTHORITY.search(text[max(0, match.start() - LOOK_BACK) : match.start()]):
            continue
        reason = _("A post office box. See whether it is somebody's own.")
        yield Finding(Flag.ADDRESS, match.start(), match.end(), reason)


def streets(text: str) -> Iterator[tuple[int, int]]:
    for match in STREET.finditer(text):
        ends = ENDS.search(match["street"])
        if (
            (ends or match["street"][0].isupper())
            and int(match["number"]) not in YEARS
            and not COUNTED.match(text, match.end("number"))
        ):
            start = start_of_street(text, match)
            if start is not None and (
                start < match.start() or is_address(text, match, ends)
            ):
                yield start, match.end()


def start_of_street(text: str, match: re.Match[str]) -> int | None:
    """Where the name begins, with its first word if it has two; None if it has no name."""
    street, start = match["street"], match.start()
    before = re.search(
        r"([^\W\d_][\w-]{1,30}) $", text[max(0, start - LOOK_BACK) : start]
    )
    first = before[1] if before else ""
    base = nominative(street.lower())
    if (
        first[:1].isupper()
        and base in SECOND_WORDS
        and first.endswith(("n", "nen", "o", "a", "i"))
        and not first.endswith(("lla", "llä", "ssa", "ssä", "lta", "sta"))
    ):
        return start - len(first) - 1
    return None if base in NAMELESS or street in COMMON else start


def nominative(street: str) -> str:
    """The base form of a street without a name; any other stays as it is."""
    if street in NAMELESS or not ENDS.search(street):
        return street
    found = {one.base for one in readings(street)} & (NAMELESS | SECOND_WORDS)
    return found.pop() if found else street


def is_address(text: str, match: re.Match[str], ends: re.Match[str] | None) -> bool:
    """Whether the number after the name is that of a house."""
    after = match.end()
    has_flat = bool(re.search(r"[0-9]", match["flat"]))
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if ends is None:
        return has_flat and bool(LIVING.search(before))
    if ends["unsure"]:
        return (
            has_flat
            or bool(POSTAL_CODE.match(text[after : after + LOOK_BACK].lstrip(" ,")))
            or bool(LIVING.search(before))
        )
    if match["flat"].strip() or match["case"]:
        return True
    if ends["other"]:
        return not PARTITIVE.match(text, after)
    return match["street"][0].isupper() or not PARTITIVE.match(text, after)


def towns(text: str) -> Iterator[tuple[int, int]]:
    for number, match in enumerate(POSTAL_CODE.finditer(text)):
        if number == MOST_TOWNS:
            return
        town = match["town"]
        bases = {one.base for one in readings(town)}
        if NameClass.PLACE in name_classes(town) and town.lower() in bases:
            yield match.span()
