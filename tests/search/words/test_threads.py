"""Words are read by several threads of a web process at once."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from search.words.forms import stem

WORDS = {
    "fi": ["kummallisuuksissammekin", "tuntemattomuuksien"],
    "sv": ["jaktkarlarnes", "medborgarinflytandet", "undersökningarna"],
    "en": ["nationalisation", "accommodating", "relational"],
}


def test_threads_do_not_mix_up_their_words():
    asked = [(word, language) for language in WORDS for word in WORDS[language]]
    alone = {each: stem(*each) for each in asked}
    start = threading.Barrier(4)

    def many(_thread: int) -> list[bool]:
        start.wait()
        return [stem(*each) == alone[each] for _time in range(100) for each in asked]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = [
                right for many_of in pool.map(many, range(4)) for right in many_of
            ]
    finally:
        sys.setswitchinterval(before)
    assert answers.count(False) == 0
