"""Base forms and compound parts of Finnish words, from Voikko's readings.

A reading of `kotihoidossa` is
`[Ln][Xp]koti[X]kot[Sn][Ny]i[Bh][Bc][Ln][Xp]hoito[X]hoido[Sine][Ny]ssa`: `[Bc]` stands
between the parts of a compound, `[Xp]` before a dictionary form, `[X]` before what stands
in the word itself, `[Xj]` before the ending that makes one word out of another.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .voikko import analyser

TOKENS = re.compile(r"\[[^\]]*\]|[^\[]+")
PARTICIPLE = "[R"
LONGEST = 100
# Each reading makes words of all neighbouring parts; no real compound has more.
MOST_PARTS = 6


@dataclass(frozen=True)
class Part:
    """A part of a compound, or a word that is none.

    `base` is its dictionary form, `surface` what stands in the word, and `kin` are the
    words that it is a form of, nearest last: of a participle the verb.
    """

    base: str
    surface: str
    kin: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """`joined` says how many parts Voikko put together that are words of their own."""

    parts: tuple[Part, ...]
    joined: int = 1

    @cached_property
    def base(self) -> str:
        return join(self.parts)

    @cached_property
    def kin(self) -> tuple[str, ...]:
        """The whole word with the last part as what it is a form of."""
        front = "".join(part.surface for part in self.parts[:-1])
        return tuple(front + each for each in self.parts[-1].kin)

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
    if len(word) > LONGEST:
        return ()
    found = [read(output) for output in analyser()(word.lower())]
    found = [reading for reading in found if reading.parts]
    # `osallistuvat` takes part; that it could be a cottage (`tupa`) is a machine's idea.
    fewest = min((reading.joined for reading in found), default=0)
    return tuple(
        dict.fromkeys(reading for reading in found if reading.joined == fewest)
    )


def read(output: str) -> Reading:
    """One reading in Voikko's notation."""
    pieces = output.split("[Bc]")
    parts = [part for piece in pieces for part in read_part(piece)]
    return Reading(tuple(parts), len(pieces))


def read_part(piece: str) -> list[Part]:
    """The part of a compound; two of them where the dictionary itself has a seam in the
    word (`hyvin=vointi`)."""
    chain: list[str] = []
    base = surface = form = ending = ""
    in_form = skipped = participle = False
    for bit in TOKENS.findall(piece):
        if bit in {"[Xp]", "[Xj]"}:
            base, form, in_form = base + ending, "", True
            surface, ending = surface + ending, ""
        elif bit in {"[Xr]", "[Xs]"}:
            skipped = True
        elif bit == "[X]":
            if in_form:
                chain.append(base + form)
            in_form = skipped = False
        elif bit.startswith("["):
            participle |= bit.startswith(PARTICIPLE)
        elif in_form:
            form += bit
        elif not skipped:
            ending += bit
    surface += ending
    if not chain:  # what is written in digits or letters has no dictionary form
        return [Part(surface.strip("-").lower(), surface.lower())] if surface else []
    base = chain.pop().lower()
    kin = tuple(word.lower().replace("=", "") for word in chain)
    shown = tuple(reversed(kin)) if participle else property_of(base, kin)
    return seamed(base, surface.lower(), shown)


def property_of(base: str, chain: tuple[str, ...]) -> tuple[str, ...]:
    """Of a property (`esteettömyys`) what has it (`esteetön`)."""
    is_property = base.endswith(("uus", "yys", "ys", "us")) and chain
    return chain[-1:] if is_property and not chain[-1].endswith(("a", "ä")) else ()


def seamed(base: str, surface: str, kin: tuple[str, ...]) -> list[Part]:
    *front, last = base.split("=")
    lengths = 0
    parts = []
    for each in front:
        here = surface[lengths : lengths + len(each)]
        parts.append(Part(each, here))
        lengths += len(each)
    kept = () if front else kin
    return [*parts, Part(last, surface[lengths:], kept)]
