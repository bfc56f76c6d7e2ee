"""What the county owes to the initiators of one initiative, and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from initiatives.stages import AT_THE_COUNTY, NOT_TOLD

WHO_HANDLES = _("who handles it, and when")
REPORT = _("progress report")
DECISION = _("decision")


@dataclass(frozen=True)
class Due:
    what: str | Promise
    at: datetime


def dues(initiative: Initiative) -> list[Due]:
    """The first due first; empty where nothing is promised. As `Initiative.next_due`."""
    if initiative.stage not in AT_THE_COUNTY:
        return []
    undecided = initiative.decided_at is None
    owed = [
        (WHO_HANDLES, initiative.acknowledge_by, initiative.stage in NOT_TOLD),
        (REPORT, initiative.report_by, True),
        (DECISION, initiative.decide_by, undecided),
    ]
    found = [Due(what, at) for what, at, is_owed in owed if at and is_owed]
    return sorted(found, key=lambda due: due.at)
