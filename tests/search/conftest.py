import json
from pathlib import Path

import pytest

from search.services import refresh_all
from search.words import words_in

LABELLED = Path(__file__).parent / "labelled"


@pytest.fixture(scope="session")
def labelled_words() -> list[str]:
    """The different words of the labelled texts, in lower case."""
    found = set()
    for line in (LABELLED / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        found.update(word.lower() for word in words_in(json.loads(line)["body"]))
    return sorted(found)


@pytest.fixture
def indexed(db):
    """What a task or the clock would do."""
    return refresh_all
