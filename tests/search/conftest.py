"""Pages that are found: what the clock or a task would do is done by `indexed()`."""

import pytest

from search.services import refresh_all


@pytest.fixture
def indexed(db):
    return refresh_all
