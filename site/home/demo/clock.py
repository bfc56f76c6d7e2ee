"""The clock of the demo: what its people do happens on the day that is told of."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone

from moderation.models.audit import as_if_at


@contextlib.contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    """All that is asked for the time inside is told this one; events are logged at it.

    The services ask the clock, as they must: what they promise, and what may still be
    done, hangs on it. Only a command that has its process to itself may turn it.
    """
    with as_if_at(at), patch.object(timezone, "now", lambda: at):
        yield
