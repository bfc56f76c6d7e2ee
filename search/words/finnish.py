"""Base forms and compound parts of Finnish words, from Voikko's readings.

A reading of `kotihoidossa` is
`[Ln][Xp]koti[X]kot[Sn][Ny]i[Bh][Bc][Ln][Xp]hoito[X]hoido[Sine][Ny]ssa`: `[Bc]` stands
between the parts of a compound, `[Xp]` before a dictionary form, `[X]` before what stands
in the word itself, `[Xj]` before the ending that makes one word out of another.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .voikko import Analyse, analyser

TAG = re.compile(r"\[[^\]]*\]")
STEP = re.compile(r"\[X[pj]\]")
SKIPPED = re.compile(r"\[X[rs]\][^\[]*")
SEAM = "="
PARTICIPLE = "[R"
# Endings of nouns that are made of a verb, an adjective or a place and mean no other thing.
DOINGS = ("us", "ys", "nti", "nta", "ntä", "lainen", "läinen")
LONGEST = 100
# Of a word that may be a form of one of these it is one.
COMMON_WORDS = """
olla tulla tehdä voida kuulla saada viedä tuoda vuosi kuukausi minä sinä hän me te he se tämä
tuo joka mikä kuka kuusi0 kaksi0
"""
COMMON = frozenset(COMMON_WORDS.split())
NUMERAL, INFINITIVE = "[Lu]", "[Tn1]"
# `viikonloppuisin` is at weekends; no father has a part in it.
NO_PART = "isin"
AT_TIMES = "[Ll][Xj]inen[X]is[Sin][Nm]in"
# `huoltolain` is of the law (`laki`), not of service stations as one once wrote it.
OLD_PLURAL = re.compile(r"\[Sg\]\[Nm\][^\W\d_]*in$")
# Each reading makes words of all neighbouring parts; no real compound has more.
MOST_PARTS = 6


@dataclass(frozen=True)
class Part:
    """A part of a compound, or a word that is none.

    `base` is its dictionary form, `surface` what stands in the word, and `kin` are the
    words that say the same of it: of a participle and of a doing the verb, of a property
    what has it. `roots` are all words that it is made of, near or far.
    """

    base: str
    surface: str
    kin: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """`joined` says how many parts Voikko put together that are words of their own,
    `infinitive` that it is a verb as dictionaries have it, `unlikely` that no reader
    would think of it while there is another."""

    parts: tuple[Part, ...]
    joined: int = 1
    infinitive: bool = False
    unlikely: bool = False

    @cached_property
    def base(self) -> str:
        return join(self.parts)

    @cached_property
    def kin(self) -> tuple[str, ...]:
        """The whole word with the last part as what says the same."""
        return tuple(self.front + each for each in self.parts[-1].kin)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        return tuple(self.front + each for each in self.parts[-1].roots)

    @property
    def front(self) -> str:
        return "".join(part.surface for part in self.parts[:-1])

    @cached_property
    def within(self) -> tuple[str, ...]:
        """Base forms of what the compound holds: its parts, and neighbours together."""
        count = len(self.parts)
        if not 1 < count <= MOST_PARTS:
            return ()
        spans = (
            self.parts[start:end]
            for start in range(count)
            for end in range(start + 1, count + 1)
            if end - start < count
        )
        found: list[str] = []
        for span in spans:
            found += [join(span), *(span[0].kin if len(span) == 1 else ())]
        return tuple(found)


def join(parts: tuple[Part, ...]) -> str:
    """The base form of neighbouring parts: all but the last as they stand."""
    return "".join(part.surface for part in parts[:-1]) + parts[-1].base


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """What the word may be; nothing if Voikko does not know it."""
    return () if len(word) > LONGEST else readings_by(analyser(), word.lower())


def readings_by(analyse: Analyse, word: str) -> tuple[Reading, ...]:
    found = [read(output) for output in analyse(word)]
    return tuple(dict.fromkeys(likely([each for each in found if each.parts])))


def likely(found: list[Reading]) -> list[Reading]:
    """The readings that a reader would think of.

    `osallistuvat` takes part: that it could be a cottage (`tupa`) is a machine's idea; so is
    that `tuli`, which came, could burn, or that who wants to `valita` complains.
    """
    found = [one for one in found if not one.unlikely] or found
    fewest = min((one.joined for one in found), default=0)
    found = [one for one in found if one.joined == fewest]
    likelier = [one for one in found if one.infinitive or one.base in COMMON]
    return likelier or found


def read(output: str) -> Reading:
    """One reading in Voikko's notation."""
    pieces = output.split("[Bc]")
    parts = [part for piece in pieces for part in read_part(piece)]
    father = len(parts) > 1 and parts[-1].surface == NO_PART
    unlikely = father or OLD_PLURAL.search(output) is not None
    return Reading(tuple(parts), len(pieces), INFINITIVE in output, unlikely)


def read_part(piece: str) -> list[Part]:
    """The part of a compound; two of them where the dictionary itself has a seam in the
    word (`hyvin=vointi`)."""
    before, *steps = STEP.split(SKIPPED.sub("", piece))
    surface = TAG.sub("", before).lower()
    chain: list[str] = []
    for step in steps:
        form, _, shown = step.partition("[X]")
        chain.append(surface + TAG.sub("", form).lower())
        surface += TAG.sub("", shown).lower()
    if not chain:  # what is written in digits or letters has no dictionary form
        bare = surface.partition(":")[0].strip("-")
        return [Part(bare, surface)] if surface else []
    base, *roots = (form.replace(SEAM, "") for form in reversed(chain))
    kin = roots if PARTICIPLE in piece else said_alike(base, roots, piece)
    if NUMERAL in piece:  # six is no spruce
        base += "0"
    last = Part(base, surface, tuple(kin), tuple(roots))
    # What is made of a word with a seam (`vastaan=ottaa`) does not show it again.
    seams = next((form for form in chain if SEAM in form), "")
    return seamed(seams.split(SEAM)[:-1], last)


def said_alike(base: str, roots: list[str], piece: str) -> list[str]:
    """Of a doing (`päivystys`) the verb, of a property (`esteettömyys`) what has it, of who
    comes from a place (`ruoveteläinen`) the place, of when something is always (`iltaisin`)
    the time. Who does it (`hoitaja`) is another word.
    """
    return roots[:1] if base.endswith(DOINGS) or AT_TIMES in piece else []


def seamed(fronts: list[str], last: Part) -> list[Part]:
    """The parts of a word with seams: all but the last stand in it, and in the words that
    it is made of, as they are."""
    parts = []
    for front in fronts:
        if not last.surface.startswith(front) or not last.base.startswith(front):
            break
        parts.append(Part(front, front))
        last = behind(front, last)
    return [*parts, last]


def behind(front: str, part: Part) -> Part:
    return Part(
        part.base.removeprefix(front),
        part.surface.removeprefix(front),
        tuple(form.removeprefix(front) for form in part.kin),
        tuple(form.removeprefix(front) for form in part.roots),
    )
