"""Readings of Finnish words by Voikko.

Two packages carry it. `libvoikko` is quick and speaks to the system's library, which on
Debian comes with `libvoikko1` and `voikko-fi`; `pyvoikko` needs nothing but itself. Both
answer in the notation of Voikko's transducer, which `search.words.finnish` reads.
"""

import threading
from collections.abc import Callable
from functools import cache

Analyse = Callable[[str], list[str]]


@cache
def analyser() -> Analyse:
    """The function from a lower-case word to its readings; of what is installed the
    quicker one."""
    return native() or portable()


def native() -> Analyse | None:
    """By the system's library; None where it, or its Finnish dictionary, is missing."""
    try:
        import libvoikko
    except ImportError:
        return None
    try:
        voikko = libvoikko.Voikko("fi")
    except (OSError, libvoikko.VoikkoException):
        return None
    lock = threading.Lock()  # a handle is for one thread at a time

    def analyse(word: str) -> list[str]:
        with lock:
            found = voikko.analyze(word)
        # A name of an organisation has no reading of its own beside that of its words.
        return [each["FSTOUTPUT"] for each in found if "FSTOUTPUT" in each]

    return analyse


def portable() -> Analyse:
    """By the transducer that comes with `pyvoikko`."""
    from kfst import TokenizationException
    from pyvoikko import VOIKKO_FST

    def analyse(word: str) -> list[str]:
        try:
            return [reading for reading, _weight in VOIKKO_FST.lookup(word)]
        except TokenizationException:  # a letter that Finnish does not have
            return []

    return analyse
