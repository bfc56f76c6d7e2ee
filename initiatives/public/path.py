"""The stepped line of an initiative: from publication to the answer."""

from datetime import datetime

from core.steps import Step
from initiatives.enums import Stage
from initiatives.models import Initiative

S = Stage
WAY = (S.PUBLISHED, S.COLLECTING, S.SENT, S.REGISTERED, S.HANDLING, S.HEARD, S.DECIDED)
LIGHT_WAY = (S.RECEIVED, S.CONSIDERED, S.PLANNED, S.DONE)


def steps(initiative: Initiative, now: datetime) -> list[Step]:
    """What was reached, with its date, what goes on, and what comes."""
    way = LIGHT_WAY if initiative.is_suggestion else WAY
    dates = {each.stage: each.happened_at for each in initiative.events.all()}
    stage = Stage(initiative.stage)
    here = way.index(stage) if stage in way else len(way)
    return [
        Step(
            str(step.label),
            "done" if number < here else "now" if number == here else "next",
            dates.get(step),
        )
        for number, step in enumerate(way)
    ]
