"""The stepped line of templates/components/steps.html."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A knot on the thread. `status` is done, now or next."""

    name: str
    status: str
    date: dt.date | None = None
    text: str = ""
