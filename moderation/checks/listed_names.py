"""Names that Voikko does not know, by the lists that staff edit: `Gun-Britt`, `Fadumo`."""

from dataclasses import dataclass
from functools import lru_cache

from search.words.names import NameClass

# Shorter names have no ending that would not be another word's.
SHORTEST_STEM = 3
ENDINGS_LIST = """
n in a ä ia iä ta tä ssa ssä issa issä sta stä ista istä an än on ön en un yn iin lla llä illa
illä lle ille lta ltä ilta iltä ksi iksi na nä ina inä s ts
"""
ENDINGS = frozenset(ENDINGS_LIST.split())
DOUBLED = frozenset(["kk", "pp", "tt"])


@dataclass(frozen=True)
class ListedNames:
    """Names and the stems of their forms, in small letters."""

    first_names: frozenset[str]
    surnames: frozenset[str]

    def classes_of(self, word: str) -> frozenset[NameClass]:
        """What a word may be, as it is or with an ending after it."""
        lower = word.casefold()
        stems = {lower} | {
            lower[:length]
            for length in range(SHORTEST_STEM, len(lower))
            if lower[length:] in ENDINGS
        }
        found = set()
        if not stems.isdisjoint(self.first_names):
            found.add(NameClass.FIRST)
        if not stems.isdisjoint(self.surnames):
            found.add(NameClass.SURNAME)
        return frozenset(found)


@lru_cache(maxsize=8)
def listed_names(
    first_names: tuple[str, ...], surnames: tuple[str, ...]
) -> ListedNames:
    return ListedNames(
        frozenset(stem for name in first_names for stem in stems_of(name.casefold())),
        frozenset(stem for name in surnames for stem in stems_of(name.casefold())),
    )


def stems_of(name: str) -> set[str]:
    """The name and what stands before its endings: `Jorkka`, `Jorkan`; `Lahti`, `Lahden`."""
    stems = {name}
    if name[-3:-1] in DOUBLED:
        stems.add(name[:-2] + name[-1])
    if name.endswith("hti"):
        stems.add(name[:-2] + "de")
    elif name.endswith("mpi"):
        stems.add(name[:-2] + "me")
    elif name.endswith("mi"):
        stems.add(name[:-1] + "e")
    return stems
